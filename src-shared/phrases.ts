import { z } from 'zod'
import { LanguageCode } from './entities/translation'
import { requiredText } from './text'
import { ok, refuse, type Result } from './result'

/** The languages of the phrase sets that come with the program. */
export const PHRASE_LANGUAGES = ['en', 'fr', 'de', 'ro'] as const
export type PhraseLanguage = (typeof PHRASE_LANGUAGES)[number]

const said = requiredText(400)

/** One term or sentence in every language of the sets. */
const Phrase = z.strictObject({ en: said, fr: said, de: said, ro: said })
export type Phrase = z.infer<typeof Phrase>

/** A file of phrases of one field. */
const PhraseSet = z.strictObject({ about: requiredText(200), phrases: z.array(Phrase).min(1) })

/** How texts are split into sentences. */
const SentenceMarks = z.strictObject({
  /** Words whose full stop ends no sentence, in small letters and without it. */
  abbreviations: z.array(z.string().regex(/^[^\s.]+(\.[^\s.]+)*$/)),
  /** Languages in which a full stop after a number makes it an ordinal. */
  ordinals: z.array(LanguageCode),
})
export type SentenceMarks = z.infer<typeof SentenceMarks>

const Phrases = z.strictObject({ sets: z.array(PhraseSet), marks: SentenceMarks })
export type Phrases = z.infer<typeof Phrases>

/** Checks the files of the phrase sets; the refusal names the first place that is wrong. */
export function parsePhrases(files: unknown): Result<Phrases, 'phrases-not-valid'> {
  const parsed = Phrases.safeParse(files)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return refuse('phrases-not-valid', { at: issue?.path.join('.') ?? '', why: issue?.message ?? '' })
}
