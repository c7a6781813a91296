import { z } from 'zod'
import { AuthorityId, OperatorId, RoleRequestId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { Email } from './authority'
import { entity, personal } from './entity'

export const RoleRequestStatus = z.enum(['open', 'granted', 'refused', 'withdrawn'])
export type RoleRequestStatus = z.infer<typeof RoleRequestStatus>

/**
 * A request for the Access manager role, as it came by e-mail or was written down by hand, and its decision (A3). The
 * authority is the one that is to get the role.
 */
export const roleRequest = entity(
  'roleRequest',
  { about: 'authorityId', owners: ['authorityId'], travels: 'shared', readers: 'helpdesk', unique: [] },
  {
    id: RoleRequestId,
    authorityId: AuthorityId,
    receivedAt: Instant,
    senderName: personal(text(200)),
    senderEmail: personal(Email.or(z.literal(''))),
    subject: personal(text(300)),
    /** The text of the mail, or what was said on the telephone. */
    message: personal(text(20_000)),
    /** The tasks that justify the role. */
    justification: personal(text(4000)),
    /** Identifier of the mail it came by, so that the same mail is not recorded twice; empty where it came otherwise. */
    messageId: personal(text(300)),
    status: RoleRequestStatus,
    decidedAt: Instant.nullable(),
    decidedBy: OperatorId.nullable(),
    decisionReason: text(1000),
  },
)

export type RoleRequest = z.infer<typeof roleRequest.schema>
