import { z } from 'zod'
import { LanguageCode, LONGEST_TRANSLATED, translation } from '../entities/translation'
import { AlertId, AuthorityId, TranslationId } from '../ids'
import { requiredText, text } from '../text'
import { AuthorityMention, Nothing, Page } from './common'
import { command, query, task } from './define'

const READS_ONLY = { never: 'undo.never.reads-only' }
const PACK = { never: 'undo.never.pack' }
const fields = translation.schema.shape

/** What is to be translated. */
const Wanted = z.strictObject({
  text: requiredText(LONGEST_TRANSLATED),
  /** The language of the text; empty where nobody knows it. */
  from: fields.from,
  to: LanguageCode,
})

/** Whose text it is that is translated: the translation goes with it when its personal data is erased. */
const TextOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alert'), id: AlertId }),
  z.strictObject({ kind: z.literal('authority'), id: AuthorityId }),
])
export type TextOf = z.infer<typeof TextOf>

/**
 * Which way a sentence was translated: by a phrase of this product, by what an operator corrected, by a machine; `none`
 * where nothing knows it and the original stands in its place.
 */
export const TranslationWay = z.enum(['phrase', 'memory', 'machine', 'none'])
export type TranslationWay = z.infer<typeof TranslationWay>

const TranslatedSentence = z.strictObject({
  original: z.string(),
  translation: z.string(),
  way: TranslationWay,
  /** The packs that translated it, by name, where a machine did. */
  pack: z.string().nullable(),
  /** What stands between this sentence and the next one: blanks and line breaks. */
  after: z.string(),
})
export type TranslatedSentence = z.infer<typeof TranslatedSentence>

/** Why sentences that no phrase and no correction knows were not given to a machine. */
export const WithoutMachine = z.enum(['no-pack', 'language-unknown', 'pack-damaged', 'engine-failed'])
export type WithoutMachine = z.infer<typeof WithoutMachine>

/** A model pack on this PC. */
const InstalledPack = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  from: LanguageCode,
  to: LanguageCode,
  bytes: z.int(),
  /** A file of it is missing or has another size than it should: it is not used. */
  damaged: z.boolean(),
})
export type InstalledPack = z.infer<typeof InstalledPack>

const IMPORT_REFUSALS = [
  'pack-not-readable',
  'pack-description-missing',
  'pack-description-wrong',
  'pack-file-missing',
  'pack-file-wrong',
  'pack-too-large',
] as const

/** Whose text a kept translation translates, by name. */
export const BelongsTo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alert'), id: AlertId, number: z.string() }),
  z.strictObject({ kind: z.literal('authority'), authority: AuthorityMention }),
])
export type BelongsTo = z.infer<typeof BelongsTo>

const MemoryEntry = z.strictObject({
  entry: translation.schema,
  /** Empty where it came from a file, kept by nobody of this store. */
  keptByName: z.string(),
  /** Whose text it translates; null where it is a phrase of nobody's. */
  of: BelongsTo.nullable(),
  /** Whether the operator at work may correct and remove it. */
  mine: z.boolean(),
})
export type MemoryEntry = z.infer<typeof MemoryEntry>

export const translations = {
  /** Translates a free text, sentence by sentence, on this PC alone (K8). */
  'translation.translate': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    input: Wanted,
    output: z.strictObject({
      sentences: z.array(TranslatedSentence),
      without: WithoutMachine.nullable(),
    }),
    refusals: ['translation-same-language'],
    undo: READS_ONLY,
    readsOnly: true,
  }),
  /** What phrases and memory know of a text. */
  'translation.known': query({
    who: 'program',
    input: Wanted,
    output: z.strictObject({ sentences: z.array(TranslatedSentence) }),
  }),
  /** Languages between which phrases of this product are translated, with their number. */
  'translation.phrases': query({
    who: 'signed-in',
    input: Nothing,
    output: z.strictObject({ languages: z.array(LanguageCode), phrases: z.int() }),
  }),
  /**
   * The translation memory: of everybody for the Helpdesk, else what the operator at work kept; the newest first. What
   * belongs to an alert whose data is blocked is left out.
   */
  'translation.memory': query({
    who: 'rule',
    input: z.strictObject({ text: text(200), page: Page }),
    output: z.strictObject({ entries: z.array(MemoryEntry), total: z.int() }),
  }),
  /** Keeps the operator's translation of a sentence, or of a whole text, in the memory. */
  'translation.remember': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({
      from: fields.from,
      to: fields.to,
      original: fields.original,
      translation: fields.translation,
      of: TextOf.nullable(),
    }),
    /** `replaced`: what was kept in its place before. */
    output: z.strictObject({ id: TranslationId, replaced: z.string().nullable() }),
    refusals: [
      'translation-same-language',
      'translation-not-sought',
      'nothing-changed',
      'alert-unknown',
      'translation-withheld',
      'authority-unknown',
      'authority-removed',
    ],
    undo: 'inverse',
  }),
  /** Removes a translation from the memory. */
  'translation.forget': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ id: TranslationId }),
    output: Nothing,
    refusals: ['translation-unknown', 'helpdesk-only'],
    undo: 'inverse',
  }),
  /** The model packs on this PC. */
  'translation.packs': query({
    who: 'signed-in',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ packs: z.array(InstalledPack) }),
  }),
  /** Takes a model pack over from a ZIP file. */
  'translation.importPack': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ pack: InstalledPack, replaced: z.boolean() }),
    refusals: IMPORT_REFUSALS,
    undo: PACK,
    file: { use: 'open', extensions: ['zip'] },
  }),
  /** As `translation.importPack`, from a folder that holds the same files. */
  'translation.importPackFolder': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ pack: InstalledPack, replaced: z.boolean() }),
    refusals: IMPORT_REFUSALS,
    undo: PACK,
    file: { use: 'open-folder' },
  }),
  /** Removes a model pack from this PC. */
  'translation.removePack': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
    output: Nothing,
    refusals: ['pack-unknown'],
    undo: PACK,
  }),
}
