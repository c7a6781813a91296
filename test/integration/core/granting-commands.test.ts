import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId, NOW, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'
const SUSPENDED = { status: 'suspended', suspendedAt: NOW } as const

let core: Core
let helpdesk: Caller
let subject: Authority
let coordinator: Authority
let coordinating: Access
let administrator: User

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  coordinator = authorityOf({ officialName: 'Koordinator' })
  coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
  place(core, coordinator, coordinating)
  subject = authorityOf({ officialName: 'Subject' })
  place(core, subject, accessOf(subject))
  administrator = userOf(subject, { name: 'Ada' })
  core.given(created('user', administrator))
})
afterEach(() => {
  core.close()
})

const grantOf = (fields: object = {}) => ({
  authorityId: subject.id,
  module: MODULE,
  role: 'authority' as const,
  keywords: ['hotels'],
  professions: [],
  linkedCoordinators: [coordinator.id],
  ...fields,
})

describe('granting an access', () => {
  it('is one act in the history, with the roles that Administrators receive', async () => {
    const preview = await core.done('accesses.previewGrant', grantOf())
    expect(preview).toMatchObject({ obstacle: null, becomesManager: false })
    expect(preview.administrators).toMatchObject([
      { name: 'Ada', roles: [`${MODULE}:allocator`, `${MODULE}:request-handler`] },
    ])
    const { id } = await core.done('accesses.grant', { ...grantOf(), reason: 'New task' })
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'accesses.grant', reason: 'New task' })
    expect(unit?.entries.map((entry) => [entry.entity, entry.op, entry.entityId])).toEqual([
      ['access', 'create', id],
      ['user', 'update', administrator.id],
    ])
  })

  it('by an Access manager makes it an Access manager of the authority, as the preview says', async () => {
    const manager = place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true }))
    const as = await core.addOperator(manager.id)
    expect(await core.done('accesses.previewGrant', grantOf(), { as })).toMatchObject({
      becomesManager: true,
    })
    await core.done('accesses.grant', { ...grantOf(), reason: '' }, { as })
    const { found } = await core.done('authorities.read', { id: subject.id })
    expect(found?.accessManagers).toMatchObject([{ id: manager.id, origin: 'granted', effective: true }])
  })

  it('offers only coordinators that count, best match first (P7)', async () => {
    const foreign = authorityOf({ officialName: 'Coordinateur', memberState: 'FR' })
    place(core, foreign, accessOf(foreign, { module: MODULE, role: 'coordinator' }))
    const resting = authorityOf({ officialName: 'Ruhender Koordinator' })
    place(core, resting, accessOf(resting, { module: MODULE, role: 'coordinator', ...SUSPENDED }))
    const second = authorityOf({ officialName: 'Zweiter Koordinator' })
    place(core, second, accessOf(second, { module: MODULE, role: 'coordinator' }))
    const ask = async (text: string) =>
      (
        await core.done('accesses.coordinatorChoices', { authorityId: subject.id, module: MODULE, text })
      ).choices.map((each) => each.officialName)
    expect(await ask('')).toEqual(['Koordinator', 'Zweiter Koordinator'])
    expect(await ask('zweit')).toEqual(['Zweiter Koordinator'])
  })
})

describe('changing an access', () => {
  it('changes role, links and settings, each as an act of its own', async () => {
    const { id } = await core.done('accesses.grant', { ...grantOf(), reason: '' })
    await core.done('accesses.edit', {
      id,
      revision: 1,
      keywords: ['hotels', 'catering'],
      professions: [],
      reason: '',
    })
    const second = authorityOf({ officialName: 'Zweiter' })
    place(core, second, accessOf(second, { module: MODULE, role: 'coordinator' }))
    await core.done('accesses.linkCoordinators', {
      id,
      revision: 2,
      linkedCoordinators: [second.id],
      reason: '',
    })
    await core.done('accesses.suspend', { id, revision: 3, reason: '' })
    const change = { id, role: 'coordinator' as const, linkedCoordinators: [] }
    expect(await core.done('accesses.previewRole', change)).toEqual({ obstacle: null, dropped: [] })
    await core.done('accesses.changeRole', { ...change, revision: 4, reason: '' })
    const back = { id, role: 'authority' as const, linkedCoordinators: [second.id] }
    core.given(created('user', userOf(subject, { name: 'Bo', roles: [`${MODULE}:supervisor`] })))
    expect(await core.done('accesses.previewRole', back)).toMatchObject({
      dropped: [{ name: 'Bo', roles: [`${MODULE}:supervisor`] }],
    })
    await core.done('accesses.changeRole', { ...back, revision: 5, reason: '' })
    const commands = (await historyOf(core, subject.id)).map((unit) => unit.command)
    expect(commands.filter((command) => command !== 'given')).toEqual([
      'accesses.changeRole',
      'accesses.changeRole',
      'accesses.suspend',
      'accesses.linkCoordinators',
      'accesses.edit',
      'accesses.grant',
    ])
  })
})

