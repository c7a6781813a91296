import { z } from 'zod'
import { authority } from '../entities/authority'
import { roleRequest, RoleRequestStatus } from '../entities/role-request'
import { AuthorityId, RelationId, RoleRequestId } from '../ids'
import { AuthorityMention, Nothing, Obstacle, Page, Reason, Revision } from './common'
import { command, query, task } from './define'

const fields = roleRequest.schema.shape

/** What is written down of a request (A3). */
export const RequestData = z.strictObject({
  authorityId: AuthorityId,
  receivedAt: fields.receivedAt,
  senderName: fields.senderName,
  senderEmail: fields.senderEmail,
  subject: fields.subject,
  message: fields.message,
  justification: fields.justification,
  messageId: fields.messageId,
})

const RequestView = z.strictObject({
  request: roleRequest.schema,
  revision: Revision,
  authority: AuthorityMention.extend({ hasAccessManagerRole: authority.schema.shape.hasAccessManagerRole }),
  decidedByName: z.string(),
})
export type RequestView = z.infer<typeof RequestView>

/** A mail as it was opened, ready to be recorded as a request. */
const OpenedMail = z.strictObject({
  fileName: z.string(),
  receivedAt: fields.receivedAt.nullable(),
  senderName: z.string(),
  senderEmail: z.string(),
  subject: z.string(),
  message: z.string(),
  /** The text was longer than what is kept. */
  cut: z.boolean(),
  messageId: z.string(),
  attachments: z.array(z.string()),
  /** Authorities it may be about: those with the sender's address, then those with its domain. */
  suggested: z.array(AuthorityMention),
})
export type OpenedMail = z.infer<typeof OpenedMail>

/** What taking the role away, or assigning it, means for the authorities managed (P10). */
const RoleEffect = z.strictObject({
  managed: z.int(),
  /** Those that would be without any Access manager that counts. */
  leftWithout: z.int(),
  first: z.array(AuthorityMention),
  may: z.strictObject({ assign: Obstacle, take: Obstacle }),
})

export const roleRequests = {
  /**
   * Lists requests for the Access manager role, the newest first (A3). They contain what their senders wrote to the
   * Helpdesk.
   */
  'roleRequests.list': query({
    who: 'helpdesk',
    input: z.strictObject({ status: RoleRequestStatus.nullable(), page: Page }),
    output: z.strictObject({ requests: z.array(RequestView), total: z.int(), open: z.int() }),
  }),
  /** Reads an e-mail file as a request and suggests the authority it is about. */
  'roleRequests.openMail': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: Nothing,
    output: OpenedMail,
    refusals: ['mail-not-readable', 'mail-too-large'],
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open', extensions: ['eml'] },
  }),
  /** Records a request for the Access manager role. */
  'roleRequests.record': command({
    who: 'helpdesk',
    centralEffect: false,
    input: RequestData,
    output: z.strictObject({ id: RoleRequestId }),
    refusals: ['authority-unknown', 'authority-removed', 'request-known'],
    undo: 'inverse',
  }),
  /** Writes the tasks that justify the role. */
  'roleRequests.justify': command({
    who: 'helpdesk',
    centralEffect: false,
    input: z.strictObject({
      id: RoleRequestId,
      revision: Revision,
      justification: fields.justification,
    }),
    output: Nothing,
    refusals: ['request-unknown', 'stale', 'request-decided', 'nothing-changed'],
    undo: 'inverse',
  }),
  /** Grants, refuses or closes a request (A3, A4). Granting gives the authority the role. */
  'roleRequests.decide': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({
      id: RoleRequestId,
      revision: Revision,
      decision: z.enum(['granted', 'refused', 'withdrawn']),
      reason: Reason,
    }),
    output: Nothing,
    refusals: [
      'request-unknown',
      'stale',
      'request-decided',
      'reason-needed',
      'justification-needed',
      'authority-removed',
      'authority-not-active',
    ],
    undo: 'inverse',
  }),
  /** Writes the prepared answer as a mail file, for the PC's mail program to send. */
  'roleRequests.saveAnswer': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ id: RoleRequestId, text: fields.message }),
    output: z.strictObject({ fileName: z.string() }),
    refusals: ['request-unknown', 'no-address'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['eml'], suggested: 'answer' },
  }),
  /** Counts the authorities an Access manager manages, and those that would be left without one (P10). */
  'managerRole.effect': query({
    who: 'signed-in',
    input: z.strictObject({ id: AuthorityId }),
    output: RoleEffect,
  }),
  /** Gives an authority the Access manager role or takes it away (A2, P10). */
  'managerRole.set': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({ id: AuthorityId, revision: Revision, has: z.boolean(), reason: Reason }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'stale',
      'authority-removed',
      'authority-not-active',
      'role-held',
      'role-not-held',
      'reason-needed',
    ],
    undo: 'inverse',
  }),
  /** Names an authority as Access manager of another one (P9). */
  'accessManagers.name': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({ authorityId: AuthorityId, managerId: AuthorityId, reason: Reason }),
    output: z.strictObject({ id: RelationId }),
    refusals: ['authority-unknown', 'authority-removed', 'access-manager-not-possible', 'manager-named'],
    fieldOf: { 'access-manager-not-possible': 'managerId' },
    undo: 'inverse',
  }),
  /** Ends the relation between an authority and one of its Access managers. */
  'accessManagers.release': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({ authorityId: AuthorityId, managerId: AuthorityId, reason: Reason }),
    output: Nothing,
    refusals: ['relation-unknown'],
    undo: 'inverse',
  }),
}
