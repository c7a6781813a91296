import type { Access } from '../../../src-shared/entities/access'
import type { Alert } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AuthorityId } from '../../../src-shared/ids'
import type { AlertPosition } from './machine'

/** Who acts, and what that authority is to the alert's module. */
export interface Party {
  /** The authority that acts, or on whose behalf the Helpdesk does; null for the Helpdesk itself. */
  readonly actsFor: AuthorityId | null
  /** That authority; null for the Helpdesk, or if the authority is not in the store. */
  readonly own: Authority | null
  /** Its access to the module of the alert. */
  readonly access: Access | null
  /** Whether the alert reached it, by broadcast or dissemination. */
  readonly reached: boolean
}

/** Who of the initiating side can still act on an alert (P40). */
export interface InitiatingSide {
  /** The authority that initiated it takes part in the module. */
  readonly author: boolean
  /** The coordinator it was submitted to is still an active coordinator. */
  readonly linked: boolean
  /** The initiating Member State has an active coordinator. */
  readonly coordinators: boolean
}

/** Whether an authority takes part in a module: it is active, and so is its access (C4). */
export function takesPart(own: Authority | null, access: Access | null): boolean {
  return own?.status === 'active' && access?.status === 'active'
}

/** Whether the side that has the next step on an alert cannot act any more, so that the Helpdesk may end it (P40). */
function isStranded({ status }: Pick<Alert, 'status'>, side: InitiatingSide): boolean {
  if (status === 'draft') return !side.author
  if (status === 'submitted') return !side.linked
  return (status === 'broadcast' || status === 'closure-proposed') && !side.coordinators
}

/**
 * What somebody is to an alert (P17 to P20). Another coordinator of the Member State takes the place of the linked one
 * while a submitted alert would wait for a coordinator that cannot act any more (P40).
 */
export function positionOf(
  alert: Pick<Alert, 'authorityId' | 'coordinatorId' | 'memberState' | 'status'>,
  { actsFor, own, access, reached }: Party,
  side: InitiatingSide,
): AlertPosition {
  if (actsFor === null) return isStranded(alert, side) ? 'helpdesk-instead' : 'helpdesk'
  if (own === null || !takesPart(own, access)) return 'outsider'
  const coordinates = access?.role === 'coordinator'
  if (own.id === alert.authorityId) return coordinates ? 'author-coordinator' : 'author'
  if (coordinates && own.id === alert.coordinatorId) return 'linked-coordinator'
  if (coordinates && own.memberState === alert.memberState) {
    return alert.status === 'submitted' && !side.linked ? 'linked-coordinator' : 'coordinator'
  }
  if (!reached) return 'outsider'
  return coordinates ? 'recipient-coordinator' : 'recipient'
}
