import type { Cell, CellValue, Worksheet } from 'exceljs'
import { fromBuffer, type ZipFile } from 'yauzl'
import { refuse, type Result } from '../../../src-shared/result'
import { LIST_CAPS, toList, type List, type ListRefusal, type ListRow } from './list'

/** What a workbook may unpack to: a small file can hold gigabytes of blanks. */
const UNPACKED_MAX = 512 * 1024 * 1024
const ENTRIES_MAX = 5_000

interface Contents {
  readonly names: ReadonlySet<string>
  readonly unpacked: number
}

/** Reads the directory of a zip file without unpacking it; undefined where it is none. */
function contentsOf(bytes: Uint8Array): Promise<Contents | undefined> {
  return new Promise((resolve) => {
    fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true },
      (error, zip) => {
        if (error !== null) resolve(undefined)
        else collect(zip, resolve)
      },
    )
  })
}

function collect(zip: ZipFile, resolve: (contents: Contents | undefined) => void): void {
  const names = new Set<string>()
  let unpacked = 0
  zip.on('entry', (entry: { fileName: string; uncompressedSize: number }) => {
    names.add(entry.fileName)
    unpacked += entry.uncompressedSize
    if (names.size > ENTRIES_MAX || unpacked > UNPACKED_MAX) resolve({ names, unpacked: Infinity })
    else zip.readEntry()
  })
  zip.on('end', () => resolve({ names, unpacked }))
  zip.on('error', () => resolve(undefined))
  zip.readEntry()
}

/** A date cell as people write it for machines: the day alone where no time is set. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const iso = value.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('hyperlink' in value) return linkText(value.text, value.hyperlink)
  if ('result' in value) return textOf(value.result)
  return ''
}

/** The shown text of a link may be rich text whatever its type says; a link without text shows its target. */
function linkText(text: unknown, target: unknown): string {
  if (typeof text === 'string' && text !== '') return text
  if (typeof text === 'object' && text !== null) return textOf(text as CellValue)
  return typeof target === 'string' ? target.replace(/^mailto:/, '') : ''
}

function rowsOf(sheet: Worksheet): ListRow[] {
  const rows: ListRow[] = []
  sheet.eachRow({ includeEmpty: false }, (row, line) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: false }, (cell: Cell, column) => {
      if (column > LIST_CAPS.columns + 1) return
      while (cells.length < column - 1) cells.push('')
      cells[column - 1] = cell.isMerged && cell.master !== cell ? '' : textOf(cell.value)
    })
    rows.push({ line, cells })
  })
  return rows
}

/**
 * Reads one sheet of an XLSX workbook: the named one, or the first that holds something. Formulas count with their
 * stored result, dates as `2026-11-23`, links with their text.
 * Refuses a zip file that is no workbook (`list-wrong-kind`), one that unpacks to more than the cap
 * (`list-too-large`) and a damaged one (`list-not-readable`).
 */
export async function readWorkbook(
  bytes: Uint8Array,
  sheetName?: string,
): Promise<Result<List, ListRefusal>> {
  const contents = await contentsOf(bytes)
  if (contents === undefined) return refuse('list-not-readable', { line: 0, what: 'zip' })
  if (contents.unpacked === Infinity) return refuse('list-too-large', { what: 'bytes', max: UNPACKED_MAX })
  if (!contents.names.has('xl/workbook.xml')) return refuse('list-wrong-kind', { kind: 'zip' })
  let sheets: Worksheet[]
  try {
    // The library is large and few lists are workbooks: it is loaded when the first one comes.
    const { default: library } = await import('exceljs')
    const workbook = new library.Workbook()
    await workbook.xlsx.load(arrayBufferOf(bytes))
    sheets = workbook.worksheets.filter((sheet) => sheet.actualRowCount > 0)
    const sheet =
      sheetName === undefined ? sheets[0] : sheets.find((candidate) => candidate.name === sheetName)
    if (sheet === undefined) return refuse('list-empty')
    const from = {
      encoding: null,
      separator: null,
      sheet: sheet.name,
      sheets: sheets.map(({ name }) => name),
    }
    return toList(rowsOf(sheet), from)
  } catch {
    // Whatever the library stumbles over is a fault of the file, since nothing else went in.
    return refuse('list-not-readable', { line: 0, what: 'workbook' })
  }
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
