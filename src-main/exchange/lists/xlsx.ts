import type { Cell, CellValue, Workbook, Worksheet } from 'exceljs'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { refuse, type Result } from '../../../src-shared/result'
import { LIST_CAPS, toList, type List, type ListRefusal, type ListRow } from './list'

/** What a workbook may unpack to: a small file can hold gigabytes, and each cell takes ten times its size in memory. */
const UNPACKED_MAX = 128 * 1024 * 1024
const ENTRIES_MAX = 5_000
/** More rows than this no sheet of a spreadsheet has. */
const SHEET_ROWS_MAX = 1_048_576

/**
 * What the library would unfold cell by cell although no list needs it: one merged range or one column of allowed
 * values can span a whole sheet, which is 17 thousand million cells in a file of one kilobyte.
 */
const IGNORED = [
  'cols',
  'mergeCells',
  'dataValidations',
  'conditionalFormatting',
  'autoFilter',
  'drawing',
  'extLst',
]

/** The library makes an entry for each cell of each range that has a name, too; a list needs none of the names. */
function forgetRangeNames(workbook: Workbook): void {
  Object.defineProperty(workbook.definedNames, 'model', { value: [], writable: true })
}

interface Contents {
  readonly names: ReadonlySet<string>
  readonly unpacked: number
}

/**
 * Reads what a zip file holds; undefined where it is none or is damaged. Each file in it is unpacked once without being
 * kept, since the sizes that a zip file claims prove nothing: unpacking stops where it goes on beyond its claim.
 */
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
  const broken = () => {
    resolve(undefined)
  }
  zip.on('entry', (entry: Entry) => {
    names.add(entry.fileName)
    unpacked += entry.uncompressedSize
    if (names.size > ENTRIES_MAX || unpacked > UNPACKED_MAX) {
      resolve({ names, unpacked: Infinity })
      return
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        broken()
        return
      }
      stream.on('error', broken)
      stream.on('end', () => {
        zip.readEntry()
      })
      stream.resume()
    })
  })
  zip.on('end', () => {
    resolve({ names, unpacked })
  })
  zip.on('error', broken)
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
      cells[column - 1] = textOf(cell.value)
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
    forgetRangeNames(workbook)
    const options = { ignoreNodes: IGNORED, maxRows: SHEET_ROWS_MAX }
    await workbook.xlsx.load(arrayBufferOf(bytes), options)
    // A row number of thousands of millions would be counted up to, row by row.
    if (workbook.worksheets.some((each) => each.rowCount > SHEET_ROWS_MAX)) {
      return refuse('list-not-readable', { line: 0, what: 'workbook' })
    }
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
