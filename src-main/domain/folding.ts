import table from '../../resources/catalogue/folding.json'

/** One way to write letters in lower-case ASCII: single letters, and pairs that stand for something of their own. */
interface Scheme {
  /** Written form by UTF-16 unit, filled on first use: a blank separates words, an empty text leaves no trace. */
  readonly written: (string | undefined)[]
  /** Keys of the digraph table by UTF-16 unit, filled on first use. */
  readonly keys: (string | undefined)[]
  readonly letters: ReadonlyMap<string, string>
  readonly digraphs: ReadonlyMap<string, string>
  /** Units that begin a digraph, as keys (small, without accent). */
  readonly firsts: ReadonlySet<string>
}

function scheme(letters: Record<string, string>, digraphs: Record<string, string>): Scheme {
  const firsts = new Set(Object.keys(digraphs).map((pair) => pair.charAt(0)))
  return {
    written: [],
    keys: [],
    letters: new Map(Object.entries(letters)),
    digraphs: new Map(Object.entries(digraphs)),
    firsts,
  }
}

const { latin, greek, cyrillic } = table.letters
const baseLetters = { ...latin, ...greek, ...cyrillic }
const BASE = scheme(baseLetters, table.digraphs)
const ALTERNATIVES = table.alternatives.map((other) =>
  scheme(
    { ...baseLetters, ...(other.letters as Record<string, string>) },
    { ...table.digraphs, ...(other.digraphs as Record<string, string>) },
  ),
)

const isMark = (unit: number) => unit >= 0x300 && unit <= 0x36f
const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** Keeps letters and digits, drops marks, and makes one blank of whatever else stands between them. */
function lettersOnly(text: string): string {
  return text
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The key under which tables know a letter: small, and without accent unless the table knows the accented one. */
function keyOf(letter: string, { letters }: Scheme): string {
  const small = letter.toLowerCase()
  return letters.has(small)
    ? small
    : small
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
}

/** Writes one character. Compatibility forms can hide further ones (`ﬃ`, `㎏`), so it goes on until nothing changes. */
function write(letter: string, how: Scheme): string {
  const direct = how.letters.get(letter.toLowerCase())
  if (direct !== undefined) return direct
  if (/^\p{M}+$/u.test(letter)) return ''
  let result = letter
  for (let round = 0; round < 4; round += 1) {
    let next = ''
    for (const part of lettersOnly(result.normalize('NFKD').toLowerCase()).normalize('NFC')) {
      next += how.letters.get(part) ?? lettersOnly(part.normalize('NFKD'))
    }
    if (next === result) break
    result = next
  }
  return result === '' ? ' ' : result
}

/** Called for each piece: its written form and the range of UTF-16 units it stands for. */
type Emit = (written: string, start: number, end: number) => void

/** Walks over a text and says how each piece of it is written. */
function walk(text: string, how: Scheme, emit: Emit): void {
  const { written } = how
  let at = 0
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    let end = at + 1
    if (unit > 127) {
      if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(end))) end += 1
      while (isMark(text.charCodeAt(end))) end += 1
    } else if (isMark(text.charCodeAt(end))) {
      while (isMark(text.charCodeAt(end))) end += 1
    }
    if (end - at === 1) {
      const digraph = unit > 127 ? digraphAt(text, at, how) : undefined
      if (digraph !== undefined) {
        emit(digraph.written, at, digraph.end)
        at = digraph.end
        continue
      }
      emit((written[unit] ??= write(text.charAt(at), how)), at, end)
    } else {
      const whole = text.slice(at, end)
      const composed = whole.normalize('NFC')
      const digraph =
        composed.length === 1 ? digraphAt(composed + text.slice(end, end + 4), 0, how) : undefined
      if (digraph !== undefined) end += digraph.end - 1
      // A letter the tables know with its accent stays that letter under further marks, as it was before they came.
      emit(digraph?.written ?? write(String.fromCodePoint(composed.codePointAt(0) ?? 0), how), at, end)
    }
    at = end
  }
}

