import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { documentOf } from '../../../src-shared/mail-document'
import { contract, type Name } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { UnitId } from '../../../src-shared/ids'
import { contentHash } from '../../support/content'
import { failureOf, unitOf } from '../../support/core'
import { accessOf, authorityOf, dataOf, mailOf, newId, relationOf, requestOf } from '../../support/samples'
import { place } from '../../support/story'
import { alertActs } from './undoing-alerts'
import { GRANT_SOLVIT, MODULE, openScene, SEARCH, type Scene } from './undoing'

let core: Scene['core']
let coordinator: Scene['coordinator']
let subject: Scene['subject']
let registers: Scene['registers']
let requests: Scene['requests']
let act: Scene['act']
let undo: Scene['undo']

beforeEach(async () => {
  ;({ core, coordinator, subject, registers, requests, act, undo } = await openScene())
})
afterEach(() => {
  core.close()
})

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
  'accesses.remove': async () => {
    await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    return () => act('accesses.remove', { id: requests.id, revision: 2, reason: 'By mistake' })
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
  'translation.remember': () => () => act('translation.remember', TRANSLATED),
  'translation.forget': async () => {
    const { id } = await core.done('translation.remember', TRANSLATED)
    return () => act('translation.forget', { id })
  },
  'operators.setActive': async () => {
    const second = await core.addOperator(null)
    return () => act('operators.setActive', { id: second.operatorId, active: false })
  },
  'mail.queue': () => {
    const reader = place(core, authorityOf({ email: 'office@place.example' }))
    return () => act('mail.queue', mailTo(reader))
  },
  'mail.discard': async () => {
    const { rows } = await queuedMails(place(core, authorityOf({ email: 'office@place.example' })))
    return () => act('mail.discard', { mails: rows.map(({ id, revision }) => ({ id, revision })) })
  },
  'mail.resolve': () => {
    const mail = mailOf(subject, { status: 'unknown' })
    core.given(created('mail', mail))
    return () => act('mail.resolve', { id: mail.id, revision: 1, was: 'sent' })
  },
  'history.undo': async () => {
    const unit = await act('accesses.suspend', { id: requests.id, revision: 1, reason: '' })
    return () => act('history.undo', { unit, reason: '' })
  },
  ...alertActs(() => ({ core, act })),
}

const TRANSLATED = { from: 'de', to: 'en', original: 'Guten Tag', translation: 'Good day', of: null }
const mailTo = ({ id }: Authority) => ({
  template: { kind: 'blank' as const },
  language: 'en' as const,
  recipients: [{ authorityId: id, userId: null }],
  document: documentOf('Dear all'),
})

/** Puts a mail to an authority into the outbox; gives what is in it. */
async function queuedMails(authority: Authority) {
  await core.done('mail.queue', mailTo(authority))
  return core.done('mail.list', { status: null, text: '', page: { offset: 0, limit: 50 } })
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

/** Acts whose undo is tried where what they need is at hand: their files, or many authorities. */
const TRIED_ELSEWHERE: readonly Name[] = [
  'lists.apply',
  'bulk.apply',
  'v6.apply',
  'alerts.attach',
  'memory.import',
]

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
      const before = contentHash(core, 'any')
      const unit = await doIt()
      const after = contentHash(core, 'any')
      expect(after).not.toBe(before)
      expect(await core.done('history.mayUndo', { unit })).toMatchObject({ obstacle: null, never: null })
      const undone = await undo(unit)
      expect(failureOf(undone)).toBeNull()
      expect(contentHash(core, 'any')).toBe(before)
      expect(failureOf(await undo(unitOf(undone)))).toBeNull()
      expect(contentHash(core, 'any')).toBe(after)
      expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    },
  )
})
