import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import type { Authority } from '../../../src-shared/entities/authority'
import { USER_LIST_FIELDS } from '../../../src-shared/entities/list-fields'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { accessOf, authorityOf, userOf } from '../../support/samples'
import { place, stateOf } from '../../support/story'
import { beginningOf, planOfFile, planOfLines } from './planning'
import { spoiledLists } from './spoiled'

let core: Core
let office: Authority
beforeEach(async () => {
  core = openCore()
  await core.start()
  office = authorityOf({ officialName: 'Amt für Straßen', externalIds: ['users:a-7'] })
  place(core, office, accessOf(office), accessOf(office, { module: 'solvit' }))
  core.given(created('user', userOf(office, { userName: 'ada', name: 'Ada', email: 'ada@amt.example' })))
})
afterEach(() => {
  core.close()
})

const HEADER = 'User name;Name;Authority;E-mail;Language;Roles;Password status;Last login'

/** A list of users; its rows by what is planned for them. */
const planOf = (rows: readonly string[]) => planOfLines(core, 'users.csv', [HEADER, ...rows])

const usersNow = () => core.writer.store.usersOf(office.id).sort((a, b) => (a.userName < b.userName ? -1 : 1))

const BERT =
  'bert;Bert Øst;Amt für Straßen;bert@amt.example;Deutsch;Administrator, Registers: Viewer;Set;2026-11-20 09:30'

describe('a list of users', () => {
  it('is recognised by its columns', async () => {
    const { opened } = await planOf([BERT])
    expect(opened.suggested).toMatchObject({
      kind: 'users',
      columns: [
        ...['userName', 'name', 'authorityId', 'email', 'language', 'roles'],
        ...['passwordStatus', 'lastLogin'],
      ],
    })
  })

  it('adds who is new, with last login and status of the password', async () => {
    const { counts, rows, apply } = await planOf([BERT])
    expect(counts).toMatchObject({ new: 1, update: 0, error: 0 })
    expect(rows).toMatchObject([{ outcome: 'new', subject: 'Bert Øst (bert)', authorityId: office.id }])
    const done = await apply()
    expect(done).toMatchObject({ ok: true, value: { added: 1, updated: 0, failed: 0 } })
    expect(usersNow()[1]).toMatchObject({
      ...{ userName: 'bert', name: 'Bert Øst', email: 'bert@amt.example', language: 'de' },
      roles: ['general:administrator', 'registers:viewer'],
      ...{ status: 'active', passwordStatus: 'set', passwordHash: '' },
      lastLogin: '2026-11-20T09:30:00.000Z',
    })
  })

  it('shows old and new of each field of a known user, and leaves alone what it does not name', async () => {
    const { rows, apply } = await planOf(['ADA;;;;;solvit:case-handler;Blocked;20.11.2026'])
    expect(rows).toMatchObject([
      {
        outcome: 'update',
        subject: 'Ada (ADA)',
        changes: [
          { field: 'passwordStatus', before: 'set', after: 'blocked' },
          { field: 'lastLogin', before: '', after: '2026-11-20T00:00:00.000Z' },
          { field: 'roles', before: ['general:administrator'], after: ['solvit:case-handler'] },
        ],
      },
    ])
    expect(await apply()).toMatchObject({ ok: true, value: { added: 0, updated: 1 } })
    expect(usersNow()).toMatchObject([
      { userName: 'ada', name: 'Ada', email: 'ada@amt.example', passwordStatus: 'blocked' },
    ])
  })

  it('changes nothing when it comes again', async () => {
    await (await planOf([BERT, 'ada;Ada L.;a-7;;;;;'])).apply()
    const { counts, apply } = await planOf([BERT, 'ada;Ada L.;a-7;;;;;'])
    expect(counts).toMatchObject({ new: 0, update: 0, unchanged: 2, error: 0 })
    expect(failureOf(await apply())).toBe('nothing-to-import')
  })

  it('is one act that can be taken back', async () => {
    const before = usersNow()
    const { apply } = await planOf([BERT, 'ada;Ada L.;;;;;Temporary;'])
    const unit = unitOf(await apply())
    expect(usersNow()).not.toEqual(before)
    expect(await core.request('history.undo', { unit, reason: '' })).toMatchObject({ ok: true })
    expect(usersNow()).toEqual(before)
  })

  it('is imported by the Helpdesk only', async () => {
    const { apply } = await planOf([BERT])
    core.actAs(await core.addOperator(office.id))
    expect(failureOf(await apply())).toBe('helpdesk-only')
  })

  it('needs a column for the user name', async () => {
    const { opened, file } = await planOf([BERT])
    const mapping = { ...opened.suggested, columns: opened.columns.map(() => null) }
    const reply = await core.request('lists.plan', { file: opened.file, mapping }, { file })
    expect(failureOf(reply)).toBe('list-no-user-name-column')
  })

  it('is not applied where the store changed after the preview', async () => {
    const { apply } = await planOf(['ada;Ada L.;;;;;;'])
    core.given(created('user', userOf(office, { userName: 'other', name: 'Other' })))
    expect(await apply()).toMatchObject({ ok: true })
    const late = await planOf(['ada;Ada M.;;;;;;'])
    await (await planOf(['ada;Ada N.;;;;;;'])).apply()
    expect(failureOf(await late.apply())).toBe('plan-changed')
  })

  it('says which row speaks of a user that an earlier row spoke of', async () => {
    const { rows } = await planOf([BERT, 'BERT;Another;Amt für Straßen;;;;;'])
    expect(rows[1]).toMatchObject({
      outcome: 'unchanged',
      warnings: [{ code: 'user-repeated', value: '2' }],
    })
  })
})

