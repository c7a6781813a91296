import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../src-shared/result'
import type { Actor } from './context'

/** Why somebody may not manage an authority. */
export type ManageRefusal = 'not-in-your-member-state' | 'access-manager-role-needed'

/**
 * Whether the actor may manage an authority at all (A1, A5, P1, P31): the Helpdesk every one; a user with the
 * Administrator role their own, and others of their own Member State if their authority has the Access manager role.
 * @param own the authority the actor acts for, null for the Helpdesk
 * @param subject the authority to be managed; only its id and Member State count
 */
export function mayManage(
  actor: Actor,
  own: Authority | null,
  subject: { readonly id: string | null; readonly memberState: string },
): Result<null, ManageRefusal> {
  if (actor.actsFor === null) return ok(null)
  if (own !== null && own.id === subject.id) return ok(null)
  if (own?.memberState !== subject.memberState) {
    return refuse('not-in-your-member-state', { memberState: subject.memberState })
  }
  if (!own.hasAccessManagerRole || own.status !== 'active') {
    return refuse('access-manager-role-needed', { authority: own.officialName })
  }
  return ok(null)
}

/** Whether the actor sees users of this Member State: the Helpdesk all, others those of their own (P31). */
export function seesUsers(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  memberState: string,
): boolean {
  return actor.actsFor === null || own?.memberState === memberState
}

/** Criteria as the actor may ask them, so that nobody finds users they do not see (P31); null where none can match. */
export function withinBorder<Criteria extends { readonly memberState: string | null }>(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  criteria: Criteria,
): Criteria | null {
  if (actor.actsFor === null) return criteria
  if (own === null || !seesUsers(actor, own, criteria.memberState ?? own.memberState)) return null
  return { ...criteria, memberState: own.memberState }
}

/** Whether the actor is the IMI Helpdesk (A2, P1). */
export function helpdeskOnly(actor: Actor): Result<null, 'helpdesk-only'> {
  return actor.actsFor === null ? ok(null) : refuse('helpdesk-only')
}
