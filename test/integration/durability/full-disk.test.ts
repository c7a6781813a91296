import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildChild } from '../../support/child/build-child'
import { failureOf, openCore, removeFolder, type Core } from '../../support/core'
import { checkedIn, documentsIn, storeToWorkOn } from '../../support/kill-rounds'
import { openWriter } from '../../../src-main/store/sqlite/driver'
import { KEY } from '../../support/core'
import { dataOf } from '../../support/samples'

const MINUTE = 60_000
const ACTS = 60
/** No file may grow beyond so many KiB: the log of the store meets that in the middle of the work. */
const FULL_AT_KIB = 2048

let folder: string
let program: string

beforeAll(async () => {
  folder = await storeToWorkOn(120)
  program = await buildChild('work-on-store')
}, MINUTE)
afterAll(() => {
  removeFolder(folder)
})

/** What the store and a program at work on it say to a disk that takes nothing more. */
async function workOnFullDisk(): Promise<string[][]> {
  const limited = `ulimit -f ${String(FULL_AT_KIB)} && exec "$0" "$@"`
  const child = spawn('bash', ['-c', limited, process.execPath, program, folder, '7', String(ACTS)])
  let said = ''
  let mistake = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (mistake += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`The program ended: ${mistake}`)
  return said.split('\n').map((line) => line.split(' '))
}

describe('a disk that is full', () => {
  it(
    'is told by every kind of act as that; nothing acknowledged is lost, nothing half done, and the program goes on',
    async () => {
      const told = await workOnFullDisk()
      const failed = told.filter(([what]) => what === 'failed')
      expect(new Set(failed.map(([, ...how]) => how.slice(1).join(' ')))).toEqual(
        new Set(['unavailable: disk-full']),
      )
      expect([...new Set(failed.map(([, name]) => name))].sort()).toEqual([
        'attach',
        'broadcast',
        'bulk',
        'draft',
        'edit',
        'list',
        'register',
        'undo',
      ])
      const acknowledged = told.filter(([what]) => what === 'done')
      expect(acknowledged.length).toBeGreaterThan(5)

      const core = openCore(folder)
      core.advance(8 * 3_600_000)
      const stored = new Map(
        core
          .raw(
            'SELECT unit.id, count(*) AS n FROM unit JOIN history ON history.unit = unit.row GROUP BY unit.id',
          )
          .map((row) => [row['id'], row['n']]),
      )
      for (const [, unit, entries] of acknowledged) expect(stored.get(unit ?? '')).toBe(Number(entries))
      expect(stored.size).toBe(122 + acknowledged.length)
      expect(documentsIn(core)).toEqual([])
      expect(checkedIn(core.path)).toEqual([])
      // With space again, the same store is worked with.
      const [operator] = core.raw('SELECT id FROM operator')
      core.actAs({ operatorId: operator?.['id'] as never, actsFor: null })
      const data = dataOf({ officialName: 'Wieder Platz' })
      await core.done('authorities.register', { data, accessManager: null, duplicatesSeen: true, reason: '' })
      core.shut()
    },
    2 * MINUTE,
  )
})

describe('a store that another program holds', () => {
  it('is told as busy; the act is done once it is free, and nothing was lost', async () => {
    const core: Core = openCore()
    await core.start()
    const other = openWriter({ path: core.path, key: KEY })
    other.script('BEGIN IMMEDIATE')
    const input = { data: dataOf(), accessManager: null, duplicatesSeen: true, reason: '' }
    expect(failureOf(await core.request('authorities.register', input))).toBe('unavailable: busy')
    other.script('ROLLBACK')
    other.close()
    await core.done('authorities.register', input)
    expect(checkedIn(core.path)).toEqual([])
    core.close()
  })
})

describe('a clock that is wrong', () => {
  it.each([
    ['set back by a year', -365 * 86_400_000],
    ['ten years ahead', 3650 * 86_400_000],
  ])('%s writes acts that stay in their order, and the history verifies', async (_what, milliseconds) => {
    const core: Core = openCore()
    await core.start()
    const register = (officialName: string) =>
      core.done('authorities.register', {
        data: dataOf({ officialName }),
        ...{ accessManager: null, duplicatesSeen: true, reason: '' },
      })
    await register('First')
    core.advance(milliseconds)
    await register('Second')
    core.advance(-milliseconds)
    await register('Third')
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    expect(checkedIn(core.path)).toEqual([])
    const walls = core.raw('SELECT wall, counter FROM history ORDER BY seq')
    const ordered = [...walls].sort(
      (left, right) =>
        Number(left['wall']) - Number(right['wall']) || Number(left['counter']) - Number(right['counter']),
    )
    expect(walls).toEqual(ordered)
    core.close()
  })
})
