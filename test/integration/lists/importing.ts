import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { contract } from '../../../src-shared/contract'
import type { ListMapping } from '../../../src-shared/contract/lists'
import { failureOf, type Answered, type Core } from '../../support/core'
import type { SpoiledList } from './spoiled'

/** How the import of a list ended. */
export type Ending = 'refused' | 'not planned' | 'not applied' | 'applied'

/** What the store holds, in numbers. */
const counted = async (core: Core) => {
  const { authorities, accesses, entries } = await core.done('store.status', {})
  const [told] = core.raw('SELECT count(*) AS units, (SELECT max(row) FROM history) AS last FROM unit')
  return { authorities, accesses, entries, units: Number(told?.['units']), last: told?.['last'] }
}

/** A reply is a value or one of the refusals that the contract promises, never a fault of the program. */
function expectPromised(
  name: 'lists.open' | 'lists.plan' | 'lists.apply',
  reply: Answered,
  core: Core,
): void {
  const failure = failureOf(reply)
  if (failure !== null) expect(contract[name].refusals, core.log.at(-1)).toContain(failure)
}

/** Reads and plans a list; null where that was refused. */
async function plan(core: Core, file: string, chosen: SpoiledList['mapping']) {
  const opened = await core.request('lists.open', {}, { file })
  expectPromised('lists.open', opened, core)
  if (!opened.ok) return 'refused'
  const { suggested } = opened.value
  // As a person does where no column looks like one of names.
  const columns = suggested.columns.includes('officialName')
    ? suggested.columns
    : suggested.columns.with(0, 'officialName')
  const mapping: ListMapping = { ...suggested, columns, ...chosen }
  const input = { file: opened.value.file, mapping }
  const planned = await core.request('lists.plan', input, { file })
  expectPromised('lists.plan', planned, core)
  if (!planned.ok) return 'not planned'
  const { counts, hash } = planned.value
  const { error, question, unchanged, update } = counts
  expect(counts.new + update + unchanged + error + question).toBe(opened.value.rowCount)
  const page = { offset: 0, limit: 500 }
  const shown = await core.done('lists.planRows', { file: opened.value.file, show: 'all', page })
  expect(shown.total).toBe(opened.value.rowCount)
  return { counts, input: { ...input, hash } }
}

/**
 * Brings a list in by requests, as the window does, and expects what always holds: all of it or nothing, told in the
 * history as one act, and nothing more when it comes again.
 */
export async function importOf(core: Core, list: SpoiledList, name = 'list.csv'): Promise<Ending> {
  const file = join(core.folder, name)
  writeFileSync(file, list.bytes)
  const before = await counted(core)
  const planned = await plan(core, file, list.mapping)
  expect(await counted(core)).toEqual(before)
  if (typeof planned === 'string') return planned

  const { counts } = planned
  const strict = await core.request('lists.apply', { ...planned.input, allOrNothing: true }, { file })
  expectPromised('lists.apply', strict, core)
  if (!strict.ok) expect(await counted(core)).toEqual(before)
  // Where a row has an error, the valid ones are taken.
  const allowed = strict.ok
    ? strict
    : await core.request('lists.apply', { ...planned.input, allOrNothing: false }, { file })
  expectPromised('lists.apply', allowed, core)
  if (!allowed.ok) {
    expect(failureOf(allowed)).toBe('nothing-to-import')
    expect(counts.new + counts.update).toBe(0)
    expect(await counted(core)).toEqual(before)
    return 'not applied'
  }
  expect(allowed.value).toMatchObject({ added: counts.new, updated: counts.update, failed: counts.error })
  const after = await counted(core)
  expect(after).toMatchObject({
    authorities: before.authorities + counts.new,
    accesses: before.accesses + counts.new,
    entries: before.entries + 2 * counts.new + counts.update,
    units: before.units + 1,
  })

  const again = await plan(core, file, list.mapping)
  expect(again).toMatchObject({ counts: { new: 0, update: 0, error: counts.error } })
  return 'applied'
}
