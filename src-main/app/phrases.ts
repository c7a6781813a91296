import acts from '../../resources/phrases/acts.json'
import alerts from '../../resources/phrases/alerts.json'
import correspondence from '../../resources/phrases/correspondence.json'
import keywords from '../../resources/phrases/keywords.json'
import marks from '../../resources/phrases/sentence-marks.json'
import modules from '../../resources/phrases/modules.json'
import professions from '../../resources/phrases/professions.json'
import { parsePhrases, type SentenceMarks } from '../../src-shared/phrases'
import { phraseBook, type PhraseBook } from '../domain/translation/phrase-book'

interface BuiltIn {
  readonly book: PhraseBook
  readonly marks: SentenceMarks
}

let checked: BuiltIn | null = null

/**
 * The phrase sets that come with the program (K8), checked when they are asked for first: few questions need them. A
 * fault in them is a bug of the release, so it throws.
 */
export function phrases(): BuiltIn {
  if (checked !== null) return checked
  const parsed = parsePhrases({
    sets: [modules, acts, alerts, keywords, professions, correspondence],
    marks,
  })
  if (!parsed.ok) throw new Error(`The phrases are not valid: ${JSON.stringify(parsed.refusal.params)}`)
  checked = { book: phraseBook(parsed.value), marks: parsed.value.marks }
  return checked
}
