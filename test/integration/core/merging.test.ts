import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Input, Output } from '../../../src-shared/contract'
import type { SearchCriteria } from '../../../src-shared/contract/authorities'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { OpenDecision } from '../../../src-shared/entities/open-decision'
import { contentHash } from '../../support/content'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import {
  accessOf,
  authorityOf,
  mailOf,
  newId,
  NOW,
  relationOf,
  requestOf,
  userOf,
} from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'
const OTHER = 'services-notifications'

let core: Core
let helpdesk: Caller
let survivor: Authority
let twin: Authority
/** Linked to the twin as its coordinator. */
let linked: Authority
let manager: Authority

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  survivor = authorityOf({ officialName: 'Stadt Münster', email: 'info@muenster.example', languages: ['de'] })
  place(core, survivor, accessOf(survivor, { keywords: [] }))
  twin = authorityOf({
    officialName: 'Stadt Munster',
    city: 'Münster',
    languages: ['en'],
    hasAccessManagerRole: true,
    externalIds: ['list:1'],
    types: ['competent-authority'],
  })
  place(core, twin, accessOf(twin), accessOf(twin, { module: MODULE, role: 'coordinator' }))
  linked = authorityOf({ officialName: 'Landkreis' })
  const link = accessOf(linked, { module: MODULE, role: 'authority', linkedCoordinators: [twin.id] })
  place(core, linked, link)
  manager = place(core, authorityOf({ officialName: 'Ministerium', hasAccessManagerRole: true }))
  core.given(
    created('user', userOf(survivor, { userName: 'ada', name: 'Ada', email: 'Ada@x.example' })),
    created('user', userOf(twin, { userName: 'ada.2', name: 'Ada', email: 'ada@x.example' })),
    created('accessManager', relationOf(manager, survivor)),
    created('accessManager', relationOf(manager, twin)),
    created('accessManager', relationOf(twin, linked)),
    created('accessManager', relationOf(twin, survivor)),
    created('roleRequest', requestOf(twin)),
    created('openDecision', decisionOf(twin)),
  )
})
afterEach(() => {
  core.close()
})

function decisionOf(authority: Authority): OpenDecision {
  const question = {
    id: newId(),
    authorityId: authority.id,
    kind: 'sdimic-type',
    origin: 'v6:folder',
  } as const
  return { ...question, status: 'open', decision: '', decidedAt: null, decidedBy: null }
}

type Roles = Input<'merge.plan'>['roles']
type Apply = Input<'merge.apply'>

const planOf = (merged: readonly Authority[] = [twin], roles: Roles = [], into = survivor) =>
  core.done('merge.plan', { survivor: into.id, merged: merged.map((each) => each.id), roles })

/** What the window sends after the plan was looked at. */
function inputOf(plan: Output<'merge.plan'>, roles: Roles = []): Apply {
  const [first, ...others] = plan.authorities.map(({ authority, revision }) => ({
    id: authority.id,
    revision,
  }))
  return {
    survivor: first ?? { id: newId(), revision: 1 },
    merged: others,
    accesses: plan.accesses,
    values: plan.values,
    roles,
    reason: 'The same body',
  }
}

async function merge(merged?: readonly Authority[], roles: Roles = []) {
  const reply = await core.request('merge.apply', inputOf(await planOf(merged, roles), roles))
  expect(failureOf(reply)).toBeNull()
  return unitOf(reply)
}

const read = async ({ id }: Authority) => {
  const { found } = await core.done('authorities.read', { id })
  if (found === null) throw new Error('It is not in the store')
  return found
}
const accessesOf = async ({ id }: Authority): Promise<Access[]> =>
  (await core.done('accesses.list', { authorityId: id })).accesses.map((each) => each.access)

