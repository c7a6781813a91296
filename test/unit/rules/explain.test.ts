import { describe, expect, it } from 'vitest'
import {
  explainAccess,
  explainRole,
  type ExplainAccessFacts,
  type ExplainRoleFacts,
  type ToldAct,
} from '../../../src-main/domain/explain'
import { EXPLANATION_CODES, type Sentence } from '../../../src-shared/contract/explain'
import type { Access } from '../../../src-shared/entities/access'
import type { Instant } from '../../../src-shared/time'
import { en } from '../../../src-renderer/i18n'
import { catalogue } from '../../support/facts'
import { accessOf, authorityOf, NOW, userOf } from '../../support/samples'

const MODULE = 'services-information-requests'
const SUSPENDED = { status: 'suspended', suspendedAt: NOW } as const
const SUBJECT = authorityOf({ officialName: 'Subject' })
const COORDINATOR = authorityOf({ officialName: 'Koordinator' })
const coordinating = accessOf(COORDINATOR, { module: MODULE, role: 'coordinator' })
const linked = { authority: COORDINATOR, access: coordinating }

function actOf(fields: Partial<ToldAct> = {}): ToldAct {
  return {
    command: 'accesses.grant',
    at: '2026-10-02T08:00:00.000Z' as Instant,
    operator: 'A. Weiss',
    actingFor: null,
    reason: 'New Physiotherapy Act',
    origin: 'act',
    op: 'create',
    fields: new Map(),
    ...fields,
  }
}
const update = (fields: Partial<ToldAct>): ToldAct =>
  actOf({ command: 'accesses.edit', op: 'update', ...fields })
const value = (before: unknown, after: unknown) => ({ kind: 'value', before, after }) as const
const set = (added: string[], removed: string[] = []) => ({ kind: 'set', added, removed }) as const

function accessFacts(
  access: Partial<Access> = {},
  more: Partial<ExplainAccessFacts> = {},
): ExplainAccessFacts {
  return {
    catalogue,
    own: null,
    authority: SUBJECT,
    access: accessOf(SUBJECT, { module: MODULE, role: 'authority', ...access }),
    coordinators: [linked],
    acts: [actOf()],
    users: [],
    linked: [],
    ...more,
  }
}
const codes = (sentences: readonly Sentence[]): string[] => sentences.map((each) => each.code)
const because = (access: Partial<Access> = {}, more: Partial<ExplainAccessFacts> = {}) =>
  explainAccess(accessFacts(access, more)).because

