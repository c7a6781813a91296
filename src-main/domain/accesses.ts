import { linkedCoordinatorRequired, type Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../src-shared/result'
import { updated, type Change } from './change'
import type { Context } from './context'
import { mayManage, type ManageRefusal } from './standing'

export type TouchRefusal = ManageRefusal | 'authority-removed'

/** An authority together with the access to one module that it could be coordinator of. */
export interface CoordinatorFacts {
  readonly authority: Authority
  readonly access: Access | null
}

export interface AccessFacts {
  readonly catalogue: Catalogue
  readonly own: Authority | null
  readonly authority: Authority
  readonly access: Access
  readonly coordinators: readonly CoordinatorFacts[]
}

/** Whether a coordinator counts: same Member State, active Coordinator access to the same module (P7). */
export function isValidCoordinator(candidate: CoordinatorFacts, subject: Authority): boolean {
  return (
    candidate.authority.id !== subject.id &&
    candidate.authority.memberState === subject.memberState &&
    candidate.authority.status === 'active' &&
    candidate.access?.role === 'coordinator' &&
    candidate.access.status === 'active'
  )
}

/** Role Authority where C2 asks for a linked coordinator, and none of the linked ones counts (P6). */
export function lacksCoordinator(facts: Omit<AccessFacts, 'own'>): boolean {
  return (
    linkedCoordinatorRequired(facts.catalogue, facts.access.module, facts.access.role) &&
    !facts.coordinators.some((each) => isValidCoordinator(each, facts.authority))
  )
}

/** Whether the actor may touch accesses of this authority at all. */
export function mayTouch(
  facts: Pick<AccessFacts, 'own' | 'authority'>,
  context: Context,
): Result<null, TouchRefusal> {
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  return mayManage(context.actor, facts.own, facts.authority)
}

/** Suspends an access (C4). User roles stay and have no effect meanwhile (P8); links of others stay (P6). */
export function suspendAccess(
  facts: AccessFacts,
  context: Context,
): Result<Change[], TouchRefusal | 'already-suspended'> {
  const allowed = mayTouch(facts, context)
  if (!allowed.ok) return allowed
  if (facts.access.status === 'suspended') return refuse('already-suspended')
  return ok([updated('access', facts.access, { status: 'suspended', suspendedAt: context.now })])
}

/**
 * Reactivates a suspended access (C4) of an active authority. Where C2 asks for a linked coordinator, at least one must
 * count at this moment (P7, P28).
 */
export function reactivateAccess(
  facts: AccessFacts,
  context: Context,
): Result<Change[], TouchRefusal | 'already-active' | 'authority-not-active' | 'no-valid-coordinator'> {
  const allowed = mayTouch(facts, context)
  if (!allowed.ok) return allowed
  if (facts.access.status === 'active') return refuse('already-active')
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
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  const allowed = mayManage(context.actor, facts.own, facts.authority)
  if (!allowed.ok) return allowed
  const active = facts.accesses.filter((access) => access.status === 'active')
  if (active.length === 0) return refuse('nothing-to-suspend')
  return ok(
    active.map((access) => updated('access', access, { status: 'suspended', suspendedAt: context.now })),
  )
}
