import { Email } from '../../../src-shared/entities/authority'
import { isStorable } from '../../../src-shared/text'
import type { Instant } from '../../../src-shared/time'
import type { V6Error, V6File, V6Warning } from '../../../src-shared/v6'
import { dayText } from '../lists/values'
import type { Findings } from './findings'
import type { Table, TableRow } from './tables'

/** An identifier of V6 is a short word; it becomes part of the authority's identifiers in other sources. */
const ID = /^[A-Za-z0-9._/-]{1,60}$/

const BETWEEN = '|'

/** The cells of one row by the names of their columns. What is wrong with one is told with its place. */
export class Cells {
  readonly #table: Table
  readonly #row: TableRow
  readonly #findings: Findings

  constructor(table: Table, row: TableRow, findings: Findings) {
    this.#table = table
    this.#row = row
    this.#findings = findings
  }

  get line(): number {
    return this.#row.line
  }

  get file(): V6File {
    return this.#table.file
  }

  error(code: V6Error, column: string, value: string): void {
    this.#findings.error(code, { file: this.file, line: this.line, column, value })
  }

  warn(code: V6Warning, column: string, value: string): void {
    this.#findings.warn(code, { file: this.file, line: this.line, column, value })
  }

  /** What stands there: in composed form, blanks trimmed. Empty where the file does not have the column. */
  raw(column: string): string {
    const index = this.#table.columns.get(column)
    const cell = index === undefined ? '' : (this.#row.cells[index] ?? '')
    if (isStorable(cell)) return cell.normalize('NFC').trim()
    this.error('value-not-storable', column, '')
    return ''
  }

  /** A text of at most `max` characters. */
  text(column: string, max: number): string {
    const value = this.raw(column)
    if (value.length <= max) return value
    this.error('value-too-long', column, value)
    return ''
  }

  /** A text that must be there. */
  required(column: string, max: number): string {
    const value = this.text(column, max)
    if (value === '' && this.raw(column) === '') this.error('value-missing', column, '')
    return value
  }

  /** One of some words; undefined, and told, where it is none. */
  oneOf<const Word extends string>(column: string, words: readonly Word[]): Word | undefined {
    const value = this.raw(column)
    const found = words.find((word) => word === value)
    if (value === '') this.error('value-missing', column, '')
    else if (found === undefined) this.error('value-unknown', column, value)
    return found
  }

  /** As `oneOf`, where nothing may stand there: null then. */
  oneOrNone<const Word extends string>(column: string, words: readonly Word[]): Word | null {
    return this.raw(column) === '' ? null : (this.oneOf(column, words) ?? null)
  }

  yes(column: string): boolean {
    return this.oneOf(column, ['yes', 'no']) === 'yes'
  }

  /** Several words with a bar between them; those that are not known are told. */
  several(column: string, isKnown: (word: string) => boolean, code: V6Error = 'value-unknown'): string[] {
    const found = new Set<string>()
    for (const part of this.raw(column).split(BETWEEN)) {
      const word = part.trim()
      if (word === '') continue
      if (isKnown(word)) found.add(word)
      else this.error(code, column, word)
    }
    return [...found].sort()
  }

  /** A code of a list; undefined, and told, where the list does not have it. */
  code(
    column: string,
    isKnown: (word: string) => boolean,
    code: V6Error = 'value-unknown',
  ): string | undefined {
    const value = this.raw(column)
    if (value === '') this.error('value-missing', column, '')
    else if (isKnown(value)) return value
    else this.error(code, column, value)
    return undefined
  }

  /** An identifier of its own. */
  identifier(column: string): string | undefined {
    return this.code(column, (id) => ID.test(id), 'id-not-usable')
  }

  /** A day as the moment with which it begins in UTC; null where none stands there. */
  day(column: string): Instant | null {
    const value = this.raw(column)
    if (value === '') return null
    const day = dayText(value)
    if (day !== undefined) return `${day}T00:00:00.000Z` as Instant
    this.error('date-not-valid', column, value)
    return null
  }

  /** An e-mail address; what cannot be one is a warning and left out (P33). */
  email(column: string): string {
    const value = this.raw(column)
    if (value === '' || Email.safeParse(value).success) return value
    this.warn('email-not-valid', column, value)
    return ''
  }
}
