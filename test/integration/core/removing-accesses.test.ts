import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created, updated } from '../../../src-main/domain/change'
import { contentHash } from '../../support/content'
import { failureOf, unitOf } from '../../support/core'
import { accessOf, authorityOf, newId, NOW, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'
import { MODULE, openScene, type Scene } from './undoing'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => {
  scene.core.close()
})

const SUSPENDED = { status: 'suspended', suspendedAt: NOW } as const

/** Suspends the access of the scene, and returns what removing it takes. */
async function suspended() {
  const { core, requests } = scene
  await core.done('accesses.suspend', { id: requests.id, revision: 1, reason: 'By mistake' })
  return { id: requests.id, revision: 2, reason: 'Granted by mistake' }
}

describe('removing a suspended access', () => {
  it('takes the access and the roles of its module, and stays in the history with its reason', async () => {
    const { core, subject, requests } = scene
    const roles = ['administrator', `${MODULE}:request-handler`, 'registers:viewer']
    core.given(created('user', userOf(subject, { userName: 'bert', roles })))
    await core.done('accesses.remove', await suspended())
    const { accesses } = await core.done('accesses.list', { authorityId: subject.id })
    expect(accesses.map(({ access }) => access.module)).toEqual(['registers'])
    expect(core.raw("SELECT roles FROM user WHERE userName = 'bert'")).toEqual([
      { roles: JSON.stringify(['administrator', 'registers:viewer']) },
    ])
    const [first] = await historyOf(core, subject.id)
    expect(first).toMatchObject({ command: 'accesses.remove', reason: 'Granted by mistake' })
    expect(first?.entries[0]).toMatchObject({ entity: 'access', entityId: requests.id, op: 'remove' })
    const { acts } = await core.done('carryOver.list', { status: 'open', page: { offset: 0, limit: 10 } })
    expect(acts.map(({ command }) => command)).toContain('accesses.remove')
  })

  it('can be undone, and the access then says what happened', async () => {
    const { core, requests, undo } = scene
    const input = await suspended()
    const before = contentHash(core)
    const unit = unitOf(await core.request('accesses.remove', input))
    expect(failureOf(await undo(unit))).toBeNull()
    expect(contentHash(core)).toBe(before)
    const { explanation } = await core.done('explain.access', { id: requests.id })
    const told = JSON.stringify(explanation)
    expect(told).toContain('"removed"')
    expect(told).toContain('Granted by mistake')
  })

  it('lets the same access be granted anew', async () => {
    const { core, subject, coordinator } = scene
    await core.done('accesses.remove', await suspended())
    const { id } = await core.done('accesses.grant', {
      ...{ authorityId: subject.id, module: MODULE, role: 'authority', reason: '' },
      ...{ keywords: [], professions: [], linkedCoordinators: [coordinator.id] },
    })
    const { accesses } = await core.done('accesses.list', { authorityId: subject.id })
    expect(accesses.find(({ access }) => access.id === id)?.access.status).toBe('active')
  })

  it('is for the Helpdesk and for Access managers, and for nobody else', async () => {
    const { core, subject } = scene
    const own = await core.addOperator(subject.id)
    const manager = place(core, authorityOf({ officialName: 'Ministerium', hasAccessManagerRole: true }))
    const input = await suspended()
    const before = stateOf(core)
    expect(failureOf(await core.request('accesses.remove', input, { as: own }))).toBe(
      'access-manager-role-needed',
    )
    expect(stateOf(core)).toEqual(before)
    const as = await core.addOperator(manager.id)
    expect(failureOf(await core.request('accesses.remove', input, { as }))).toBeNull()
  })

  it('is refused with its reason, and the button says the same', async () => {
    const { core, subject, registers, requests, coordinator, coordinating } = scene
    const removed = authorityOf({ officialName: 'Weg', status: 'removed' })
    const gone = accessOf(removed, { module: MODULE, ...SUSPENDED })
    place(core, removed, gone)
    core.given(updated('access', coordinating, SUSPENDED))
    const idle = accessOf(subject, { module: 'solvit', role: null, ...SUSPENDED })
    core.given(created('access', idle))
    const foreign = await core.addOperator(place(core, authorityOf({ memberState: 'FR' })).id)
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const input = (id: string, revision = 1, reason = 'x') => ({ id, revision, reason })
    const rows: [string, unknown, string, Caller?][] = [
      ['accesses.remove', input(newId()), 'access-unknown'],
      ['accesses.remove', input(idle.id, 7), 'stale'],
      ['accesses.remove', input(gone.id), 'authority-removed'],
      ['accesses.remove', input(idle.id), 'not-in-your-member-state', foreign],
      ['accesses.remove', input(idle.id), 'access-manager-role-needed', plain],
      ['accesses.remove', input(idle.id, 1, ' '), 'reason-needed'],
      ['accesses.remove', input(registers.id), 'registers-stays'],
      ['accesses.remove', input(requests.id), 'remove-only-while-suspended'],
      ['accesses.remove', input(coordinating.id, 2), 'coordinator-still-linked'],
    ]
    const before = stateOf(core)
    for (const [name, sent, code, as] of rows) {
      expect([name, failureOf(await core.ask(name, sent, as === undefined ? {} : { as }))]).toEqual([
        name,
        code,
      ])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
    const { accesses } = await core.done('accesses.list', { authorityId: subject.id })
    const may = new Map(accesses.map((each) => [each.access.module, each.may.remove?.code ?? null]))
    expect(Object.fromEntries(may)).toEqual({
      registers: 'registers-stays',
      [MODULE]: 'remove-only-while-suspended',
      solvit: null,
    })
    const of = await core.done('accesses.list', { authorityId: coordinator.id })
    expect(of.accesses[0]?.may.remove).toMatchObject({
      code: 'coordinator-still-linked',
      params: { count: 1, names: ['Subject'] },
    })
  })
})
