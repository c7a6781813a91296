import { CsvError, parse, type InfoRecord } from 'csv-parse/sync'
import type { V6File } from '../../../src-shared/v6'
import type { Findings } from './findings'
import { V6_CAPS, V6_COLUMNS } from './schema'

export interface TableRow {
  /** The line on which the row starts, counted from 1 as editors do. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A file of the folder as it was read. */
export interface Table {
  readonly file: V6File
  /** Where each known column stands. */
  readonly columns: ReadonlyMap<string, number>
  readonly rows: readonly TableRow[]
}

/** A table without rows, where a file could not be read. */
export function emptyTable(file: V6File): Table {
  return { file, columns: new Map(), rows: [] }
}

/** V6 data are UTF-8, with or without byte order mark; undefined where they are not. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The header decides: a semicolon in it separates, else a comma. */
function separatorIn(text: string): ';' | ',' {
  const end = text.indexOf('\n')
  return text.slice(0, end === -1 ? text.length : end).includes(';') ? ';' : ','
}

interface Records {
  readonly rows: TableRow[]
  readonly broken: { readonly line: number; readonly what: string } | null
}

function recordsOf(text: string): Records {
  const rows: TableRow[] = []
  let line = 1
  try {
    // One kind of line end, so that lines count the same inside and outside of cells.
    parse(text, {
      delimiter: separatorIn(text),
      relax_column_count: true,
      record_delimiter: '\n',
      skip_empty_lines: false,
      to: V6_CAPS.rows + 2,
      on_record: (cells: string[], { lines }: InfoRecord) => {
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
        line = lines + 1
        return null
      },
    })
    return { rows, broken: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, broken: { line, what: error.code } }
  }
}

/**
 * Reads a file of V6 data. What cannot be read, a column that is missing and rows of another width than the header are
 * told; the table then holds what could be read.
 */
export function readTable(file: V6File, bytes: Uint8Array, findings: Findings): Table {
  const at = (line: number, column = '', value = '') => ({ file, line, column, value })
  const text = decode(bytes)?.replace(/\r\n?/g, '\n')
  if (text === undefined) {
    findings.error('file-not-utf8', at(0))
    return emptyTable(file)
  }
  const { rows, broken } = recordsOf(text)
  if (broken !== null) findings.error('file-not-readable', at(broken.line, '', broken.what))
  const [header, ...data] = rows
  if (header === undefined) {
    if (broken === null) findings.error('file-empty', at(0))
    return emptyTable(file)
  }
  const names = header.cells.map((cell) => cell.trim().toLowerCase())
  const columns = new Map<string, number>()
  const { required, optional } = V6_COLUMNS[file]
  for (const [index, name] of names.entries()) {
    if (name === '') continue
    if (columns.has(name)) findings.error('column-repeated', at(header.line, name))
    else if (required.includes(name) || optional.includes(name)) columns.set(name, index)
    else findings.warn('column-unknown', at(header.line, name))
  }
  const missing = required.filter((name) => !columns.has(name))
  for (const name of missing) findings.error('column-missing', at(header.line, name))
  // Without a column nothing in the rows can be told apart; each of them would only repeat what is missing.
  if (missing.length > 0) return emptyTable(file)
  return { file, columns, rows: [...usable(data, header.cells.length, file, findings)] }
}

function* usable(
  rows: readonly TableRow[],
  width: number,
  file: V6File,
  findings: Findings,
): Generator<TableRow, void, undefined> {
  for (const [index, row] of rows.entries()) {
    const { line, cells } = row
    const value = String(cells.length)
    if (index === V6_CAPS.rows) {
      findings.error('too-many-rows', { file, line, column: '', value: String(V6_CAPS.rows) })
      return
    }
    if (cells.length !== width) findings.error('cells-differ', { file, line, column: '', value })
    else if (cells.some((cell) => cell.length > V6_CAPS.cellLength)) {
      findings.error('value-too-long', { file, line, column: '', value: '' })
    } else yield row
  }
}
