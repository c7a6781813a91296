import { z } from 'zod'
import { ModuleCode } from '../entities/access'
import { Email, MemberStateCode } from '../entities/authority'
import { mail as mailEntity, MailKind, MailStatus, SMTP_FAILURES, SmtpFailure } from '../entities/mail'
import { MailDocument } from '../entities/mail-document'
import { UserRoleRef } from '../entities/user'
import { AuthorityId, MailId, RoleRequestId, UserId } from '../ids'
import { MAILS_AT_ONCE } from '../limits'
import { MAIL_LANGUAGES } from '../mail-language'
import { requiredText, text } from '../text'
import { Instant } from '../time'
import { AuthorityMention, Nothing, Obstacle, Page, Revision } from './common'
import { command, query, task } from './define'

const fields = mailEntity.schema.shape

/** Whom a mail is for, as they are chosen: an authority itself, or one of its users. */
const RecipientRef = z.strictObject({ authorityId: AuthorityId, userId: UserId.nullable() })
export type RecipientRef = z.infer<typeof RecipientRef>

/** Ways to choose recipients (G4, P25). Null as Member State: of all of them, as far as the sender sees them (P31). */
export const RecipientChoice = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('authorities'), ids: z.array(AuthorityId).max(MAILS_AT_ONCE) }),
  z.strictObject({ by: z.literal('member-state'), memberState: MemberStateCode }),
  z.strictObject({
    by: z.literal('coordinators'),
    module: ModuleCode,
    memberState: MemberStateCode.nullable(),
  }),
  z.strictObject({ by: z.literal('users'), role: UserRoleRef, memberState: MemberStateCode.nullable() }),
  /** Those chosen before, for a mail that is gone on with; who cannot be written to any more is left out. */
  z.strictObject({ by: z.literal('named'), refs: z.array(RecipientRef).max(MAILS_AT_ONCE) }),
])
export type RecipientChoice = z.infer<typeof RecipientChoice>

const Recipient = z.strictObject({
  ref: RecipientRef,
  authority: AuthorityMention,
  name: z.string(),
  /** Empty where none is known: such a one cannot be written to. */
  email: z.string(),
  language: z.string(),
})
export type Recipient = z.infer<typeof Recipient>

/** The facts of an alert that a notice tells of. */
const AlertNotice = z.strictObject({
  kind: z.literal('alert-notice'),
  number: requiredText(60),
  title: requiredText(300),
  module: ModuleCode,
  initiatedBy: MemberStateCode,
})

/** What a mail is made from: free text, or a template with its facts. Its subject follows from it (G3). */
export const MailTemplate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('password-letter') }),
  AlertNotice,
  z.strictObject({ kind: z.literal('role-request-answer'), requestId: RoleRequestId }),
])
export type MailTemplate = z.infer<typeof MailTemplate>

/** The language of what the program writes in a mail: the header words, and what a template begins with. */
const Language = z.enum(MAIL_LANGUAGES)

/** A mail as it is written: from what, to whom, with which text. An answer goes to whoever asked. */
const Written = z.strictObject({
  template: MailTemplate,
  language: Language,
  recipients: z.array(RecipientRef).max(MAILS_AT_ONCE),
  document: MailDocument,
})

/** A mail as its recipient sees it. */
const Shown = z.strictObject({
  subject: z.string(),
  from: z.string(),
  replyTo: z.string(),
  to: z.string(),
  html: z.string(),
  text: z.string(),
})
export type ShownMail = z.infer<typeof Shown>

/** A mail in the list of the outbox. */
const MailRow = z.strictObject({
  id: MailId,
  revision: Revision,
  authority: AuthorityMention,
  kind: MailKind,
  recipientName: z.string(),
  recipientEmail: z.string(),
  senderName: z.string(),
  subject: z.string(),
  createdAt: Instant,
  status: MailStatus,
  statusAt: Instant,
  failure: fields.failure,
  answer: z.string(),
})
export type MailRow = z.infer<typeof MailRow>

/** How the connection to the server is protected. Plain text only to a server on this very PC. */
export const SmtpSecurity = z.enum(['tls', 'starttls', 'plain'])
export type SmtpSecurity = z.infer<typeof SmtpSecurity>

/** The server that mails are sent through; an empty host: none. */
const MailServer = z.strictObject({
  host: text(255).regex(/^[A-Za-z0-9.:-]*$/),
  port: z.int().min(1).max(65_535),
  security: SmtpSecurity,
  userName: text(200),
  /** The address that the server sends as; empty: that of the sender. Answers go to the sender in any case. */
  sendsAs: Email.or(z.literal('')),
})
export type MailServer = z.infer<typeof MailServer>

/** Where the password of the server is kept: in the keychain, until the program ends, or not at all. */
export const PasswordKept = z.enum(['keychain', 'session', 'none'])
export type PasswordKept = z.infer<typeof PasswordKept>

const ON_MAIL = ['mail-unknown', 'stale'] as const
const ON_SERVER = ['mail-plain-not-allowed'] as const
const Seen = z.strictObject({ id: MailId, revision: Revision })

