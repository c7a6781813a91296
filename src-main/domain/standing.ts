import type { Authority } from '../../src-shared/entities/authority'
import type { Readers } from '../../src-shared/entities/entity'
import { ok, refuse, type Result } from '../../src-shared/result'
import type { Actor } from './context'

/** Why somebody may not manage an authority. */
export type ManageRefusal = 'not-in-your-member-state' | 'access-manager-role-needed'

/**
 * What an act is about, as far as it decides who may do it (P35):
 * - `data`: names, address, contact data, areas
 * - `users`: users, their roles and passwords
 * - `settings`: keywords and professions of an access
 * - `accesses`: granting, suspending, reactivating, roles, linked coordinators
 * - `status`: registering, inactivating and reactivating the authority
 */
export type Power = 'data' | 'users' | 'settings' | 'accesses' | 'status'

/** Powers over the own authority that need no role. */
const AT_HOME: ReadonlySet<Power> = new Set<Power>(['data', 'users', 'settings'])

/** Whether an authority acts as Access manager: it has the role and is active (A1). */
export function actsAsManager(own: Authority): boolean {
  return own.hasAccessManagerRole && own.status === 'active'
}

/**
 * Whether the actor has a power over an authority (A1, A5, P1, P31, P35): the Helpdesk has all of them everywhere; a
 * user with the Administrator role those at home; whose authority has the Access manager role all of them within their
 * Member State.
 * @param own the authority the actor acts for, null for the Helpdesk
 * @param subject the authority to be managed; only its id and Member State count
 */
export function mayManage(
  actor: Actor,
  own: Authority | null,
  subject: { readonly id: string | null; readonly memberState: string },
  power: Power,
): Result<null, ManageRefusal> {
  if (actor.actsFor === null) return ok(null)
  if (own?.memberState !== subject.memberState) {
    return refuse('not-in-your-member-state', { memberState: subject.memberState })
  }
  if (own.id === subject.id && AT_HOME.has(power)) return ok(null)
  if (!actsAsManager(own)) return refuse('access-manager-role-needed', { authority: own.officialName })
  return ok(null)
}

/** Whose users, and whose open work, an actor sees (P31, P43). Null: not limited in this respect. */
export interface Border {
  readonly memberState: string | null
  readonly authorityId: string | null
}

/**
 * Returns the border of an actor (P31, P43): none for the Helpdesk, the Member State of an Access manager, else the own
 * authority. Null if the actor acts for an authority that does not exist.
 */
export function borderOf(actor: Pick<Actor, 'actsFor'>, own: Authority | null): Border | null {
  if (actor.actsFor === null) return { memberState: null, authorityId: null }
  if (own === null) return null
  return { memberState: own.memberState, authorityId: actsAsManager(own) ? null : own.id }
}

/** Whether the actor sees the users of an authority (P31, P43). */
export function seesUsers(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  authority: Pick<Authority, 'id' | 'memberState'>,
): boolean {
  const border = borderOf(actor, own)
  if (border === null) return false
  return border.authorityId === null
    ? border.memberState === null || border.memberState === authority.memberState
    : border.authorityId === authority.id
}

/** Criteria within the actor's border, so that nobody finds users they do not see (P31, P43); null if none can match. */
export function withinBorder<Criteria extends { readonly memberState: string | null }>(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  criteria: Criteria,
): (Criteria & Border) | null {
  const border = borderOf(actor, own)
  if (border === null) return null
  if (border.memberState === null) return { ...criteria, authorityId: null }
  if (criteria.memberState !== null && criteria.memberState !== border.memberState) return null
  return { ...criteria, ...border }
}

/**
 * Returns which entries of an authority's Management Information the actor reads (P37): requests for the role and
 * questions of the migration are the Helpdesk's; those of users belong to who sees the users; those of mails are asked
 * mail by mail.
 */
export function historyReaders(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  authority: Pick<Authority, 'id' | 'memberState'> | undefined,
): ReadonlySet<Readers> {
  const readers = new Set<Readers>(['all', 'mail'])
  if (actor.actsFor === null) readers.add('helpdesk')
  if (authority !== undefined && seesUsers(actor, own, authority)) readers.add('users')
  return readers
}

/** Whether the actor is the IMI Helpdesk (A2, P1). */
export function helpdeskOnly(actor: Actor): Result<null, 'helpdesk-only'> {
  return actor.actsFor === null ? ok(null) : refuse('helpdesk-only')
}
