import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildChild } from '../../support/child/build-child'
import { StoreReader, type ReadAnswer } from '../../support/child/store-reader'
import { KEY, removeFolder } from '../../support/core'
import { copyOfStore, filledStore } from '../../support/damaged-store'
import { diceOf } from '../../support/dice'

const SEED = 20_261_127
const FLIPS = 200
const CUTS = 20
const MINUTE = 60_000

let store: { folder: string; path: string }
let reader: StoreReader
let original: ReadAnswer

beforeAll(async () => {
  store = await filledStore()
  reader = new StoreReader(await buildChild('read-store'), KEY)
  original = await reader.read(copyOfStore(store.path, store.folder))
}, MINUTE)
afterAll(async () => {
  await reader.close()
  removeFolder(store.folder)
})

/** Whether damage was noticed, did no harm, or was read silently. */
function outcomeOf(answer: ReadAnswer): string {
  if (answer.kind === 'broken' || answer.kind === 'ended') return 'noticed'
  if (answer.kind === 'refused') return answer.reason === 'corrupt' ? 'noticed' : answer.message
  if (original.kind !== 'whole') return 'the store was not whole before'
  const { content } = original
  const differing = Object.keys(content).filter((table) => answer.content[table] !== content[table])
  return differing.length === 0 ? 'harmless' : `read silently: ${differing.join(', ')}`
}

describe('a store that nothing happened to', () => {
  it('passes the check, with every row and entry read', () => {
    expect(original).toMatchObject({ kind: 'whole', verdict: { broken: null } })
    if (original.kind !== 'whole') return
    expect(original.verdict.rows).toBeGreaterThan(4000)
    expect(original.verdict.entries).toBeGreaterThan(1400)
  })
})

describe('a damaged store', () => {
  it(
    'is noticed wherever a bit was flipped, and no row, entry or word is ever read wrong',
    async () => {
      const roll = diceOf(SEED)
      const whole = readFileSync(store.path)
      for (let turn = 0; turn < FLIPS; turn += 1) {
        const [place, bit] = [roll(whole.length), roll(8)]
        const path = copyOfStore(store.path, store.folder)
        const spoiled = Buffer.from(whole)
        spoiled.writeUInt8(spoiled.readUInt8(place) ^ (1 << bit), place)
        writeFileSync(path, spoiled)
        const outcome = outcomeOf(await reader.read(path))
        const where = `seed ${String(SEED)}, flip ${String(turn)}: bit ${String(bit)} of byte ${String(place)}`
        expect(['noticed', 'harmless'], `${where}: ${outcome}`).toContain(outcome)
      }
    },
    5 * MINUTE,
  )

  it(
    'is noticed wherever its end was cut off',
    async () => {
      const roll = diceOf(SEED + 1)
      const { length } = readFileSync(store.path)
      for (let turn = 0; turn < CUTS; turn += 1) {
        const rest = 1 + roll(length - 1)
        const path = copyOfStore(store.path, store.folder)
        truncateSync(path, rest)
        const outcome = outcomeOf(await reader.read(path))
        expect(outcome, `seed ${String(SEED + 1)}, cut ${String(turn)} after byte ${String(rest)}`).toBe(
          'noticed',
        )
      }
    },
    MINUTE,
  )

  it.each([
    ['another kind of file lies in its place', Buffer.from('%PDF-1.7\n'.repeat(1000))],
    ['zeros lie in its place', Buffer.alloc(8192)],
  ])('is noticed where %s', async (_what, content) => {
    const path = copyOfStore(store.path, store.folder)
    writeFileSync(path, content)
    expect(outcomeOf(await reader.read(path))).toBe('noticed')
  })

  it('is noticed where its first page is gone', async () => {
    const path = copyOfStore(store.path, store.folder)
    writeFileSync(path, Buffer.concat([Buffer.alloc(4096), readFileSync(store.path).subarray(4096)]))
    expect(outcomeOf(await reader.read(path))).toBe('noticed')
  })

  it('is as it was where something that is no log lies beside it', async () => {
    const path = copyOfStore(store.path, store.folder)
    copyFileSync(store.path, `${path}-wal`)
    expect(outcomeOf(await reader.read(path))).toBe('harmless')
  })
})
