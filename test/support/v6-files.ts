import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { V6_COLUMNS } from '../../src-main/exchange/v6/schema'
import { V6_FILES, type V6File } from '../../src-shared/v6'

/** A row by the names of its columns; what is not named is empty. */
export type V6Row = Readonly<Record<string, string>>
/** The files of a V6 data folder, row by row. */
export type V6Tables = Record<V6File, V6Row[]>

/** Files without rows, to be filled by hand. */
export function emptyV6(): V6Tables {
  return Object.fromEntries(V6_FILES.map((file) => [file, []])) as unknown as V6Tables
}

const quoted = (cell: string): string => (/[";,\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A file of a V6 data folder as text: all columns of the schema, `;` between cells. */
export function v6Text(file: V6File, rows: readonly V6Row[], separator: ';' | ',' = ';'): string {
  const columns = [...V6_COLUMNS[file].required, ...V6_COLUMNS[file].optional]
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(separator))
  return [columns.join(separator), ...lines, ''].join('\n')
}

/** Writes a V6 data folder; returns its path. */
export function writeV6(folder: string, tables: V6Tables, separator: ';' | ',' = ';'): string {
  mkdirSync(folder, { recursive: true })
  for (const file of V6_FILES) {
    writeFileSync(join(folder, `${file}.csv`), v6Text(file, tables[file], separator))
  }
  return folder
}