describe('merging authorities', () => {
  it('says before it is done what becomes of accesses, links, users, relations and the role', async () => {
    const before = stateOf(core)
    const plan = await planOf()
    expect(plan).toMatchObject({
      obstacle: null,
      accessManagerRole: true,
      links: { count: 1, names: ['Landkreis'] },
      users: { count: 1, names: ['Ada'] },
      samePersons: ['Ada (ada) = Ada (ada.2)'],
      manages: { count: 1, names: ['Landkreis'] },
      managers: { count: 0, names: [] },
      requests: 1,
      decisions: 1,
    })
    expect(plan.modules.map(({ module, outcome }) => [module, outcome])).toEqual([
      ['registers', 'unites'],
      [MODULE, 'moves'],
    ])
    expect(plan.values).toMatchObject({ email: survivor.id, city: twin.id, types: null })
    expect(stateOf(core)).toEqual(before)
  })

  it('keeps what was chosen of each field, and sets of both together', async () => {
    const input = inputOf(await planOf())
    await core.done('merge.apply', { ...input, values: { ...input.values, officialName: twin.id } })
    expect((await read(survivor)).authority).toMatchObject({
      officialName: 'Stadt Munster',
      email: 'info@muenster.example',
      city: 'Münster',
      languages: ['de', 'en'],
      types: ['competent-authority'],
      externalIds: ['list:1'],
      hasAccessManagerRole: true,
    })
  })

  it('moves accesses, links, users, relations, requests and questions to the survivor', async () => {
    const operator = await core.addOperator(twin.id)
    await merge()
    const found = await read(survivor)
    expect(found.userCount).toBe(2)
    expect(found.accessManagers.map((each) => each.officialName)).toEqual(['Ministerium'])
    expect(found.managed.first.map((each) => each.officialName)).toEqual(['Landkreis'])
    expect((await accessesOf(survivor)).map((each) => [each.module, each.role])).toEqual([
      ['registers', null],
      [MODULE, 'coordinator'],
    ])
    const [link] = await accessesOf(linked)
    expect(link?.linkedCoordinators).toEqual([survivor.id])
    expect(core.raw('SELECT authorityId AS id FROM roleRequest')).toEqual([{ id: survivor.id }])
    expect(core.raw('SELECT authorityId AS id FROM openDecision')).toEqual([{ id: survivor.id }])
    expect(core.raw('SELECT actsFor FROM operator WHERE id = ?', [operator.operatorId])).toEqual([
      { actsFor: survivor.id },
    ])
  })

  it('takes mails that wait along, the undo takes them back, and what was sent stays as its past', async () => {
    const [waits, left] = [mailOf(twin), mailOf(twin, { status: 'sent' })]
    core.given(created('mail', waits), created('mail', left))
    expect((await planOf([twin])).mails).toBe(1)
    const unit = await merge()
    const mails = () => core.raw('SELECT authorityId AS id FROM mail ORDER BY row')
    expect(mails()).toEqual([{ id: survivor.id }, { id: twin.id }])
    const page = { offset: 0, limit: 9 }
    const { rows } = await core.done('mail.list', { status: 'queued', text: '', page })
    expect(rows[0]?.authority.id).toBe(survivor.id)
    await core.done('mail.startSending', { id: waits.id, revision: rows[0]?.revision ?? 0 })
    expect(failureOf(await core.request('history.undo', { unit, reason: '' }))).toBeNull()
    expect(mails()).toEqual([{ id: twin.id }, { id: twin.id }])
    expect(core.raw("SELECT count(*) AS n FROM mail WHERE status = 'sending'")).toEqual([{ n: 1 }])
  })

  it('leaves the merged one as removed, so that old references lead to the survivor', async () => {
    await merge()
    const gone = await read(twin)
    expect(gone.authority).toMatchObject({ status: 'removed', mergedInto: survivor.id })
    expect(gone.mergedInto).toMatchObject({ id: survivor.id, officialName: 'Stadt Münster' })
    expect(gone).toMatchObject({ accessCount: 0, userCount: 0 })
    const { authorities } = await core.done('search.top', { text: 'munster' })
    expect(authorities.map((each) => each.id)).toEqual([survivor.id])
    expect(await core.done('duplicates.find', { memberState: 'DE' })).toMatchObject({ groups: [] })
  })

  it('stands in the history of both as one act', async () => {
    const unit = await merge()
    for (const authority of [survivor, twin]) {
      const [newest] = await historyOf(core, authority.id)
      expect(newest).toMatchObject({ id: unit, command: 'merge.apply', reason: 'The same body' })
      const labels = newest?.entries.map((entry) => [entry.entity, entry.op, entry.label])
      expect(labels).toContainEqual(['access', 'remove', 'registers'])
      if (authority === survivor) expect(labels).toContainEqual(['authority', 'update', 'Stadt Munster'])
    }
  })

  it('stands in the history of the survivor also where nothing of it changed', async () => {
    const bare = authorityOf({ officialName: 'Stadt Münster' })
    place(core, bare, accessOf(bare))
    const unit = await merge([bare])
    expect((await historyOf(core, survivor.id))[0]?.id).toBe(unit)
  })

  it('finds the survivor by the modules it got, and after taking it back the merged one again', async () => {
    const criteria: SearchCriteria = {
      ...{ text: '', myAuthoritiesOnly: false, memberState: null, type: null, status: null },
      ...{ module: MODULE, role: 'coordinator', accessManager: null, administrators: null },
    }
    const sort = { by: 'officialName', descending: false } as const
    const ids = async () => (await core.done('authorities.matching', { criteria, sort })).ids
    const unit = await merge()
    expect(await ids()).toEqual([survivor.id])
    await core.done('history.undo', { unit, reason: '' })
    expect(await ids()).toEqual([twin.id])
  })

  it('leaves told of an access that moved who granted it, and why, before and after it is taken back', async () => {
    const grant = {
      ...{ authorityId: twin.id, module: 'solvit', role: null, keywords: [], professions: [] },
      ...{ linkedCoordinators: [], reason: 'Centre since May' },
    }
    const { id } = await core.done('accesses.grant', grant)
    const told = async () => (await core.done('explain.access', { id })).explanation?.because ?? []
    const granted = { code: 'granted', reason: 'Centre since May' }
    expect(await told()).toContainEqual(expect.objectContaining(granted))
    const unit = await merge()
    const after = await told()
    expect(after).toContainEqual(expect.objectContaining(granted))
    expect(after).toContainEqual(expect.objectContaining({ reason: 'The same body' }))
    await core.done('history.undo', { unit, reason: '' })
    const codes = (await told()).map(({ code }) => code)
    expect(codes).toContain('granted')
    expect(codes).toContain('undone')
  })

  it('can be taken back and done again, with two at a time and roles that differ', async () => {
    const third = authorityOf({ officialName: 'Münster, Stadt' })
    place(
      core,
      third,
      accessOf(third, { status: 'suspended', suspendedAt: NOW, keywords: ['hotels'] }),
      accessOf(third, { module: MODULE, role: 'authority', linkedCoordinators: [twin.id] }),
      accessOf(third, { module: OTHER, role: 'coordinator' }),
    )
    const earlier = authorityOf({ status: 'removed', mergedInto: third.id })
    core.given(created('authority', earlier))
    expect((await planOf([twin, third])).obstacle?.code).toBe('merge-role-conflict')
    const before = contentHash(core)
    const unit = await merge([twin, third], [{ module: MODULE, role: 'coordinator' }])
    const after = contentHash(core)
    expect((await read(earlier)).mergedInto?.id).toBe(survivor.id)
    expect((await accessesOf(survivor)).map((each) => [each.module, each.role])).toEqual([
      ['registers', null],
      [MODULE, 'coordinator'],
      [OTHER, 'coordinator'],
    ])
    expect(await core.done('history.mayUndo', { unit })).toMatchObject({ obstacle: null, never: null })
    const undone = await core.request('history.undo', { unit, reason: '' })
    expect(failureOf(undone)).toBeNull()
    expect(contentHash(core)).toBe(before)
    expect(failureOf(await core.request('history.undo', { unit: unitOf(undone), reason: '' }))).toBeNull()
    expect(contentHash(core)).toBe(after)
  })

  it('can be taken back also where a link did not count before', async () => {
    const idle = authorityOf({ officialName: 'Idle' })
    place(
      core,
      idle,
      accessOf(idle, { module: MODULE, role: 'coordinator', status: 'suspended', suspendedAt: NOW }),
    )
    const bound = authorityOf({ officialName: 'Bound' })
    place(core, bound, accessOf(bound, { module: MODULE, role: 'authority', linkedCoordinators: [idle.id] }))
    const before = contentHash(core)
    const unit = await merge([bound])
    await core.done('history.undo', { unit, reason: '' })
    expect(contentHash(core)).toBe(before)
  })

  it('is not taken back where somebody was linked to an access that would go', async () => {
    const unit = await merge()
    const later = authorityOf({ officialName: 'Later' })
    const access = accessOf(later, { module: MODULE, role: 'authority', linkedCoordinators: [survivor.id] })
    place(core, later, access)
    expect(failureOf(await core.request('history.undo', { unit, reason: '' }))).toBe(
      'coordinator-still-linked',
    )
  })

  it('refuses, and writes nothing, whatever stands in the way', async () => {
    const french = place(core, authorityOf({ officialName: 'Ville', memberState: 'FR' }))
    const resting = place(core, authorityOf({ status: 'inactivated', inactivatedAt: NOW }))
    const removed = place(core, authorityOf({ status: 'removed' }))
    const many = place(
      core,
      authorityOf({ externalIds: Array.from({ length: 20 }, (_one, index) => `many:${String(index)}`) }),
    )
    const rival = authorityOf({ officialName: 'Rival' })
    place(core, rival, accessOf(rival, { module: MODULE, role: 'authority', linkedCoordinators: [twin.id] }))
    const led = authorityOf({ officialName: 'Led' })
    place(core, led, accessOf(led, { module: OTHER, role: 'authority', linkedCoordinators: [survivor.id] }))
    const national = await core.addOperator(manager.id)

    const good = inputOf(await planOf())
    const seen = ({ id }: Authority) => ({ id, revision: 1 })
    const conflict = inputOf(await planOf([twin, rival]))
    const asAuthority = [{ module: MODULE, role: 'authority' as const }]
    const rows: [string, Apply, string, Caller?][] = [
      ['merge.apply', good, 'helpdesk-only', national],
      ['merge.apply', { ...good, merged: [{ id: newId(), revision: 1 }] }, 'authority-unknown'],
      ['merge.apply', { ...good, merged: [seen(removed)] }, 'authority-removed'],
      ['merge.apply', { ...good, merged: [good.survivor] }, 'merge-with-itself'],
      ['merge.apply', { ...good, merged: [seen(french)] }, 'merge-other-member-state'],
      ['merge.apply', { ...good, survivor: seen(resting) }, 'merge-survivor-not-active'],
      ['merge.apply', { ...good, merged: [{ id: twin.id, revision: 7 }] }, 'stale'],
      ['merge.apply', { ...good, accesses: good.accesses.slice(1) }, 'stale'],
      ['merge.apply', { ...good, values: { ...good.values, city: rival.id } }, 'merge-value-unknown'],
      ['merge.apply', inputOf(await planOf([twin, many])), 'merge-too-many-identifiers'],
      ['merge.apply', conflict, 'merge-role-conflict'],
      ['merge.apply', { ...conflict, roles: asAuthority }, 'coordinator-still-linked'],
      ['merge.apply', inputOf(await planOf([led])), 'coordinator-needed'],
    ]
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      expect([code, failureOf(await core.ask(name, input, { as: caller ?? helpdesk }))]).toEqual([code, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})
