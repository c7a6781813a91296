import type { Access } from '../../../src-shared/entities/access'
import type { Alert } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertPosition } from './machine'

/** Who acts, and what that authority is to the alert's module. */
export interface Party {
  /** The authority that acts, or on whose behalf the Helpdesk does; null for the Helpdesk itself. */
  readonly own: Authority | null
  /** Its access to the module of the alert. */
  readonly access: Access | null
  /** Whether the alert reached it, by broadcast or dissemination. */
  readonly reached: boolean
}

/** Whether an authority takes part in a module: it is active, and so is its access (C4). */
export function takesPart(own: Authority | null, access: Access | null): boolean {
  return own?.status === 'active' && access?.status === 'active'
}

/** What somebody is to an alert (P17 to P20). */
export function positionOf(
  alert: Pick<Alert, 'authorityId' | 'coordinatorId' | 'memberState'>,
  { own, access, reached }: Party,
): AlertPosition {
  if (own === null) return 'helpdesk'
  if (!takesPart(own, access)) return 'outsider'
  const coordinates = access?.role === 'coordinator'
  if (own.id === alert.authorityId) return coordinates ? 'author-coordinator' : 'author'
  if (coordinates && own.id === alert.coordinatorId) return 'linked-coordinator'
  if (coordinates && own.memberState === alert.memberState) return 'coordinator'
  if (!reached) return 'outsider'
  return coordinates ? 'recipient-coordinator' : 'recipient'
}
