import { PHRASE_LANGUAGES, type Phrase, type PhraseLanguage, type Phrases } from '../../../src-shared/phrases'
import { framed, soughtForm } from './sentences'

/** The phrase sets, ready to be looked up in. */
export interface PhraseBook {
  readonly languages: readonly PhraseLanguage[]
  readonly size: number
  /**
   * The phrase that says this in the other language, with the ending of the text; null where none does.
   * @param from empty where the language of the text is not known: then every language is looked in
   */
  readonly find: (from: string, to: string, text: string) => string | null
}

/** Makes the phrase sets findable by the compared form of each phrase (K8). */
export function phraseBook({ sets }: Pick<Phrases, 'sets'>): PhraseBook {
  const phrases = sets.flatMap((set) => set.phrases)
  const byForm = new Map(PHRASE_LANGUAGES.map((language) => [language, byFormIn(language, phrases)]))
  const known = (code: string): PhraseLanguage | undefined =>
    PHRASE_LANGUAGES.find((language) => language === code)

  function candidates(language: PhraseLanguage, text: string): readonly Phrase[] {
    return byForm.get(language)?.get(soughtForm(text)) ?? []
  }

  return {
    languages: PHRASE_LANGUAGES,
    size: phrases.length,
    find: (from, to, text) => {
      const target = known(to)
      if (target === undefined) return null
      const source = known(from)
      // A text of unknown language that is a phrase of the target language says what it should already.
      if (from === '' && candidates(target, text).length > 0) return text
      const sources = from === '' ? PHRASE_LANGUAGES : source === undefined ? [] : [source]
      for (const language of sources) {
        const found = candidates(language, text)
        const phrase = found.find((each) => each[language] === text) ?? found[0]
        if (phrase !== undefined) {
          return framed(text, { original: phrase[language], translation: phrase[target] })
        }
      }
      return null
    },
  }
}

function byFormIn(language: PhraseLanguage, phrases: readonly Phrase[]): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>()
  for (const phrase of phrases) {
    const form = soughtForm(phrase[language])
    found.set(form, [...(found.get(form) ?? []), phrase])
  }
  return found
}
