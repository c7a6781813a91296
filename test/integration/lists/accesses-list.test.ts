import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { accessOf, authorityOf } from '../../support/samples'
import { place, stateOf } from '../../support/story'
import { beginningOf, planOfLines } from './planning'

let core: Core
let office: Authority
let coordinator: Authority
beforeEach(async () => {
  core = openCore()
  await core.start()
  office = authorityOf({ officialName: 'Amt für Straßen', externalIds: ['accesses:a-7'] })
  coordinator = authorityOf({ officialName: 'Koordination; Nord' })
  place(core, office, accessOf(office))
  place(
    core,
    coordinator,
    accessOf(coordinator),
    accessOf(coordinator, { module: 'services-notifications', role: 'coordinator' }),
  )
})
afterEach(() => {
  core.close()
})

const HEADER = 'Authority;Module;Role;Status;Linked coordinators;Keywords;Granted;Suspended'
const planOf = (rows: readonly string[]) => planOfLines(core, 'accesses.csv', [HEADER, ...rows])
const accessNow = (authority: Authority, module: string) => core.writer.store.accessTo(authority.id, module)

/** Links by a name that has a semicolon in it. */
const GRANTED = 'a-7;Services – Notifications;Authority;Active;"Koordination; Nord";Holiday homes;2026-03-01;'

describe('a list of accesses', () => {
  it('is recognised by its columns', async () => {
    const { opened } = await planOf([GRANTED])
    expect(opened.suggested).toMatchObject({
      kind: 'accesses',
      columns: [
        ...['authorityId', 'module', 'role', 'status', 'linkedCoordinators', 'keywords'],
        ...['grantedAt', 'suspendedAt'],
      ],
    })
  })

  it('grants what is new, with role, settings, linked coordinators and day', async () => {
    const { counts, rows, apply } = await planOf([GRANTED])
    expect(counts).toMatchObject({ new: 1, update: 0, error: 0, warnings: 0 })
    expect(rows).toMatchObject([
      {
        outcome: 'new',
        subject: 'Amt für Straßen · Services – Notifications',
        authorityId: office.id,
        changes: [
          { field: 'role', before: '', after: 'authority' },
          { field: 'status', before: '', after: 'active' },
          { field: 'linkedCoordinators', after: ['Koordination; Nord'] },
          { field: 'keywords', after: ['Holiday homes'] },
          { field: 'grantedAt', after: '2026-03-01T00:00:00.000Z' },
        ],
      },
    ])
    expect(await apply()).toMatchObject({ ok: true, value: { added: 1, updated: 0, failed: 0 } })
    expect(accessNow(office, 'services-notifications')).toMatchObject({
      ...{ role: 'authority', status: 'active', suspendedAt: null },
      linkedCoordinators: [coordinator.id],
      grantedAt: '2026-03-01T00:00:00.000Z',
    })
  })

  it('shows old and new of a known access, and leaves alone what it does not name', async () => {
    await (await planOf([GRANTED])).apply()
    const { rows, apply } = await planOf(['Amt für Straßen;services-notifications;;Suspended;;;;20.11.2026'])
    expect(rows).toMatchObject([
      {
        outcome: 'update',
        changes: [
          { field: 'status', before: 'active', after: 'suspended' },
          { field: 'suspendedAt', before: '', after: '2026-11-20T00:00:00.000Z' },
        ],
      },
    ])
    expect(await apply()).toMatchObject({ ok: true, value: { added: 0, updated: 1 } })
    expect(accessNow(office, 'services-notifications')).toMatchObject({
      ...{ role: 'authority', status: 'suspended', linkedCoordinators: [coordinator.id] },
    })
    const back = await planOf(['a-7;services-notifications;;Active;;;;'])
    await back.apply()
    expect(accessNow(office, 'services-notifications')).toMatchObject({ status: 'active', suspendedAt: null })
  })

  it('takes a row for each link together, and says so', async () => {
    const south = authorityOf({ officialName: 'Koordination Süd' })
    place(core, south, accessOf(south, { module: 'services-notifications', role: 'coordinator' }))
    const { counts, rows, apply } = await planOf([
      'a-7;Services – Notifications;Authority;;Koordination Süd;;;',
      `a-7;services-notifications;;;${coordinator.id};;;`,
    ])
    expect(counts).toMatchObject({ new: 1, unchanged: 1, error: 0 })
    const [first, second] = rows
    expect(first?.changes).toContainEqual({
      field: 'linkedCoordinators',
      before: '',
      after: ['Koordination Süd', 'Koordination; Nord'],
    })
    expect(second).toMatchObject({ warnings: [{ code: 'access-joined', value: '2' }] })
    await apply()
    expect(accessNow(office, 'services-notifications')?.linkedCoordinators).toEqual(
      [south.id, coordinator.id].sort(),
    )
  })

  it('links to a coordinator that the same list brings', async () => {
    const { counts, apply } = await planOf([
      `a-7;solvit;;;;;;`,
      `a-7;services-directive-alert;Authority;;${coordinator.id};;;`,
      `${coordinator.id};services-directive-alert;Coordinator;;;;;`,
    ])
    expect(counts).toMatchObject({ new: 3, warnings: 0, error: 0 })
    expect(await apply()).toMatchObject({ ok: true, value: { added: 3 } })
  })

  it('warns of links that do not count, and of others that lose their coordinator', async () => {
    await (await planOf([GRANTED])).apply()
    const stranger = authorityOf({ officialName: 'Bureau', memberState: 'FR' })
    place(core, stranger, accessOf(stranger, { module: 'services-notifications', role: 'coordinator' }))
    const { rows } = await planOf([
      'a-7;services-notifications;;;Bureau;;;',
      `${coordinator.id};services-notifications;Authority;;;;;`,
      'a-7;services-directive-alert;Authority;;;;;',
    ])
    expect(rows.map(({ warnings }) => warnings.map((each) => [each.code, each.value]))).toEqual([
      [
        ['coordinator-does-not-count', 'Bureau'],
        ['coordinator-lacking', ''],
      ],
      [
        ['coordinator-lacking', ''],
        ['others-linked', '1'],
      ],
      [['coordinator-lacking', '']],
    ])
  })

  it('changes nothing when it comes again', async () => {
    await (await planOf([GRANTED])).apply()
    const { counts, apply } = await planOf([GRANTED])
    expect(counts).toMatchObject({ new: 0, update: 0, unchanged: 1, error: 0 })
    expect(failureOf(await apply())).toBe('nothing-to-import')
  })

  it('is one act that can be taken back', async () => {
    const { apply } = await planOf([GRANTED, 'a-7;registers;;Suspended;;;;', 'a-7;solvit;;;;;;'])
    const unit = unitOf(await apply())
    expect(accessNow(office, 'registers')).toMatchObject({ status: 'suspended' })
    expect(await core.request('history.undo', { unit, reason: '' })).toMatchObject({ ok: true })
    expect(accessNow(office, 'registers')).toMatchObject({ status: 'active' })
    expect(accessNow(office, 'solvit')).toBeNull()
    expect(accessNow(office, 'services-notifications')).toBeNull()
  })

  it('is imported by the Helpdesk only', async () => {
    const { apply } = await planOf([GRANTED])
    core.actAs(await core.addOperator(office.id))
    expect(failureOf(await apply())).toBe('helpdesk-only')
  })

  it.each(['authorityId', 'module'] as const)('needs a column for %s', async (field) => {
    const { opened, file } = await planOf([GRANTED])
    const columns = opened.suggested.columns.map((each) => (each === field ? null : each))
    const mapping = { ...opened.suggested, columns }
    const reply = await core.request('lists.plan', { file: opened.file, mapping }, { file })
    expect(failureOf(reply)).toBe('list-no-access-columns')
  })

  it('holds an access back whole where one of its rows is wrong, so that no half of its links comes in', async () => {
    const { counts, rows, apply } = await planOf([
      GRANTED,
      'a-7;services-notifications;;;Nowhere;;;',
      'a-7;solvit;;;;;;',
    ])
    expect(counts).toMatchObject({ new: 1, error: 2 })
    expect(rows.map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      ['access-other-row'],
      ['authority-not-found'],
      [],
    ])
    expect(await apply(false)).toMatchObject({ ok: true, value: { added: 1, failed: 2 } })
    expect(accessNow(office, 'services-notifications')).toBeNull()
  })
})

