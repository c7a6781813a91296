import { describe, expect, it } from 'vitest'
import { mayMerge, mergeAuthorities, usualValues, type MergeFacts } from '../../../src-main/domain/merging'
import { mergeAccesses, mergedModules } from '../../../src-main/domain/merging-accesses'
import { moveOthers, samePersons } from '../../../src-main/domain/merging-others'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Result } from '../../../src-shared/result'
import { administratorOf, catalogue, contextFor, HELPDESK, MANAGER } from '../../support/facts'
import {
  accessOf,
  authorityOf,
  mailOf,
  NOW,
  operatorOf,
  relationOf,
  requestOf,
  userOf,
} from '../../support/samples'

const MODULE = 'services-information-requests'
const S = authorityOf({ officialName: 'Survivor', city: 'Bonn' })
const M = authorityOf({ officialName: 'Merged', city: 'Köln', phone: '+49 1' })
const OTHER = authorityOf({ officialName: 'Other' })

const factsOf = (fields: Partial<MergeFacts> = {}): MergeFacts => ({
  catalogue,
  survivor: S,
  merged: [M],
  accesses: [],
  naming: [],
  nameOf: (id) => [S, M, OTHER].find((each) => each.id === id)?.officialName ?? '',
  roles: [],
  users: [],
  relations: [],
  roleRequests: [],
  openDecisions: [],
  mails: [],
  operators: [],
  exchanges: { alerts: [], recipients: [], comments: [], attachments: [], runs: () => true },
  earlier: [],
  ...fields,
})
const codeOf = (result: Result<unknown, string>) => (result.ok ? null : result.refusal.code)
const valuesOf = (facts: MergeFacts) => usualValues([facts.survivor, ...facts.merged])
const helpdesk = contextFor(HELPDESK)

describe('whether authorities can be merged (N5)', () => {
  it.each<[string, Partial<MergeFacts>, string | null]>([
    ['two active ones of a Member State can', {}, null],
    [
      'an inactivated one can be merged away',
      { merged: [{ ...M, status: 'inactivated', inactivatedAt: NOW }] },
      null,
    ],
    ['none survives inactivated', { survivor: { ...S, status: 'inactivated' } }, 'merge-survivor-not-active'],
    ['none is merged into itself', { merged: [S] }, 'merge-with-itself'],
    ['none is merged twice', { merged: [M, M] }, 'merge-with-itself'],
    ['a removed one cannot', { merged: [{ ...M, status: 'removed' }] }, 'authority-removed'],
    [
      'those of two Member States cannot',
      { merged: [{ ...M, memberState: 'FR' }] },
      'merge-other-member-state',
    ],
  ])('%s', (_sentence, fields, expected) => {
    expect(codeOf(mayMerge(factsOf(fields), helpdesk))).toBe(expected)
  })

  it('is the Helpdesk’s to decide', () => {
    expect(codeOf(mayMerge(factsOf(), contextFor(administratorOf(MANAGER))))).toBe('helpdesk-only')
  })
})

