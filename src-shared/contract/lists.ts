import { z } from 'zod'
import { FIELDS_OF_KIND, LIST_KINDS, ROW_CHOICES } from '../entities/list-fields'
import { AuthorityId } from '../ids'
import { text } from '../text'
import { FileToken, Nothing, Page } from './common'
import { query, task } from './define'

const Columns = z
  .array(z.enum([...new Set(LIST_KINDS.flatMap((kind) => FIELDS_OF_KIND[kind]))]).nullable())
  .max(200)

/** What the list holds, which field each column fills, by position, and what stands for the whole list. */
export const ListMapping = z.strictObject({
  kind: z.enum(LIST_KINDS),
  columns: Columns,
  /** Name of the source, part of every external id. */
  source: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** For lists without a column for it. */
  memberState: text(2),
  /** Makes this authority the Access manager of every authority that the list adds (P9). */
  accessManager: AuthorityId.nullable(),
})
export type ListMapping = z.infer<typeof ListMapping>

const RowDecisions = z.array(z.strictObject({ line: z.int(), choice: z.enum(ROW_CHOICES) })).max(20_000)
export type RowDecisions = z.infer<typeof RowDecisions>

export const ROW_OUTCOMES = ['new', 'update', 'unchanged', 'question', 'error'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

/** A value as the preview shows it: a text, or the members of a set. */
const Shown = z.union([z.string(), z.array(z.string())])

const CellRemark = z.strictObject({
  column: z.string(),
  value: z.string(),
  code: z.string(),
})

export const PlannedRow = z.strictObject({
  line: z.int(),
  outcome: z.enum(ROW_OUTCOMES),
  /** What the row is about, in words. */
  subject: z.string(),
  authorityId: AuthorityId.nullable(),
  changes: z.array(z.strictObject({ field: z.string(), before: Shown, after: Shown })),
  errors: z.array(CellRemark),
  warnings: z.array(CellRemark),
  likelyDuplicates: z.array(z.string()),
  /** Asked of a person: whether the row is about this known authority. */
  question: z.strictObject({ known: z.string(), choice: z.enum(ROW_CHOICES).nullable() }).nullable(),
})
export type PlannedRow = z.infer<typeof PlannedRow>

const Counts = z.strictObject({
  new: z.int(),
  update: z.int(),
  unchanged: z.int(),
  question: z.int(),
  error: z.int(),
  warnings: z.int(),
  likelyDuplicates: z.int(),
})

/** How the names of files end that can hold a list. */
export const LIST_EXTENSIONS = ['csv', 'tsv', 'txt', 'xlsx'] as const

const LIST_REFUSALS = [
  'list-empty',
  'list-too-large',
  'list-not-readable',
  'list-no-header',
  'list-wrong-kind',
  'file-unknown',
] as const

export const lists = {
  /** Opens a list and suggests what each column means. */
  'lists.open': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({}),
    output: z.strictObject({
      file: FileToken,
      fileName: z.string(),
      encoding: z.string(),
      separator: z.string(),
      columns: z.array(z.string()),
      rowCount: z.int(),
      sample: z.array(z.array(z.string())),
      suggested: ListMapping,
      /** What the columns would mean in each kind of list. */
      columnsOf: z.record(z.enum(LIST_KINDS), Columns),
    }),
    refusals: LIST_REFUSALS,
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open', extensions: LIST_EXTENSIONS },
  }),
  /** A list that the operating system handed over ('Open with', command line): `lists.open` takes it without asking. */
  'lists.given': query({
    who: 'signed-in',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ fileName: z.string().nullable() }),
  }),
  /** Plans an import: what each row would do, without writing anything. */
  'lists.plan': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ file: FileToken, mapping: ListMapping, decisions: RowDecisions.default([]) }),
    output: z.strictObject({ hash: z.string(), counts: Counts }),
    refusals: [
      ...LIST_REFUSALS,
      'list-no-name-column',
      'list-no-user-name-column',
      'list-no-access-columns',
      'access-manager-not-possible',
    ],
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'known' },
  }),
  /** Returns a page of the planned rows. */
  'lists.planRows': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({
      file: FileToken,
      show: z.enum([...ROW_OUTCOMES, 'warnings', 'duplicates', 'all']),
      page: Page,
    }),
    output: z.strictObject({ rows: z.array(PlannedRow), total: z.int() }),
  }),
  /** Imports the planned rows in one unit. Refused if the plan has changed. */
  'lists.apply': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({
      file: FileToken,
      mapping: ListMapping,
      decisions: RowDecisions.default([]),
      hash: z.string(),
      /** All rows or none; otherwise the valid ones, and the failed ones can be saved as a file. */
      allOrNothing: z.boolean(),
    }),
    output: z.strictObject({
      unit: z.string().nullable(),
      added: z.int(),
      updated: z.int(),
      failed: z.int(),
    }),
    refusals: [
      ...LIST_REFUSALS,
      'list-no-name-column',
      'list-no-user-name-column',
      'list-no-access-columns',
      'access-manager-not-possible',
      'plan-changed',
      'list-has-errors',
      'list-has-questions',
      'nothing-to-import',
    ],
    backupFirst: true,
    undo: 'inverse',
    file: { use: 'known' },
  }),
  /** Writes the rows that cannot be imported, each with its reasons, as a list to correct. */
  'lists.saveFailed': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ plan: FileToken }),
    output: z.strictObject({ rows: z.int(), fileName: z.string() }),
    refusals: ['file-unknown'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['csv'], suggested: 'rows-to-correct' },
  }),
}
