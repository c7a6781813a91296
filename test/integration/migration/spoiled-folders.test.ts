import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../src-shared/contract'
import { V6_FILES, type V6File } from '../../../src-shared/v6'
import { V6_COLUMNS } from '../../../src-main/exchange/v6/schema'
import { failureOf, openCore, type Answered, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { stateOf } from '../../support/story'
import { v6Text, writeV6, type V6Row, type V6Tables } from '../../support/v6-files'
import { smallV6 } from '../../support/v6-small'

const IDS = smallV6().authorities.map((row) => row['id'] ?? '')
const values = fc.oneof(
  fc.constantFrom(
    '',
    'yes',
    'no',
    'active',
    'suspended',
    'inactive',
    'services',
    'authority',
    'NIMIC',
    'SDIMIC',
  ),
  fc.constantFrom(
    '2014-02-30',
    '2014-02-28',
    'post_box',
    'administrator|basic-user',
    'hotels',
    'AT',
    'DE',
    '__proto__',
  ),
  fc.constantFrom(...IDS, IDS.join('|')),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

type Ending = 'refused' | 'nothing' | 'applied'

/** A cell written otherwise, a row lost, a row twice, or bytes of a file spoiled. */
type Spoil = (tables: V6Tables, raw: Map<V6File, string>) => void

const files = fc.constantFrom(...V6_FILES)
const spoils: fc.Arbitrary<Spoil> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(files, fc.nat(), fc.nat(), values)
      .map(([file, row, column, value]): Spoil => (tables) => {
        const columns = [...V6_COLUMNS[file].required, ...V6_COLUMNS[file].optional]
        const at = row % Math.max(1, tables[file].length)
        const name = columns[column % columns.length] ?? ''
        tables[file][at] = { ...tables[file][at], [name]: value }
      }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(files, fc.nat()).map(([file, row]): Spoil => (tables) => {
      tables[file].splice(row % Math.max(1, tables[file].length), 1)
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(files, fc.nat()).map(([file, row]): Spoil => (tables) => {
      const again: V6Row | undefined = tables[file][row % Math.max(1, tables[file].length)]
      if (again !== undefined) tables[file].push(again)
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(files, fc.nat(), fc.string({ unit: 'binary', maxLength: 6 }))
      .map(([file, at, text]): Spoil => (tables, raw) => {
        const whole = v6Text(file, tables[file])
        const cut = at % whole.length
        raw.set(file, whole.slice(0, cut) + text + whole.slice(cut + text.length))
      }),
  },
)

/** A reply is a value or one of the refusals that the contract promises, never a fault of the program. */
function expectPromised(core: Core, name: 'v6.open' | 'v6.plan' | 'v6.apply', reply: Answered): void {
  const failure = failureOf(reply)
  if (failure !== null) expect(contract[name].refusals, core.log.at(-1)).toContain(failure)
}

/** Brings a folder in by requests, and expects what always holds: all of it or nothing, and nothing more when it comes again. */
async function migrate(core: Core, tables: V6Tables, raw: ReadonlyMap<V6File, string>): Promise<Ending> {
  const file = writeV6(join(core.folder, 'V6'), tables)
  for (const [name, text] of raw) writeFileSync(join(file, `${name}.csv`), text)
  const before = stateOf(core)
  const opened = await core.request('v6.open', {}, { file })
  expectPromised(core, 'v6.open', opened)
  if (!opened.ok) return 'refused'
  const planned = await core.request('v6.plan', { file: opened.value.file, answers: [] }, { file })
  expectPromised(core, 'v6.plan', planned)
  expect(failureOf(planned) === 'v6-has-errors').toBe(opened.value.problems.errors > 0)
  expect(stateOf(core)).toEqual(before)
  if (!planned.ok) return 'refused'
  const input = { file: opened.value.file, answers: [], hash: planned.value.hash }
  const applied = await core.request('v6.apply', input, { file })
  expectPromised(core, 'v6.apply', applied)
  if (!applied.ok) {
    expect(stateOf(core)).toEqual(before)
    return failureOf(applied) === 'nothing-to-import' ? 'nothing' : 'refused'
  }
  const again = await core.done('v6.plan', { file: opened.value.file, answers: [] }, { file })
  expect(again.totals).toMatchObject({ authorities: 0, users: 0, accesses: 0, managers: 0 })
  return 'applied'
}

/** Each folder goes into a store of its own: into one, all but the first would be known already. */
async function inFreshStore(spoiling: readonly Spoil[]): Promise<Ending> {
  const core = openCore()
  try {
    await core.start()
    const [tables, raw] = [smallV6(), new Map<V6File, string>()]
    for (const spoil of spoiling) spoil(tables, raw)
    const ending = await migrate(core, tables, raw)
    expect((await core.done('history.verify', {})).broken).toBeNull()
    expect(undoEverything(core).disagreements).toEqual([])
    return ending
  } finally {
    core.close()
  }
}

const FIFTIES = Array.from({ length: 6 }, (_, index) => index + 1)

describe('300 spoiled folders', () => {
  it.each(FIFTIES)('are refused with a reason, or taken over whole: fifty %i', async (turn) => {
    const endings = { refused: 0, nothing: 0, applied: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(spoils, { minLength: 1, maxLength: 2 }), async (spoiling) => {
        endings[await inFreshStore(spoiling)] += 1
      }),
      { numRuns: 50, seed: turn },
    )
    // Folders that are all refused would prove little.
    expect(endings.applied).toBeGreaterThan(5)
    expect(endings.refused).toBeGreaterThan(5)
  })
})