export const mail = {
  /** Who is chosen by a choice, one by one; at most so many as one act takes. */
  'mail.recipients': query({
    who: 'rule',
    place: 'worker',
    input: z.strictObject({ choice: RecipientChoice }),
    output: z.strictObject({
      recipients: z.array(Recipient),
      /** How many match in all; more than the list where there are too many. */
      matching: z.int(),
      obstacle: Obstacle,
    }),
  }),
  /** Subject and text that a template begins with. */
  'mail.begin': query({
    who: 'rule',
    input: z.strictObject({ template: MailTemplate, language: Language }),
    output: z.strictObject({ subject: z.string(), document: MailDocument }),
  }),
  /** How a mail would look to its recipient, with its header (G1). */
  'mail.preview': query({
    who: 'rule',
    input: z.strictObject({ template: MailTemplate, language: Language, document: MailDocument }),
    output: Shown,
  }),
  /** Puts a mail to each recipient into the outbox; nothing leaves by it. */
  'mail.queue': command({
    who: 'rule',
    centralEffect: false,
    input: Written,
    output: z.strictObject({ queued: z.int() }),
    refusals: [
      'mail-no-recipient',
      'mail-no-text',
      'mail-no-address',
      'recipient-unknown',
      'authority-removed',
      'not-in-your-member-state',
      'request-unknown',
      'helpdesk-only',
    ],
    undo: 'inverse',
  }),
  /** Lists the mails of the outbox that the caller may see, the newest first. */
  'mail.list': query({
    who: 'rule',
    input: z.strictObject({ status: MailStatus.nullable(), text: text(200), page: Page }),
    output: z.strictObject({ rows: z.array(MailRow), total: z.int() }),
  }),
  /** Returns a mail of the outbox with its text. */
  'mail.read': query({
    who: 'rule',
    input: z.strictObject({ id: MailId }),
    output: z.strictObject({ found: z.strictObject({ row: MailRow, shown: Shown }).nullable() }),
  }),
  /** The mail itself, for the main process to send or hand over. */
  'mail.raw': query({
    who: 'program',
    input: z.strictObject({ id: MailId }),
    output: z.strictObject({ mail: mailEntity.schema.nullable() }),
  }),
  /** Takes mails out of the outbox that did not leave it. */
  'mail.discard': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ mails: z.array(Seen).min(1).max(MAILS_AT_ONCE) }),
    output: Nothing,
    refusals: [...ON_MAIL, 'mail-has-left'],
    undo: 'inverse',
  }),
  /** Writes mails as files for a mail program: one as `.eml`, several in a ZIP file. */
  'mail.export': task({
    who: 'rule',
    centralEffect: false,
    place: 'writer',
    input: z
      .strictObject({ mails: z.array(Seen).min(1).max(MAILS_AT_ONCE), format: z.enum(['eml', 'zip']) })
      .refine(({ mails, format }) => format === 'zip' || mails.length === 1),
    output: z.strictObject({ fileName: z.string() }),
    refusals: [...ON_MAIL, 'mail-under-way', 'mail-no-address'],
    undo: { never: 'undo.never.mail-exported' },
    file: { use: 'save', extensions: ['eml', 'zip'], suggested: 'mail' },
  }),
  /** Opens a mail in the PC's mail program. */
  'mail.handOver': task({
    who: 'rule',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ id: MailId }),
    output: Nothing,
    refusals: ['mail-unknown', 'mail-under-way', 'mail-no-address', 'mail-program-missing'],
    undo: { never: 'undo.never.mail-handed-over' },
  }),
  /** Sends one mail through the server. What the server says stands in the outbox. */
  'mail.send': task({
    who: 'rule',
    centralEffect: false,
    place: 'shell',
    input: Seen,
    output: z.strictObject({ status: MailStatus }),
    refusals: [
      ...ON_MAIL,
      'mail-under-way',
      'mail-sent-already',
      'mail-may-be-sent',
      'mail-no-address',
      'mail-no-server',
      'mail-plain-not-allowed',
    ],
    undo: { never: 'undo.never.mail-sent' },
  }),
  /** Written before the server is asked: a crash from here on leaves a mail that a person must look after. */
  'mail.startSending': command({
    who: 'program',
    centralEffect: false,
    input: Seen,
    output: z.strictObject({ revision: Revision }),
    refusals: [...ON_MAIL, 'mail-under-way', 'mail-sent-already', 'mail-may-be-sent', 'mail-no-address'],
    undo: { never: 'undo.never.mail-sent' },
  }),
  /** What became of a mail that was sent or handed over. */
  'mail.settle': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({
      id: MailId,
      status: z.enum(['handed-over', 'sent', 'failed', 'unknown']),
      failure: SmtpFailure.or(z.literal('')),
      answer: fields.answer,
    }),
    output: Nothing,
    refusals: ['mail-unknown', 'mail-under-way', 'mail-no-address'],
    undo: { never: 'undo.never.mail-sent' },
  }),
  /** A person looked at the server whether a mail was sent, and says so; or lets it be sent again. */
  'mail.resolve': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ ...Seen.shape, was: z.enum(['sent', 'not-sent']) }),
    output: Nothing,
    refusals: [...ON_MAIL, 'mail-not-in-doubt'],
    undo: 'inverse',
  }),
  /** Returns the mail server of this PC, without its password. */
  'mail.server': query({
    who: 'signed-in',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ server: MailServer, password: PasswordKept, keychain: z.boolean() }),
  }),
  /** Sets the one mail server that mails may be sent to (P25). */
  'mail.setServer': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    /** Null as password: the one that is kept stays, unless it was for another server or user. */
    input: z.strictObject({ server: MailServer, password: z.string().max(500).nullable() }),
    output: z.strictObject({ password: PasswordKept }),
    refusals: ON_SERVER,
    undo: { never: 'undo.never.preferences' },
  }),
  /** Connects, secures the connection and signs in; sends nothing. */
  'mail.testServer': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: Nothing,
    output: Nothing,
    refusals: [...ON_SERVER, 'mail-no-server', ...SMTP_FAILURES],
    undo: { never: 'undo.never.reads-only' },
  }),
}