describe('a list of users that takes Administrators away', () => {
  /** Lines with the warning that the authority is left without an Administrator. */
  async function warned(rows: readonly string[]): Promise<number[]> {
    const plan = await planOf(rows)
    return plan.rows
      .filter(({ warnings }) => warnings.some(({ code }) => code === 'last-administrator'))
      .map(({ line }) => line)
  }
  const ADA_NOT = 'ada;;;;;Registers: Viewer;;'

  it('warns where none would be left, names the column, and imports it all the same', async () => {
    const { counts, rows, apply } = await planOf([ADA_NOT])
    expect(counts).toMatchObject({ update: 1, warnings: 1 })
    expect(rows[0]?.warnings).toEqual([{ code: 'last-administrator', column: 'Roles', value: '' }])
    expect(await apply()).toMatchObject({ ok: true, value: { updated: 1 } })
    expect(usersNow()[0]?.roles).toEqual(['registers:viewer'])
  })

  it('warns on every row that takes the role away, wherever it stands in the list', async () => {
    core.given(created('user', userOf(office, { userName: 'zoe', name: 'Zoe' })))
    expect(await warned(['zoe;;;;;Registers: Viewer;;', 'carl;Carl;a-7;;;;;', ADA_NOT])).toEqual([2, 4])
  })

  it.each([
    ['where another one stays', [ADA_NOT], ['general:administrator']],
    ['where a later row gives the role to a new user', [ADA_NOT, BERT], []],
    ['where a later row gives it to a known user', [ADA_NOT, 'zoe;;;;;Administrator;;'], []],
    ['where the roles stay as they are', ['ada;Ada L.;;;;;;'], []],
    ['where the row with it is left out', ['ada;;;;;Emperor;;'], []],
  ])('does not warn %s', async (_where, rows, rolesOfZoe) => {
    core.given(created('user', userOf(office, { userName: 'zoe', name: 'Zoe', roles: rolesOfZoe })))
    expect(await warned(rows)).toEqual([])
  })

  it('does not count Administrators who are deleted, or of other authorities', async () => {
    const elsewhere = authorityOf({ officialName: 'Amt Anderswo' })
    place(core, elsewhere)
    core.given(created('user', userOf(elsewhere, { userName: 'yan', name: 'Yan' })))
    core.given(created('user', userOf(office, { userName: 'zoe', name: 'Zoe', status: 'deleted' })))
    expect(await warned([ADA_NOT])).toEqual([2])
  })

  it('does not warn where there was none before', async () => {
    await (await planOf([ADA_NOT])).apply()
    expect(await warned(['ada;;;;;solvit:case-handler;;'])).toEqual([])
  })
})

