import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created, updated } from '../../../src-main/domain/change'
import type { WorkKind } from '../../../src-shared/contract/work'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf, mailOf, newId, NOW, relationOf, userOf } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'

let core: Core
let helpdesk: Caller

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
})
afterEach(() => {
  core.close()
})

const PAGE = { offset: 0, limit: 500 }
const namesOf = async (kind: WorkKind, as?: Caller): Promise<string[]> => {
  const { rows } = await core.done('work.list', { kind, page: PAGE }, as === undefined ? {} : { as })
  return rows.map((row) => row.authority.officialName)
}

describe('what needs somebody', () => {
  it('is found for each kind, and counted', async () => {
    const manager = authorityOf({ officialName: 'Manager', hasAccessManagerRole: true })
    const managed = authorityOf({ officialName: 'Managed' })
    const due = authorityOf({
      officialName: 'Due',
      status: 'inactivated',
      inactivatedAt: '2026-06-01T00:00:00.000Z' as Instant,
    })
    const fresh = authorityOf({
      officialName: 'Fresh',
      status: 'inactivated',
      inactivatedAt: '2026-07-01T00:00:00.000Z' as Instant,
    })
    for (const each of [manager, managed, due, fresh]) place(core, each)
    core.given(
      created('accessManager', relationOf(manager, managed)),
      created('user', userOf(manager, { userName: 'admin' })),
      created('user', userOf(managed, { userName: 'out', name: 'Bo', passwordStatus: 'blocked', roles: [] })),
    )
    expect(await namesOf('no-access-manager')).toEqual(['Manager'])
    expect(await namesOf('no-administrator')).toEqual(['Managed'])
    expect(await namesOf('removal-due')).toEqual(['Due'])
    const { rows } = await core.done('work.list', { kind: 'blocked-passwords', page: PAGE })
    expect(rows).toMatchObject([{ authority: { officialName: 'Managed' }, user: { name: 'Bo' } }])
    const { counts } = await core.done('work.counts', {})
    expect(Object.fromEntries(counts.map((each) => [each.kind, each.count]))).toEqual({
      'role-requests': 0,
      'open-decisions': 0,
      'no-access-manager': 1,
      'no-administrator': 1,
      'no-coordinator': 0,
      'several-nimics': 0,
      'no-nimic': 0,
      'removal-due': 1,
      'blocked-passwords': 1,
      'carry-over': 0,
      'closure-instructed': 0,
      'closure-proposed': 0,
      'alerts-submitted': 0,
      'old-drafts': 0,
      'mails-in-doubt': 0,
      'mails-failed': 0,
    })
  })

  it('lists NIMICs beside another one, and who could be it where a Member State has none left', async () => {
    const nimic = (officialName: string, memberState: string, fields: object = {}) =>
      place(core, authorityOf({ officialName, memberState, types: ['nimic'], ...fields }))
    nimic('DE one', 'DE')
    const second = nimic('DE two', 'DE')
    nimic('FR', 'FR')
    nimic('AT gone', 'AT', { status: 'inactivated', inactivatedAt: NOW })
    expect(await namesOf('several-nimics')).toEqual(['DE one', 'DE two'])
    expect(await namesOf('no-nimic')).toEqual(['AT gone'])
    const { authorities } = await core.done('authorities.nimics', { memberState: 'DE' })
    expect(authorities.map((each) => each.officialName)).toEqual(['DE one', 'DE two'])
    core.given(updated('authority', second, { types: [] }))
    expect(await namesOf('several-nimics')).toEqual([])
    const undecided = place(core, authorityOf({ officialName: 'BE', memberState: 'BE' }))
    core.given(
      created('openDecision', {
        ...{ id: newId(), authorityId: undecided.id, kind: 'second-nimic', origin: 'v6:x' },
        ...{ status: 'decided', decision: 'none', decidedAt: NOW, decidedBy: null },
      }),
    )
    expect(await namesOf('no-nimic')).toEqual(['AT gone', 'BE'])
  })

  it('counts mails in doubt and mails that could not be sent: the Helpdesk all, others those of their own outbox', async () => {
    const office = place(core, authorityOf({ officialName: 'Amt' }))
    const fields = [
      { status: 'unknown' },
      { status: 'unknown', actingFor: office.id },
      { status: 'failed', failure: 'smtp-refused', actingFor: office.id },
      { status: 'sent', actingFor: office.id },
    ] as const
    core.given(...fields.map((each) => created('mail', mailOf(office, each))))
    const mailsOf = async (as?: Caller) => {
      const { counts } = await core.done('work.counts', {}, as === undefined ? {} : { as })
      return counts.filter(({ kind }) => kind.startsWith('mails')).map(({ count }) => count)
    }
    expect(await mailsOf()).toEqual([2, 1])
    expect(await mailsOf(await core.addOperator(office.id))).toEqual([1, 1])
    expect(await core.done('work.list', { kind: 'mails-failed', page: PAGE })).toEqual({ rows: [], total: 0 })
  })

  it('is shown to an operator of an authority within the own Member State', async () => {
    const own = place(core, authorityOf({ officialName: 'Eigene' }))
    place(core, authorityOf({ officialName: 'Autre', memberState: 'FR' }))
    const as = await core.addOperator(own.id)
    expect(await namesOf('no-access-manager', as)).toEqual(['Eigene'])
    const { counts } = await core.done('work.counts', {}, { as })
    expect(counts.map((each) => each.kind)).not.toContain('carry-over')
  })

  it('names the accesses without an active coordinator that the rules name, and no other', async () => {
    await core.done('sample.generate', { set: 'S' })
    for (const [, sql] of [
      [
        'some coordinators rest',
        "UPDATE access SET status = 'suspended', suspendedAt = '2026-01-01T00:00:00.000Z' WHERE role = 'coordinator' AND row % 3 = 0",
      ],
      [
        'some are inactivated',
        "UPDATE authority SET status = 'inactivated', inactivatedAt = '2026-10-01T00:00:00.000Z' WHERE row % 17 = 0",
      ],
    ] as const) {
      core.tamper(sql)
    }
    const ruled: string[] = []
    for (const { id, status } of core.raw('SELECT id, status FROM authority') as never as Authority[]) {
      const { accesses } = await core.done('accesses.list', { authorityId: id })
      for (const { access, noActiveCoordinator } of accesses) {
        if (noActiveCoordinator && access.status === 'active' && status === 'active') {
          ruled.push(`${id} ${access.module}`)
        }
      }
    }
    const { rows, total } = await core.done('work.list', { kind: 'no-coordinator', page: PAGE })
    expect(ruled.length).toBeGreaterThan(5)
    expect(rows.map((row) => `${row.authority.id} ${row.module ?? ''}`).sort()).toEqual(ruled.sort())
    expect(total).toBe(ruled.length)
  })
})

