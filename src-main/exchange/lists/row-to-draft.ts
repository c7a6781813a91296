import type { Catalogue } from '../../../src-shared/catalogue'
import { authority, Email, ExternalId, type Authority } from '../../../src-shared/entities/authority'
import {
  WRITTEN_FIELDS,
  type ListField,
  type WrittenField,
} from '../../../src-shared/entities/authority-fields'
import { isStorable } from '../../../src-shared/text'
import type { Instant } from '../../../src-shared/time'
import { fold } from '../../domain/folding'
import { takeAddressApart } from './address'
import type { ListRow } from './list'
import type { Mapping } from './mapping'
import { memberStateFrom, namesOf, type Names } from './names'
import { dayText } from './values'

/** The fields of an authority a list can give. */
export type AuthorityDraft = Pick<Authority, WrittenField | 'externalIds' | 'registeredAt'>

export type CellError =
  'official-name-missing' | 'official-name-too-long' | 'member-state-missing' | 'member-state-unknown'
export type CellWarning = 'kept-as-note' | 'text-cut' | 'characters-dropped' | 'external-id-not-usable'

/** Something about one cell: of which column, what it held. `column` is null where no column fills the field. */
export interface CellFinding<Code extends string> {
  readonly code: Code
  readonly field: ListField
  readonly column: string | null
  readonly value: string
}

export interface RowDraft {
  readonly line: number
  /** Only fields the row speaks about: a mapped column (empty cells included) or a part of the address. */
  readonly draft: Partial<AuthorityDraft>
  readonly errors: readonly CellFinding<CellError>[]
  readonly warnings: readonly CellFinding<CellWarning>[]
}

export interface DraftOptions {
  readonly columns: readonly string[]
  /** Name of the source of external identifiers, lower case: `publicbodies` gives `publicbodies:de/bafa`. */
  readonly source: string
  /** For lists without a column of Member States. */
  readonly memberState: string | null
}

/** Fields that are read in ways of their own; every other one is taken as the text it is. */
const READ_OTHERWISE = [
  'officialName',
  'memberState',
  'region',
  'types',
  'address',
  'email',
  'languages',
  'notes',
] as const
type PlainField = Exclude<WrittenField, (typeof READ_OTHERWISE)[number]>
const PLAIN = WRITTEN_FIELDS.filter(
  (field): field is PlainField => !(READ_OTHERWISE as readonly string[]).includes(field),
)

type TextField = Exclude<WrittenField, 'types' | 'languages' | 'email' | 'memberState'>

/** How long a text may be, as the entity says. */
function maxOf(field: TextField): number {
  return authority.schema.shape[field].maxLength ?? Infinity
}

/** Short texts make no sense when cut: the whole goes to the notes instead. */
const NOT_CUT: ReadonlySet<ListField> = new Set(['region', 'postcode', 'city', 'phone', 'fax', 'website'])

const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Cells of a row collected by field, and what is found about them. */
class Reader {
  readonly draft: Partial<AuthorityDraft> = {}
  readonly errors: CellFinding<CellError>[] = []
  readonly warnings: CellFinding<CellWarning>[] = []
  readonly notes: string[] = []
  readonly row: ListRow
  readonly mapping: Mapping
  readonly columns: readonly string[]

  constructor(row: ListRow, mapping: Mapping, columns: readonly string[]) {
    this.row = row
    this.mapping = mapping
    this.columns = columns
  }

  /** Where several columns fill a field, the one that says most: it is what was cut. */
  columnOf(field: ListField): string | null {
    let best = this.mapping.indexOf(field)
    const length = (index: number): number => this.row.cells[index]?.length ?? 0
    this.mapping.forEach((mapped, index) => {
      if (mapped === field && length(index) > length(best)) best = index
    })
    return this.columns[best] ?? null
  }

  has(field: ListField): boolean {
    return this.mapping.includes(field)
  }

  /** The cells of a field, cleaned: composed form, blanks trimmed, without what cannot be stored. */
  value(field: ListField): string {
    const parts: string[] = []
    this.mapping.forEach((mapped, index) => {
      if (mapped !== field) return
      const part = this.clean(field, this.row.cells[index] ?? '')
      if (part === '') return
      parts.push(field === 'notes' ? `${this.columns[index] ?? ''}: ${part}` : part)
    })
    return parts.join('\n')
  }

  clean(field: ListField, cell: string): string {
    // Lists for spreadsheets, our own among them, put an apostrophe before what would be run as a formula.
    const raw = cell.replace(/^'(?='*[=+\-@\t\r\n])/, '')
    if (isStorable(raw)) return raw.normalize('NFC').trim()
    this.warn('characters-dropped', field, raw)
    return raw.replaceAll('\0', '').replace(LONE_SURROGATES, '\ufffd').normalize('NFC').trim()
  }

  warn(code: CellWarning, field: ListField, value: string): void {
    this.warnings.push({ code, field, column: this.columnOf(field), value: value.slice(0, 500) })
  }

  fail(code: CellError, field: ListField, value: string): void {
    this.errors.push({ code, field, column: this.columnOf(field), value: value.slice(0, 500) })
  }

  keepAsNote(field: ListField, value: string): void {
    this.warn('kept-as-note', field, value)
    this.notes.push(`${this.columnOf(field) ?? field}: ${value}`)
  }

  /** Sets a text; one that is too long is cut, or goes to the notes where a part of it would mislead. */
  setText(field: TextField, value: string): void {
    if (value.length <= maxOf(field)) {
      this.draft[field] = value
    } else if (NOT_CUT.has(field)) {
      this.keepAsNote(field, value)
    } else {
      this.warn('text-cut', field, value)
      this.draft[field] = cut(value, maxOf(field))
    }
  }
}

