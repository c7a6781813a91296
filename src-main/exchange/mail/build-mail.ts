import type { Mail } from '../../../src-shared/entities/mail'
import type { MailDocument } from '../../../src-shared/mail-document'
import { millisecondsOf } from '../../../src-shared/time'
import { textsOf } from '../../domain/mail'

/** What a mail is built from. */
export type BuiltFrom = Pick<
  Mail,
  | 'recipientName'
  | 'recipientEmail'
  | 'senderName'
  | 'senderEmail'
  | 'senderFor'
  | 'writtenIn'
  | 'createdAt'
  | 'subject'
  | 'inReplyTo'
  | 'messageId'
> & { readonly document: MailDocument }

/** A mail of the outbox, as it is built. */
export function builtFrom(mail: Mail): BuiltFrom {
  return { ...mail, document: JSON.parse(mail.body) as MailDocument }
}

/**
 * Builds a mail as other programs read it (RFC 5322, MIME): the header names the real sender and the registered e-mail
 * address twice, as lines that anybody sees and as fields of the mail (G1); plain text and HTML say the same.
 * @param as `draft`: a file for a mail program, which opens it ready to be sent; else the address that the server sends
 * as, empty for that of the sender
 */
export async function buildMail(
  mail: BuiltFrom,
  as: 'draft' | { readonly sendsAs: string },
): Promise<Buffer> {
  // Large and seldom needed, so it is imported when a mail is written.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const sender = { name: mail.senderName, address: mail.senderEmail }
  const from = as === 'draft' || as.sendsAs === '' ? sender : { ...sender, address: as.sendsAs }
  const { html, text } = textsOf(mail, mail.document)
  const composer = new MailComposer({
    from,
    replyTo: sender,
    to: { name: mail.recipientName, address: mail.recipientEmail },
    subject: mail.subject,
    date: new Date(millisecondsOf(mail.createdAt)),
    messageId: mail.messageId,
    text,
    html: `<!doctype html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`,
    headers: {
      'X-IMI-Sender': `${mail.senderName} <${mail.senderEmail}>`,
      // Mail programs of Microsoft open such a file as a mail that is still to be sent.
      ...(as === 'draft' ? { 'X-Unsent': '1' } : {}),
    },
    ...(mail.inReplyTo === '' ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
    // What is in a mail stands in it: nothing is fetched for it, from the disk or elsewhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
