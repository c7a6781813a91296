import type { OpenedMail } from '../../../src-shared/contract/role-requests'
import { roleRequest } from '../../../src-shared/entities/role-request'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'

export type ReadMail = Omit<OpenedMail, 'fileName' | 'suggested'>

const fields = roleRequest.schema.shape

/** How many characters of a mail's text are kept. */
const TEXT_AT_MOST = 20_000

/** Half a letter: it cannot be stored. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** What a text of a mail becomes: storable, and at most so long. */
function kept(text: string | undefined, most: number): string {
  const storable = (text ?? '')
    .replaceAll('\0', '')
    .replace(LONE_SURROGATE, '')
    .replaceAll('\r\n', '\n')
    .normalize('NFC')
    .trim()
  return Array.from(storable).slice(0, most).join('').trim()
}

/** The words of an HTML mail, its paragraphs on lines of their own; nothing of it is ever shown as HTML. */
function wordsOf(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    nbsp: ' ',
    '#39': "'",
  }
  return html
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/giu, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/giu, '\n')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(#?\w+);/gu, (whole, name: string) => entities[name.toLowerCase()] ?? numbered(name) ?? whole)
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
}

function numbered(name: string): string | undefined {
  const match = /^#(x[\da-f]+|\d+)$/iu.exec(name)?.[1]
  if (match === undefined) return undefined
  const code = match.startsWith('x') || match.startsWith('X') ? parseInt(match.slice(1), 16) : Number(match)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

function momentOf(date: string | undefined): Instant | null {
  const milliseconds = Date.parse(date ?? '')
  return Number.isNaN(milliseconds) ? null : (new Date(milliseconds).toISOString() as Instant)
}

/**
 * Reads a mail as another program saved it (`.eml`): whatever its encoding, with attachments or HTML only. What is
 * missing stays empty. Refuses what is no mail: without any header that a mail has.
 */
export async function readMail(bytes: Uint8Array): Promise<Result<ReadMail, 'mail-not-readable'>> {
  // Large and seldom needed, so it is imported when a mail is opened.
  const { default: PostalMime } = await import('postal-mime')
  const parsed = await PostalMime.parse(bytes).catch(() => null)
  const isMail = parsed?.headers.some((header) => ['from', 'subject', 'date'].includes(header.key)) === true
  if (parsed === null || !isMail) return refuse('mail-not-readable')
  const plain = parsed.text?.trim() ?? ''
  const text = plain === '' && parsed.html !== undefined ? wordsOf(parsed.html) : plain
  const email = fields.senderEmail.safeParse(kept(parsed.from?.address, 254))
  return ok({
    receivedAt: momentOf(parsed.date),
    senderName: kept(parsed.from?.name, 200),
    senderEmail: email.success ? email.data : '',
    subject: kept(parsed.subject, 300),
    message: kept(text, TEXT_AT_MOST),
    cut: Array.from(text.trim()).length > TEXT_AT_MOST,
    messageId: kept(parsed.messageId, 300),
    attachments: parsed.attachments.map((each) => kept(each.filename ?? '', 200)),
  })
}