describe('a row of a list of users that cannot be', () => {
  it.each<[string, string, string, string]>([
    [';Nobody;a-7;;;;;', 'user-name-missing', 'User name', ''],
    ['xy;Too short;a-7;;;;;', 'user-name-not-possible', 'User name', 'xy'],
    ['carl;;a-7;;;;;', 'name-missing', 'Name', ''],
    ['carl;Carl;;;;;;', 'authority-missing', 'Authority', ''],
    ['carl;Carl;Nowhere;;;;;', 'authority-not-found', 'Authority', 'Nowhere'],
    ['carl;Carl;Zweimal;;;;;', 'authority-ambiguous', 'Authority', 'Zweimal'],
    ['ada;Ada;Einmal;;;;;', 'user-of-another-authority', 'Authority', 'Einmal'],
    ['carl;Carl;a-7;carl at home;;;;', 'email-not-possible', 'E-mail', 'carl at home'],
    ['carl;Carl;a-7;;Klingon;;;', 'language-unknown', 'Language', 'Klingon'],
    ['carl;Carl;a-7;;;Emperor;;', 'role-not-offered', 'Roles', 'Emperor'],
    ['carl;Carl;a-7;;;cit-repository:viewer;;', 'role-not-offered', 'Roles', 'cit-repository:viewer'],
    ['carl;Carl;a-7;;;;Lost;', 'password-status-unknown', 'Password status', 'Lost'],
    ['carl;Carl;a-7;;;;;2026-02-30', 'login-not-possible', 'Last login', '2026-02-30'],
    ['carl;Carl;a-7;;;;;2027-01-01', 'login-not-possible', 'Last login', '2027-01-01'],
    [`carl;${'C'.repeat(201)};a-7;;;;;`, 'text-not-possible', 'Name', 'C'.repeat(201)],
  ])('is named with column and value: %s', async (row, code, column, value) => {
    for (const memberState of ['DE', 'FR']) place(core, authorityOf({ officialName: 'Zweimal', memberState }))
    place(core, authorityOf({ officialName: 'Einmal' }))
    const before = stateOf(core)
    const { counts, rows, apply, opened } = await planOf([row, BERT])
    expect(counts).toMatchObject({ new: 1, error: 1 })
    expect(rows[0]).toMatchObject({ line: 2, outcome: 'error', errors: [{ code, column, value }] })
    expect(failureOf(await apply())).toBe('list-has-errors')
    expect(stateOf(core)).toEqual(before)
    const failed = join(core.folder, 'failed.csv')
    expect(await core.done('lists.saveFailed', { plan: opened.file }, { file: failed })).toMatchObject({
      rows: 1,
    })
    expect(readFileSync(failed, 'utf8')).toContain(beginningOf(code))
    expect(await apply(false)).toMatchObject({ ok: true, value: { added: 1, failed: 1 } })
  })
})

describe('the list of users that this program wrote', () => {
  it.each(['csv', 'xlsx'] as const)('as %s changes nothing when it comes back', async (format) => {
    core.close()
    core = openCore()
    await core.start()
    await core.done('sample.generate', { set: 'S' })
    const criteria = {
      text: '',
      memberState: null,
      administrator: null,
      passwordStatus: null,
      loggedOn: null,
    }
    const file = join(core.folder, `users.${format}`)
    const { rows } = await core.done('users.exportFound', { criteria, format }, { file })
    const plan = await planOfFile(core, file)
    expect(plan.rows.filter(({ outcome }) => outcome !== 'unchanged').slice(0, 3)).toEqual([])
    expect(plan.counts).toMatchObject({ unchanged: rows, new: 0, update: 0, error: 0 })
  })
})

/** What the columns mean: those that a new user needs among the first three, the others after them. */
const columnsOfUsers = fc
  .tuple(
    fc.shuffledSubarray(['userName', 'name', 'authorityId'] as const, { minLength: 3 }),
    fc.shuffledSubarray(USER_LIST_FIELDS.slice(3)),
  )
  .map(([needed, others]) => [...needed, ...others])

describe('spoiled lists', () => {
  it('read as lists of users are refused or planned, and written whole or not at all', async () => {
    for (const officialName of ['Amt Eins', 'Amt Zwei', 'DE', 'SE', 'Köln']) {
      place(core, authorityOf({ officialName }))
    }
    let applied = 0
    await fc.assert(
      fc.asyncProperty(spoiledLists, columnsOfUsers, async (list, fields) => {
        const file = join(core.folder, 'spoiled.csv')
        writeFileSync(file, list.bytes)
        const opened = await core.request('lists.open', {}, { file })
        if (!opened.ok) return
        const columns = opened.value.columns.map((_, index) => fields[index] ?? null)
        const mapping = {
          ...opened.value.suggested,
          kind: 'users' as const,
          columns: columns.includes('userName') ? columns : columns.with(0, 'userName'),
        }
        const input = { file: opened.value.file, mapping }
        const { hash, counts } = await core.done('lists.plan', input, { file })
        const reply = await core.request('lists.apply', { ...input, hash, allOrNothing: false }, { file })
        if (!reply.ok) {
          expect(failureOf(reply)).toBe('nothing-to-import')
          return
        }
        applied += 1
        const again = await core.done('lists.plan', input, { file })
        expect(again.counts).toMatchObject({ new: 0, update: 0, error: counts.error })
      }),
      { numRuns: 300 },
    )
    expect(undoEverything(core).disagreements).toEqual([])
    expect((await core.done('history.verify', {})).broken).toBeNull()
    // Lists that are all refused would prove little.
    expect(applied).toBeGreaterThan(10)
  })
})
