import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { updated } from '../../../src-main/domain/change'
import { fromColumns } from '../../../src-main/store/codec'
import type { RowDecisions } from '../../../src-shared/contract/lists'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AccessId } from '../../../src-shared/ids'
import type { Instant } from '../../../src-shared/time'
import { failureOf, must, openCore, type Core } from '../../support/core'
import { mergeInto } from '../../support/merging'
import { placeTmx, previewMemory } from '../../support/memory'
import { accessOf, authorityOf } from '../../support/samples'
import { place, stateOf, proveTime } from '../../support/story'
import { smallV6 } from '../../support/v6-small'
import { planOfLines } from '../lists/planning'
import { apply, authorityFrom, folderOf, migrate, planned } from '../migration/migrating'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
  proveTime(core)
})
afterEach(() => {
  core.close()
})

const AUTHORITIES = ['id,Name,Country,City', '1,Amt Eins,DE,Köln', '2,Amt Zwei,DE,Bonn']
const USERS = ['User name;Name;Authority;Roles', 'ada;Ada;1;Administrator', 'bert;Bert;2;Administrator']
const ACCESSES = [
  'Authority;Module;Role;Status;Linked coordinators',
  '1;services-notifications;Authority;Active;K',
  '2;services-information-requests;Authority;Active;K',
]

const lists = {
  authorities: () => planOfLines(core, 'list.csv', AUTHORITIES),
  users: () => planOfLines(core, 'users.csv', USERS, { source: 'list' }),
  accesses: () => planOfLines(core, 'accesses.csv', ACCESSES, { source: 'list' }),
}
const KINDS = Object.keys(lists) as (keyof typeof lists)[]

const named = (name: string): Authority => {
  const [row] = core.raw('SELECT * FROM authority WHERE officialName = ? ORDER BY row', [name])
  if (row === undefined) throw new Error(`There is no ${name}`)
  return fromColumns('authority', row)
}
const count = (entity: string): number => Number(core.raw(`SELECT count(*) AS n FROM "${entity}"`)[0]?.['n'])

/** Removes an authority for good, as after six months. */
async function removeForGood(name: string): Promise<void> {
  const authority = named(name)
  for (const { access, revision } of (await core.done('accesses.list', { authorityId: authority.id }))
    .accesses) {
    if (access.status === 'active') {
      await core.done('accesses.suspend', { id: access.id, revision, reason: 'It ends' })
    }
  }
  core.given(
    updated('authority', authority, {
      status: 'inactivated',
      inactivatedAt: '2026-05-01T00:00:00.000Z' as Instant,
    }),
  )
  const plan = await core.done('retention.plan', { page: { offset: 0, limit: 10 } })
  const authorities = plan.due.map((each) => ({ id: each.authority.id, revision: each.revision }))
  await core.done('retention.run', { authorities, reason: 'Six months are over' })
}

