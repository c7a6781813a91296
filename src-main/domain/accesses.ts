import { linkedCoordinatorRequired, type Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../src-shared/result'
import { updated, type Change } from './change'
import type { Context } from './context'
import { takesPartToday } from './member-states'
import { mayManage, type ManageRefusal, type Power } from './standing'

export type TouchRefusal = ManageRefusal | 'authority-removed'

export type ReactivateRefusal =
  TouchRefusal | 'already-active' | 'member-state-expired' | 'authority-not-active' | 'no-valid-coordinator'

/** Of an authority, what decides who may coordinate whom. */
export type Party = Pick<Authority, 'id' | 'officialName' | 'memberState' | 'status'>

/** An authority together with the access to one module that it could be coordinator of. */
export interface CoordinatorFacts {
  readonly authority: Party
  readonly access: Pick<Access, 'role' | 'status'> | null
}

/** An access and those linked to it as coordinators. */
export interface SupervisionFacts {
  readonly catalogue: Catalogue
  readonly authority: Party
  readonly access: Pick<Access, 'module' | 'role'>
  readonly coordinators: readonly CoordinatorFacts[]
}

export interface AccessFacts {
  readonly catalogue: Catalogue
  readonly own: Authority | null
  readonly authority: Authority
  readonly access: Access
  readonly coordinators: readonly CoordinatorFacts[]
}

/** Why an authority does not count as coordinator of another one. */
export type CoordinatorFault =
  'itself' | 'other-member-state' | 'not-active' | 'no-access' | 'not-coordinator' | 'access-suspended'

/**
 * The first thing that stands in the way of an authority counting as coordinator: it must be another active one of the
 * same Member State with an active Coordinator access to the same module (P7). Null where it counts.
 */
export function coordinatorFault(candidate: CoordinatorFacts, subject: Party): CoordinatorFault | null {
  const { authority, access } = candidate
  if (authority.id === subject.id) return 'itself'
  if (authority.memberState !== subject.memberState) return 'other-member-state'
  if (authority.status !== 'active') return 'not-active'
  if (access === null) return 'no-access'
  if (access.role !== 'coordinator') return 'not-coordinator'
  return access.status === 'active' ? null : 'access-suspended'
}

/** Whether a coordinator counts (P7). */
export function isValidCoordinator(candidate: CoordinatorFacts, subject: Party): boolean {
  return coordinatorFault(candidate, subject) === null
}

/** Role Authority where C2 asks for a linked coordinator, and none of the linked ones counts (P6). */
export function lacksCoordinator(facts: SupervisionFacts): boolean {
  return (
    linkedCoordinatorRequired(facts.catalogue, facts.access.module, facts.access.role) &&
    !facts.coordinators.some((each) => isValidCoordinator(each, facts.authority))
  )
}

/**
 * Whether the actor may touch accesses of this authority at all (P35).
 * @param power `settings` for keywords and professions, `accesses` for everything else
 */
export function mayTouch(
  facts: Pick<AccessFacts, 'own' | 'authority'>,
  power: Extract<Power, 'settings' | 'accesses'>,
  context: Context,
): Result<null, TouchRefusal> {
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  return mayManage(context.actor, facts.own, facts.authority, power)
}

/** Suspends an access (C4). User roles stay and have no effect meanwhile (P8); links of others stay (P6). */
export function suspendAccess(
  facts: AccessFacts,
  context: Context,
): Result<Change[], TouchRefusal | 'already-suspended'> {
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  if (facts.access.status === 'suspended') return refuse('already-suspended')
  return ok([updated('access', facts.access, { status: 'suspended', suspendedAt: context.now })])
}

/**
 * Reactivates a suspended access (C4) of an active authority. Where C2 asks for a linked coordinator, at least one must
 * count at this moment (P7, P28).
 */
export function reactivateAccess(facts: AccessFacts, context: Context): Result<Change[], ReactivateRefusal> {
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  if (facts.access.status === 'active') return refuse('already-active')
  const current = takesPartToday(facts.catalogue, facts.authority.memberState, context)
  if (!current.ok) return current
  if (facts.authority.status !== 'active') return refuse('authority-not-active')
  if (lacksCoordinator(facts)) {
    return refuse('no-valid-coordinator', {
      names: facts.coordinators.map((each) => each.authority.officialName),
    })
  }
  return ok([updated('access', facts.access, { status: 'active', suspendedAt: null })])
}

/** Suspends every active access of an authority in one act, Registers included (P5, B5). */
export function suspendAllAccesses(
  facts: {
    readonly own: Authority | null
    readonly authority: Authority
    readonly accesses: readonly Access[]
  },
  context: Context,
): Result<Change[], TouchRefusal | 'nothing-to-suspend'> {
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  const active = facts.accesses.filter((access) => access.status === 'active')
  if (active.length === 0) return refuse('nothing-to-suspend')
  return ok(
    active.map((access) => updated('access', access, { status: 'suspended', suspendedAt: context.now })),
  )
}
