import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import { contract, type Name } from '../../../src-shared/contract'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { UnitId } from '../../../src-shared/ids'
import { contentHash } from '../../support/content'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf, dataOf, newId, relationOf, requestOf, userOf } from '../../support/samples'
import { historyOf, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'

let core: Core
let helpdesk: Caller
let subject: Authority
let requests: Access
let registers: Access
let coordinator: Authority
let coordinating: Access

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  coordinator = authorityOf({ officialName: 'Koordinator' })
  coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
  place(core, coordinator, coordinating)
  subject = authorityOf({ officialName: 'Subject', phone: '+49 1' })
  registers = accessOf(subject)
  requests = accessOf(subject, { module: MODULE, role: 'authority', linkedCoordinators: [coordinator.id] })
  place(core, subject, registers, requests)
  core.given(created('user', userOf(subject, { name: 'Ada' })))
})
afterEach(() => {
  core.close()
})

/** Does something that can be taken back; returns its unit. */
async function act(name: Name, input: unknown, as: Caller = helpdesk): Promise<UnitId> {
  const reply = await core.ask(name, input, { as })
  expect([name, failureOf(reply)]).toEqual([name, null])
  return unitOf(reply)
}
const undo = (unit: UnitId, as: Caller = helpdesk) =>
  core.request('history.undo', { unit, reason: '' }, { as })

/** For every act of the contract that can be taken back: prepares what it needs, and returns how it is done. */
const ACTS: Partial<Record<Name, () => (() => Promise<UnitId>) | Promise<() => Promise<UnitId>>>> = {
  'authorities.register': () => () =>
    act('authorities.register', {
      data: dataOf({ officialName: 'New', phone: '+49 30 1' }),
      accessManager: null,
      duplicatesSeen: true,
      reason: '',
    }),
  'authorities.edit': () => () =>
    act('authorities.edit', {
      id: subject.id,
      revision: 1,
      data: dataOf({ officialName: 'Other', phone: '+49 2', languages: ['de'] }),
      reason: '',
    }),
  'authorities.inactivate': () => {
    const { id } = place(core, authorityOf({ officialName: 'Alone' }))
    return () => act('authorities.inactivate', { id, revision: 1, reason: '' })
  },
  'authorities.reactivate': async () => {
    const { id } = place(core, authorityOf({ officialName: 'Alone' }))
    await act('authorities.inactivate', { id, revision: 1, reason: '' })
    return () => act('authorities.reactivate', { id, revision: 2, reason: '' })
  },
  'accesses.suspend': () => () => act('accesses.suspend', { id: requests.id, revision: 1, reason: '' }),
  'accesses.reactivate': async () => {
    await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    return () => act('accesses.reactivate', { id: requests.id, revision: 2, reason: '' })
  },
  'accesses.suspendAll': () => () =>
    act('accesses.suspendAll', {
      authorityId: subject.id,
      seen: [registers, requests].map(({ id }) => ({ id, revision: 1 })),
      reason: '',
    }),
  'accesses.grant': () => () => act('accesses.grant', GRANT_SOLVIT(subject)),
  'accesses.changeRole': async () => {
    await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    const input = { id: requests.id, revision: 2, role: 'coordinator', linkedCoordinators: [], reason: '' }
    return () => act('accesses.changeRole', input)
  },
  'accesses.linkCoordinators': () => {
    const second = authorityOf({ officialName: 'Zweiter' })
    place(core, second, accessOf(second, { module: MODULE, role: 'coordinator' }))
    const input = { id: requests.id, revision: 1, linkedCoordinators: [second.id], reason: '' }
    return () => act('accesses.linkCoordinators', input)
  },
  'accesses.edit': () => () =>
    act('accesses.edit', { id: requests.id, revision: 1, keywords: ['hotels'], professions: [], reason: '' }),
  'roleRequests.record': () => () => act('roleRequests.record', requestData(subject)),
  'roleRequests.justify': async () => {
    const { id } = await core.done('roleRequests.record', requestData(subject))
    return () => act('roleRequests.justify', { id, revision: 1, justification: 'Other tasks' })
  },
  'roleRequests.decide': async () => {
    const { id } = await core.done('roleRequests.record', requestData(subject))
    return () => act('roleRequests.decide', { id, revision: 1, decision: 'granted', reason: 'Justified' })
  },
  'managerRole.set': () => () =>
    act('managerRole.set', { id: subject.id, revision: 1, has: true, reason: 'Needs it' }),
  'accessManagers.name': () => {
    const manager = place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true }))
    const input = { authorityId: subject.id, managerId: manager.id, reason: '' }
    return () => act('accessManagers.name', input)
  },
  'accessManagers.release': async () => {
    const manager = place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true }))
    const input = { authorityId: subject.id, managerId: manager.id, reason: '' }
    await act('accessManagers.name', input)
    return () => act('accessManagers.release', input)
  },
  'carryOver.set': async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    return () => act('carryOver.set', { units: [unit], status: 'done', note: '' })
  },
  'decisions.decide': () => {
    const id = newId()
    const question = { id, authorityId: subject.id, kind: 'sdimic-type', origin: 'v6:folder' } as const
    const open = { status: 'open', decision: '', decidedAt: null, decidedBy: null } as const
    core.given(created('openDecision', { ...question, ...open }))
    const input = { id, revision: 1, choice: 'coordinator-national', reason: '' }
    return () => act('decisions.decide', input)
  },
  'classifications.add': () => () =>
    act('classifications.add', { module: MODULE, label: 'Igloos', parent: null, reason: '' }),
  'classifications.change': () => () =>
    act('classifications.change', {
      ...{ module: MODULE, code: 'hotels', label: 'Inns' },
      ...{ retired: true, reason: '' },
    }),
  'classifications.enableTree': () => () =>
    act('classifications.enableTree', { tree: 'policyAreas', enabled: true, reason: '' }),
  'authorities.chooseAreas': async () => {
    await act('classifications.enableTree', { tree: 'policyAreas', enabled: true, reason: '' })
    const { policyAreas } = await core.done('catalogue.read', {})
    const chosen = [policyAreas.items[0]?.code ?? '']
    const input = { id: subject.id, revision: 1, policyAreas: chosen, economicAreas: [], reason: '' }
    return () => act('authorities.chooseAreas', input)
  },
  'users.add': () => () => act('users.add', { authorityId: subject.id, data: PERSON, reason: '' }),
  'users.edit': async () => {
    const { id } = await addClerk()
    const data = { ...PERSON, phone: '+49 3', roles: ['registers:viewer'] }
    return () => act('users.edit', { id, revision: 1, data, reason: '' })
  },
  'users.block': async () => {
    const clerk = await addClerk()
    return () => act('users.block', on(clerk))
  },
  'users.unblock': async () => {
    const clerk = await addClerk()
    await act('users.block', on(clerk))
    return () => act('users.unblock', on({ ...clerk, revision: 2 }))
  },
  'users.delete': async () => {
    const clerk = await addClerk()
    return () => act('users.delete', on(clerk))
  },
  'merge.apply': async () => {
    core.given(created('accessManager', relationOf(subject, coordinator)))
    const ids = { survivor: coordinator.id, merged: [subject.id] }
    const roles = [{ module: MODULE, role: 'coordinator' as const }]
    const { authorities, accesses, values } = await core.done('merge.plan', { ...ids, roles })
    const [survivor, ...merged] = authorities.map(({ authority: { id }, revision }) => ({ id, revision }))
    return () => act('merge.apply', { survivor, merged, accesses, values, roles, reason: '' })
  },
  'searches.save': () => () => act('searches.save', { name: 'Mine', ...SEARCH }),
  'searches.remove': async () => {
    const { id } = await core.done('searches.save', { name: 'Mine', ...SEARCH })
    return () => act('searches.remove', { id })
  },
  'operators.setActive': async () => {
    const second = await core.addOperator(null)
    return () => act('operators.setActive', { id: second.operatorId, active: false })
  },
  'history.undo': async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    return () => act('history.undo', { unit, reason: '' })
  },
}