describe('lists that are imported again', () => {
  beforeEach(async () => {
    const coordinator = authorityOf({ officialName: 'K' })
    const modules = ['services-notifications', 'services-information-requests']
    place(
      core,
      coordinator,
      ...modules.map((module) => accessOf(coordinator, { module, role: 'coordinator' })),
    )
    for (const kind of KINDS) must(await (await lists[kind]()).apply())
  })

  it.each(KINDS)('change nothing after two of their authorities were merged: %s', async (kind) => {
    await mergeInto(core, named('Amt Eins'), named('Amt Zwei'))
    const before = stateOf(core)
    const { counts, apply: again } = await lists[kind]()
    expect(counts).toMatchObject({ new: 0, update: 0, question: 0, error: 0 })
    expect(failureOf(await again())).toBe('nothing-to-import')
    expect(stateOf(core)).toEqual(before)
  })

  it('name the authority that another one was merged into', async () => {
    await mergeInto(core, named('Amt Eins'), named('Amt Zwei'))
    const { rows } = await lists.authorities()
    expect(rows[1]).toMatchObject({
      outcome: 'unchanged',
      warnings: [{ code: 'authority-merged', value: 'Amt Eins' }],
    })
  })

  it.each(KINDS)('bring no authority back whose data were erased: %s', async (kind) => {
    await removeForGood('Amt Zwei')
    const authorities = count('authority')
    const { counts, rows, apply: again } = await lists[kind]()
    expect(counts).toMatchObject({ new: 0, update: 0, error: 0 })
    expect(rows[1]).toMatchObject({ outcome: 'unchanged', warnings: [{ code: 'authority-removed' }] })
    expect(failureOf(await again())).toBe('nothing-to-import')
    expect(count('authority')).toBe(authorities)
  })

  it('do not link to a coordinator that was removed, and keep a link that is there', async () => {
    await removeForGood('K')
    const { counts } = await lists.accesses()
    expect(counts).toMatchObject({ new: 0, update: 0, error: 0 })
    const lines = [ACCESSES[0] ?? '', '1;services-information-requests;Authority;Active;K']
    const { rows } = await planOfLines(core, 'more.csv', lines, { source: 'list' })
    expect(rows[0]?.warnings.map(({ code }) => code)).toContain('coordinator-removed')
  })

  it('tell where a user was deleted here, and would be added again', async () => {
    core.tamper("UPDATE user SET status = 'deleted' WHERE userName = 'bert'")
    const { rows } = await lists.users()
    expect(rows[1]).toMatchObject({ outcome: 'new', warnings: [{ code: 'user-deleted-here' }] })
  })
})

describe('a row whose identifier belongs to an authority of another name', () => {
  const again = async (decisions: RowDecisions) => {
    const plan = await planOfLines(core, 'list.csv', AUTHORITIES)
    const mapping = plan.opened.suggested
    const input = { file: plan.opened.file, mapping, decisions }
    const { hash, counts } = await core.done('lists.plan', input, { file: plan.file })
    const done = (allOrNothing = true) =>
      core.request('lists.apply', { ...input, hash, allOrNothing }, { file: plan.file })
    return { ...plan, counts, done }
  }

  beforeEach(async () => {
    must(await (await lists.authorities()).apply())
    core.given(updated('authority', named('Amt Zwei'), { officialName: 'Bezirk Zwei', city: '' }))
  })

  it('is asked, and is not made new meanwhile', async () => {
    const { counts, rows, apply: all } = await lists.authorities()
    expect(counts).toMatchObject({ new: 0, question: 1, unchanged: 1 })
    expect(rows[1]).toMatchObject({
      outcome: 'question',
      question: { known: 'Bezirk Zwei', choice: null },
    })
    expect(failureOf(await all())).toBe('list-has-questions')
    expect(failureOf(await all(false))).toBe('nothing-to-import')
    expect(count('authority')).toBe(2)
  })

  it('is the same one with the name of the list, where a person says so', async () => {
    const { done } = await again([{ line: 3, choice: 'same' }])
    expect(must(await done())).toMatchObject({ added: 0, updated: 1 })
    expect(named('Amt Zwei').city).toBe('Bonn')
    expect((await lists.authorities()).counts).toMatchObject({ unchanged: 2 })
  })

  it('is the same one and keeps its name here, where a person says so', async () => {
    const { done } = await again([{ line: 3, choice: 'keep-name' }])
    expect(must(await done())).toMatchObject({ added: 0, updated: 1 })
    expect(named('Bezirk Zwei').city).toBe('Bonn')
  })

  it('is another one, where a person says so, and is known by its name from then on', async () => {
    const { done } = await again([{ line: 3, choice: 'other' }])
    expect(must(await done())).toMatchObject({ added: 1, updated: 0 })
    expect((await lists.authorities()).counts).toMatchObject({ unchanged: 2 })
  })

  it('is approved with its answer: another answer is another plan', async () => {
    const { opened, file } = await again([])
    const ask = { file: opened.file, mapping: opened.suggested }
    const same = [{ line: 3, choice: 'same' as const }]
    const { hash } = await core.done('lists.plan', { ...ask, decisions: same }, { file })
    const other = [{ line: 3, choice: 'other' as const }]
    const sent = { ...ask, decisions: other, hash, allOrNothing: true }
    expect(failureOf(await core.request('lists.apply', sent, { file }))).toBe('plan-changed')
  })
})

