import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { RoleRequest } from '../../src-shared/entities/role-request'
import type { RelationId, RoleRequestId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { created, removed, updated, type Change } from './change'
import type { Context } from './context'
import { helpdeskOnly } from './standing'

/** Whether a relation to this manager has effect: it is active and has the role (A1, P9). */
export function isEffectiveManager(
  manager: Pick<Authority, 'status' | 'hasAccessManagerRole'> | null | undefined,
): boolean {
  return manager?.status === 'active' && manager.hasAccessManagerRole
}

export type AssignRefusal = 'helpdesk-only' | 'authority-removed' | 'authority-not-active' | 'role-held'

/** Whether the role could be assigned to an authority: by the Helpdesk, to an active one that has it not (A2). */
export function mayAssignRole(authority: Authority, context: Context): Result<null, AssignRefusal> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (authority.status === 'removed') return refuse('authority-removed')
  if (authority.status !== 'active') return refuse('authority-not-active')
  return authority.hasAccessManagerRole ? refuse('role-held') : ok(null)
}

/** Assigns the Access manager role (A2). Relations from before count again by it (P9). */
export function assignRole(
  authority: Authority,
  reason: string,
  context: Context,
): Result<Change[], AssignRefusal | 'reason-needed'> {
  const allowed = mayAssignRole(authority, context)
  if (!allowed.ok) return allowed
  if (reason === '') return refuse('reason-needed')
  return ok([updated('authority', authority, { hasAccessManagerRole: true })])
}

/** Whether the role could be taken away (A2, P10). */
export function mayTakeRole(
  authority: Authority,
  context: Context,
): Result<null, 'helpdesk-only' | 'authority-removed' | 'role-not-held'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (authority.status === 'removed') return refuse('authority-removed')
  return authority.hasAccessManagerRole ? ok(null) : refuse('role-not-held')
}

/**
 * Takes the Access manager role away, with a reason (A2, P10). The relations stay, without effect, and count again when
 * the role comes back (P9).
 */
export function takeRole(
  authority: Authority,
  reason: string,
  context: Context,
): Result<Change[], 'helpdesk-only' | 'authority-removed' | 'role-not-held' | 'reason-needed'> {
  const allowed = mayTakeRole(authority, context)
  if (!allowed.ok) return allowed
  if (reason === '') return refuse('reason-needed')
  return ok([updated('authority', authority, { hasAccessManagerRole: false })])
}

/** Names an Access manager of an authority: by the Helpdesk, one of the same Member State with the role (P9). */
export function nameManager(
  facts: {
    readonly authority: Authority
    readonly manager: Authority | null
    readonly managers: readonly AccessManager[]
  },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'authority-removed' | 'access-manager-not-possible' | 'manager-named'> {
  const { authority, manager } = facts
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (authority.status === 'removed') return refuse('authority-removed')
  const possible =
    isEffectiveManager(manager) &&
    manager?.memberState === authority.memberState &&
    manager.id !== authority.id
  if (!possible) return refuse('access-manager-not-possible', { authority: manager?.officialName ?? '' })
  if (facts.managers.some((relation) => relation.managerId === manager.id)) return refuse('manager-named')
  const relation: AccessManager = {
    id: context.newId() as RelationId,
    managerId: manager.id,
    authorityId: authority.id,
    origin: 'helpdesk',
    since: context.now,
  }
  return ok([created('accessManager', relation)])
}

/** Ends the relation between an authority and one of its Access managers; the Helpdesk does it (P9). */
export function releaseManager(relation: AccessManager, context: Context): Result<Change[], 'helpdesk-only'> {
  const allowed = helpdeskOnly(context.actor)
  return allowed.ok ? ok([removed('accessManager', relation)]) : allowed
}

/** What is written down of a request for the role (A3). */
export type RequestData = Pick<
  RoleRequest,
  | 'authorityId'
  | 'receivedAt'
  | 'senderName'
  | 'senderEmail'
  | 'subject'
  | 'message'
  | 'justification'
  | 'messageId'
>

/** Records a request for the role as it came by e-mail or by word (A3). The same mail is not recorded twice. */
export function recordRequest(
  facts: { readonly authority: Authority | null; readonly sameMail: RoleRequest | null },
  data: RequestData,
  context: Context,
): Result<
  { id: RoleRequestId; changes: Change[] },
  'helpdesk-only' | 'authority-unknown' | 'authority-removed' | 'request-known'
> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (facts.authority === null) return refuse('authority-unknown')
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  if (facts.sameMail !== null) return refuse('request-known')
  const id = context.newId() as RoleRequestId
  const request: RoleRequest = {
    ...data,
    id,
    status: 'open',
    decidedAt: null,
    decidedBy: null,
    decisionReason: '',
  }
  return ok({ id, changes: [created('roleRequest', request)] })
}

/** Writes the justification of an open request: the tasks that the role is needed for (A3). */
export function justifyRequest(
  request: RoleRequest,
  justification: string,
  context: Context,
): Result<Change[], 'helpdesk-only' | 'request-decided' | 'nothing-changed'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (request.status !== 'open') return refuse('request-decided')
  if (request.justification === justification) return refuse('nothing-changed')
  return ok([updated('roleRequest', request, { justification })])
}

/**
 * Decides a request with a reason (A3). Granting it needs a justification by tasks and assigns the role in the same act;
 * an authority that has the role by then only gets the answer.
 */
export function decideRequest(
  facts: { readonly request: RoleRequest; readonly authority: Authority },
  input: { readonly decision: 'granted' | 'refused' | 'withdrawn'; readonly reason: string },
  context: Context,
): Result<
  Change[],
  | 'helpdesk-only'
  | 'request-decided'
  | 'reason-needed'
  | 'justification-needed'
  | 'authority-removed'
  | 'authority-not-active'
> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const { request, authority } = facts
  if (request.status !== 'open') return refuse('request-decided')
  if (input.reason === '') return refuse('reason-needed')
  const changes: Change[] = [
    updated('roleRequest', request, {
      status: input.decision,
      decidedAt: context.now,
      decidedBy: context.actor.operatorId,
      decisionReason: input.reason,
    }),
  ]
  if (input.decision !== 'granted') return ok(changes)
  if (request.justification === '') return refuse('justification-needed')
  const assignable = mayAssignRole(authority, context)
  if (assignable.ok) changes.push(updated('authority', authority, { hasAccessManagerRole: true }))
  else if (assignable.refusal.code !== 'role-held') {
    return refuse(assignable.refusal.code, assignable.refusal.params)
  }
  return ok(changes)
}
