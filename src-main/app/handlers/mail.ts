import type { MailRow, MailTemplate, ShownMail } from '../../../src-shared/contract/mail'
import type { Mail } from '../../../src-shared/entities/mail'
import type { MailLanguage } from '../../../src-shared/mail-language'
import type { MailDocument } from '../../../src-shared/mail-document'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import {
  begunMail,
  headerOf,
  queueAnswer,
  queueMails,
  textsOf,
  type MailHeader,
  type Sender,
  type TemplateFacts,
} from '../../domain/mail'
import {
  discardMails,
  doubtedAfterRestore,
  left,
  leftInDoubt,
  mayLeave,
  resolveMail,
  seesMail,
  settleSending,
  startSending,
  type Outcome,
} from '../../domain/outbox'
import type { Change } from '../../domain/change'
import { alertSeen } from '../alert-facts'
import { isMailWithheld } from '../alert-gate'
import { catalogueOf } from '../catalogue'
import { phrases } from '../phrases'
import type { ReaderPart, WriterPart } from '../handlers'
import type { Caller, Clock, ReadStore, Versioned, WriteStore } from '../ports'
import { unitHead } from '../unit-head'
import { ownAuthority, staleIf } from './facts'
import { contactsOf, languageOf, recipientFacts } from './mail-recipients'

/** Who writes; an operator that is not in the store any more cannot be signed in. */
function senderOf(store: ReadStore, caller: Caller): Sender {
  const operator = store.find('operator', caller.operatorId ?? '')?.row
  if (operator === undefined) throw new Error('Whoever writes a mail is an operator of this store')
  return { operator, own: ownAuthority(store, caller) }
}

/** Member States whose code in the Union is not that of ISO 3166. */
const REGIONS: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' }

/** The facts of a template in words of a language, as far as they are known in it. */
function factsOf(store: ReadStore, template: MailTemplate, language: MailLanguage): TemplateFacts {
  const said = (english: string): string => phrases().book.find('en', language, english) ?? english
  if (template.kind === 'alert-notice') {
    const { memberStates, modules } = catalogueOf(store)
    const regions = new Intl.DisplayNames([language], { type: 'region' })
    return {
      number: template.number,
      title: template.title,
      module: said(modules.find((each) => each.code === template.module)?.name ?? template.module),
      initiatedBy:
        (language === 'en'
          ? memberStates.find((each) => each.code === template.initiatedBy)?.name
          : regions.of(REGIONS[template.initiatedBy] ?? template.initiatedBy)) ?? template.initiatedBy,
    }
  }
  const request =
    template.kind === 'role-request-answer' ? store.find('roleRequest', template.requestId)?.row : undefined
  return request === undefined ? {} : { subject: request.subject }
}

const addressed = (name: string, email: string): string => (email === '' ? name : `${name} <${email}>`)

function shown(header: MailHeader, subject: string, to: string, document: MailDocument): ShownMail {
  const from = addressed(header.senderName, header.senderEmail)
  return { subject, from, replyTo: from, to, ...textsOf(header, document) }
}

const EMPTY: MailDocument = { type: 'doc', content: [] }

/** The text of a mail; nothing is left of it where its recipient was erased. */
function bodyOf(mail: Mail): MailDocument {
  return mail.body === '' ? EMPTY : (JSON.parse(mail.body) as MailDocument)
}

function mailRow(store: ReadStore, { row, revision }: Versioned<Mail>, now: Instant): MailRow[] {
  const [authority] = store.mentions([row.authorityId])
  if (authority === undefined) return []
  const { id, kind, recipientName, recipientEmail, senderName, subject, createdAt } = row
  const { status, statusAt, failure, answer } = row
  const withheld = isMailWithheld(store, row, now)
  return [
    {
      ...{ id, revision, authority, kind, recipientName, recipientEmail, senderName, createdAt },
      ...{ withheld, subject: withheld ? '' : subject },
      ...{ status, statusAt, failure, answer },
    },
  ]
}

/** A mail of the caller's outbox, as it was seen. */
export function seenMail(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  seen: { readonly id: string; readonly revision: number },
): Result<Mail, 'mail-unknown' | 'stale'> {
  const stored = store.find('mail', seen.id)
  if (stored === null || !seesMail(caller, stored.row)) return refuse('mail-unknown')
  return staleIf(stored, seen.revision) ?? ok(stored.row)
}

/** Questions about mails and the outbox (G1 to G4, P25). */
export const mailQueries: ReaderPart<'mail'> = {
  'mail.begin': ({ template, language }, { store }) =>
    begunMail(template.kind, factsOf(store, template, language), language),

  'mail.preview': ({ template, language, document }, { store, caller }) => {
    const header = headerOf(senderOf(store, caller), language)
    const { subject } = begunMail(template.kind, factsOf(store, template, language), language)
    return shown(header, subject, '', document)
  },

  'mail.list': ({ status, text, page }, { store, caller, clock }) => {
    const now = clock.now()
    const criteria = { status, text, actingFor: caller.actsFor, now }
    const { rows, total } = store.mails(criteria, page.offset, page.limit)
    return { rows: rows.flatMap((each) => mailRow(store, each, now)), total }
  },

  'mail.read': ({ id }, { store, caller, clock }) => {
    const stored = store.find('mail', id)
    if (stored === null || !seesMail(caller, stored.row)) return { found: null }
    const [row] = mailRow(store, stored, clock.now())
    if (row === undefined) return { found: null }
    const { row: mail } = stored
    const to = addressed(mail.recipientName, mail.recipientEmail)
    return { found: { row, shown: shown(mail, row.subject, to, row.withheld ? EMPTY : bodyOf(mail)) } }
  },

  'mail.raw': ({ id }, { store, caller, clock }) => {
    const mail = store.find('mail', id)?.row ?? null
    const shownTo = mail !== null && seesMail(caller, mail) && !isMailWithheld(store, mail, clock.now())
    return { mail: shownTo ? mail : null }
  },
}

