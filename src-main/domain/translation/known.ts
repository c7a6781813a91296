import type { TranslatedSentence } from '../../../src-shared/contract/translation'
import type { Translation } from '../../../src-shared/entities/translation'
import type { SentenceMarks } from '../../../src-shared/phrases'
import type { Actor } from '../context'
import { bestEntry } from './memory'
import type { PhraseBook } from './phrase-book'
import { framed, sentencesOf, soughtForm } from './sentences'

/** What is looked up while a text is translated. */
export interface TranslateFacts {
  readonly phrases: PhraseBook
  readonly marks: SentenceMarks
  /** Entries of the memory with this compared form. */
  readonly memory: (folded: string) => readonly Translation[]
}

/**
 * Translates what is known without a machine (K8). A text that was corrected as a whole is one sentence; else each
 * sentence is translated by the first way that knows it: what operators corrected, then the phrases of this product,
 * since who corrects a phrase wants the correction. What nobody knows stays as it is and says so.
 */
export function translateKnown(
  facts: TranslateFacts,
  wanted: { readonly text: string; readonly from: string; readonly to: string },
  actor: Pick<Actor, 'operatorId'>,
): TranslatedSentence[] {
  const remembered = (text: string): string | null => {
    const form = soughtForm(text)
    if (form === '') return null
    const entry = bestEntry(facts.memory(form), { ...wanted, text }, actor)
    return entry === null ? null : framed(text, entry)
  }
  const whole = remembered(wanted.text)
  if (whole !== null) return [sentence(wanted.text, '', whole, 'memory')]
  return sentencesOf(wanted.text, wanted.from, facts.marks).map(({ text, after }) => {
    // Rows of dashes and the like say the same in every language.
    if (soughtForm(text) === '') return sentence(text, after, text, 'phrase')
    const kept = remembered(text)
    if (kept !== null) return sentence(text, after, kept, 'memory')
    const phrase = facts.phrases.find(wanted.from, wanted.to, text)
    return phrase === null ? sentence(text, after, text, 'none') : sentence(text, after, phrase, 'phrase')
  })
}

function sentence(
  original: string,
  after: string,
  translation: string,
  way: TranslatedSentence['way'],
): TranslatedSentence {
  return { original, translation, way, pack: null, after }
}
