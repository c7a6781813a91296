import { z } from 'zod'
import { AlertAttachmentId, AlertCommentId, AlertId, AlertRecipientId, AuthorityId } from '../ids'
import { requiredText, text, textSet } from '../text'
import { Instant } from '../time'
import { ModuleCode } from './access'
import { MemberStateCode } from './authority'
import { entity, personal } from './entity'

/** Product decision P3. */
export const AlertStatus = z.enum([
  'draft',
  'submitted',
  'broadcast',
  'closure-proposed',
  'closed',
  'withdrawn',
])
export type AlertStatus = z.infer<typeof AlertStatus>

/** Language of free text; empty where nobody said. */
export const LanguageCode = z.string().regex(/^([a-z]{2})?$/)

/**
 * An alert, or a notification: one workflow, described by its module (K1 to K12). Its history stands with the authority
 * that initiated it.
 */
export const alert = entity(
  'alert',
  { about: 'authorityId', owners: ['id'], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: AlertId,
    /** For people: `SDA-2026-7KX4Q`. */
    number: requiredText(40),
    module: ModuleCode,
    authorityId: AuthorityId,
    /** Of the initiating authority, as it was. */
    memberState: MemberStateCode,
    status: AlertStatus,
    title: personal(text(300)),
    language: LanguageCode,
    /** The form in its stored form (`alert-content.ts`): fields that tell of persons, and the others. */
    personalContent: personal(text(80_000)),
    content: text(80_000),
    /** Recipient Member States. */
    recipients: textSet(MemberStateCode, 60),
    /** The Commission is informed (article 32 of the Services Directive). */
    toCommission: z.boolean(),
    /** The coordinator that has it before it, or that broadcast it (P17). */
    coordinatorId: AuthorityId.nullable(),
    createdAt: Instant,
    submittedAt: Instant.nullable(),
    broadcastAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    withdrawnAt: Instant.nullable(),
    /** Why the coordinator gave it back. */
    returnReason: personal(text(1000)),
    withdrawReason: personal(text(1000)),
    /** Why it was last modified. */
    modifyReason: personal(text(1000)),
    /** The instruction to close it (K7, P19). */
    instruction: personal(text(2000)),
    instructedAt: Instant.nullable(),
    /** Null where the Helpdesk recorded the instruction itself (P40). */
    instructedBy: AuthorityId.nullable(),
    /** Why the last instruction was withdrawn (P48). */
    uninstructReason: personal(text(1000)),
    copiedFrom: AlertId.nullable(),
    /** When its personal data was erased for good (P21). */
    erasedAt: Instant.nullable(),
  },
)
export type Alert = z.infer<typeof alert.schema>

/** An authority that was reached, by whom and when (K3, K4). Its history stands with that authority. */
export const alertRecipient = entity(
  'alertRecipient',
  {
    about: 'authorityId',
    owners: ['alertId'],
    travels: 'shared',
    readers: 'elsewhere',
    unique: [['alertId', 'authorityId']],
  },
  {
    id: AlertRecipientId,
    alertId: AlertId,
    authorityId: AuthorityId,
    memberState: MemberStateCode,
    how: z.enum(['broadcast', 'dissemination']),
    /** Who broadcast or disseminated. */
    byAuthorityId: AuthorityId,
    at: Instant,
    note: personal(text(500)),
  },
)
export type AlertRecipient = z.infer<typeof alertRecipient.schema>

/** Additional information, a proposal to close, or an objection to one (K5, K6). */
export const AlertCommentKind = z.enum(['comment', 'closure-proposal', 'objection'])
export type AlertCommentKind = z.infer<typeof AlertCommentKind>

export const alertComment = entity(
  'alertComment',
  { about: 'authorityId', owners: ['alertId'], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: AlertCommentId,
    alertId: AlertId,
    authorityId: AuthorityId,
    kind: AlertCommentKind,
    text: personal(text(8000)),
    language: LanguageCode,
    /** The proposal that an objection or a comment is about (P48). */
    answers: AlertCommentId.nullable(),
    at: Instant,
    /** A coordinator asked its author to delete it (K5). */
    askedAt: Instant.nullable(),
    askedBy: AuthorityId.nullable(),
    askedReason: personal(text(500)),
    deletedAt: Instant.nullable(),
    /** Ticked off as read by the Helpdesk when it closed (P19). */
    readAt: Instant.nullable(),
  },
)
export type AlertComment = z.infer<typeof alertComment.schema>

/** A document; its bytes lie beside the rows, found by their hash. It is never opened by this program. */
export const alertAttachment = entity(
  'alertAttachment',
  { about: 'authorityId', owners: ['alertId'], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: AlertAttachmentId,
    alertId: AlertId,
    authorityId: AuthorityId,
    name: personal(requiredText(200)),
    size: z.int().min(0),
    /** SHA-256 of the bytes, in hexadecimal digits. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    addedAt: Instant,
  },
)
export type AlertAttachment = z.infer<typeof alertAttachment.schema>
