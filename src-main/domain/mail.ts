import words from '../../resources/mail/words.json'
import type { MailTemplate } from '../../src-shared/contract/mail'
import type { Authority } from '../../src-shared/entities/authority'
import type { Mail } from '../../src-shared/entities/mail'
import type { Operator } from '../../src-shared/entities/operator'
import type { RoleRequest } from '../../src-shared/entities/role-request'
import type { User } from '../../src-shared/entities/user'
import type { AlertId, MailId } from '../../src-shared/ids'
import { documentOf, isEmptyDocument, type MailDocument } from '../../src-shared/mail-document'
import type { MailLanguage } from '../../src-shared/mail-language'
import { ok, refuse, type Result } from '../../src-shared/result'
import { created, type Change } from './change'
import type { Actor, Context } from './context'
import { escaped, htmlOf, plainTextOf } from './mail-text'
import { helpdeskOnly, seesUsers } from './standing'

/** Fills what stands in braces; what is not known stays as it is. A line break has no place in a line. */
function filled(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/gu, (whole, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? '').replaceAll(/\s+/gu, ' ') : whole,
  )
}

/** How many signs a subject has at most: that of a request for the role, after `Re: `. */
const SUBJECT_AT_MOST = 304

/** Facts of a template in words: names of modules and Member States stand there already. */
export type TemplateFacts = Readonly<Record<string, string>>

/**
 * What a mail made from a template begins with, in the language of the mail (product decision). The subject follows from
 * the template alone, so nobody writes one; that of a blank mail is the same in every language (G3).
 */
export function begunMail(
  kind: MailTemplate['kind'],
  facts: TemplateFacts,
  language: MailLanguage,
): { subject: string; document: MailDocument } {
  const template = words[language].templates[kind]
  const text: readonly string[] = template.text
  return {
    // By letters: half of one could not be stored.
    subject: Array.from(filled(template.subject, facts)).slice(0, SUBJECT_AT_MOST).join('').trim(),
    document: documentOf(text.map((each) => filled(each, facts)).join('\n\n')),
  }
}

/** Who writes: the operator, and in whose name. */
export interface Sender {
  readonly operator: Pick<Operator, 'id' | 'name' | 'email'>
  /** The authority the operator acts for; null for the IMI Helpdesk. */
  readonly own: Authority | null
}

/** The fields of a mail that its header is made of. */
export type MailHeader = Pick<Mail, 'senderName' | 'senderEmail' | 'senderFor' | 'writtenIn'>

/** The header of what this sender writes in a language (G1). */
export function headerOf({ operator, own }: Sender, language: MailLanguage): MailHeader {
  return {
    senderName: operator.name,
    senderEmail: operator.email,
    senderFor: own?.officialName ?? words[language].helpdesk,
    writtenIn: language,
  }
}

/**
 * The whole text of a mail, as HTML and as plain text: first the header that names the real sender and the registered
 * e-mail address (G1), then what was written. Both come from one document.
 */
export function textsOf(header: MailHeader, document: MailDocument): { html: string; text: string } {
  const facts = { name: header.senderName, for: header.senderFor, email: header.senderEmail }
  const { sender, registered } = words[header.writtenIn].header
  const lines = [filled(sender, facts), filled(registered, facts)]
  return {
    html: `<p>${lines.map(escaped).join('<br>')}</p>\n<hr>\n${htmlOf(document)}`,
    text: `${lines.join('\n')}\n\n${plainTextOf(document)}`,
  }
}

/** Somebody a mail is written to, with what decides whether it may be. */
export interface RecipientFacts {
  readonly authority: Authority
  /** The user it goes to; null where it goes to the authority itself. */
  readonly user: User | null
}

/** Somebody a mail can be written to. */
export interface Addressee {
  readonly name: string
  readonly email: string
  readonly language: string
}

/**
 * How a recipient is addressed: by the address and the language of the user, or of the authority.
 * @param fallback the language of the Member State, for authorities without one
 */
export function addresseeOf({ authority, user }: RecipientFacts, fallback: string): Addressee {
  return user === null
    ? {
        name: authority.officialName,
        email: authority.email,
        language: authority.languages[0] ?? fallback,
      }
    : { name: user.name, email: user.email, language: user.language }
}

/** Why somebody may not write to an authority or its users. */
export type WriteToRefusal = 'authority-removed' | 'not-in-your-member-state' | 'mail-no-contact'

/**
 * Whether the actor may write to an authority or its users (G4, P31, P43): the Helpdesk to all, an Access manager within
 * the Member State, others to their contacts, of which they do not see the users.
 * @param contacts ids of the Access managers and linked coordinators of the own authority, and of those linked to it
 */