/** The start of a text, without half a character at its end. */
function cut(value: string, max: number): string {
  return value
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
}

/** A label before an address; `email@…` is an address itself. */
const MAIL_LABEL = /^(?:e-?mail|mailto)(?:\s*:\s*|\s+)/i

/**
 * Makes the fields of an authority out of a row. What cannot be an e-mail, a date, a type or a language is kept as a
 * note and reported as a warning; only what breaks a rule is an error: no official name or one that is too long, no
 * or an unknown Member State (product decision P33).
 * @param mapping which field each column fills
 * @param options.source stands before the external identifier
 */
export function rowToDraft(
  row: ListRow,
  mapping: Mapping,
  catalogue: Catalogue,
  options: DraftOptions,
): RowDraft {
  const reader = new Reader(row, mapping, options.columns)
  const names = namesOf(catalogue)
  readName(reader)
  const state = readMemberState(reader, catalogue, options.memberState)
  for (const field of PLAIN) {
    if (reader.has(field)) reader.setText(field, reader.value(field))
  }
  if (reader.has('region')) reader.setText('region', regionName(reader.value('region'), state, names))
  if (reader.has('email')) readEmail(reader)
  if (reader.has('address')) readAddress(reader, state, names)
  if (reader.has('types')) reader.draft.types = readSet(reader, 'types', names.types, /[;|\n]/)
  if (reader.has('languages'))
    reader.draft.languages = readSet(reader, 'languages', names.languages, /[;|,/\s]+/)
  if (reader.has('externalId')) readExternalId(reader, options.source)
  if (reader.has('registeredAt')) readDate(reader)
  const notes = [reader.value('notes'), ...reader.notes].filter((note) => note !== '')
  if (reader.has('notes') || notes.length > 0) reader.setText('notes', notes.join('\n'))
  return { line: row.line, draft: reader.draft, errors: reader.errors, warnings: reader.warnings }
}

function readName(reader: Reader): void {
  const name = reader.value('officialName').replace(/\s+/g, ' ')
  if (name === '') reader.fail('official-name-missing', 'officialName', '')
  else if (name.length > maxOf('officialName')) reader.fail('official-name-too-long', 'officialName', name)
  else reader.draft.officialName = name
}

function readMemberState(reader: Reader, catalogue: Catalogue, fallback: string | null): string {
  const written = reader.value('memberState')
  const code =
    written === '' && fallback === null ? null : memberStateFrom(written || fallback || '', catalogue)
  if (code === undefined) reader.fail('member-state-unknown', 'memberState', written)
  else if (code === null) reader.fail('member-state-missing', 'memberState', '')
  else reader.draft.memberState = code
  return code ?? ''
}

function regionName(written: string, state: string, names: Names): string {
  return names.regions.get(`${state} ${fold(written)}`) ?? written
}

function readEmail(reader: Reader): void {
  const written = reader.value('email')
  const bare = written.replace(MAIL_LABEL, '')
  if (bare === '' || Email.safeParse(bare).success) reader.draft.email = bare
  else reader.keepAsNote('email', written)
}

/**
 * Parts of the address fill their own fields where no column did. In a list with columns for postcode and city the
 * address holds neither, and stays as it was written.
 */
function readAddress(reader: Reader, state: string, names: Names): void {
  if (reader.has('postcode') && reader.has('city')) {
    reader.setText('address', reader.value('address'))
    return
  }
  const parts = takeAddressApart(reader.value('address'), names.countryNames)
  const region = names.regions.get(`${state} ${fold(parts.region)}`)
  const unknownRegion = region === undefined && parts.region !== ''
  reader.setText('address', unknownRegion ? `${parts.address}\n${parts.region}`.trim() : parts.address)
  const found = {
    postcode: parts.postcode,
    city: parts.city,
    region: region ?? '',
    phone: parts.phone,
    fax: parts.fax,
  }
  for (const [field, value] of Object.entries(found) as [keyof typeof found, string][]) {
    if (value !== '' && (reader.draft[field] ?? '') === '') reader.setText(field, value)
  }
  if (parts.rest !== '') reader.keepAsNote('address', parts.rest)
}

function readSet(
  reader: Reader,
  field: ListField,
  known: ReadonlyMap<string, string>,
  between: RegExp,
): string[] {
  const found = new Set<string>()
  for (const written of reader.value(field).split(between)) {
    const value = written.trim()
    const code = known.get(value) ?? known.get(fold(value))
    if (code !== undefined) found.add(code)
    else if (value !== '') reader.keepAsNote(field, value)
  }
  return [...found].sort()
}

function readExternalId(reader: Reader, source: string): void {
  const written = reader.value('externalId')
  if (written === '') return
  const id = ExternalId.safeParse(`${source}:${written}`)
  if (id.success) reader.draft.externalIds = [id.data]
  else reader.warn('external-id-not-usable', 'externalId', written)
}

function readDate(reader: Reader): void {
  const written = reader.value('registeredAt')
  const day = dayText(written)
  if (written === '') reader.draft.registeredAt = null
  else if (day === undefined) reader.keepAsNote('registeredAt', written)
  else reader.draft.registeredAt = `${day}T00:00:00.000Z` as Instant
}