describe('why an authority has an access', () => {
  it.each<[string, Partial<ToldAct> | null, Partial<Sentence>]>([
    [
      'somebody granted it',
      {},
      { code: 'granted', params: { by: 'A. Weiss', role: 'authority' }, reason: 'New Physiotherapy Act' },
    ],
    [
      'somebody granted it for an authority',
      { actingFor: 'NIMIC' },
      { code: 'granted', params: { by: 'A. Weiss (NIMIC)', role: 'authority' } },
    ],
    ['it came with registering', { command: 'authorities.register' }, { code: 'registered' }],
    ['it is from before V7, by import (P34)', { origin: 'v6:folder' }, { code: 'imported', reason: '' }],
    ['it is older than the history', null, { code: 'beforeHistory', at: NOW }],
  ])('is told: %s', (_what, act, sentence) => {
    const acts = act === null ? [] : [actOf(act)]
    expect(because({}, { acts })[0]).toMatchObject(sentence)
  })

  it.each<[string, ToldAct, string, Sentence['params']]>([
    [
      'its role',
      update({ fields: new Map([['role', value('authority', 'coordinator')]]) }),
      'roleChanged',
      { role: 'coordinator' },
    ],
    [
      'a suspension',
      update({ fields: new Map([['status', value('active', 'suspended')]]) }),
      'suspended',
      {},
    ],
    [
      'a reactivation',
      update({ fields: new Map([['status', value('suspended', 'active')]]) }),
      'reactivated',
      {},
    ],
    [
      'its links',
      update({ fields: new Map([['linkedCoordinators', set(['a'], ['b', 'c'])]]) }),
      'linksChanged',
      { added: 1, removed: 2 },
    ],
    [
      'its settings',
      update({ fields: new Map([['professions', set(['a', 'b'])]]) }),
      'settingsChanged',
      { added: 2, removed: 0 },
    ],
    ['an undo', update({ command: 'history.undo' }), 'undone', {}],
    ['anything else', update({}), 'otherAct', {}],
  ])('goes on with what changed since: %s', (_what, act, code, params) => {
    const told = because({}, { acts: [actOf(), act] })
    expect(told[1]).toMatchObject({ code, params: { by: 'A. Weiss', ...params } })
  })

  it('tells the newest changes only, since all stand in the history', () => {
    const acts = [actOf(), ...Array.from({ length: 9 }, () => update({}))]
    expect(codes(because({}, { acts })).filter((code) => code === 'otherAct')).toHaveLength(4)
  })

  it.each<[string, Partial<Access>, Partial<ExplainAccessFacts>, string[]]>([
    ['a coordinator that counts', {}, {}, ['supervised']],
    [
      'none that counts, and why',
      {},
      { coordinators: [{ ...linked, access: null }] },
      ['unsupervised', 'coordinatorFault'],
    ],
    ['as Coordinator itself', { role: 'coordinator' }, {}, ['coordinates']],
    ['no coordinator asked for (C2)', { module: 'solvit', role: null }, {}, ['noSupervision']],
    ['a suspended access', { ...SUSPENDED }, {}, ['isSuspended', 'supervised']],
    [
      'an authority that is not active',
      {},
      { authority: authorityOf({ status: 'inactivated', inactivatedAt: NOW }) },
      ['authorityInactive', 'supervised'],
    ],
  ])('says what it rests on: %s', (_what, access, more, expected) => {
    expect(codes(because(access, more)).slice(1)).toEqual(expected)
  })

  it.each([
    ['itself', { ...linked, authority: SUBJECT }],
    ['other-member-state', { ...linked, authority: authorityOf({ memberState: 'FR' }) }],
    ['not-active', { ...linked, authority: authorityOf({ status: 'inactivated', inactivatedAt: NOW }) }],
    ['no-access', { ...linked, access: null }],
    ['not-coordinator', { ...linked, access: { ...coordinating, role: 'authority' as const } }],
    ['access-suspended', { ...linked, access: { ...coordinating, ...SUSPENDED } }],
  ])('names why a linked coordinator does not count: %s', (fault, coordinator) => {
    const told = because({}, { coordinators: [coordinator] })
    expect(told.at(-1)).toMatchObject({ code: 'coordinatorFault', params: { fault } })
  })
})

describe('what would break if an access were suspended', () => {
  const otherwise = (access: Partial<Access> = {}, more: Partial<ExplainAccessFacts> = {}) =>
    explainAccess(accessFacts(access, more)).otherwise

  it('is that users keep roles without effect (P8)', () => {
    const users = [userOf(SUBJECT, { roles: [`${MODULE}:allocator`] }), userOf(SUBJECT)]
    expect(otherwise({}, { users })).toMatchObject([{ code: 'usersKeepRoles', params: { count: 1 } }])
    expect(codes(otherwise())).toEqual(['noUsersWithRoles'])
  })

  it('is that linked authorities lose their only active coordinator (P6)', () => {
    const second = authorityOf({ officialName: 'Zweiter' })
    const other = { authority: second, access: accessOf(second, { module: MODULE, role: 'coordinator' }) }
    const own = { authority: SUBJECT, access: accessOf(SUBJECT, { module: MODULE, role: 'coordinator' }) }
    const dependent = (name: string, count: number, coordinators: (typeof own)[]) => {
      const authority = authorityOf({ officialName: name })
      const access = { module: MODULE, role: 'authority' as const }
      return { supervision: { catalogue, authority, access, coordinators }, count, first: [authority] }
    }
    const found = [
      dependent('Alone', 30, [own]),
      dependent('Shared', 4, [own, other]),
      dependent('Lost already', 1, []),
    ]
    expect(otherwise({ role: 'coordinator' }, { linked: found })[1]).toMatchObject({
      code: 'wouldLoseCoordinator',
      params: { count: 30, linked: 35 },
      authorities: [{ officialName: 'Alone' }],
    })
    expect(codes(otherwise({ role: 'coordinator' }))).toContain('nobodyLinked')
  })

  it('is nothing where it is suspended already', () => {
    expect(otherwise({ ...SUSPENDED })).toEqual([])
  })
})

