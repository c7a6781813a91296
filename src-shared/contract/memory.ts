import { z } from 'zod'
import { translation } from '../entities/translation'
import { FileToken, Nothing, Page } from './common'
import { query, task } from './define'
import { BelongsTo } from './translation'

const fields = translation.schema.shape

/** Translations of a file that are of no use here, by why. */
export const LEFT_OUT = [
  'alert-unknown',
  'alert-blocked',
  'authority-unknown',
  'authority-removed',
  'language-unknown',
  'same-language',
  'no-word',
  'too-long',
  'one-language',
] as const
export type LeftOut = (typeof LEFT_OUT)[number]

export const TAKING_OUTCOMES = ['new', 'update', 'unchanged', 'left-out'] as const

/** What taking over one translation of a file would do. */
export const PlannedTranslation = z.strictObject({
  outcome: z.enum(TAKING_OUTCOMES),
  from: z.string(),
  to: z.string(),
  original: z.string(),
  translation: z.string(),
  /** What is kept here in its place, where that differs. */
  here: z.string().nullable(),
  keptAt: fields.keptAt.nullable(),
  of: BelongsTo.nullable(),
  why: z.enum(LEFT_OUT).nullable(),
})
export type PlannedTranslation = z.infer<typeof PlannedTranslation>

const Counts = z.strictObject({ new: z.int(), update: z.int(), unchanged: z.int(), 'left-out': z.int() })

const FILE_REFUSALS = [
  'memory-file-too-large',
  'memory-file-wrong-kind',
  'memory-file-encoding',
  'memory-file-broken',
  'file-unknown',
] as const

/** How the names of files end that hold a translation memory. */
const EXTENSIONS = ['tmx'] as const

/** The translation memory as a file: from one PC to the other (K8). */
export const memory = {
  /** How many translations a file would hold; none of alerts whose data is blocked. */
  'memory.exportable': query({
    who: 'helpdesk',
    place: 'worker',
    input: Nothing,
    /** `free`: of nobody's text; `linked`: of texts of alerts and authorities. */
    output: z.strictObject({ free: z.int(), linked: z.int() }),
  }),
  /** Writes the translation memory as a TMX file. */
  'memory.export': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    /** Whether what belongs to alerts and authorities goes along. */
    input: z.strictObject({ linked: z.boolean() }),
    output: z.strictObject({ translations: z.int(), fileName: z.string() }),
    refusals: ['memory-empty'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: EXTENSIONS, suggested: 'translation-memory' },
  }),
  /** Reads a file, and says what taking it over would do. */
  'memory.open': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: Nothing,
    output: z.strictObject({ file: FileToken, fileName: z.string(), hash: z.string(), counts: Counts }),
    refusals: FILE_REFUSALS,
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open', extensions: EXTENSIONS },
  }),
  /** The same for a file that is open, once the store has changed. */
  'memory.plan': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ file: FileToken }),
    output: z.strictObject({ hash: z.string(), counts: Counts }),
    refusals: FILE_REFUSALS,
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'known' },
  }),
  /** Returns a page of the planned translations. */
  'memory.planRows': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({ file: FileToken, show: z.enum([...TAKING_OUTCOMES, 'all']), page: Page }),
    output: z.strictObject({ rows: z.array(PlannedTranslation), total: z.int() }),
  }),
  /** Takes over what the preview showed: all of it, as one unit. */
  'memory.import': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({ file: FileToken, hash: z.string() }),
    output: z.strictObject({ added: z.int(), updated: z.int() }),
    refusals: [...FILE_REFUSALS, 'plan-changed', 'nothing-to-take'],
    backupFirst: true,
    undo: 'inverse',
    file: { use: 'known' },
  }),
}

export type FileRefusal = (typeof FILE_REFUSALS)[number]