/** The digraph that begins here, if one does; `end` is behind its second letter and that letter's marks. */
function digraphAt(text: string, at: number, how: Scheme): { written: string; end: number } | undefined {
  const first = (how.keys[text.charCodeAt(at)] ??= keyOf(text.charAt(at), how))
  if (!how.firsts.has(first)) return undefined
  let end = at + 2
  let second = text.charAt(at + 1)
  while (isMark(text.charCodeAt(end))) end += 1
  if (end > at + 2) second = text.slice(at + 1, end).normalize('NFC')
  if (second.length !== 1) return undefined
  const pair = how.digraphs.get(first + (how.keys[second.charCodeAt(0)] ??= keyOf(second, how)))
  return pair === undefined ? undefined : { written: pair, end }
}

function foldBy(text: string, how: Scheme): string {
  let folded = ''
  let separated = false
  walk(text, how, (written) => {
    if (written === ' ') {
      separated = folded !== ''
    } else if (written !== '') {
      folded += separated ? ` ${written}` : written
      separated = false
    }
  })
  return folded
}

const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/
const ASCII = /^[\x00-\x7f]*$/

/**
 * Writes a text the way the search compares it: small ASCII letters and digits, words parted by single blanks.
 * Accents go, special letters of the Latin script, Greek and Cyrillic are transliterated; letters of other scripts
 * stay. The start of a text folds to the start of its folded form, so typing more never loses a hit (N6).
 */
export function fold(text: string): string {
  const small = text.toLowerCase()
  if (PLAIN.test(small)) return small
  if (!ASCII.test(text)) return foldBy(text, BASE)
  return small.replace(/[^a-z0-9]+/g, ' ').trim()
}

/** The folded words of a text; none for a text without letters and digits. */
export function foldWords(text: string): string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ')
}

/**
 * Further forms of the words that people type: `behoerde` for Behörde, `aarhus` for Århus, `nafplio` for Ναύπλιο.
 * Only words that differ from those of `fold`; none for plain ASCII.
 */
export function foldVariants(text: string): string[] {
  if (ASCII.test(text)) return []
  const known = new Set(foldWords(text))
  const further = new Set<string>()
  for (const how of ALTERNATIVES) {
    for (const word of foldBy(text, how).split(' ')) if (word !== '' && !known.has(word)) further.add(word)
  }
  return [...further]
}

/** A range of UTF-16 units of the original text, end exclusive. */
export type Hit = [start: number, end: number]

/** Letters a query word must have to be found inside words. */
const INSIDE_FROM = 3

/** A folded text with the place each of its units comes from. */
interface Mapped {
  readonly folded: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

function mapped(text: string, how: Scheme): Mapped {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  walk(text, how, (written, start, end) => {
    if (written === '' && ends.length > 0) ends[ends.length - 1] = end
    for (let index = 0; index < written.length; index += 1) {
      starts.push(start)
      ends.push(end)
    }
    folded += written
  })
  return { folded, starts, ends }
}

function collect(where: Mapped, word: string, inside: boolean, hits: Hit[]): void {
  const { folded, starts, ends } = where
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
    const atStart = at === 0 || folded.charAt(at - 1) === ' '
    const start = starts[at]
    const end = ends[at + word.length - 1]
    if ((atStart || inside) && start !== undefined && end !== undefined) hits.push([start, end])
  }
}

/**
 * Where the words of a query stand in a text, to highlight them: sorted ranges that do not overlap.
 * @param original the text as it is shown
 * @param words folded words, as `foldWords` gives them
 * @param options.inside also inside words, for query words of three letters and more
 */
export function findHits(
  original: string,
  words: readonly string[],
  options: { inside?: boolean } = {},
): Hit[] {
  const sought = words.filter((word) => word !== '')
  if (sought.length === 0) return []
  const hits: Hit[] = []
  for (const how of ASCII.test(original) ? [BASE] : [BASE, ...ALTERNATIVES]) {
    const where = mapped(original, how)
    for (const word of sought) {
      collect(where, word, options.inside === true && word.length >= INSIDE_FROM, hits)
    }
  }
  return merged(hits)
}

function merged(hits: Hit[]): Hit[] {
  const result: Hit[] = []
  for (const hit of hits.sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    const last = result.at(-1)
    if (last !== undefined && hit[0] < last[1]) last[1] = Math.max(last[1], hit[1])
    else result.push([hit[0], hit[1]])
  }
  return result
}
