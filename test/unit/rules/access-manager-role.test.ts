import { describe, expect, it } from 'vitest'
import {
  assignRole,
  decideRequest,
  justifyRequest,
  nameManager,
  recordRequest,
  releaseManager,
  takeRole,
} from '../../../src-main/domain/access-manager-role'
import type { Authority } from '../../../src-shared/entities/authority'
import type { RoleRequest } from '../../../src-shared/entities/role-request'
import { administratorOf, contextFor, FRENCH, HELPDESK, MANAGER, PLAIN } from '../../support/facts'
import { authorityOf, NOW, relationOf, requestOf } from '../../support/samples'

const helpdesk = contextFor(HELPDESK)
const manager = contextFor(administratorOf(MANAGER))
const REMOVED = authorityOf({ status: 'removed' })
const INACTIVATED = authorityOf({ status: 'inactivated', inactivatedAt: NOW })

const codeOf = (decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  decided.ok ? null : decided.refusal.code

describe('the Access manager role', () => {
  it('is assigned by the Helpdesk, with a reason (A2)', () => {
    expect(assignRole(PLAIN, 'Registers the offices of its Land', helpdesk)).toMatchObject({
      ok: true,
      value: [{ entity: 'authority', after: { hasAccessManagerRole: true } }],
    })
  })

  it.each<[string, Authority, string, typeof helpdesk, string]>([
    ['by an Access manager', PLAIN, 'x', manager, 'helpdesk-only'],
    ['to an authority that has it', MANAGER, 'x', helpdesk, 'role-held'],
    ['to an inactivated authority', INACTIVATED, 'x', helpdesk, 'authority-not-active'],
    ['to a removed authority', REMOVED, 'x', helpdesk, 'authority-removed'],
    ['without a reason', PLAIN, '', helpdesk, 'reason-needed'],
  ])('is not assigned %s', (_what, authority, reason, context, code) => {
    expect(codeOf(assignRole(authority, reason, context))).toBe(code)
  })

  it('is taken away by the Helpdesk, with a reason (A2, P10)', () => {
    expect(takeRole(MANAGER, 'Tasks moved', helpdesk)).toMatchObject({
      ok: true,
      value: [{ after: { hasAccessManagerRole: false } }],
    })
  })

  it.each<[string, Authority, string, typeof helpdesk, string]>([
    ['by the authority itself', MANAGER, 'x', manager, 'helpdesk-only'],
    ['from one that has it not', PLAIN, 'x', helpdesk, 'role-not-held'],
    ['from a removed authority', REMOVED, 'x', helpdesk, 'authority-removed'],
    ['without a reason', MANAGER, '', helpdesk, 'reason-needed'],
  ])('is not taken away %s', (_what, authority, reason, context, code) => {
    expect(codeOf(takeRole(authority, reason, context))).toBe(code)
  })
})

describe('naming an Access manager (P9)', () => {
  it('makes a relation that says the Helpdesk named it', () => {
    expect(nameManager({ authority: PLAIN, manager: MANAGER, managers: [] }, helpdesk)).toMatchObject({
      ok: true,
      value: [{ entity: 'accessManager', after: { managerId: MANAGER.id, origin: 'helpdesk', since: NOW } }],
    })
  })

  it.each<[string, Parameters<typeof nameManager>[0], typeof helpdesk, string]>([
    ['by others', { authority: PLAIN, manager: MANAGER, managers: [] }, manager, 'helpdesk-only'],
    [
      'of a removed one',
      { authority: REMOVED, manager: MANAGER, managers: [] },
      helpdesk,
      'authority-removed',
    ],
    [
      'without the role',
      { authority: MANAGER, manager: PLAIN, managers: [] },
      helpdesk,
      'access-manager-not-possible',
    ],
    [
      'of another Member State',
      { authority: PLAIN, manager: FRENCH, managers: [] },
      helpdesk,
      'access-manager-not-possible',
    ],
    [
      'itself',
      { authority: MANAGER, manager: MANAGER, managers: [] },
      helpdesk,
      'access-manager-not-possible',
    ],
    [
      'twice',
      { authority: PLAIN, manager: MANAGER, managers: [relationOf(MANAGER, PLAIN)] },
      helpdesk,
      'manager-named',
    ],
  ])('is refused %s', (_what, facts, context, code) => {
    expect(codeOf(nameManager(facts, context))).toBe(code)
  })

  it('is ended by the Helpdesk only', () => {
    const relation = relationOf(MANAGER, PLAIN)
    expect(releaseManager(relation, helpdesk)).toMatchObject({ value: [{ op: 'remove', before: relation }] })
    expect(codeOf(releaseManager(relation, manager))).toBe('helpdesk-only')
  })
})

describe('a request for the role (A3)', () => {
  const open = requestOf(PLAIN, { justification: 'Registers other offices' })
  const { id: _id, status: _status, decidedAt: _at, decidedBy: _by, decisionReason: _why, ...data } = open

  it('is recorded open, as it came', () => {
    const decided = recordRequest({ authority: PLAIN, sameMail: null }, data, helpdesk)
    expect(decided).toMatchObject({
      ok: true,
      value: { changes: [{ op: 'create', after: { status: 'open' } }] },
    })
  })

  it.each<[string, Parameters<typeof recordRequest>[0], typeof helpdesk, string]>([
    ['by others', { authority: PLAIN, sameMail: null }, manager, 'helpdesk-only'],
    ['for nobody', { authority: null, sameMail: null }, helpdesk, 'authority-unknown'],
    ['for a removed authority', { authority: REMOVED, sameMail: null }, helpdesk, 'authority-removed'],
    ['twice from one mail', { authority: PLAIN, sameMail: open }, helpdesk, 'request-known'],
  ])('is not recorded %s', (_what, facts, context, code) => {
    expect(codeOf(recordRequest(facts, data, context))).toBe(code)
  })

  it('that is granted gives the role in the same act', () => {
    const input = { decision: 'granted', reason: 'Justified' } as const
    const decided = decideRequest({ request: open, authority: PLAIN }, input, helpdesk)
    expect(decided).toMatchObject({
      ok: true,
      value: [
        { entity: 'roleRequest', after: { status: 'granted', decidedAt: NOW, decisionReason: 'Justified' } },
        { entity: 'authority', after: { hasAccessManagerRole: true } },
      ],
    })
    const held = decideRequest({ request: open, authority: MANAGER }, input, helpdesk)
    expect(held.ok && held.value.map((change) => change.entity)).toEqual(['roleRequest'])
  })

  it('that is refused or withdrawn leaves the authority as it is', () => {
    for (const decision of ['refused', 'withdrawn'] as const) {
      const decided = decideRequest({ request: open, authority: PLAIN }, { decision, reason: 'x' }, helpdesk)
      expect(decided.ok && decided.value.map((change) => change.entity)).toEqual(['roleRequest'])
    }
  })

  type Decision = [string, RoleRequest, Authority, 'granted' | 'refused', string, typeof helpdesk, string]
  it.each<Decision>([
    ['by others', open, PLAIN, 'granted', 'x', manager, 'helpdesk-only'],
    ['twice', { ...open, status: 'refused' }, PLAIN, 'granted', 'x', helpdesk, 'request-decided'],
    ['without a reason', open, PLAIN, 'refused', '', helpdesk, 'reason-needed'],
    ['granted without tasks', requestOf(PLAIN), PLAIN, 'granted', 'x', helpdesk, 'justification-needed'],
    [
      'granted to an inactivated authority',
      open,
      INACTIVATED,
      'granted',
      'x',
      helpdesk,
      'authority-not-active',
    ],
    ['granted to a removed authority', open, REMOVED, 'granted', 'x', helpdesk, 'authority-removed'],
  ])('is not decided %s', (_what, request, authority, decision, reason, context, code) => {
    expect(codeOf(decideRequest({ request, authority }, { decision, reason }, context))).toBe(code)
  })

  it('gets its tasks written down while it is open', () => {
    expect(justifyRequest(open, 'Resets passwords', helpdesk)).toMatchObject({
      value: [{ after: { justification: 'Resets passwords' } }],
    })
    expect(codeOf(justifyRequest(open, open.justification, helpdesk))).toBe('nothing-changed')
    expect(codeOf(justifyRequest({ ...open, status: 'granted' }, 'x', helpdesk))).toBe('request-decided')
    expect(codeOf(justifyRequest(open, 'x', manager))).toBe('helpdesk-only')
  })
})