describe('a row of a list of accesses that cannot be', () => {
  it.each<[string, string, string, string]>([
    [';solvit;;;;;;', 'access-authority-missing', 'Authority', ''],
    ['Nowhere;solvit;;;;;;', 'authority-not-found', 'Authority', 'Nowhere'],
    ['Zweimal;solvit;;;;;;', 'authority-ambiguous', 'Authority', 'Zweimal'],
    ['a-7;;;;;;;', 'access-module-missing', 'Module', ''],
    ['a-7;general;;;;;;', 'access-module-unknown', 'Module', 'general'],
    ['a-7;Legacy;;;;;;', 'access-module-unknown', 'Module', 'Legacy'],
    ['a-7;services-notifications;Emperor;;;;;', 'access-role-unknown', 'Role', 'Emperor'],
    ['a-7;services-notifications;;;;;;', 'access-role-needed', 'Role', ''],
    ['a-7;registers;Authority;;;;;', 'access-role-not-possible', 'Role', 'Authority'],
    ['a-7;solvit;;Lost;;;;', 'access-status-unknown', 'Status', 'Lost'],
    ['a-7;solvit;;;Einmal;;;', 'access-links-not-possible', 'Linked coordinators', 'Einmal'],
    ['a-7;services-notifications;Authority;;a-7;;;', 'coordinator-itself', 'Linked coordinators', 'a-7'],
    [
      'a-7;services-notifications;Authority;;Nowhere;;;',
      'authority-not-found',
      'Linked coordinators',
      'Nowhere',
    ],
    [
      'a-7;services-notifications;Authority;;Zweimal;;;',
      'authority-ambiguous',
      'Linked coordinators',
      'Zweimal',
    ],
    ['a-7;services-notifications;Authority;;;Midwife;;', 'item-unknown', 'Keywords', 'Midwife'],
    ['a-7;solvit;;;;;2027-01-01;', 'day-not-possible', 'Granted', '2027-01-01'],
    ['a-7;solvit;;Suspended;;;;31.2.2026', 'day-not-possible', 'Suspended', '31.2.2026'],
    ['a-7;solvit;;Active;;;;2026-11-01', 'suspended-day-of-active', 'Suspended', '2026-11-01'],
    ['Weg;solvit;;Active;;;;', 'access-of-inactivated', 'Status', 'Weg'],
  ])('is named with column and value: %s', async (row, code, column, value) => {
    for (const memberState of ['DE', 'FR']) place(core, authorityOf({ officialName: 'Zweimal', memberState }))
    place(core, authorityOf({ officialName: 'Einmal' }))
    place(
      core,
      authorityOf({ officialName: 'Weg', status: 'inactivated', inactivatedAt: office.registeredAt }),
    )
    const before = stateOf(core)
    const { counts, rows, apply, opened } = await planOf([row, 'Einmal;solvit;;;;;;'])
    expect(counts).toMatchObject({ new: 1, error: 1 })
    const error = { code, column, value }
    expect(rows[0]).toMatchObject({ line: 2, outcome: 'error', errors: [error] })
    expect(failureOf(await apply())).toBe('list-has-errors')
    expect(stateOf(core)).toEqual(before)
    const failed = join(core.folder, 'failed.csv')
    await core.done('lists.saveFailed', { plan: opened.file }, { file: failed })
    expect(readFileSync(failed, 'utf8')).toContain(beginningOf(code))
    expect(await apply(false)).toMatchObject({ ok: true, value: { added: 1, failed: 1 } })
  })

  it('is one with more coordinators than an access can have', async () => {
    const names = Array.from({ length: 501 }, (_, index) => `k-${String(index)}`)
    for (const id of names) place(core, authorityOf({ externalIds: [`accesses:${id}`] }))
    const { rows } = await planOf([`a-7;services-notifications;Authority;;${names.join('|')};;;`])
    expect(rows[0]?.errors.map(({ code }) => code)).toEqual(['coordinators-too-many'])
  })

  it('is the one that says something else than an earlier one', async () => {
    const { rows } = await planOf([GRANTED, 'a-7;services-notifications;Coordinator;;;;;'])
    expect(rows.map(({ errors }) => errors.map((each) => [each.code, each.value]))).toEqual([
      [['access-other-row', '']],
      [['access-contradicts', 'Coordinator']],
    ])
  })
})

