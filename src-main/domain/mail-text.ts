import type { MailBlock, MailDocument, MailInline, MailItem } from '../../src-shared/mail-document'

/** A text safe inside HTML, within an element and within an attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const TAGS = { bold: 'strong', italic: 'em' } as const

function inlineHtml(parts: readonly MailInline[] | undefined): string {
  return (parts ?? [])
    .map((part) =>
      part.type === 'hardBreak'
        ? '<br>'
        : (part.marks ?? []).reduce(
            (inner, { type }) => `<${TAGS[type]}>${inner}</${TAGS[type]}>`,
            escaped(part.text),
          ),
    )
    .join('')
}

function blockHtml(block: MailBlock): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlineHtml(block.content) || '<br>'}</p>`
    case 'heading':
      return `<h2>${inlineHtml(block.content)}</h2>`
    case 'bulletList':
    case 'orderedList': {
      const tag = block.type === 'bulletList' ? 'ul' : 'ol'
      const items = block.content.map((item) => `<li>${item.content.map(blockHtml).join('')}</li>`)
      return `<${tag}>${items.join('')}</${tag}>`
    }
  }
}

/** A document as HTML: five kinds of elements without attributes, every text escaped (G2). */
export function htmlOf(document: MailDocument): string {
  return document.content.map(blockHtml).join('\n')
}

function inlineText(parts: readonly MailInline[] | undefined): string {
  return (parts ?? []).map((part) => (part.type === 'hardBreak' ? '\n' : part.text)).join('')
}

/** Lines after the first one stand under it. */
function indented(text: string, mark: string): string {
  const blank = ' '.repeat(mark.length)
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? `${mark}${line}` : line === '' ? '' : `${blank}${line}`))
    .join('\n')
}

function itemText(item: MailItem, mark: string): string {
  return indented(item.content.map(blockText).join('\n'), mark)
}

function blockText(block: MailBlock): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content)
    case 'bulletList':
      return block.content.map((item) => itemText(item, '- ')).join('\n')
    case 'orderedList':
      return block.content.map((item, index) => itemText(item, `${String(index + 1)}. `)).join('\n')
  }
}

/** The same document as plain text, for mail programs and readers that show no HTML: lists with dashes and numbers. */
export function plainTextOf(document: MailDocument): string {
  return document.content
    .map(blockText)
    .join('\n\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
}