describe('why a user has a role, or has it not', () => {
  const ROLE = `${MODULE}:allocator`
  const access = accessOf(SUBJECT, { module: MODULE, role: 'authority' })
  const told = (fields: Partial<ExplainRoleFacts> = {}) =>
    explainRole({
      catalogue,
      authority: SUBJECT,
      user: userOf(SUBJECT, { roles: [ROLE] }),
      role: ROLE,
      access,
      acts: [],
      administrators: [],
      ...fields,
    })
  const gave = (act: Partial<ToldAct>) =>
    told({ acts: [update({ fields: new Map([['roles', set([ROLE])]]), ...act })] }).because[0]

  it.each<[string, Partial<ToldAct>, string]>([
    ['by Edit user (D2)', { command: 'users.edit' }, 'roleGiven'],
    ['by granting the access, as Administrator (C3)', { command: 'accesses.grant' }, 'roleByGranting'],
    ['when the user was added (P13)', { command: 'users.add', op: 'create' }, 'roleFirstUser'],
    ['before V7 (P34)', { origin: 'list:users' }, 'roleImported'],
  ])('is told: %s', (_what, act, code) => {
    expect(gave(act)?.code).toBe(code)
  })

  it('is not known where it is older than the history', () => {
    expect(codes(told().because)).toEqual(['roleBeforeHistory', 'roleHasEffect'])
  })

  it.each<[string, Partial<ExplainRoleFacts>, string]>([
    ['the access is suspended (P8)', { access: { ...access, ...SUSPENDED } }, 'roleAccessSuspended'],
    ['there is no access', { access: null }, 'roleNoAccess'],
    [
      'the role of the authority does not offer it (P30)',
      { role: `${MODULE}:supervisor`, user: userOf(SUBJECT, { roles: [`${MODULE}:supervisor`] }) },
      'roleNotOffered',
    ],
    [
      'the password is blocked',
      { user: userOf(SUBJECT, { roles: [ROLE], passwordStatus: 'blocked' }) },
      'roleUserBlocked',
    ],
    [
      'the authority is not active',
      { authority: authorityOf({ status: 'inactivated', inactivatedAt: NOW }) },
      'roleAuthorityInactive',
    ],
    ['it was not given', { user: userOf(SUBJECT, { roles: [] }) }, 'roleNotHeld'],
  ])('has no effect, because %s', (_why, fields, code) => {
    expect(codes(told(fields).because)).toContain(code)
  })

  it('names who can change it, and that the last Administrator stays one (P14)', () => {
    const administrator = userOf(SUBJECT, { name: 'Ada' })
    const own = { user: administrator, role: 'general:administrator', access: null }
    expect(told({ ...own, administrators: [administrator] }).otherwise[0]).toMatchObject({
      params: { count: 0, last: 'yes' },
    })
    expect(told({ administrators: [administrator] }).otherwise[0]).toMatchObject({
      params: { count: 1, names: ['Ada'], last: 'no' },
    })
  })
})

describe('every sentence of an explanation', () => {
  it('has its words', () => {
    const words = Object.keys(en.explain.code)
    expect(EXPLANATION_CODES.filter((code) => !words.includes(code))).toEqual([])
    expect(
      words.filter((code) => code !== 'asRole' && !(EXPLANATION_CODES as readonly string[]).includes(code)),
    ).toEqual([])
  })
})
