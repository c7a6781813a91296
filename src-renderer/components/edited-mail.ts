import type { MailBlock, MailDocument, MailInline, MailItem, MailMark } from '../../src-shared/mail-document'

/** A part of what the editor holds, in its own form. */
export interface EditedPart {
  readonly type?: string | undefined
  readonly text?: string | undefined
  readonly marks?: readonly { readonly type: string }[] | undefined
  readonly content?: readonly EditedPart[] | undefined
}

const MARKS: readonly MailMark[] = ['bold', 'italic']

function inline(part: EditedPart): MailInline[] {
  if (part.type === 'hardBreak') return [{ type: 'hardBreak' }]
  const { text } = part
  if (part.type !== 'text' || text === undefined || text === '') return []
  const marks = MARKS.filter((type) => part.marks?.some((mark) => mark.type === type) === true)
  return [
    marks.length === 0
      ? { type: 'text', text }
      : { type: 'text', text, marks: marks.map((type) => ({ type })) },
  ]
}

function block(part: EditedPart): MailBlock[] {
  switch (part.type) {
    case 'paragraph':
    case 'heading':
      return [{ type: part.type, content: (part.content ?? []).flatMap(inline) }]
    case 'bulletList':
    case 'orderedList':
      return [{ type: part.type, content: (part.content ?? []).flatMap(item) }]
    default:
      return []
  }
}

function item(part: EditedPart): MailItem[] {
  return part.type === 'listItem' ? [{ type: 'listItem', content: (part.content ?? []).flatMap(block) }] : []
}

/** What the editor holds as the document of a mail: only what a mail may hold, without any attributes. */
export function mailFromEditor(edited: EditedPart): MailDocument {
  return { type: 'doc', content: (edited.content ?? []).flatMap(block) }
}
