import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId, NOW } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'

let core: Core
let helpdesk: Caller
let subject: Authority
let registers: Access
let requests: Access
let coordinator: Authority
let coordinating: Access

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  coordinator = authorityOf({ officialName: 'Koordinator' })
  coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
  place(core, coordinator, coordinating)
  subject = authorityOf({ officialName: 'Subject' })
  registers = accessOf(subject)
  requests = accessOf(subject, { module: MODULE, role: 'authority', linkedCoordinators: [coordinator.id] })
  place(core, subject, registers, requests)
})
afterEach(() => {
  core.close()
})

async function accesses(authorityId = subject.id) {
  const { accesses: found } = await core.done('accesses.list', { authorityId })
  return new Map(found.map((each) => [each.access.module, each]))
}

describe('suspending and reactivating an access', () => {
  it('is told in the history of its authority, with the module, who and why', async () => {
    await core.done('accesses.suspend', { id: requests.id, revision: 1, reason: 'No longer competent' })
    expect((await accesses()).get(MODULE)).toMatchObject({ revision: 2, access: { status: 'suspended' } })
    await core.done('accesses.reactivate', { id: requests.id, revision: 2, reason: 'Competent again' })
    expect((await accesses()).get(MODULE)).toMatchObject({
      revision: 3,
      access: { ...requests, status: 'active', suspendedAt: null },
    })
    const [reactivated, suspended] = await historyOf(core, subject.id)
    expect(reactivated).toMatchObject({ command: 'accesses.reactivate', reason: 'Competent again' })
    expect(suspended).toMatchObject({
      command: 'accesses.suspend',
      reason: 'No longer competent',
      operator: 'Operator 1',
      entries: [{ entity: 'access', entityId: requests.id, op: 'update', label: MODULE }],
    })
    expect(suspended?.entries[0]?.changes[0]).toEqual({
      field: 'status',
      before: { kind: 'value', value: 'active' },
      after: { kind: 'value', value: 'suspended' },
    })
  })

  it('of a coordinator leaves the linked accesses as they are, and shows them without active coordinator', async () => {
    expect((await accesses(coordinator.id)).get(MODULE)?.linkedFrom).toMatchObject({
      count: 1,
      first: [{ id: subject.id, officialName: 'Subject' }],
    })
    await core.done('accesses.suspend', { id: coordinating.id, revision: 1, reason: '' })
    expect((await accesses()).get(MODULE)).toMatchObject({
      revision: 1,
      noActiveCoordinator: true,
      access: { status: 'active', linkedCoordinators: [coordinator.id] },
    })
  })

  it('counts no link of a removed authority', async () => {
    const removed = authorityOf({ status: 'removed' })
    place(core, removed, accessOf(removed, { module: MODULE, linkedCoordinators: [coordinator.id] }))
    expect((await accesses(coordinator.id)).get(MODULE)?.linkedFrom.count).toBe(1)
  })

  it('tells the window beforehand what the act itself would say', async () => {
    const before = (await accesses()).get(MODULE)
    expect(before?.may).toMatchObject({ suspend: null, reactivate: { code: 'already-active' } })
  })
})

describe('an access that is explained', () => {
  const explanationOf = async (id: Access['id']) =>
    (await core.done('explain.access', { id })).explanation ?? { because: [], otherwise: [] }

  it('names who would be without an active coordinator, and follows what changes', async () => {
    const { otherwise } = await explanationOf(coordinating.id)
    expect(otherwise.at(-1)).toMatchObject({
      code: 'wouldLoseCoordinator',
      params: { count: 1, linked: 1 },
      authorities: [{ id: subject.id, officialName: 'Subject' }],
    })
    const second = authorityOf({ officialName: 'Zweiter' })
    const coordinatingToo = accessOf(second, { module: MODULE, role: 'coordinator' })
    place(core, second, coordinatingToo)
    const linkedCoordinators = [coordinator.id, second.id]
    await core.done('accesses.linkCoordinators', {
      ...{ id: requests.id, revision: 1, linkedCoordinators, reason: 'Two are better' },
    })
    const shared = await explanationOf(coordinating.id)
    expect(shared.otherwise.at(-1)).toMatchObject({ params: { count: 0, linked: 1 }, authorities: [] })
    const third = authorityOf({ officialName: 'Anderer' })
    place(
      core,
      third,
      accessOf(third, { module: MODULE, role: 'authority', linkedCoordinators: [coordinator.id] }),
    )
    const some = await explanationOf(coordinating.id)
    expect(some.otherwise.at(-1)).toMatchObject({
      ...{ params: { count: 1, linked: 2 }, authorities: [{ id: third.id }] },
    })
    const { because } = await explanationOf(requests.id)
    expect(because.map((each) => each.code)).toEqual(['granted', 'linksChanged', 'supervised'])
    expect(because[1]).toMatchObject({ reason: 'Two are better', params: { by: 'Operator 1', added: 1 } })
    await core.done('accesses.suspend', { id: coordinatingToo.id, revision: 1, reason: '' })
    const alone = await explanationOf(coordinating.id)
    expect(alone.otherwise.at(-1)).toMatchObject({ params: { count: 2, linked: 2 } })
  })

  it('is none that is not in the store', async () => {
    expect(await core.done('explain.access', { id: newId() })).toEqual({ explanation: null })
  })
})

