import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { finished, pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'

/** A column of an exported list. */
export interface ListColumn {
  readonly header: string
  /** Width in a workbook, in characters. */
  readonly width: number
}

/** Takes rows one after the other; the file appears under its name only when it is whole. */
export interface ListWriter {
  row: (cells: readonly string[]) => Promise<void>
  end: () => Promise<void>
  /** Leaves nothing behind. */
  abandon: () => Promise<void>
}

/**
 * A cell that a spreadsheet would run as a formula is written as text. One more apostrophe stands before what has some
 * already, so that reading the list back takes away exactly the one that was put there.
 */
function harmless(cell: string): string {
  return /^'*[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
}

/** XML has no place for these two, which the library writes all the same: readers would end at the first of them. */
function readable(cell: string): string {
  return cell.replace(/[\ufffe\uffff]/g, '\ufffd')
}

/** Opens a list file. @param format `csv` is UTF-8 with a byte order mark and semicolons, as spreadsheets expect here */
export async function openListWriter(
  path: string,
  format: 'csv' | 'xlsx',
  sheet: string,
  columns: readonly ListColumn[],
): Promise<ListWriter> {
  return format === 'csv' ? csvWriter(path, columns) : await workbookWriter(path, sheet, columns)
}

/** Keeps a failure for whoever awaits it later: until then it must not count as one that nobody handles. */
function kept<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

function csvWriter(path: string, columns: readonly ListColumn[]): ListWriter {
  const part = `${path}.part`
  const file = createWriteStream(part)
  // A line end of another kind than that between the rows has to stand in quotes as well.
  const rows = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows', quoted_match: /[\r\n]/ })
  const written = kept(pipeline(rows, file))
  // The names of columns come from a foreign list as well, where its failed rows are written.
  rows.write(columns.map((column) => harmless(column.header)))
  return {
    row: async (cells) => {
      // A full disk or a folder that is gone ends the waiting, too.
      if (!rows.write(cells.map(harmless))) await Promise.race([once(rows, 'drain'), written])
    },
    end: async () => {
      rows.end()
      await written
      await rename(part, path)
    },
    abandon: async () => {
      rows.destroy()
      file.destroy()
      await rm(part, { force: true })
    },
  }
}

async function workbookWriter(
  path: string,
  sheet: string,
  columns: readonly ListColumn[],
): Promise<ListWriter> {
  // The library is ten times the rest of a store thread: whoever starts one does not wait for it.
  const { default: ExcelJS } = await import('exceljs')
  const part = `${path}.part`
  const file = createWriteStream(part)
  const written = kept(finished(file))
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: file,
    useStyles: true,
    useSharedStrings: false,
  })
  const page = book.addWorksheet(sheet, { views: [{ state: 'frozen', ySplit: 1 }] })
  page.columns = columns.map(({ header, width }) => ({ header, width }))
  page.getRow(1).font = { bold: true }
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
  return {
    row: (cells) => {
      // Text cells of a workbook are never run, so nothing is put before them.
      page.addRow(cells.map(readable)).commit()
      return Promise.resolve()
    },
    end: async () => {
      page.commit()
      // The library waits for ever where the file failed before.
      await Promise.all([book.commit(), written])
      await rename(part, path)
    },
    abandon: async () => {
      file.destroy()
      await rm(part, { force: true })
    },
  }
}