/** Acts on mails (P25). Nothing leaves the PC by them: they write down what is to leave, and what left. */
export const mailCommands: Omit<WriterPart<'mail'>, 'mail.export'> = {
  'mail.queue': ({ template, language: writtenIn, recipients, document }, { store, context, record }) => {
    const sender = senderOf(store, context.actor)
    if (template.kind === 'role-request-answer') {
      const request = store.find('roleRequest', template.requestId)?.row
      const authority = store.find('authority', request?.authorityId ?? '')?.row
      if (request === undefined || authority === undefined) return refuse('request-unknown')
      const language = authority.languages[0] ?? languageOf(catalogueOf(store))(authority.memberState)
      const answer = queueAnswer({ sender, request, language }, { document, writtenIn }, context)
      if (!answer.ok) return answer
      record(answer.value)
      return ok({ queued: answer.value.length })
    }
    const found = recipientFacts(store, recipients)
    if (!found.ok) return found
    const facts = {
      ...{ sender, recipients: found.value, contacts: contactsOf(store, sender.own) },
      languageOf: languageOf(catalogueOf(store)),
    }
    const told = factsOf(store, template, writtenIn)
    const alertId = template.kind === 'alert-notice' ? template.alertId : null
    if (alertId !== null) {
      const seen = alertSeen(store, context.actor, { id: alertId, as: null })
      if (!seen.ok || seen.value.alert.broadcastAt === null) return refuse('alert-unknown')
    }
    const input = { kind: template.kind, facts: told, document, language: writtenIn, alertId }
    const decided = queueMails(facts, input, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({ queued: decided.value.length })
  },

  'mail.discard': ({ mails }, { store, context, record }) => {
    const rows: Mail[] = []
    for (const seen of new Map(mails.map((each) => [each.id, each])).values()) {
      const mail = seenMail(store, context.actor, seen)
      if (!mail.ok) return mail
      rows.push(mail.value)
    }
    const decided = discardMails(rows)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },

  'mail.startSending': (input, { store, context, record }) => {
    const mail = seenMail(store, context.actor, input)
    if (!mail.ok) return mail
    if (isMailWithheld(store, mail.value, context.now)) return refuse('mail-withheld')
    const decided = startSending(mail.value, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({ revision: input.revision + 1 })
  },

  'mail.settle': ({ id, status, failure, answer }, { store, context, record }) => {
    const mail = store.find('mail', id)?.row
    if (mail === undefined) return refuse('mail-unknown')
    if (status === 'handed-over') {
      const allowed = mayLeave(mail)
      if (!allowed.ok) return allowed
      write(record, left(mail, status, context))
      return ok({})
    }
    const outcome: Outcome =
      status === 'failed'
        ? { status, failure: failure === '' ? 'smtp-refused' : failure, answer }
        : { status }
    write(record, settleSending(mail, outcome, context))
    return ok({})
  },

  'mail.resolve': ({ was, ...seen }, { store, context, record }) => {
    const mail = seenMail(store, context.actor, seen)
    if (!mail.ok) return mail
    const decided = resolveMail(mail.value, was, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },
}

function write(record: (changes: readonly Change[]) => void, changes: readonly Change[]): void {
  if (changes.length > 0) record(changes)
}

const NOBODY = { operatorId: null, actsFor: null }

/**
 * Marks what a restored backup brought back as waiting to be sent as in doubt (P25). Asked when the store is opened for the
 * first time after it took its place, before anybody can send anything.
 * @returns how many there were
 */
export function doubtWhatCameBack(
  store: WriteStore,
  transaction: <Value>(work: () => Value) => Value,
  clock: Clock,
): number {
  const mails = (['queued', 'failed', 'sending'] as const).flatMap(store.mailsWithStatus)
  const changes = doubtedAfterRestore(mails, { now: clock.now() })
  if (changes.length > 0) transaction(() => store.apply(unitHead('mail.restored', '', NOBODY), changes))
  return changes.length
}

/**
 * Marks mails whose sending a crash or a lock cut off as in doubt (P25). Asked when a store is opened for writing: nothing
 * is under way then.
 * @returns how many there were
 */
export function doubtWhatWasLeft(
  store: WriteStore,
  transaction: <Value>(work: () => Value) => Value,
  clock: Clock,
): number {
  const changes = leftInDoubt(store.mailsWithStatus('sending'), { now: clock.now() })
  if (changes.length === 0) return 0
  transaction(() => store.apply(unitHead('mail.doubt', '', NOBODY), changes))
  return changes.length
}