describe('the carry-over list', () => {
  let subject: Authority
  beforeEach(() => {
    subject = authorityOf({ officialName: 'Landratsamt' })
    place(core, subject, accessOf(subject))
  })
  const GRANT = () => ({
    authorityId: subject.id,
    module: 'solvit',
    role: null,
    keywords: [],
    professions: [],
    linkedCoordinators: [],
    reason: 'New task',
  })
  const listed = async (status: 'open' | 'done' | 'not-needed' | null = 'open') =>
    (await core.done('carryOver.list', { status, page: PAGE })).acts

  it('holds every act for the central IMI, and nothing of the program itself', async () => {
    const unit = unitOf(await core.request('accesses.grant', GRANT()))
    await core.addOperator(null)
    expect(await listed()).toMatchObject([
      {
        unit,
        command: 'accesses.grant',
        reason: 'New task',
        operator: 'Operator 1',
        status: 'open',
        authorities: { count: 1, first: [{ officialName: 'Landratsamt' }] },
      },
    ])
  })

  it('drops an act with its undo, unless one of them was carried over already', async () => {
    const unit = unitOf(await core.request('accesses.grant', GRANT()))
    const undo = unitOf(await core.request('history.undo', { unit, reason: '' }))
    expect(await listed()).toEqual([])
    await core.done('history.undo', { unit: undo, reason: '' })
    expect((await listed()).map((act) => act.unit)).toEqual([unit])
    await core.done('carryOver.set', { units: [unit], status: 'done', note: '' })
    await core.done('history.undo', { unit, reason: '' })
    expect((await listed()).map((act) => act.command)).toEqual(['history.undo'])
  })

  it('is ticked off with who and when, and opened again', async () => {
    const unit = unitOf(await core.request('accesses.grant', GRANT()))
    await core.done('carryOver.set', { units: [unit], status: 'done', note: 'Ticket 4711' })
    expect(await listed()).toEqual([])
    expect(await listed('done')).toMatchObject([{ unit, decidedBy: 'Operator 1', note: 'Ticket 4711' }])
    await core.done('carryOver.set', { units: [unit], status: 'open', note: '' })
    expect(await listed()).toMatchObject([{ unit, decidedBy: '', decidedAt: null }])
  })

  it('is exported with what was done in words', async () => {
    await core.done('accesses.grant', GRANT())
    const file = join(core.folder, 'carry.csv')
    const written = await core.done('carryOver.export', { status: 'open', format: 'csv' }, { file })
    expect(written).toEqual({ rows: 1, fileName: 'carry.csv' })
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('Landratsamt (DE)')
    expect(text).toContain('SOLVIT (create): module: SOLVIT')
  })

  it('is refused, and writes nothing, whatever stands in the way', async () => {
    const unit = unitOf(await core.request('accesses.grant', GRANT()))
    const as = await core.addOperator(subject.id)
    const tick = { units: [unit], status: 'done', note: '' }
    const rows: [string, unknown, string, Caller?][] = [
      ['carryOver.set', tick, 'helpdesk-only', as],
      ['carryOver.set', { ...tick, units: [newId()] }, 'unit-unknown'],
      ['carryOver.set', { ...tick, status: 'open' }, 'nothing-changed'],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      expect(failureOf(await core.ask(name, input, { as: caller ?? helpdesk }))).toBe(code)
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
    const asked = core.request('carryOver.list', { status: null, page: PAGE }, { as })
    expect(failureOf(await asked)).toBe('helpdesk-only')
  })
})