describe('what becomes of the accesses to one module', () => {
  const at = (authority: Authority, fields: Partial<Access> = {}): Access =>
    accessOf(authority, { module: MODULE, role: 'coordinator', ...fields })
  const suspended = { status: 'suspended', suspendedAt: NOW } as const
  const authorityRole: Partial<Access> = { role: 'authority', linkedCoordinators: [OTHER.id] }

  it('one that only the merged one has moves, as it is', () => {
    const moving = at(M, { keywords: ['hotels'] })
    const [module] = mergedModules(factsOf({ accesses: [moving] }))
    expect(module?.kept).toEqual({ ...moving, authorityId: S.id })
  })

  it('of two, the survivor’s goes on with what both chose, the other goes', () => {
    const own = at(S, { keywords: ['a'], linkedCoordinators: [M.id] })
    const theirs = at(M, { keywords: ['b'], professions: ['c'], linkedCoordinators: [OTHER.id, S.id] })
    const merged = mergeAccesses(factsOf({ accesses: [theirs, own] }))
    const changes = merged.ok ? merged.value.changes : []
    expect(changes.map(({ op, id }) => [op, id])).toEqual([
      ['remove', theirs.id],
      ['update', own.id],
    ])
    expect(changes[1]?.after).toMatchObject({
      keywords: ['a', 'b'],
      professions: ['c'],
      linkedCoordinators: [OTHER.id],
    })
  })

  it.each<[string, Partial<Access>, Partial<Access>, Access['status']]>([
    ['active, if one of them was', suspended, {}, 'active'],
    ['suspended, if both were', suspended, suspended, 'suspended'],
    ['as the one with the role that counts', suspended, authorityRole, 'suspended'],
  ])('is %s', (_sentence, own, theirs, status) => {
    const roles = [{ module: MODULE, role: 'coordinator' as const }]
    const facts = factsOf({ accesses: [at(S, own), at(M, theirs)], roles })
    expect(mergedModules(facts)[0]?.kept.status).toBe(status)
  })

  it('with different roles waits for a decision; then the access with that role goes on', () => {
    const own = at(S, authorityRole)
    const theirs = at(M)
    const facts = factsOf({ accesses: [own, theirs] })
    expect(codeOf(mergeAccesses(facts))).toBe('merge-role-conflict')
    const unknown = [{ module: MODULE, role: null }]
    expect(codeOf(mergeAccesses({ ...facts, roles: unknown }))).toBe('merge-role-conflict')
    const [module] = mergedModules({ ...facts, roles: [{ module: MODULE, role: 'coordinator' }] })
    expect(module).toMatchObject({ undecided: false, before: theirs })
    expect(module?.kept).toMatchObject({ id: theirs.id, authorityId: S.id, role: 'coordinator' })
  })

  it('rewrites the links of others to the survivor, once', () => {
    const link = accessOf(OTHER, {
      module: MODULE,
      role: 'authority',
      linkedCoordinators: [M.id, S.id].sort(),
    })
    const merged = mergeAccesses(factsOf({ accesses: [at(S), at(M)], naming: [link] }))
    expect(merged.ok && merged.value.changes.at(-1)?.after).toEqual({ ...link, linkedCoordinators: [S.id] })
  })

  it('keeps a coordinator that others are linked to a coordinator (C5)', () => {
    const link = accessOf(OTHER, { module: MODULE, role: 'authority', linkedCoordinators: [M.id] })
    const roles = [{ module: MODULE, role: 'authority' as const }]
    const facts = factsOf({ accesses: [at(S, authorityRole), at(M)], naming: [link], roles })
    const merged = mergeAccesses(facts)
    expect(merged).toMatchObject({
      refusal: { code: 'coordinator-still-linked', params: { names: ['Other'] } },
    })
  })

  it('leaves nobody without the coordinator that C2 asks for', () => {
    const accesses = [at(S, { role: 'authority', linkedCoordinators: [M.id] })]
    expect(codeOf(mergeAccesses(factsOf({ accesses })))).toBe('coordinator-needed')
  })
})

describe('merging (N5)', () => {
  it('takes each text from whom it was chosen, else from the first who has one', () => {
    const facts = factsOf()
    const values = { ...valuesOf(facts), city: M.id }
    expect(values).toMatchObject({ officialName: S.id, phone: M.id, fax: null, types: null })
    const merged = mergeAuthorities(facts, values, helpdesk)
    const [change] = merged.ok ? merged.value : []
    expect(change?.after).toMatchObject({ officialName: 'Survivor', city: 'Köln', phone: '+49 1', fax: '' })
  })

  it('unites sets, or takes one side’s', () => {
    const facts = factsOf({
      survivor: { ...S, languages: ['de'], policyAreas: ['b'], types: ['competent-authority'] },
      merged: [{ ...M, languages: ['en', 'fr'], policyAreas: ['a'] }],
    })
    const values = { ...valuesOf(facts), types: M.id }
    const merged = mergeAuthorities(facts, values, helpdesk)
    const [change] = merged.ok ? merged.value : []
    expect(change?.after).toMatchObject({ languages: ['de', 'en', 'fr'], policyAreas: ['a', 'b'], types: [] })
  })

  it('leaves the merged one removed without role and identifiers, and leads on what led to it', () => {
    const earlier = authorityOf({ status: 'removed', mergedInto: M.id })
    const facts = factsOf({
      merged: [{ ...M, hasAccessManagerRole: true, externalIds: ['list:1'] }],
      earlier: [earlier],
    })
    const merged = mergeAuthorities(facts, valuesOf(facts), helpdesk)
    const after = merged.ok ? merged.value.map((change) => change.after) : []
    expect(after).toMatchObject([
      { id: S.id, hasAccessManagerRole: true, externalIds: ['list:1'] },
      { id: M.id, status: 'removed', mergedInto: S.id, hasAccessManagerRole: false, externalIds: [] },
      { id: earlier.id, mergedInto: S.id },
    ])
  })
})

