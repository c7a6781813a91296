/**
 * The formatted text of a mail: the form that its editor has, limited to what a mail may hold. It is no HTML: HTML and
 * plain text are written from it (`domain/mail-text.ts`).
 */
export interface MailDocument {
  readonly type: 'doc'
  readonly content: readonly MailBlock[]
}

export type MailMark = 'bold' | 'italic'

export type MailInline =
  | {
      readonly type: 'text'
      readonly text: string
      readonly marks?: readonly { readonly type: MailMark }[] | undefined
    }
  | { readonly type: 'hardBreak' }

export interface MailParagraph {
  readonly type: 'paragraph'
  readonly content?: readonly MailInline[] | undefined
}

export interface MailHeading {
  readonly type: 'heading'
  readonly content?: readonly MailInline[] | undefined
}

export interface MailItem {
  readonly type: 'listItem'
  readonly content: readonly MailBlock[]
}

export interface MailList {
  readonly type: 'bulletList' | 'orderedList'
  readonly content: readonly MailItem[]
}

export type MailBlock = MailParagraph | MailHeading | MailList

/** So many signs a mail's text may have. */
export const MAIL_TEXT_AT_MOST = 20_000
/** Every text of a document, in order. */
export function textsIn(parts: readonly (MailBlock | MailItem | MailInline)[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === 'text') return [part.text]
    return part.type === 'hardBreak' ? [] : textsIn(part.content ?? [])
  })
}

/** How many signs of text a document holds. */
export function lengthOf(document: MailDocument): number {
  return textsIn(document.content).reduce((sum, text) => sum + text.length, 0)
}

/** Whether nothing is written in a document but blanks. */
export function isEmptyDocument(document: MailDocument): boolean {
  return textsIn(document.content).every((text) => text.trim() === '')
}

/** A plain text as a document: a blank line ends a paragraph, another line break stays one. */
export function documentOf(text: string): MailDocument {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n{2,}/u)
  return { type: 'doc', content: paragraphs.map(paragraphOf) }
}

function paragraphOf(text: string): MailParagraph {
  const lines = text
    .split('\n')
    .flatMap((line): MailInline[] => [
      { type: 'hardBreak' },
      ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
    ])
  return { type: 'paragraph', content: lines.slice(1) }
}