describe('suspending all accesses', () => {
  it('suspends what the preview showed, Registers included, as one act with one reason', async () => {
    const seen = [registers, requests].map(({ id }) => ({ id, revision: 1 }))
    const done = await core.done('accesses.suspendAll', {
      authorityId: subject.id,
      seen,
      reason: 'Dissolved',
    })
    expect(done).toEqual({ suspended: 2 })
    expect([...(await accesses()).values()].map((each) => each.access.status)).toEqual([
      'suspended',
      'suspended',
    ])
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'accesses.suspendAll', reason: 'Dissolved' })
    expect(unit?.entries.map((entry) => entry.label)).toEqual(['registers', MODULE])
  })

  it('is refused where an access came that the preview did not show', async () => {
    core.given(created('access', accessOf(subject, { module: 'solvit' })))
    const seen = [registers, requests].map(({ id }) => ({ id, revision: 1 }))
    const reply = await core.request('accesses.suspendAll', { authorityId: subject.id, seen, reason: '' })
    expect(failureOf(reply)).toBe('stale')
  })
})

describe('an act on an access that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const suspended = { status: 'suspended', suspendedAt: NOW } as const
    const inactivated = authorityOf({ status: 'inactivated', inactivatedAt: NOW })
    const resting = accessOf(inactivated, suspended)
    place(core, inactivated, resting)
    const removed = authorityOf({ status: 'removed' })
    const left = accessOf(removed, suspended)
    place(core, removed, left)
    const british = authorityOf({ memberState: 'UK' })
    const ended = accessOf(british, suspended)
    place(core, british, ended)
    const lonely = authorityOf({ officialName: 'Lonely' })
    const unlinked = accessOf(lonely, { module: MODULE, role: 'authority', ...suspended })
    place(core, lonely, unlinked)

    const active = { id: requests.id, revision: 1, reason: '' }
    const off = { id: unlinked.id, revision: 1, reason: '' }
    const unknown = { ...active, id: newId() }
    const ofRemoved = { ...active, id: left.id }
    const seen = [registers, requests].map(({ id }) => ({ id, revision: 1 }))
    const all = { authorityId: subject.id, seen, reason: '' }
    const rows: [string, unknown, string, Caller?][] = [
      ['accesses.suspend', unknown, 'access-unknown'],
      ['accesses.suspend', { ...active, revision: 2 }, 'stale'],
      ['accesses.suspend', off, 'already-suspended'],
      ['accesses.suspend', ofRemoved, 'authority-removed'],
      ['accesses.suspend', active, 'not-in-your-member-state', french],
      ['accesses.suspend', active, 'access-manager-role-needed', plain],
      ['accesses.reactivate', unknown, 'access-unknown'],
      ['accesses.reactivate', { ...off, revision: 0 }, 'stale'],
      ['accesses.reactivate', active, 'already-active'],
      ['accesses.reactivate', ofRemoved, 'authority-removed'],
      ['accesses.reactivate', { ...active, id: resting.id }, 'authority-not-active'],
      ['accesses.reactivate', { ...off, id: ended.id }, 'member-state-expired'],
      ['accesses.reactivate', off, 'no-valid-coordinator'],
      ['accesses.reactivate', off, 'not-in-your-member-state', french],
      ['accesses.reactivate', off, 'access-manager-role-needed', plain],
      ['accesses.suspendAll', { ...all, authorityId: newId() }, 'authority-unknown'],
      ['accesses.suspendAll', { ...all, seen: seen.slice(1) }, 'stale'],
      ['accesses.suspendAll', { ...all, authorityId: lonely.id }, 'nothing-to-suspend'],
      ['accesses.suspendAll', { ...all, authorityId: removed.id }, 'authority-removed'],
      ['accesses.suspendAll', all, 'not-in-your-member-state', french],
      ['accesses.suspendAll', all, 'access-manager-role-needed', plain],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      const reply = await core.ask(name, input, { as: caller ?? helpdesk })
      expect([name, failureOf(reply)]).toEqual([name, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})
