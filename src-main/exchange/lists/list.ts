import { ok, refuse, type Result } from '../../../src-shared/result'
import type { ListEncoding } from './decode'
import type { Separator } from './separator'

/** What a list may hold at most; beyond that it is refused before it fills the memory. */
export const LIST_CAPS = { bytes: 64 * 1024 * 1024, rows: 200_000, columns: 200, cellLength: 32_000 } as const

export type ListRefusal =
  'list-empty' | 'list-too-large' | 'list-not-readable' | 'list-no-header' | 'list-wrong-kind'

/** A row with the line (or row of the sheet) on which it starts, counted from 1 as editors do. */
export interface ListRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** A list as it was read: every row has exactly as many cells as there are columns. */
export interface List {
  readonly columns: readonly string[]
  readonly rows: readonly ListRow[]
  /** How many rows had more or fewer cells than the header. */
  readonly ragged: number
  /** Null for a workbook. */
  readonly encoding: ListEncoding | null
  readonly separator: Separator | null
  /** The sheet that was read; null for a text file. */
  readonly sheet: string | null
  /** All sheets of a workbook that hold something. */
  readonly sheets: readonly string[]
}

/** Gives empty and repeated column names names of their own: `Column 3`, `name (2)`. */
export function uniqueColumns(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((raw, index) => {
    const plain = raw.replace(/\s+/g, ' ').trim()
    const name = plain === '' ? `Column ${index + 1}` : plain
    let unique = name
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`
    taken.add(unique)
    return unique
  })
}

const LOOKS_LIKE_DATA = /^(?:[\d\s.,:/+-]+|\S+@\S+\.\S+|https?:\/\/\S+|www\.\S+)$/i

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')

/**
 * Makes a list of the rows of a file: the first row that is not blank is the header, blank rows are left out, rows
 * are filled up to the same width.
 * Refuses an empty list (`list-empty`), one without header (`list-no-header`: most cells of the first row are
 * numbers, addresses of the web or e-mails) and one beyond the caps (`list-too-large`).
 */
export function toList(
  all: readonly ListRow[],
  from: Pick<List, 'encoding' | 'separator' | 'sheet' | 'sheets'>,
): Result<List, ListRefusal> {
  const [header, ...rows] = all.filter((row) => !isBlank(row.cells))
  if (header === undefined) return refuse('list-empty')
  const names = header.cells.filter((cell) => cell.trim() !== '')
  if (names.filter((cell) => LOOKS_LIKE_DATA.test(cell.trim())).length * 2 > names.length) {
    return refuse('list-no-header', { line: header.line })
  }
  if (rows.length === 0) return refuse('list-empty')
  if (rows.length > LIST_CAPS.rows) return refuse('list-too-large', { what: 'rows', max: LIST_CAPS.rows })
  const used = rows.reduce((width, row) => Math.max(width, usedWidth(row.cells)), usedWidth(header.cells))
  if (used > LIST_CAPS.columns) return refuse('list-too-large', { what: 'columns', max: LIST_CAPS.columns })
  const tooLong = [header, ...rows].find((row) =>
    row.cells.some((cell) => cell.length > LIST_CAPS.cellLength),
  )
  if (tooLong !== undefined) {
    return refuse('list-too-large', { what: 'cell', max: LIST_CAPS.cellLength, line: tooLong.line })
  }
  const fit = (cells: readonly string[]) => Array.from({ length: used }, (_, index) => cells[index] ?? '')
  return ok({
    ...from,
    columns: uniqueColumns(fit(header.cells)),
    rows: rows.map((row) => ({
      line: row.line,
      cells: row.cells.length === used ? row.cells : fit(row.cells),
    })),
    ragged: rows.filter((row) => row.cells.length !== header.cells.length).length,
  })
}

function usedWidth(cells: readonly string[]): number {
  let width = cells.length
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1
  return width
}
