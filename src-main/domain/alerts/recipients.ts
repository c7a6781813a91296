import type { Alert, AlertRecipient } from '../../../src-shared/entities/alert'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertRecipientId, AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { created, type Change } from '../change'
import type { Context } from '../context'

/** An authority that could be reached, with its access to the module. */
export interface Reachable {
  readonly authority: Authority
  readonly access: Access | null
}

/** Whether somebody is reached by a broadcast: an active coordinator with active access (K3, P18). */
export function isReached({ authority, access }: Reachable): boolean {
  return authority.status === 'active' && access?.status === 'active' && access.role === 'coordinator'
}

/** Who a broadcast reaches in each recipient Member State, and where it reaches nobody (K3, P18). */
export interface Reach {
  readonly coordinators: readonly Authority[]
  readonly uncovered: readonly string[]
}

/**
 * Computes who a broadcast reaches: every coordinator with active access in each recipient Member State (K3, P18).
 * @param states the recipient Member States
 * @param candidates authorities of these Member States with access to the module
 */
export function reachOf(states: readonly string[], candidates: readonly Reachable[]): Reach {
  const wanted = new Set(states)
  const coordinators = candidates
    .filter((each) => wanted.has(each.authority.memberState) && isReached(each))
    .map((each) => each.authority)
  const covered = new Set(coordinators.map((each) => each.memberState))
  return { coordinators, uncovered: states.filter((state) => !covered.has(state)) }
}

/**
 * Of the recipient Member States those where it reached nobody so far: they are new, or had no coordinator with access
 * (K3). A modification reaches whoever has access there by now (product decision).
 */
export function notReached(
  states: readonly string[],
  recipients: readonly Pick<AlertRecipient, 'memberState'>[],
): string[] {
  const reached = new Set(recipients.map((each) => each.memberState))
  return states.filter((state) => !reached.has(state))
}

export type ReachRefusal =
  'alert-no-recipients' | 'alert-own-member-state' | 'alert-uncovered' | 'alert-reaches-nobody'

/**
 * Whether a broadcast may go to these Member States: there is one, none of them is the own, and whoever sends has seen
 * in which of them nobody is reached (K3).
 * @param seen the Member States that were shown as not reached
 */
export function mayReach(
  alert: Pick<Alert, 'recipients' | 'memberState'>,
  reach: Reach,
  seen: readonly string[],
): Result<null, ReachRefusal> {
  if (alert.recipients.length === 0) return refuse('alert-no-recipients')
  if (alert.recipients.includes(alert.memberState)) return refuse('alert-own-member-state')
  const unseen = reach.uncovered.filter((state) => !seen.includes(state))
  if (unseen.length > 0) return refuse('alert-uncovered', { states: unseen })
  return reach.coordinators.length === 0 ? refuse('alert-reaches-nobody') : ok(null)
}

/** The rows of those who are reached now; whoever was reached before is left out. */
export function reachedBy(
  alert: Pick<Alert, 'id'>,
  reached: readonly Pick<Authority, 'id' | 'memberState'>[],
  as: {
    readonly how: AlertRecipient['how']
    readonly by: AuthorityId
    readonly note: string
    readonly before: ReadonlySet<string>
  },
  context: Context,
): Change[] {
  return reached
    .filter((each) => !as.before.has(each.id))
    .map((each) =>
      created('alertRecipient', {
        id: context.newId() as AlertRecipientId,
        alertId: alert.id,
        authorityId: each.id,
        memberState: each.memberState,
        how: as.how,
        byAuthorityId: as.by,
        at: context.now,
        note: as.note,
      }),
    )
}