/** A cell that is mostly good: lists of which every row is refused would prove little. */
const cell = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  )
const anyRow = fc
  .tuple(
    cell(['Eins', 'Zwei', 'Drei', 'Vier'], ['', 'Fort', 'Nirgends', '<b>Eins</b>']),
    cell(
      ['services-notifications', 'Services – Alert', 'pq-information-requests'],
      ['', 'solvit', 'general'],
    ),
    cell(['Authority', 'Coordinator', 'COORDINATOR'], ['', 'x']),
    cell(['', 'active', 'Suspended'], ['weg']),
    cell(['', 'Zwei|Drei', 'Drei; Vier', 'Fort'], ['Niemand', ';;', 'Eins']),
    cell([''], ['Holiday homes', 'hotels', 'x|y', '=1+1']),
    cell(['', '2026-01-02', '1.2.2026'], ['2030-01-01', 'gestern']),
    cell([''], ['2026-01-02', '2026-01-02 10:30', '0000-00-00']),
  )
  .map((cells) => cells.map((each) => `"${each}"`).join(','))

describe('lists of accesses of every kind', () => {
  it('are planned, and written whole or not at all; coming again they change nothing', async () => {
    for (const officialName of ['Eins', 'Zwei', 'Drei', 'Vier']) place(core, authorityOf({ officialName }))
    place(
      core,
      authorityOf({ officialName: 'Fort', status: 'inactivated', inactivatedAt: office.registeredAt }),
    )
    let applied = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 12 }), async (rows) => {
        const { counts, apply } = await planOfLines(
          core,
          'some.csv',
          [HEADER.replaceAll(';', ','), ...rows],
          {
            kind: 'accesses',
          },
        )
        const reply = await apply(false)
        if (!reply.ok) {
          expect(failureOf(reply)).toBe('nothing-to-import')
          return
        }
        applied += 1
        expect(reply.value).toMatchObject({ added: counts.new, updated: counts.update, failed: counts.error })
        const again = await planOfLines(core, 'some.csv', [HEADER.replaceAll(';', ','), ...rows], {
          kind: 'accesses',
        })
        expect(again.counts).toMatchObject({ new: 0, update: 0, error: counts.error })
      }),
      { numRuns: 300 },
    )
    expect(undoEverything(core).disagreements).toEqual([])
    expect((await core.done('history.verify', {})).broken).toBeNull()
    // Lists that are all refused would prove little.
    expect(applied).toBeGreaterThan(50)
  })
})
