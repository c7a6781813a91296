import { z } from 'zod'
import { AlertId, AuthorityId, MailId, OperatorId } from '../ids'
import { MAIL_LANGUAGES } from '../mail-language'
import { text } from '../text'
import { Instant } from '../time'
import { Email } from './authority'
import { entity, personal } from './entity'

/** What a mail is: free text (G2), or one of the templates. */
export const MAIL_KINDS = ['blank', 'password-letter', 'alert-notice', 'role-request-answer'] as const
export const MailKind = z.enum(MAIL_KINDS)
export type MailKind = z.infer<typeof MailKind>

/**
 * How a mail stands (P25). `sending` is written before the server is asked; a mail found in it when the store is opened
 * is `unknown`, as is one that waited when the backup was made that took the store's place: it may have been sent, and a
 * person looks.
 */
export const MAIL_STATUSES = [
  'queued',
  'exported',
  'handed-over',
  'sending',
  'unknown',
  'sent',
  'failed',
] as const
export const MailStatus = z.enum(MAIL_STATUSES)
export type MailStatus = z.infer<typeof MailStatus>

/** Why a server did not take a mail; each is a refusal of the contract with a sentence. */
export const SMTP_FAILURES = [
  'smtp-unreachable',
  'smtp-not-secure',
  'smtp-login',
  'smtp-address-refused',
  'smtp-refused',
  'smtp-cut-off',
] as const
export const SmtpFailure = z.enum(SMTP_FAILURES)
export type SmtpFailure = z.infer<typeof SmtpFailure>

/** Why a mail stands as it does: why a server did not take it, or that a backup brought it back. */
export const MailFailure = z.enum([...SMTP_FAILURES, 'restored'])

/**
 * A mail to one recipient (P25): nobody learns the addresses of the others, and each stands for itself in the outbox. It
 * belongs to the authority of its recipient, so that it goes when that one is erased.
 */
export const mail = entity(
  'mail',
  {
    about: 'authorityId',
    owners: ['authorityId', 'alertId'],
    travels: 'owned',
    readers: 'mail',
    unique: [['messageId']],
  },
  {
    id: MailId,
    authorityId: AuthorityId,
    kind: MailKind,
    /** The alert that it tells of: it is hidden and emptied with that one (P41). */
    alertId: AlertId.nullable(),
    recipientName: personal(text(300)),
    recipientEmail: personal(Email.or(z.literal(''))),
    /** The language of the recipient. */
    language: z.string().regex(/^[a-z]{2}$/),
    /** The real sender and the registered e-mail address, as they were when the mail was written (G1). */
    senderName: personal(text(200)),
    senderEmail: personal(Email.or(z.literal(''))),
    /** In whose name the sender acted: the IMI Helpdesk, or an authority. */
    senderFor: text(300),
    actingFor: AuthorityId.nullable(),
    createdBy: OperatorId.nullable(),
    createdAt: Instant,
    subject: personal(text(310)),
    /** The formatted text as JSON of `MailDocument`. */
    body: personal(text(400_000)),
    /** The mail it answers, as that one named itself; empty where it answers none. */
    inReplyTo: personal(text(300)),
    /** Made when the mail is queued and never changed: however often it is tried, it is one mail. */
    messageId: text(320),
    status: MailStatus,
    statusAt: Instant,
    failure: MailFailure.or(z.literal('')),
    /** What the server said. */
    answer: personal(text(500)),
    /** The language of the words that the program writes in it: those of the header (G1). */
    writtenIn: z.enum(MAIL_LANGUAGES),
  },
)

export type Mail = z.infer<typeof mail.schema>
