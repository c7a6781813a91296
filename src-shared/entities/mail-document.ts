import { z } from 'zod'
import {
  lengthOf,
  MAIL_TEXT_AT_MOST,
  type MailBlock,
  type MailDocument as Document,
  type MailInline,
} from '../mail-document'
import { isStorable } from '../text'

/** Lists inside lists: deeper nobody writes, and a document without an end must not keep the program busy. */
const DEPTH_AT_MOST = 8
const PARTS_AT_MOST = 2000

const Inline: z.ZodType<MailInline, MailInline> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z
      .string()
      .min(1)
      .max(MAIL_TEXT_AT_MOST)
      .refine(isStorable, { error: 'not-storable' })
      .overwrite((value) => value.normalize('NFC').replaceAll(/[\r\n]+/g, ' ')),
    marks: z
      .array(z.strictObject({ type: z.enum(['bold', 'italic']) }))
      .max(2)
      .optional(),
  }),
  z.strictObject({ type: z.literal('hardBreak') }),
])

const Paragraph = z.strictObject({
  type: z.literal('paragraph'),
  content: z.array(Inline).max(PARTS_AT_MOST).optional(),
})
const Heading = z.strictObject({
  type: z.literal('heading'),
  content: z.array(Inline).max(PARTS_AT_MOST).optional(),
})

function blocks(depth: number): z.ZodType<MailBlock, MailBlock> {
  if (depth === 0) return z.discriminatedUnion('type', [Paragraph, Heading])
  const Item = z.strictObject({
    type: z.literal('listItem'),
    content: z.array(blocks(depth - 1)).max(PARTS_AT_MOST),
  })
  const List = z.strictObject({
    type: z.enum(['bulletList', 'orderedList']),
    content: z.array(Item).max(PARTS_AT_MOST),
  })
  return z.discriminatedUnion('type', [Paragraph, Heading, List])
}

/** What the window may send as the formatted text of a mail. */
export const MailDocument: z.ZodType<Document, Document> = z
  .strictObject({ type: z.literal('doc'), content: z.array(blocks(DEPTH_AT_MOST)).max(PARTS_AT_MOST) })
  .refine((document) => lengthOf(document) <= MAIL_TEXT_AT_MOST, { error: 'too-long' })
