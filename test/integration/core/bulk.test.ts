import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { BulkAct } from '../../../src-shared/contract/bulk'
import type { Authority } from '../../../src-shared/entities/authority'
import { contentHash } from '../../support/content'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf, NOW, userOf } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'

let core: Core
let helpdesk: Caller
let coordinator: Authority
let subjects: Authority[]

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  coordinator = authorityOf({ officialName: 'Koordinator' })
  place(core, coordinator, accessOf(coordinator, { module: MODULE, role: 'coordinator' }))
  subjects = ['A', 'B', 'C'].map((name) => {
    const authority = authorityOf({ officialName: name })
    place(core, authority, accessOf(authority))
    core.given(created('user', userOf(authority, { userName: `admin-${name}` })))
    return authority
  })
})
afterEach(() => {
  core.close()
})

const GRANT = (): BulkAct => ({
  kind: 'grant',
  module: MODULE,
  role: 'authority',
  keywords: ['hotels'],
  professions: [],
  linkedCoordinators: [coordinator.id],
})
const ids = () => subjects.map((each) => each.id)
const seenOf = (plan: { will: { authorityId: string; accessId: string | null; revision: number }[] }) =>
  plan.will.map(({ authorityId, accessId, revision }) => ({ authorityId, accessId, revision }))

describe('an act on several authorities', () => {
  it('is tried without writing first: who gets it, and who does not because of what', async () => {
    const french = place(core, authorityOf({ officialName: 'F', memberState: 'FR' }))
    const resting = place(core, authorityOf({ status: 'inactivated', inactivatedAt: NOW }))
    const before = stateOf(core)
    const authorities = [...ids(), french.id, resting.id]
    const plan = await core.done('bulk.plan', { act: GRANT(), authorities })
    expect(plan.will.map((each) => each.officialName)).toEqual(['A', 'B', 'C'])
    expect(plan.usersWithRoles).toBe(3)
    expect(plan.refused.map((each) => [each.authorityId, each.obstacle?.code])).toEqual([
      [french.id, 'coordinator-not-possible'],
      [resting.id, 'authority-not-active'],
    ])
    expect(stateOf(core)).toEqual(before)
  })

  it.each<[BulkAct['kind'], () => BulkAct]>([
    ['grant', GRANT],
    ['suspend', () => ({ kind: 'suspend', module: 'registers' })],
    ['reactivate', () => ({ kind: 'reactivate', module: 'solvit' })],
    ['link', () => ({ kind: 'link', module: 'services-notifications', coordinator: coordinator.id })],
  ])('is one act in the history and is taken back as a whole: %s', async (_kind, make) => {
    for (const authority of subjects) {
      const suspended = { status: 'suspended', suspendedAt: NOW } as const
      core.given(
        created('access', accessOf(authority, { module: 'solvit', ...suspended })),
        created('access', accessOf(authority, { module: 'services-notifications', role: 'coordinator' })),
      )
    }
    core.given(
      created('access', accessOf(coordinator, { module: 'services-notifications', role: 'coordinator' })),
    )
    const before = contentHash(core, 'any')
    const units = core.raw('SELECT count(*) AS n FROM unit')[0]?.['n']
    const plan = await core.done('bulk.plan', { act: make(), authorities: ids() })
    const reply = await core.request('bulk.apply', {
      act: make(),
      rows: seenOf(plan),
      reason: 'All',
    })
    expect(reply).toMatchObject({ ok: true, value: { done: 3, skipped: [] } })
    expect(core.raw('SELECT count(*) AS n FROM unit')[0]?.['n']).toBe(Number(units) + 1)
    expect(contentHash(core, 'any')).not.toBe(before)
    expect(failureOf(await core.request('history.undo', { unit: unitOf(reply), reason: '' }))).toBeNull()
    expect(contentHash(core, 'any')).toBe(before)
  })

  it('leaves out whoever changed since it was tried, and says so', async () => {
    const act: BulkAct = { kind: 'suspend', module: 'registers' }
    const plan = await core.done('bulk.plan', { act, authorities: ids() })
    const first = plan.will[0]
    await core.done('accesses.suspend', {
      id: first?.accessId ?? '',
      revision: first?.revision ?? 0,
      reason: '',
    })
    const done = await core.done('bulk.apply', { act, rows: seenOf(plan), reason: '' })
    expect(done).toMatchObject({ done: 2, skipped: [{ officialName: 'A', obstacle: { code: 'stale' } }] })
  })

  it('can be stopped without a trace', async () => {
    const act: BulkAct = { kind: 'suspend', module: 'registers' }
    const plan = await core.done('bulk.plan', { act, authorities: ids() })
    const before = stateOf(core)
    const input = { act, rows: seenOf(plan) as never, reason: '' }
    expect(failureOf(await core.request('bulk.apply', input, { cancelAt: () => true }))).toBe('cancelled')
    const tried = { act, authorities: ids() }
    expect(failureOf(await core.request('bulk.plan', tried, { cancelAt: () => true }))).toBe('cancelled')
    expect(stateOf(core)).toEqual(before)
  })

  it('is decided for each by the rules of the act alone, whoever asks', async () => {
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const plan = await core.done('bulk.plan', { act: GRANT(), authorities: ids() }, { as: french })
    expect(plan.will).toEqual([])
    expect(plan.refused.map((each) => each.obstacle?.code)).toEqual(
      Array.from({ length: 3 }, () => 'not-in-your-member-state'),
    )
    const mine = await core.done('bulk.plan', { act: GRANT(), authorities: ids() })
    const rows: [string, unknown, string, Caller?][] = [
      ['bulk.apply', { act: GRANT(), rows: seenOf(mine), reason: '' }, 'bulk-nothing', french],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      expect(failureOf(await core.ask(name, input, { as: caller ?? helpdesk }))).toBe(code)
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })

  it('is offered for everything that a search finds', async () => {
    const criteria = {
      ...{ text: '', myAuthoritiesOnly: false, memberState: 'DE', type: null, status: null },
      ...{ module: 'registers', role: null, accessManager: null, administrators: null },
    }
    const sort = { by: 'officialName', descending: false } as const
    expect(await core.done('authorities.matching', { criteria, sort })).toEqual({ ids: ids() })
  })
})
