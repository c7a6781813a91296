import type { SentenceMarks } from '../../../src-shared/phrases'
import { fold } from '../folding'

/** A piece of a text that is translated on its own, and the blanks and line breaks behind it. */
export interface Sentence {
  readonly text: string
  readonly after: string
}

/**
 * Splits a text into its sentences; put together again, texts and what stands behind them are the text (K8). A line
 * break ends a sentence; the full stop of an abbreviation, or of an ordinal in languages that write them so, does not.
 * @param language of the text, empty where it is not known
 */
export function sentencesOf(text: string, language: string, marks: SentenceMarks): Sentence[] {
  const abbreviations = new Set(marks.abbreviations)
  const ordinals = marks.ordinals.includes(language)
  const segmenter = new Intl.Segmenter(language === '' ? 'en' : language, { granularity: 'sentence' })
  const pieces: string[] = []
  for (const line of text.split(/(?<=\n)/)) {
    let open = false
    for (const { segment } of segmenter.segment(line)) {
      if (open) pieces.push(`${pieces.pop() ?? ''}${segment}`)
      else pieces.push(segment)
      open = goesOn(pieces.at(-1) ?? '', abbreviations, ordinals)
    }
  }
  return pieces.reduce<Sentence[]>((sentences, piece) => {
    const body = piece.trimEnd()
    const last = sentences.at(-1)
    if (body === '' && last !== undefined) {
      sentences[sentences.length - 1] = { text: last.text, after: last.after + piece }
    } else sentences.push({ text: body, after: piece.slice(body.length) })
    return sentences
  }, [])
}

/** Whether a piece ends in a full stop that ends no sentence. */
function goesOn(piece: string, abbreviations: ReadonlySet<string>, ordinals: boolean): boolean {
  if (piece.endsWith('\n')) return false
  const word = /(?:^|[\s("„«[/-])([^\s("„«[]+)\.\s*$/u.exec(piece)?.[1]?.toLowerCase()
  if (word === undefined) return false
  // One letter is an initial or a part of “z. B.”.
  if (/^\p{L}$/u.test(word) || abbreviations.has(word)) return true
  return ordinals && /^\d{1,2}$/.test(word)
}

/** What changes the meaning of a sentence without being a letter: a question, an amount, a sign, a decimal point. */
const SIGNS = /[?%€$£<>=+]|-(?=\d)|(?<=\d)[.,](?=\d)/g

/**
 * The form in which sentences are compared: case, accents, punctuation and the kind of blanks do not count, but a
 * question is no statement and -5 is not 5. Empty for a text without letters and digits.
 */
export function soughtForm(text: string): string {
  const folded = fold(text)
  const signs = text.match(SIGNS)?.join('') ?? ''
  return folded === '' || signs === '' ? folded : `${folded} ${signs}`
}

const BULLET = /^[-–—•*·]\s+/u
const ENDING = /[.!?…:;,]+$/u

/** A translation that was found by its compared form, with the bullet and the ending of the sentence that was sought. */
export function framed(sought: string, found: { original: string; translation: string }): string {
  if (sought === found.original) return found.translation
  const bullet = BULLET.exec(sought)?.[0] ?? ''
  const ending = ENDING.exec(sought)?.[0] ?? ''
  return `${bullet}${found.translation.replace(BULLET, '').replace(ENDING, '')}${ending}`
}