const PERSON = {
  name: 'Cleo',
  userName: 'cleo',
  email: 'cleo@place.example',
  phone: '',
  language: 'en',
}

/** A user of the subject besides its Administrator. */
async function addClerk() {
  const { id } = await core.done('users.add', { authorityId: subject.id, data: PERSON, reason: '' })
  return { id, revision: 1 }
}
const on = (user: { id: string; revision: number }) => ({
  authorityId: subject.id,
  users: [user],
  reason: '',
})

const SEARCH = {
  criteria: {
    text: 'a',
    myAuthoritiesOnly: false,
    memberState: null,
    type: null,
    status: null,
    module: null,
    role: null,
    accessManager: null,
    administrators: null,
  },
  sort: { by: 'officialName', descending: false },
} as const

function requestData({ id }: Authority) {
  const {
    authorityId,
    receivedAt,
    senderName,
    senderEmail,
    subject: line,
    message,
    messageId,
  } = requestOf({ id })
  return {
    ...{ authorityId, receivedAt, senderName, senderEmail, subject: line, message, messageId },
    justification: 'Registers others',
  }
}

const GRANT_SOLVIT = (authority: Authority) => ({
  authorityId: authority.id,
  module: 'solvit',
  role: null,
  keywords: [],
  professions: [],
  linkedCoordinators: [],
  reason: '',
})

/** Acts whose undo is tried where what they need is at hand: their files, or many authorities. */
const TRIED_ELSEWHERE: readonly Name[] = ['lists.apply', 'bulk.apply', 'v6.apply']

describe('every act that can be taken back', () => {
  const names = (Object.keys(contract) as Name[]).filter((name) => {
    const entry = contract[name]
    return entry.kind !== 'query' && entry.undo === 'inverse' && !TRIED_ELSEWHERE.includes(name)
  })

  it('is tried here', () => {
    expect(Object.keys(ACTS).sort()).toEqual([...names].sort())
  })

  it.each(names)(
    'leaves the store as it was, and is done again by taking the undo back: %s',
    async (name) => {
      const doIt = await ACTS[name]?.()
      if (doIt === undefined) throw new Error(`Nobody wrote down how to do ${name}`)
      const before = contentHash(core)
      const unit = await doIt()
      const after = contentHash(core)
      expect(after).not.toBe(before)
      expect(await core.done('history.mayUndo', { unit })).toMatchObject({ obstacle: null, never: null })
      const undone = await undo(unit)
      expect(failureOf(undone)).toBeNull()
      expect(contentHash(core)).toBe(before)
      expect(failureOf(await undo(unitOf(undone)))).toBeNull()
      expect(contentHash(core)).toBe(after)
      expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    },
  )
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
