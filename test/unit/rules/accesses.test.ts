import { describe, expect, it } from 'vitest'
import {
  isValidCoordinator,
  lacksCoordinator,
  reactivateAccess,
  suspendAccess,
  suspendAllAccesses,
  type AccessFacts,
} from '../../../src-main/domain/accesses'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { catalogue, contextFor, HELPDESK, STANDINGS } from '../../support/facts'
import { accessOf, authorityOf, NOW } from '../../support/samples'

const MODULE = 'services-information-requests'
const AUTHORITY = authorityOf()
const INACTIVATED = authorityOf({ status: 'inactivated', inactivatedAt: NOW })
const REMOVED = authorityOf({ status: 'removed' })

const coordinator = authorityOf({ officialName: 'Koordinator' })
const coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
const linked = { authority: coordinator, access: coordinating }

function accessWith(fields: Partial<Access> = {}): Access {
  return accessOf(AUTHORITY, {
    module: MODULE,
    role: 'authority',
    linkedCoordinators: [coordinator.id],
    ...fields,
  })
}
const SUSPENDED = { status: 'suspended', suspendedAt: NOW } as const

function factsOf(fields: Partial<AccessFacts> = {}): AccessFacts {
  return {
    catalogue,
    own: null,
    authority: AUTHORITY,
    access: accessWith(),
    coordinators: [linked],
    ...fields,
  }
}

function codeOf(decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null {
  return decided.ok ? null : decided.refusal.code
}

const suspend = (facts: Partial<AccessFacts>) => suspendAccess(factsOf(facts), contextFor(HELPDESK))
const reactivate = (facts: Partial<AccessFacts>) =>
  reactivateAccess(factsOf({ access: accessWith(SUSPENDED), ...facts }), contextFor(HELPDESK))

describe('suspending an access', () => {
  it('keeps everything but the status, so that roles and links work again later', () => {
    const access = accessWith()
    expect(suspend({ access })).toEqual({
      ok: true,
      value: [
        { entity: 'access', op: 'update', id: access.id, before: access, after: { ...access, ...SUSPENDED } },
      ],
    })
  })

  it('of a coordinator others are linked to is possible', () => {
    expect(suspend({ authority: coordinator, access: coordinating, coordinators: [] }).ok).toBe(true)
  })

  it.each<[string, string, Partial<AccessFacts>]>([
    ['suspended already', 'already-suspended', { access: accessWith(SUSPENDED) }],
    ['of a removed authority', 'authority-removed', { authority: REMOVED }],
  ])('is refused for one %s', (_sentence, code, facts) => {
    expect(codeOf(suspend(facts))).toBe(code)
  })
})

describe('reactivating an access', () => {
  it('makes it active again', () => {
    expect(reactivate({})).toMatchObject({
      ok: true,
      value: [{ entity: 'access', op: 'update', after: { status: 'active', suspendedAt: null } }],
    })
  })

  it('of a coordinator, or in a module without coordinators, needs no link', () => {
    const own = { ...SUSPENDED, linkedCoordinators: [] }
    expect(reactivate({ access: accessWith({ ...own, role: 'coordinator' }), coordinators: [] }).ok).toBe(
      true,
    )
    const registers = accessOf(AUTHORITY, own)
    expect(reactivate({ access: registers, coordinators: [] }).ok).toBe(true)
  })

  it('names the coordinators that do not count', () => {
    expect(reactivate({ coordinators: [{ authority: coordinator, access: null }] })).toMatchObject({
      refusal: { code: 'no-valid-coordinator', params: { names: ['Koordinator'] } },
    })
  })

  it.each<[string, string, Partial<AccessFacts>]>([
    ['active', 'already-active', { access: accessWith() }],
    ['of an inactivated authority', 'authority-not-active', { authority: INACTIVATED }],
    ['of a removed authority', 'authority-removed', { authority: REMOVED }],
    ['without any coordinator', 'no-valid-coordinator', { coordinators: [] }],
  ])('is refused for one %s', (_sentence, code, facts) => {
    expect(codeOf(reactivate(facts))).toBe(code)
  })
})

describe('a linked coordinator', () => {
  const counts = (authority: Partial<Authority>, access: Partial<Access> | null) =>
    isValidCoordinator(
      {
        authority: { ...coordinator, ...authority },
        access: access === null ? null : { ...coordinating, ...access },
      },
      AUTHORITY,
    )

  it.each<[string, boolean, Partial<Authority>, Partial<Access> | null]>([
    ['counts with an active Coordinator access in the same Member State', true, {}, {}],
    ['of another Member State does not count', false, { memberState: 'FR' }, {}],
    ['that is inactivated does not count', false, { status: 'inactivated' }, {}],
    ['with a suspended access does not count', false, {}, SUSPENDED],
    ['with role Authority does not count', false, {}, { role: 'authority' }],
    ['without access to the module does not count', false, {}, null],
    ['is never the authority itself', false, { id: AUTHORITY.id }, {}],
  ])('%s', (_sentence, expected, authority, access) => {
    expect(counts(authority, access)).toBe(expected)
  })

  it('is missing only where role and module ask for one', () => {
    expect(lacksCoordinator(factsOf())).toBe(false)
    expect(lacksCoordinator(factsOf({ coordinators: [] }))).toBe(true)
    expect(lacksCoordinator(factsOf({ access: accessWith({ role: 'coordinator' }), coordinators: [] }))).toBe(
      false,
    )
  })
})

describe('suspending all accesses', () => {
  const all = (accesses: readonly Access[], authority = AUTHORITY) =>
    suspendAllAccesses({ own: null, authority, accesses }, contextFor(HELPDESK))

  it('suspends every active one, Registers included, and leaves suspended ones alone', () => {
    const registers = accessOf(AUTHORITY)
    const decided = all([accessWith(SUSPENDED), registers, accessWith()])
    expect(decided.ok && decided.value.map((change) => change.after)).toMatchObject([
      { module: 'registers', ...SUSPENDED },
      { module: MODULE, ...SUSPENDED },
    ])
  })

  it.each([
    ['nothing is active', 'nothing-to-suspend', () => all([accessWith(SUSPENDED)])],
    ['the authority was removed', 'authority-removed', () => all([accessWith()], REMOVED)],
  ])('is refused where %s', (_sentence, code, act) => {
    expect(codeOf(act())).toBe(code)
  })
})

describe('who may suspend and reactivate accesses', () => {
  it.each(STANDINGS)('%s', (_sentence, actor, own, code) => {
    const context = contextFor(actor)
    expect(codeOf(suspendAccess(factsOf({ own }), context))).toBe(code)
    expect(codeOf(reactivateAccess(factsOf({ own, access: accessWith(SUSPENDED) }), context))).toBe(code)
    const all = { own, authority: AUTHORITY, accesses: [accessWith()] }
    expect(codeOf(suspendAllAccesses(all, context))).toBe(code)
  })
})