describe('V6 data that are imported again', () => {
  /** Runs the same folder again; nothing may change. */
  async function runAgain(): Promise<void> {
    const before = stateOf(core)
    const plan = await planned(core, folderOf(core, smallV6()))
    expect(plan.plan.problems.errors).toBe(0)
    expect(plan.plan.totals).toMatchObject({ authorities: 0, users: 0, accesses: 0, managers: 0 })
    expect(failureOf(await apply(core, plan))).toBe('nothing-to-import')
    expect(stateOf(core)).toEqual(before)
  }

  it.each([
    ['AT-1', ['AT-2']],
    ['DE-2', ['DE-4']],
    ['DE-4', ['DE-5', 'DE-6']],
  ])('change nothing and refuse nothing after merges into %s', async (survivor, merged) => {
    await migrate(core)
    await mergeInto(core, authorityFrom(core, survivor), ...merged.map((id) => authorityFrom(core, id)))
    await runAgain()
  })

  it('change nothing after a merge of a merge', async () => {
    await migrate(core)
    await mergeInto(core, authorityFrom(core, 'DE-4'), authorityFrom(core, 'DE-6'))
    await mergeInto(core, authorityFrom(core, 'DE-2'), authorityFrom(core, 'DE-4'))
    await runAgain()
  })

  it('change nothing after an authority was given another name', async () => {
    await migrate(core)
    core.given(updated('authority', authorityFrom(core, 'DE-4'), { officialName: 'Bezirksamt' }))
    await runAgain()
  })

  it('do not grant again what was removed here', async () => {
    await migrate(core)
    const [access] = core.raw(
      "SELECT id, rev FROM access WHERE module <> 'registers' AND status = 'active' AND role = 'authority'",
    )
    const id = String(access?.['id']) as AccessId
    await core.done('accesses.suspend', { id, revision: 1, reason: '' })
    await core.done('accesses.remove', { id, revision: 2, reason: 'Granted by mistake' })
    await runAgain()
  })

  it('tell of an authority that was removed here, and leave it removed', async () => {
    await migrate(core)
    await removeForGood('Gewerbeamt Köln; Mitte')
    const plan = await planned(core, folderOf(core, smallV6()))
    expect(plan.plan.problems).toMatchObject({ errors: 0 })
    expect(plan.plan.problems.first.map(({ code }) => code)).toContain('removed-here')
    expect(failureOf(await apply(core, plan))).toBe('nothing-to-import')
  })
})

describe('a translation memory that is imported again', () => {
  const unit = (authorityId: string) =>
    `<tu><prop type="x-imi-authority">${authorityId}</prop><tuv xml:lang="de"><seg>Der Betrieb ruht.</seg></tuv>` +
    '<tuv xml:lang="en"><seg>It rests.</seg></tuv></tu>'

  it('changes nothing after its authority was merged or removed', async () => {
    for (const name of ['Amt Eins', 'Amt Zwei']) place(core, authorityOf({ officialName: name }))
    const file = placeTmx(core, unit(named('Amt Zwei').id))
    must(await (await previewMemory(core, file)).take())
    await mergeInto(core, named('Amt Eins'), named('Amt Zwei'))
    const merged = await previewMemory(core, file)
    expect(merged.counts).toMatchObject({ new: 0, update: 0 })
    await removeForGood('Amt Eins')
    const removed = await previewMemory(core, file)
    expect(removed.counts).toMatchObject({ new: 0, update: 0 })
    expect(failureOf(await removed.take())).toBe('nothing-to-take')
  })
})
