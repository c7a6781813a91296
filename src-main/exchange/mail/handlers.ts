import { readFile, stat, writeFile } from 'node:fs/promises'
import type { AuthorityMention } from '../../../src-shared/contract/common'
import type { Mail } from '../../../src-shared/entities/mail'
import { ok, refuse } from '../../../src-shared/result'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import { fileNameOf, type ReadStore } from '../../app/ports'
import { unitHead } from '../../app/unit-head'
import { answerSubject, headerOf, messageIdOf } from '../../domain/mail'
import { left, mayLeave, seesMail } from '../../domain/outbox'
import { documentOf } from '../../../src-shared/mail-document'
import { buildMail } from './build-mail'
import { readMail } from './read-mail'
import { writeMails } from './write-mails'

/** The largest mail that is read. */
const BYTES_AT_MOST = 40 * 1024 * 1024

/** Authorities whose e-mail address is the sender's. */
function suggested(store: ReadStore, senderEmail: string): AuthorityMention[] {
  if (senderEmail === '') return []
  return store.mentionsWithEmail(senderEmail, 10)
}

/** Opening mails, and writing answers as mail files. */
export const mailTasks: WorkerPart<'roleRequests'> = {
  'roleRequests.openMail': async (_input, { store, file }) => {
    if (file === null) throw new Error('A mail needs a file')
    const about = await stat(file.path)
    if (!about.isFile()) return refuse('mail-not-readable')
    if (about.size > BYTES_AT_MOST) return refuse('mail-too-large')
    const mail = await readMail(await readFile(file.path))
    if (!mail.ok) return mail
    return ok({
      ...mail.value,
      fileName: fileNameOf(file.path),
      suggested: suggested(store, mail.value.senderEmail),
    })
  },

  'roleRequests.saveAnswer': async ({ id, text }, { store, caller, file, clock, ids }) => {
    if (file === null) throw new Error('An answer needs a file')
    const request = store.find('roleRequest', id)?.row
    if (request === undefined) return refuse('request-unknown')
    if (request.senderEmail === '') return refuse('no-address')
    const operator = store.find('operator', caller.operatorId ?? '')?.row
    if (operator === undefined) throw new Error('Whoever answers is an operator of this store')
    const answer = {
      ...headerOf({ operator, own: null }, 'en'),
      recipientName: request.senderName,
      recipientEmail: request.senderEmail,
      createdAt: clock.now(),
      subject: answerSubject(request),
      inReplyTo: request.messageId,
      messageId: messageIdOf(ids.next(), operator.email),
      document: documentOf(text),
    }
    await writeFile(file.path, await buildMail(answer, 'draft'))
    return ok({ fileName: fileNameOf(file.path) })
  },
}

/** Writing mails as files (P25): first the file, then that it was written. */
export const mailExport: Pick<WriterPart<'mail'>, 'mail.export'> = {
  'mail.export': async ({ mails, format }, { store, caller, context, file, commit }) => {
    if (file === null) throw new Error('Mails need a file')
    const rows: Mail[] = []
    for (const seen of new Map(mails.map((each) => [each.id, each])).values()) {
      const stored = store.find('mail', seen.id)
      if (stored === null || !seesMail(caller, stored.row)) return refuse('mail-unknown')
      if (stored.revision !== seen.revision) return refuse('stale')
      const allowed = mayLeave(stored.row)
      if (!allowed.ok) return allowed
      rows.push(stored.row)
    }
    await writeMails(file.path, rows, format)
    const changes = rows.flatMap((mail) => left(mail, 'exported', context))
    if (changes.length > 0) commit((write) => write.apply(unitHead('mail.export', '', caller), changes))
    return ok({ fileName: fileNameOf(file.path) })
  },
}