describe('an act of granting that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const inactivated = place(core, authorityOf({ status: 'inactivated', inactivatedAt: NOW }))
    const removed = authorityOf({ status: 'removed' })
    const left = accessOf(removed, { module: MODULE, role: 'authority', ...SUSPENDED })
    place(core, removed, left)
    const linked = authorityOf({ officialName: 'Linked' })
    const active = accessOf(linked, {
      module: MODULE,
      role: 'authority',
      linkedCoordinators: [coordinator.id],
    })
    const registers = accessOf(linked)
    place(core, linked, active, registers)
    const leading = authorityOf({ officialName: 'Leading' })
    const led = accessOf(leading, { module: MODULE, role: 'coordinator', ...SUSPENDED })
    place(core, leading, led)
    const follower = authorityOf({ officialName: 'Follower' })
    place(
      core,
      follower,
      accessOf(follower, { module: MODULE, role: 'authority', linkedCoordinators: [leading.id] }),
    )
    const resting = authorityOf({ officialName: 'Resting' })
    const rest = accessOf(resting, { module: MODULE, role: 'coordinator', ...SUSPENDED })
    place(core, resting, rest)

    const british = place(core, authorityOf({ memberState: 'UK' }))
    const grant = { ...grantOf(), reason: '' }
    const links = { id: active.id, revision: 1, linkedCoordinators: [coordinator.id], reason: '' }
    const edit = { id: active.id, revision: 1, keywords: ['hotels'], professions: [], reason: '' }
    const role = {
      id: rest.id,
      revision: 1,
      role: 'authority',
      linkedCoordinators: [coordinator.id],
      reason: '',
    }
    const rows: [string, unknown, string, Caller?][] = [
      ['accesses.grant', { ...grant, authorityId: newId() }, 'authority-unknown'],
      ['accesses.grant', { ...grant, authorityId: removed.id }, 'authority-removed'],
      ['accesses.grant', { ...grant, authorityId: inactivated.id }, 'authority-not-active'],
      ['accesses.grant', { ...grant, authorityId: british.id }, 'member-state-expired'],
      ['accesses.grant', grant, 'not-in-your-member-state', french],
      ['accesses.grant', grant, 'access-manager-role-needed', plain],
      ['accesses.grant', { ...grant, module: 'nothing' }, 'module-unknown'],
      ['accesses.grant', { ...grant, module: 'registers', role: null }, 'access-exists'],
      ['accesses.grant', { ...grant, role: null }, 'role-needed'],
      ['accesses.grant', { ...grant, module: 'solvit' }, 'role-not-possible'],
      ['accesses.grant', { ...grant, keywords: ['nothing'] }, 'setting-not-possible'],
      ['accesses.grant', { ...grant, linkedCoordinators: [] }, 'coordinator-needed'],
      ['accesses.grant', { ...grant, linkedCoordinators: [linked.id] }, 'coordinator-not-possible'],
      [
        'accesses.grant',
        { ...grant, module: 'solvit', role: null, keywords: [] },
        'coordinators-without-role',
      ],
      ['accesses.changeRole', { ...role, id: newId() }, 'access-unknown'],
      ['accesses.changeRole', { ...role, revision: 2 }, 'stale'],
      ['accesses.changeRole', { ...role, id: left.id }, 'authority-removed'],
      ['accesses.changeRole', role, 'not-in-your-member-state', french],
      ['accesses.changeRole', role, 'access-manager-role-needed', plain],
      ['accesses.changeRole', { ...role, id: registers.id }, 'module-without-role'],
      ['accesses.changeRole', { ...role, id: active.id }, 'role-only-while-suspended'],
      ['accesses.changeRole', { ...role, id: led.id }, 'coordinator-still-linked'],
      ['accesses.changeRole', { ...role, role: 'coordinator' }, 'role-unchanged'],
      ['accesses.changeRole', { ...role, linkedCoordinators: [] }, 'coordinator-needed'],
      ['accesses.changeRole', { ...role, linkedCoordinators: [linked.id] }, 'coordinator-not-possible'],
      ['accesses.linkCoordinators', { ...links, id: newId() }, 'access-unknown'],
      ['accesses.linkCoordinators', { ...links, revision: 2 }, 'stale'],
      ['accesses.linkCoordinators', { ...links, id: left.id }, 'authority-removed'],
      ['accesses.linkCoordinators', links, 'not-in-your-member-state', french],
      ['accesses.linkCoordinators', links, 'access-manager-role-needed', plain],
      ['accesses.linkCoordinators', links, 'nothing-changed'],
      ['accesses.linkCoordinators', { ...links, linkedCoordinators: [] }, 'coordinator-needed'],
      [
        'accesses.linkCoordinators',
        { ...links, linkedCoordinators: [resting.id] },
        'coordinator-not-possible',
      ],
      ['accesses.linkCoordinators', { ...links, id: registers.id }, 'coordinators-without-role'],
      ['accesses.edit', { ...edit, id: newId() }, 'access-unknown'],
      ['accesses.edit', { ...edit, revision: 2 }, 'stale'],
      ['accesses.edit', { ...edit, id: left.id }, 'authority-removed'],
      ['accesses.edit', edit, 'not-in-your-member-state', french],
      ['accesses.edit', edit, 'access-manager-role-needed', plain],
      ['accesses.edit', { ...edit, keywords: [] }, 'nothing-changed'],
      ['accesses.edit', { ...edit, keywords: ['nothing'] }, 'setting-not-possible'],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      const reply = await core.ask(name, input, { as: caller ?? helpdesk })
      expect([name, input, failureOf(reply)]).toEqual([name, input, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})
