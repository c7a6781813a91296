import { readFile, stat, writeFile } from 'node:fs/promises'
import type { AuthorityMention } from '../../../src-shared/contract/common'
import { ok, refuse } from '../../../src-shared/result'
import type { WorkerPart } from '../../app/handlers'
import { fileNameOf, type ReadStore } from '../../app/ports'
import { helpdeskOnly } from '../../domain/standing'
import { readMail } from './read-mail'

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

  'roleRequests.saveAnswer': async ({ id, text }, { store, caller, file }) => {
    if (file === null) throw new Error('An answer needs a file')
    const allowed = helpdeskOnly(caller)
    if (!allowed.ok) return allowed
    const request = store.find('roleRequest', id)?.row
    if (request === undefined) return refuse('request-unknown')
    if (request.senderEmail === '') return refuse('no-address')
    const operator = caller.operatorId === null ? null : store.find('operator', caller.operatorId)?.row
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
    const mail = new MailComposer({
      from: operator == null ? '' : { name: operator.name, address: operator.email },
      to: { name: request.senderName, address: request.senderEmail },
      subject: `Re: ${request.subject}`,
      text,
      ...(request.messageId === '' ? {} : { inReplyTo: request.messageId, references: request.messageId }),
    })
    await writeFile(file.path, await mail.compile().build())
    return ok({ fileName: fileNameOf(file.path) })
  },
}