describe('what else moves', () => {
  it('are users, without roles that the role that counts does not know (P29)', () => {
    const user = userOf(M, {
      roles: ['general:administrator', `${MODULE}:allocator`, `${MODULE}:no-such-role`],
    })
    const accesses = [
      accessOf(S, { module: MODULE, role: 'authority' }),
      accessOf(M, { module: MODULE, role: 'coordinator' }),
    ]
    const facts = factsOf({ accesses, users: [user], roles: [{ module: MODULE, role: 'coordinator' }] })
    const [moved] = moveOthers(facts, mergedModules(facts))
    expect(moved?.after).toMatchObject({ authorityId: S.id })
    expect(moved?.after).not.toMatchObject({ roles: expect.arrayContaining([`${MODULE}:no-such-role`]) })
    const deleted = userOf(M, { status: 'deleted', roles: [`${MODULE}:no-such-role`] })
    const [kept] = moveOthers(factsOf({ users: [deleted] }), mergedModules(facts))
    expect(kept?.after).toMatchObject({ roles: [`${MODULE}:no-such-role`] })
  })

  it('are relations, none twice and none to itself', () => {
    const relations = [
      relationOf(MANAGER, S),
      relationOf(MANAGER, M),
      relationOf(M, S),
      relationOf(S, M),
      relationOf(M, OTHER),
    ]
    const changes = moveOthers(factsOf({ relations }), [])
    expect(changes.map((change) => change.op)).toEqual(['remove', 'remove', 'remove', 'update'])
    expect(changes.at(-1)?.after).toMatchObject({ managerId: S.id, authorityId: OTHER.id })
  })

  it('are open requests and operators; what is decided stays', () => {
    const open = requestOf(M)
    const decided = requestOf(M, { status: 'refused', decidedAt: NOW })
    const operator = operatorOf({ actsFor: M.id })
    const changes = moveOthers(factsOf({ roleRequests: [open, decided], operators: [operator] }), [])
    expect(changes.map((change) => change.id)).toEqual([open.id, operator.id])
  })

  it('are mails that did not leave, to it and for it; those that left stay as its past', () => {
    const states = ['queued', 'failed', 'sending', 'unknown', 'exported', 'handed-over', 'sent'] as const
    const mails = [
      ...states.map((status) => mailOf(M, { status })),
      mailOf(OTHER, { actingFor: M.id }),
      mailOf(S),
      mailOf(OTHER, { actingFor: S.id }),
    ]
    const changes = moveOthers(factsOf({ mails }), [])
    expect(changes.map(({ after }) => after)).toEqual([
      ...mails.slice(0, 4).map((mail) => ({ ...mail, authorityId: S.id })),
      { ...mails[7], actingFor: S.id },
    ])
  })

  it('shows users who are likely one person, and leaves them apart', () => {
    const ada = userOf(S, { name: 'Ada', userName: 'ada', email: 'A@x.example' })
    const again = userOf(M, { name: 'Ada L.', userName: 'ada.l', email: 'a@x.example' })
    const colleague = userOf(S, { email: 'b@x.example' })
    expect(samePersons([ada, again, colleague, { ...colleague, id: again.id }])).toEqual([
      'Ada (ada) = Ada L. (ada.l)',
    ])
  })
})
