import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { writtenOf } from '../../../src-shared/entities/authority-fields'
import type { UnitId } from '../../../src-shared/ids'
import { fromColumns } from '../../../src-main/store/codec'
import { contentHash } from '../../support/content'
import { failureOf, openCore, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { authorityOf, userOf } from '../../support/samples'
import { historyOf, stateOf } from '../../support/story'
import { v6Data } from '../../support/v6-data'
import { writeV6 } from '../../support/v6-files'
import { smallV6 } from '../../support/v6-small'
import { apply, authorityFrom, folderOf, migrate, planned, type Answers } from './migrating'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

const PAGE = { offset: 0, limit: 100 }

const rowsOf = (entity: 'access' | 'user' | 'accessManager' | 'openDecision', authorityId: string) =>
  core
    .raw(`SELECT * FROM "${entity}" WHERE authorityId = ? ORDER BY row`, [authorityId])
    .map((row) => fromColumns(entity, row))

describe('a V6 data folder', () => {
  it('tells what was found: files, rows, and nothing wrong but what should be looked at', async () => {
    const opened = await core.done('v6.open', {}, { file: folderOf(core, smallV6()) })
    expect(opened.folderName).toBe('V6 Daten')
    expect(opened.files.find((each) => each.file === 'authorities')?.rows).toBe(11)
    expect(opened.files.map((each) => each.file)).toHaveLength(11)
    expect(opened.problems.errors).toBe(0)
    expect(opened.problems.first).toEqual([
      {
        level: 'warning',
        code: 'email-not-valid',
        file: 'users',
        line: 3,
        column: 'email',
        value: 'no address',
      },
    ])
  })

  it('previews without writing anything', async () => {
    const before = stateOf(core)
    const { plan, token } = await planned(core, folderOf(core, smallV6()))
    expect(plan.totals).toMatchObject({ authorities: 11, known: 0, users: 2, registersLater: 1 })
    const count = (rule: string) => plan.rules.find((each) => each.rule === rule)?.count
    expect([count('M1'), count('M2'), count('M3'), count('M4'), count('M21'), count('M24')]).toEqual([
      11, 3, 2, 3, 1, 2,
    ])
    expect(plan.questions.map(({ authority, kind }) => `${authority} ${kind}`)).toEqual([
      'AT-1 second-nimic',
      'AT-2 second-nimic',
      'AT-3 coordinator-without-authorities',
      'AT-3 sdimic-type',
      'BE-1 coordinator-without-authorities',
      'BE-1 belgian-type',
      'FR-1 coordinator-without-authorities',
      'FR-1 french-review',
    ])
    const all = await core.done('v6.planRows', { file: token, show: 'all', text: '', page: PAGE })
    expect(all.total).toBe(11)
    const found = await core.done('v6.planRows', { file: token, show: 'M17', text: 'gewerbe', page: PAGE })
    expect(found.rows.map((row) => row.id)).toEqual(['DE-4'])
    const open = await core.done('v6.planRows', { file: token, show: 'open', text: '', page: PAGE })
    expect(open.total).toBe(5)
    expect(stateOf(core)).toEqual(before)
  })

  it('can have commas between its cells', async () => {
    const tables = smallV6()
    const { plan } = await planned(core, folderOf(core, tables))
    const other = writeV6(join(core.folder, 'Komma'), tables, ',')
    const second = await planned(core, other)
    expect(second.plan.totals).toEqual(plan.totals)
  })
})

describe('a Member State with two NIMICs in V6', () => {
  const none = (authority: string) => ({ authority, kind: 'second-nimic' as const, choice: 'none' })
  const keep = { ...none('AT-1'), choice: 'keep' }
  const codes = async (answers: Answers) => {
    const { plan } = await planned(core, folderOf(core, smallV6()), answers)
    return plan.problems.first.filter(({ code }) => code === 'no-nimic-left').map(({ value }) => value)
  }

  it('does not lose both without a word', async () => {
    expect(await codes([none('AT-1'), none('AT-2')])).toEqual([
      'Bundesministerium',
      'Zweites Bundesministerium',
    ])
    expect(await codes([keep, none('AT-2')])).toEqual([])
  })
})

describe('a migration', () => {
  it('brings authorities, accesses, users and Access managers as the rules say', async () => {
    const { done, unit } = await migrate(core)
    expect(done).toMatchObject({ authorities: 11, users: 2, openDecisions: 8, registersLater: 1 })
    expect(unit).toBe(done.unit)

    const nimic = authorityFrom(core, 'DE-1')
    expect(nimic).toMatchObject({
      types: ['nimic'],
      hasAccessManagerRole: true,
      registeredAt: '2008-03-01T00:00:00.000Z',
    })
    expect(rowsOf('user', nimic.id)).toMatchObject([
      { userName: 'ada.nimic', lastLogin: null, passwordHash: '', language: 'de' },
    ])
    const land = authorityFrom(core, 'DE-2')
    expect(land).toMatchObject({
      types: ['coordinator-federal-state'],
      hasAccessManagerRole: true,
      registeredAt: null,
      policyAreas: ['internal-market'],
    })
    const limic = authorityFrom(core, 'DE-3')
    const office = authorityFrom(core, 'DE-4')
    expect(office.types).toEqual(['competent-authority'])
    expect(rowsOf('accessManager', office.id).map((row) => row)).toMatchObject(
      [nimic.id, land.id, limic.id].map((managerId) => ({ managerId, origin: 'migration', since: null })),
    )
    const accesses = rowsOf('access', office.id)
    expect(accesses.map((row) => 'module' in row && [row.module, row.role, row.status])).toEqual([
      ['services-information-requests', 'authority', 'active'],
      ['services-notifications', 'authority', 'active'],
      ['services-case-by-case-derogation', 'authority', 'active'],
      ['pq-information-requests', 'authority', 'suspended'],
      ['services-directive-alert', 'authority', 'active'],
      ['registers', null, 'active'],
    ])
    expect(
      accesses.every((row) => 'grantedAt' in row && row.grantedAt === null && row.suspendedAt === null),
    ).toBe(true)
    expect(accesses[4]).toMatchObject({
      linkedCoordinators: [limic.id],
      keywords: ['accommodation', 'hotels'],
    })
    expect(accesses[3]).toMatchObject({ professions: ['architect', 'sector-transport'] })
    const old = authorityFrom(core, 'DE-5')
    expect(old).toMatchObject({ status: 'inactivated', inactivatedAt: '2014-02-03T00:00:00.000Z' })
    expect(rowsOf('access', old.id).some((row) => 'status' in row && row.status === 'active')).toBe(false)
    expect(authorityFrom(core, 'DE-6').types).toEqual(['solvit-centre'])
    expect(authorityFrom(core, 'AT-3')).toMatchObject({ types: [], hasAccessManagerRole: false })
    expect(authorityFrom(core, 'FR-1').types).toEqual(['coordinator-national'])
  })

  it('is one line in the history of each authority, and no field of it is anybody’s act (F2, P34)', async () => {
    await migrate(core)
    const history = await historyOf(core, authorityFrom(core, 'DE-4').id)
    expect(history).toMatchObject([{ command: 'v6.apply', origin: 'v6:V6 Daten', entries: [] }])
    expect((await core.done('history.verify', {})).broken).toBeNull()
  })

  it('run twice changes nothing', async () => {
    await migrate(core)
    const before = stateOf(core)
    const again = await planned(core, folderOf(core, smallV6()))
    expect(again.plan.totals).toMatchObject({ authorities: 0, known: 11, users: 0, accesses: 0, managers: 0 })
    expect(again.plan.questions).toEqual([])
    expect(failureOf(await apply(core, again))).toBe('nothing-to-import')
    expect(stateOf(core)).toEqual(before)
  })

  it('run again with more brings what is new and leaves what people made of the rest', async () => {
    await migrate(core)
    const office = authorityFrom(core, 'DE-4')
    const read = await core.done('authorities.read', { id: office.id })
    const { officialName: _old, ...rest } = writtenOf(office)
    await core.done('authorities.edit', {
      id: office.id,
      revision: read.found?.revision ?? 0,
      data: { ...rest, officialName: 'Gewerbeamt Köln-Mitte' },
      reason: 'renamed',
    })
    const tables = smallV6()
    tables.alert_network.push({
      authority_id: 'DE-2',
      role: 'alert_authority',
      status: 'active',
      coordinators: 'DE-3',
    })
    tables.users.push({
      authority_id: 'DE-2',
      user_name: 'new.user',
      name: 'Neu',
      roles: 'basic-user',
      password_status: 'temporary',
    })
    const { done } = await migrate(core, tables)
    expect(done).toMatchObject({ authorities: 0, accesses: 1, users: 1, managers: 0 })
    expect(authorityFrom(core, 'DE-4').officialName).toBe('Gewerbeamt Köln-Mitte')
  })

  it('can be taken back as one act, and then comes again', async () => {
    const before = contentHash(core)
    const { unit } = await migrate(core)
    expect(undoEverything(core)).toMatchObject({ disagreements: [], baseline: { rows: 0 } })
    const taken = await core.request('history.undo', { unit: unit as UnitId, reason: 'wrong folder' })
    expect(taken).toMatchObject({ ok: true, value: { changes: 53 } })
    expect(await core.done('store.status', {})).toMatchObject({ authorities: 0, users: 0, accesses: 0 })
    expect((await core.done('decisions.list', { status: 'all', page: PAGE })).total).toBe(0)
    expect(contentHash(core)).toBe(before)
    expect((await migrate(core)).done.authorities).toBe(11)
    expect((await core.done('history.verify', {})).broken).toBeNull()
  })

  it('carries out the answers of the dry run and keeps who gave them', async () => {
    const answers: Answers = [
      { authority: 'AT-3', kind: 'sdimic-type', choice: 'coordinator-national' },
      { authority: 'AT-3', kind: 'coordinator-without-authorities', choice: 'none' },
      { authority: 'AT-2', kind: 'second-nimic', choice: 'none' },
      { authority: 'BE-1', kind: 'belgian-type', choice: 'coordinator-federal-regional:regional' },
    ]
    const { done } = await migrate(core, smallV6(), answers)
    expect(done.openDecisions).toBe(4)
    expect(authorityFrom(core, 'AT-3').types).toEqual(['coordinator-national'])
    expect(authorityFrom(core, 'AT-2')).toMatchObject({ types: [], hasAccessManagerRole: false })
    expect(authorityFrom(core, 'BE-1').types).toEqual(['coordinator-federal-regional:regional'])
    const decided = await core.done('decisions.list', { status: 'decided', page: PAGE })
    expect(decided.rows).toHaveLength(4)
    expect(decided.rows[0]).toMatchObject({ decidedBy: 'Operator 1', origin: 'v6:V6 Daten' })
  })

  it('is refused where the answers have changed since the dry run', async () => {
    const plan = await planned(core, folderOf(core, smallV6()))
    const answers: Answers = [{ authority: 'AT-3', kind: 'sdimic-type', choice: 'none' }]
    const before = stateOf(core)
    expect(failureOf(await apply(core, plan, answers))).toBe('plan-changed')
    const wrong: Answers = [{ authority: 'AT-3', kind: 'sdimic-type', choice: 'nimic' }]
    expect(failureOf(await apply(core, plan, wrong))).toBe('choice-unknown')
    expect(stateOf(core)).toEqual(before)
  })

  it('is refused where the files have changed since the dry run', async () => {
    const plan = await planned(core, folderOf(core, smallV6()))
    const tables = smallV6()
    tables.authorities[3] = { ...tables.authorities[3], city: 'Bonn' }
    folderOf(core, tables)
    expect(failureOf(await apply(core, plan))).toBe('plan-changed')
  })

  it('is done by the IMI Helpdesk only', async () => {
    const authority = authorityOf()
    core.given(created('authority', authority))
    const plan = await planned(core, folderOf(core, smallV6()))
    core.actAs(await core.addOperator(authority.id))
    expect(failureOf(await apply(core, plan))).toBe('helpdesk-only')
  })

  it.each(['progress.v6-read', 'progress.v6-plan', 'progress.v6-apply'])(
    'cancelled at %s leaves nothing behind',
    async (what) => {
      const plan = await planned(core, folderOf(core, v6Data('S')))
      const before = stateOf(core)
      const reply = await core.request(
        'v6.apply',
        { file: plan.token, answers: [], hash: plan.plan.hash },
        { file: plan.folder, cancelAt: (progress) => progress.what === what },
      )
      expect(failureOf(reply)).toBe('cancelled')
      expect(stateOf(core)).toEqual(before)
    },
  )

  it('tells a name that the store has already, and a NIMIC that is there', async () => {
    core.given(
      created(
        'authority',
        authorityOf({ officialName: 'Bundesverwaltungsamt', memberState: 'DE', types: ['nimic'] }),
      ),
    )
    const { plan } = await planned(core, folderOf(core, smallV6()))
    expect(plan.problems.first.map((each) => each.code)).toContain('likely-duplicate')
    expect(plan.questions).toContainEqual(
      expect.objectContaining({ authority: 'DE-1', kind: 'second-nimic' }),
    )
  })

  it('is refused while a user name belongs to somebody else in the store', async () => {
    const authority = authorityOf()
    core.given(created('authority', authority), created('user', userOf(authority, { userName: 'Karl.Amt' })))
    const plan = await planned(core, folderOf(core, smallV6()))
    expect(plan.plan.problems.first[0]).toEqual({
      level: 'error',
      code: 'user-name-taken',
      file: 'users',
      line: 3,
      column: 'user_name',
      value: 'karl.amt',
    })
    expect(failureOf(await apply(core, plan))).toBe('v6-has-errors')
  })
})
