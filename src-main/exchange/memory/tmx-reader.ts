import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { PROPS } from './tmx-writer'

/** A text of a translation unit, in one language. */
export interface TmxText {
  /** As the file names it: `de`, `EN-GB`. */
  readonly language: string
  /** In composed form, trimmed. */
  readonly text: string
}

/** A translation unit: the same text in several languages. What the file does not tell is empty. */
export interface TmxUnit {
  readonly id: string
  readonly changedBy: string
  /** `20261127T223000Z` */
  readonly changedAt: string
  readonly sourceLanguage: string
  readonly props: Readonly<Record<string, string>>
  readonly texts: readonly TmxText[]
}

export const TMX_CAPS = { bytes: 64 * 1024 * 1024, units: 100_000, texts: 100, depth: 40 } as const

/** Read at a time; between them it is looked whether the operator cancelled. */
const SLICE = 256 * 1024

/** Codes of another program inside a text: its formatting, no words. */
const CODES = new Set(['bpt', 'ept', 'it', 'ph', 'ut'])

const KNOWN_PROPS = new Set<string>(Object.values(PROPS))

type Refusal = 'memory-file-wrong-kind' | 'memory-file-broken' | 'memory-file-too-large'

/** Ends the reading of a file. */
class Unreadable extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal)
    this.refusal = refusal
  }
}

interface OpenUnit {
  readonly unit: Omit<TmxUnit, 'texts' | 'props'>
  readonly props: Record<string, string>
  readonly texts: TmxText[]
}

/** Puts translation units together out of what the parser meets. */
class UnitBuilder {
  readonly units: TmxUnit[] = []
  /** Whether it is a TMX file at all. */
  began = false
  private sourceLanguage = ''
  private open: OpenUnit | null = null
  private language = ''
  private readonly path: string[] = []
  /** The text that is being read: of a `seg`, or of a `prop`; null elsewhere. */
  private text: string | null = null
  private prop = ''
  /** How deep it is inside codes of another program. */
  private codes = 0

  opened({ name, attributes }: SaxesTagPlain): void {
    if (this.path.length === 0 && name !== 'tmx') throw new Unreadable('memory-file-wrong-kind')
    this.began = true
    if (this.path.length >= TMX_CAPS.depth) throw new Unreadable('memory-file-broken')
    this.path.push(name)
    if (name === 'header') this.sourceLanguage = attributes['srclang'] ?? ''
    else if (name === 'tu') this.begin(attributes)
    else if (name === 'tuv') this.language = attributes['xml:lang'] ?? attributes['lang'] ?? ''
    else if (name === 'seg') this.text = ''
    else if (name === 'prop') {
      this.prop = attributes['type'] ?? ''
      // Properties of a language's text are none of the unit.
      this.text = this.path.at(-2) === 'tu' && KNOWN_PROPS.has(this.prop) ? '' : null
    } else if (CODES.has(name)) this.codes += 1
  }

  said(text: string): void {
    if (this.text !== null && this.codes === 0) this.text += text
  }

  closed(name: string): void {
    this.path.pop()
    if (CODES.has(name)) this.codes -= 1
    else if (name === 'prop') this.endProp()
    else if (name === 'seg') this.endText()
    else if (name === 'tu') this.endUnit()
  }

  private begin(attributes: Readonly<Record<string, string>>): void {
    if (this.units.length >= TMX_CAPS.units) throw new Unreadable('memory-file-too-large')
    this.open = {
      unit: {
        id: attributes['tuid'] ?? '',
        changedBy: attributes['changeid'] ?? '',
        changedAt: attributes['changedate'] ?? attributes['creationdate'] ?? '',
        sourceLanguage: attributes['srclang'] ?? this.sourceLanguage,
      },
      props: {},
      texts: [],
    }
  }

  private endProp(): void {
    if (this.text !== null && this.open !== null) this.open.props[this.prop] = this.text.trim()
    this.text = null
  }

  private endText(): void {
    const text = (this.text ?? '').normalize('NFC').trim()
    this.text = null
    if (this.open === null) return
    if (this.open.texts.length >= TMX_CAPS.texts) throw new Unreadable('memory-file-broken')
    this.open.texts.push({ language: this.language, text })
  }

  private endUnit(): void {
    if (this.open !== null)
      this.units.push({ ...this.open.unit, props: this.open.props, texts: this.open.texts })
    this.open = null
  }
}

/**
 * Reads the translation units of a TMX file, of whatever version and program. A description of its type is passed over,
 * nothing it names is fetched, and no entity is expanded but those of XML itself.
 * @param goesOn asked now and then with the part that is read, 0 to 1; where it says no, reading ends with null
 * @returns refused: no TMX, not well-formed (`line`), more than `TMX_CAPS`
 */
export function readTmx(xml: string, goesOn: (part: number) => boolean): Result<TmxUnit[], Refusal> | null {
  const parser = new SaxesParser()
  const builder = new UnitBuilder()
  parser.on('opentag', (tag) => {
    builder.opened(tag)
  })
  parser.on('text', (text) => {
    builder.said(text)
  })
  parser.on('cdata', (text) => {
    builder.said(text)
  })
  parser.on('closetag', ({ name }) => {
    builder.closed(name)
  })
  parser.on('error', () => {
    throw new Unreadable('memory-file-broken')
  })
  try {
    for (let at = 0; at < xml.length; at += SLICE) {
      if (!goesOn(at / xml.length)) return null
      parser.write(xml.slice(at, at + SLICE))
    }
    parser.close()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    if (!builder.began) return refuse('memory-file-wrong-kind')
    return error.refusal === 'memory-file-broken'
      ? refuse('memory-file-broken', { line: parser.line })
      : refuse(error.refusal, TMX_CAPS_TOLD)
  }
  return ok(builder.units)
}

/** What a file may hold, for people. */
export const TMX_CAPS_TOLD = { megabytes: TMX_CAPS.bytes / 1024 / 1024, units: TMX_CAPS.units }
