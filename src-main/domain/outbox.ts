import type { Mail, MailStatus, SmtpFailure } from '../../src-shared/entities/mail'
import { ok, refuse, type Result } from '../../src-shared/result'
import { removed, updated, type Change } from './change'
import type { Actor, Context } from './context'

/** Whether the outbox of the actor holds a mail: the Helpdesk sees all, others what was written for their authority. */
export function seesMail(actor: Pick<Actor, 'actsFor'>, mail: Pick<Mail, 'actingFor'>): boolean {
  return actor.actsFor === null || mail.actingFor === actor.actsFor
}

/** States in which a mail has not left the house. */
const STILL_HERE: ReadonlySet<MailStatus> = new Set(['queued', 'failed'])

/** Takes mails out of the outbox that wait, or that no server took (P25). What left stays: it is the record that it did. */
export function discardMails(mails: readonly Mail[]): Result<Change[], 'mail-has-left'> {
  if (mails.some((mail) => !STILL_HERE.has(mail.status))) return refuse('mail-has-left')
  return ok(mails.map((mail) => removed('mail', mail)))
}

type LeaveRefusal = 'mail-under-way' | 'mail-no-address'

/** Whether a mail can be written to a file or handed over: not while it is being sent, nor after it was erased. */
export function mayLeave(mail: Mail): Result<null, LeaveRefusal> {
  if (mail.status === 'sending') return refuse('mail-under-way')
  return mail.recipientEmail === ''
    ? refuse('mail-no-address', { count: 1, names: [mail.recipientName] })
    : ok(null)
}

/** A mail was written to a file, or handed to the mail program. One that was sent, or may have been, stays so. */
export function left(mail: Mail, status: 'exported' | 'handed-over', context: Context): Change[] {
  const goesOn = STILL_HERE.has(mail.status) || (mail.status === 'exported' && status === 'handed-over')
  return goesOn ? [updated('mail', mail, { ...moved(status, context), failure: '', answer: '' })] : []
}

function moved(status: MailStatus, context: Context): Pick<Mail, 'status' | 'statusAt'> {
  return { status, statusAt: context.now }
}

/**
 * Begins to send a mail (P25): written before the server is asked, so that a crash leaves it in doubt and nobody sends it
 * twice unknowingly. One in doubt is looked after first; one that was sent is not sent again.
 */
export function startSending(
  mail: Mail,
  context: Context,
): Result<Change[], LeaveRefusal | 'mail-sent-already' | 'mail-may-be-sent'> {
  if (mail.status === 'sent') return refuse('mail-sent-already')
  if (mail.status === 'unknown') return refuse('mail-may-be-sent')
  const allowed = mayLeave(mail)
  if (!allowed.ok) return allowed
  return ok([updated('mail', mail, { ...moved('sending', context), failure: '', answer: '' })])
}

/** What became of sending. */
export type Outcome =
  | { readonly status: 'sent' | 'unknown' }
  | { readonly status: 'failed'; readonly failure: SmtpFailure; readonly answer: string }

/**
 * Writes down what became of a mail that was being sent; also where the store was closed and opened again meanwhile, so
 * that the mail stands in doubt already.
 */
export function settleSending(mail: Mail, outcome: Outcome, context: Context): Change[] {
  const why =
    outcome.status === 'failed'
      ? { failure: outcome.failure, answer: outcome.answer }
      : { failure: '' as const, answer: '' }
  return mail.status === 'sending' || mail.status === 'unknown'
    ? [updated('mail', mail, { ...moved(outcome.status, context), ...why })]
    : []
}

/** Mails that were being sent when the program ended: whether they were is not known, and nothing sends them again by itself. */
export function leftInDoubt(mails: readonly Mail[], context: Pick<Context, 'now'>): Change[] {
  return mails
    .filter((mail) => mail.status === 'sending')
    .map((mail) => updated('mail', mail, { status: 'unknown', statusAt: context.now }))
}

/**
 * Mails that waited, could not be sent or were being sent when the backup was made that took the store's place: they may
 * have been sent since, and sending them again would be a second one (P25). So they are in doubt until a person has looked.
 */
export function doubtedAfterRestore(mails: readonly Mail[], context: Pick<Context, 'now'>): Change[] {
  return mails
    .filter((mail) => STILL_HERE.has(mail.status) || mail.status === 'sending')
    .map((mail) =>
      updated('mail', mail, { status: 'unknown', statusAt: context.now, failure: 'restored', answer: '' }),
    )
}

/** A person found out whether a mail in doubt was sent. One that was not can be sent again. */
export function resolveMail(
  mail: Mail,
  was: 'sent' | 'not-sent',
  context: Context,
): Result<Change[], 'mail-not-in-doubt'> {
  if (mail.status !== 'unknown') return refuse('mail-not-in-doubt')
  return ok([
    updated('mail', mail, { ...moved(was === 'sent' ? 'sent' : 'queued', context), failure: '', answer: '' }),
  ])
}

/** Names of this very PC. */
const THIS_PC: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/**
 * Whether a server may be used like this: by the Helpdesk's decision, and without encryption only where nothing leaves
 * the PC (product decision: passwords and mails never cross a network in the clear).
 */
export function mayUseServer(server: {
  readonly host: string
  readonly security: string
}): Result<null, 'mail-plain-not-allowed'> {
  return server.security === 'plain' && !THIS_PC.has(server.host.toLowerCase())
    ? refuse('mail-plain-not-allowed')
    : ok(null)
}

/** Empties a mail whose personal data is erased. That it left stays; a mail that never left is removed. */
export function emptiedMail(mail: Mail): Change {
  return mail.status === 'queued' || mail.status === 'failed'
    ? removed('mail', mail)
    : updated('mail', mail, {
        ...{ recipientName: '', recipientEmail: '', subject: '', body: '', inReplyTo: '', answer: '' },
      })
}