export function mayWriteTo(
  actor: Pick<Actor, 'actsFor'>,
  own: Authority | null,
  { authority, user }: RecipientFacts,
  contacts: ReadonlySet<string>,
): Result<null, WriteToRefusal> {
  if (authority.status === 'removed') return refuse('authority-removed')
  if (seesUsers(actor, own, authority)) return ok(null)
  if (own?.memberState !== authority.memberState) {
    return refuse('not-in-your-member-state', { memberState: authority.memberState })
  }
  const isContact = user === null && contacts.has(authority.id)
  return isContact ? ok(null) : refuse('mail-no-contact', { name: authority.officialName })
}

/** The name of a mail that is the same however often it is tried (P25): its identifier, and the domain of its sender. */
export function messageIdOf(id: string, senderEmail: string): string {
  return `<${id}@${senderEmail.split('@')[1] ?? 'localhost'}>`
}

interface Draft extends Addressee {
  readonly authorityId: Authority['id']
  readonly kind: Mail['kind']
  readonly subject: string
  readonly document: MailDocument
  readonly inReplyTo: string
  readonly alertId: AlertId | null
  readonly writtenIn: MailLanguage
}

function queuedMail(draft: Draft, sender: Sender, context: Context): Mail {
  const id = context.newId() as MailId
  return {
    ...headerOf(sender, draft.writtenIn),
    id,
    authorityId: draft.authorityId,
    kind: draft.kind,
    alertId: draft.alertId,
    recipientName: draft.name,
    recipientEmail: draft.email,
    language: draft.language,
    actingFor: context.actor.actsFor,
    createdBy: sender.operator.id,
    createdAt: context.now,
    subject: draft.subject,
    body: JSON.stringify(draft.document),
    inReplyTo: draft.inReplyTo,
    messageId: messageIdOf(id, sender.operator.email),
    status: 'queued',
    statusAt: context.now,
    failure: '',
    answer: '',
  }
}

type QueueRefusal = WriteToRefusal | 'mail-no-recipient' | 'mail-no-text' | 'mail-no-address'

/**
 * Puts a mail into the outbox, one for each recipient, so that nobody learns the addresses of the others (P25). No
 * recipient chosen is nobody, never everybody. Nothing leaves by it.
 */
export function queueMails(
  facts: {
    readonly sender: Sender
    readonly recipients: readonly RecipientFacts[]
    readonly contacts: ReadonlySet<string>
    /** The language of each Member State, by its code. */
    readonly languageOf: (memberState: string) => string
  },
  input: {
    readonly kind: Exclude<MailTemplate['kind'], 'role-request-answer'>
    readonly facts: TemplateFacts
    readonly document: MailDocument
    readonly language: MailLanguage
    /** The alert that the mail tells of. */
    readonly alertId: AlertId | null
  },
  context: Context,
): Result<Change[], QueueRefusal> {
  const { sender, recipients } = facts
  if (recipients.length === 0) return refuse('mail-no-recipient')
  if (isEmptyDocument(input.document)) return refuse('mail-no-text')
  const { subject } = begunMail(input.kind, input.facts, input.language)
  const mails: Mail[] = []
  const without: string[] = []
  for (const recipient of recipients) {
    const { authority } = recipient
    const allowed = mayWriteTo(context.actor, sender.own, recipient, facts.contacts)
    if (!allowed.ok) return allowed
    const addressee = addresseeOf(recipient, facts.languageOf(authority.memberState))
    if (addressee.email === '') without.push(addressee.name)
    const about = { authorityId: authority.id, kind: input.kind, subject, writtenIn: input.language }
    const draft = { ...addressee, ...about, document: input.document, inReplyTo: '', alertId: input.alertId }
    mails.push(queuedMail(draft, sender, context))
  }
  if (without.length > 0) return refuse('mail-no-address', { count: without.length, names: without })
  return ok(mails.map((mail) => created('mail', mail)))
}

/** The subject of the answer to a request (A3). */
export function answerSubject(request: Pick<RoleRequest, 'subject'>): string {
  return begunMail('role-request-answer', { subject: request.subject }, 'en').subject
}

/** Puts the answer to a request for the Access manager role into the outbox: to whoever asked (A3, P25). */
export function queueAnswer(
  facts: { readonly sender: Sender; readonly request: RoleRequest; readonly language: string },
  { document, writtenIn }: { readonly document: MailDocument; readonly writtenIn: MailLanguage },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'mail-no-text' | 'mail-no-address'> {
  const { request } = facts
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (isEmptyDocument(document)) return refuse('mail-no-text')
  if (request.senderEmail === '') {
    return refuse('mail-no-address', { count: 1, names: [request.senderName] })
  }
  const draft: Draft = {
    name: request.senderName,
    email: request.senderEmail,
    language: facts.language,
    authorityId: request.authorityId,
    kind: 'role-request-answer',
    alertId: null,
    subject: answerSubject(request),
    document,
    writtenIn,
    inReplyTo: request.messageId,
  }
  return ok([created('mail', queuedMail(draft, facts.sender, context))])
}
