import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { newFolder, openCore, removeFolder } from '../../support/core'
import { diceOf } from '../../support/dice'
import { checkedIn } from '../../support/kill-rounds'
import { accessOf, authorityOf, dataOf } from '../../support/samples'

const SEED = 20_261_129
const CUTS = 100
const FLIPS = 40
const ACTS = 40

let folder: string
/** The store as a power cut leaves it: its file, and the log with everything done since. */
let file: Buffer
let log: Buffer
/** Every act, in the order it was acknowledged; the first ones lie in the file itself. */
let acknowledged: string[]
let inFile: number
/** The log as it was before the store was closed the first time. */
let before: Buffer

beforeAll(async () => {
  folder = newFolder()
  const first = openCore(folder)
  await first.start()
  const made = Array.from({ length: 20 }, (_, number) =>
    authorityOf({ officialName: `Amt ${String(number)}` }),
  )
  for (const authority of made) {
    first.given(created('authority', authority), created('access', accessOf(authority)))
  }
  before = readFileSync(`${first.path}-wal`)
  inFile = first.raw('SELECT count(*) AS n FROM unit')[0]?.['n'] as number
  first.shut()
  const core = openCore(folder)
  core.advance(60_000)
  for (let act = 0; act < ACTS; act += 1) {
    const { id, officialName } = made[act % made.length] ?? authorityOf()
    const revision = Number(core.raw('SELECT rev FROM authority WHERE id = ?', [id])[0]?.['rev'])
    const data = dataOf({ officialName, notes: `Note ${String(act)} `.repeat(1 + (act % 30) * 15) })
    await core.done('authorities.edit', { id, revision, data, reason: '' })
  }
  acknowledged = core.raw('SELECT id FROM unit ORDER BY row').map((row) => String(row['id']))
  file = readFileSync(core.path)
  log = readFileSync(`${core.path}-wal`)
  core.shut()
})
afterAll(() => {
  removeFolder(folder)
})

/** The acts in a store with this log, after it was opened; what the check finds besides. */
function openedWith(spoiled: Buffer): { units: string[]; found: string[] } {
  const at = join(folder, 'cut')
  rmSync(at, { recursive: true, force: true })
  mkdirSync(at)
  writeFileSync(join(at, 'imi.db'), file)
  writeFileSync(join(at, 'imi.db-wal'), spoiled)
  const core = openCore(at)
  try {
    const units = core.raw('SELECT id FROM unit ORDER BY row').map((row) => String(row['id']))
    return { units, found: checkedIn(core.path) }
  } finally {
    core.shut()
  }
}

/** Acts in order up to some point, and nothing else. */
function expectBeginning({ units, found }: ReturnType<typeof openedWith>, where: string): void {
  expect(found, where).toEqual([])
  expect(units, where).toEqual(acknowledged.slice(0, units.length))
  expect(units.length, where).toBeGreaterThanOrEqual(inFile)
}

describe('a log of the store that a power cut spoiled', () => {
  it('holds every act where nothing happened to it', () => {
    expect(acknowledged).toHaveLength(inFile + ACTS)
    expect(openedWith(log)).toEqual({ units: acknowledged, found: [] })
  })

  it('cut at any byte, opens to the acts up to some point, each of them whole', () => {
    const roll = diceOf(SEED)
    const lengths = new Set<number>()
    for (let turn = 0; turn < CUTS; turn += 1) {
      const length = roll(log.length)
      const opened = openedWith(log.subarray(0, length))
      expectBeginning(opened, `seed ${String(SEED)}, cut ${String(turn)} after byte ${String(length)}`)
      lengths.add(opened.units.length)
    }
    expect(lengths.size).toBeGreaterThan(ACTS / 3)
  })

  it('with a bit flipped anywhere, opens to the acts up to some point, each of them whole', () => {
    const roll = diceOf(SEED + 1)
    for (let turn = 0; turn < FLIPS; turn += 1) {
      const [place, bit] = [roll(log.length), roll(8)]
      const spoiled = Buffer.from(log)
      spoiled.writeUInt8(spoiled.readUInt8(place) ^ (1 << bit), place)
      const where = `seed ${String(SEED + 1)}, flip ${String(turn)}: bit ${String(bit)} of byte ${String(place)}`
      expectBeginning(openedWith(spoiled), where)
    }
  })

  it.each<[string, () => Promise<Buffer>]>([
    [
      'of another store',
      async () => {
        const other = openCore(newFolder())
        await other.start()
        const foreign = readFileSync(`${other.path}-wal`)
        other.close()
        return foreign
      },
    ],
    ['of an earlier day of this store', () => Promise.resolve(before)],
  ])('%s is put aside instead of being written into the store', async (_what, foreign) => {
    const at = join(folder, 'foreign')
    mkdirSync(at)
    writeFileSync(join(at, 'imi.db'), file)
    writeFileSync(join(at, 'imi.db-wal'), log)
    // Opened and closed properly, so that everything is in the file.
    openCore(at).shut()
    writeFileSync(join(at, 'imi.db-wal'), await foreign())
    const core = openCore(at)
    expect(core.raw('SELECT id FROM unit ORDER BY row').map((row) => row['id'])).toEqual(acknowledged)
    expect(checkedIn(core.path)).toEqual([])
    core.shut()
    expect(readdirSync(at).some((name) => /^imi\.db\.aside-.*-wal$/.test(name))).toBe(true)
    rmSync(at, { recursive: true })
  })
})
