import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import type { Caller } from '../../../src-main/app/ports'
import type { Authority } from '../../../src-shared/entities/authority'
import type { UnitId } from '../../../src-shared/ids'
import { failureOf, unitOf } from '../../support/core'
import { accessOf, authorityOf, dataOf, newId, userOf } from '../../support/samples'
import { historyOf, place, stateOf } from '../../support/story'
import { GRANT_SOLVIT, MODULE, openScene, SEARCH, type Scene } from './undoing'

let core: Scene['core']
let helpdesk: Scene['helpdesk']
let coordinator: Scene['coordinator']
let coordinating: Scene['coordinating']
let subject: Scene['subject']
let requests: Scene['requests']
let act: Scene['act']
let undo: Scene['undo']

beforeEach(async () => {
  ;({ core, helpdesk, coordinator, coordinating, subject, requests, act, undo } = await openScene())
})
afterEach(() => {
  core.close()
})

describe('taking an act back', () => {
  it('is an act of its own in the history, which names what it takes back', async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: 'By mistake' })
    await core.done('history.undo', { unit, reason: 'Wrong authority' })
    const [undone, suspended] = await historyOf(core, subject.id)
    expect(undone).toMatchObject({ command: 'history.undo', reason: 'Wrong authority', undoes: unit })
    expect(suspended).toMatchObject({ id: unit, undoneBy: undone?.id })
  })

  it('leaves alone what was edited in other fields since', async () => {
    const data = dataOf({ officialName: 'Subject', city: 'Bonn' })
    const unit = await act('authorities.edit', { id: subject.id, revision: 1, data, reason: '' })
    const later = { ...data, website: 'https://subject.example' }
    await act('authorities.edit', { id: subject.id, revision: 2, data: later, reason: '' })
    await core.done('history.undo', { unit, reason: '' })
    const { found } = await core.done('authorities.read', { id: subject.id })
    expect(found?.authority).toMatchObject({ city: '', website: 'https://subject.example' })
  })

  it('gives back the words by which an authority is found, and takes out those of one that goes', async () => {
    const unit = await act('authorities.register', {
      data: dataOf({ officialName: 'Zebraamt' }),
      accessManager: null,
      duplicatesSeen: true,
      reason: '',
    })
    const found = async () => (await core.done('search.top', { text: 'zebra' })).authorities.length
    expect(await found()).toBe(1)
    const undone = await undo(unit)
    expect(await found()).toBe(0)
    await undo(unitOf(undone))
    expect(await found()).toBe(1)
  })

  it('refuses, and writes nothing, whatever stands in the way', async () => {
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const other = await core.addOperator(null)
    const own = await act('searches.save', { name: 'Mine', ...SEARCH })

    const registered = await act('authorities.register', {
      data: dataOf({ officialName: 'New' }),
      accessManager: null,
      duplicatesSeen: true,
      reason: '',
    })
    const [entry] = core.raw(
      "SELECT entityId FROM history WHERE entity = 'authority' ORDER BY row DESC LIMIT 1",
    )
    const newcomer = { id: String(entry?.['entityId']) as Authority['id'] }
    await act('accesses.grant', GRANT_SOLVIT(newcomer as Authority))

    const edited = await act('authorities.edit', {
      id: subject.id,
      revision: 1,
      data: dataOf({ officialName: 'Subject 2', phone: '+49 2' }),
      reason: '',
    })
    await act('authorities.edit', {
      id: subject.id,
      revision: 2,
      data: dataOf({ officialName: 'Subject 3', phone: '+49 2' }),
      reason: '',
    })
    const typed = await act('authorities.edit', {
      id: coordinator.id,
      revision: 1,
      data: { ...dataOf({ officialName: 'Koordinator' }), types: ['competent-authority'] },
      reason: '',
    })
    const suspended = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    await act('accesses.suspend', { id: coordinating.id, revision: 1, reason: '' })
    const undone = await act('accesses.grant', GRANT_SOLVIT(subject))
    await undo(undone)
    const german = await core.addOperator(
      place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true })).id,
    )
    const [unitGiven] = core.raw("SELECT id FROM unit WHERE command = 'given' LIMIT 1")

    const rows: [UnitId, string, Caller?][] = [
      [newId() as unknown as UnitId, 'unit-unknown'],
      [String(unitGiven?.['id']) as UnitId, 'undo-never'],
      [undone, 'undo-already'],
      [edited, 'undo-later-edit'],
      [registered, 'undo-depends'],
      [suspended, 'no-valid-coordinator'],
      [suspended, 'not-in-your-member-state', french],
      [suspended, 'access-manager-role-needed', plain],
      [typed, 'helpdesk-only', german],
      [own, 'search-unknown', other],
    ]
    const before = stateOf(core)
    for (const [unit, code, caller] of rows) {
      expect([code, failureOf(await undo(unit, caller ?? helpdesk))]).toEqual([code, code])
      const asked = await core.done('history.mayUndo', { unit }, { as: caller ?? helpdesk })
      expect(asked.obstacle?.code).toBe(code)
    }
    expect(stateOf(core)).toEqual(before)
  })

  it('is refused where it would link again to a coordinator that does not count any more (P7, P28, P38)', async () => {
    const second = authorityOf({ officialName: 'Zweiter' })
    place(core, second, accessOf(second, { module: MODULE, role: 'coordinator' }))
    const input = { id: requests.id, revision: 1, linkedCoordinators: [second.id], reason: '' }
    const unit = await act('accesses.linkCoordinators', input)
    await act('accesses.suspend', { id: coordinating.id, revision: 1, reason: '' })
    const before = stateOf(core)
    expect(failureOf(await undo(unit))).toBe('coordinator-not-possible')
    expect(stateOf(core)).toEqual(before)
  })

  it('dates an inactivation that comes back from now, not from the day it was first done (P38, B6)', async () => {
    const quiet = place(core, authorityOf({ officialName: 'Still' }))
    await act('authorities.inactivate', { id: quiet.id, revision: 1, reason: '' })
    const unit = await act('authorities.reactivate', { id: quiet.id, revision: 2, reason: '' })
    core.advance(300 * 86_400_000)
    expect(failureOf(await undo(unit))).toBeNull()
    const { inactivatedAt } =
      core.raw('SELECT inactivatedAt FROM authority WHERE id = ?', [quiet.id])[0] ?? {}
    expect(String(inactivatedAt).slice(0, 10)).toBe(core.clock.now().slice(0, 10))
    expect((await core.done('retention.plan', { page: { offset: 0, limit: 10 } })).due).toEqual([])
  })

  it('of an earlier act is possible although an undo in between dated the status from then (P38)', async () => {
    const quiet = place(core, authorityOf({ officialName: 'Still' }))
    const inactivated = await act('authorities.inactivate', { id: quiet.id, revision: 1, reason: '' })
    const reactivated = await act('authorities.reactivate', { id: quiet.id, revision: 2, reason: '' })
    core.advance(86_400_000)
    expect(failureOf(await undo(reactivated))).toBeNull()
    expect(failureOf(await undo(inactivated))).toBeNull()
    expect(core.raw('SELECT status, inactivatedAt FROM authority WHERE id = ?', [quiet.id])).toEqual([
      { status: 'active', inactivatedAt: null },
    ])
  })

  it('drops roles that the authority cannot have any more, and names them (P29, P38)', async () => {
    const user = userOf(coordinator, { name: 'Bo', roles: [`${MODULE}:referral-handler`] })
    core.given(created('user', user))
    const { name, userName, email, phone, language } = user
    const roles: string[] = []
    const second = authorityOf({ officialName: 'Zweiter' })
    place(core, second, accessOf(second, { module: MODULE, role: 'coordinator' }))
    const linkedCoordinators = [second.id]
    const unit = await act('users.edit', {
      ...{
        id: user.id,
        revision: 1,
        reason: '',
        data: { name, userName, email, phone: `${phone}1`, language, roles },
      },
    })
    await act('accesses.linkCoordinators', { id: requests.id, revision: 1, linkedCoordinators, reason: '' })
    await act('accesses.suspend', { id: coordinating.id, revision: 1, reason: '' })
    const change = { role: 'authority', linkedCoordinators, reason: '' }
    await act('accesses.changeRole', { id: coordinating.id, revision: 2, ...change })
    const lost = [{ id: user.id, name: 'Bo', roles: [`${MODULE}:referral-handler`] }]
    expect(await core.done('history.mayUndo', { unit })).toMatchObject({ obstacle: null, dropped: lost })
    expect(await undo(unit)).toMatchObject({ ok: true, value: { dropped: lost } })
    expect(core.raw('SELECT roles, phone FROM user WHERE id = ?', [user.id])).toEqual([
      { roles: '[]', phone },
    ])
  })

  it('is refused in words where what it brings back exists again', async () => {
    const manager = place(core, authorityOf({ officialName: 'Verwalter', hasAccessManagerRole: true }))
    const naming = { authorityId: subject.id, managerId: manager.id, reason: 'Because' }
    await act('accessManagers.name', naming)
    const released = await act('accessManagers.release', naming)
    await act('accessManagers.name', naming)
    expect((await core.done('history.mayUndo', { unit: released })).obstacle?.code).toBe('undo-exists')
    expect(failureOf(await undo(released))).toBe('undo-exists')
  })

  it('is known of the act until it is done again', async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    const isTakenBack = async () => (await core.done('history.isTakenBack', { unit })).takenBack
    expect(await isTakenBack()).toBe(false)
    const undone = await undo(unit)
    expect(await isTakenBack()).toBe(true)
    await undo(unitOf(undone))
    expect(await isTakenBack()).toBe(false)
  })

  it('of something whose personal data was erased is refused, since it cannot be brought back', async () => {
    const data = dataOf({ officialName: 'Subject', phone: '+49 7' })
    const unit = await act('authorities.edit', { id: subject.id, revision: 1, data, reason: '' })
    core.tamper('DELETE FROM personalValue')
    expect(failureOf(await undo(unit))).toBe('undo-erased')
  })

  it('can be cancelled before anything is written', async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    const before = stateOf(core)
    const reply = await core.request('history.undo', { unit, reason: '' }, { cancelAt: () => true })
    expect(failureOf(reply)).toBe('cancelled')
    expect(stateOf(core)).toEqual(before)
  })
})
