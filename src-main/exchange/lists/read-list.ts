import { CsvError, parse, type InfoRecord } from 'csv-parse/sync'
import { refuse, type Result } from '../../../src-shared/result'
import { decodeList, kindOf } from './decode'
import { LIST_CAPS, toList, type List, type ListRefusal, type ListRow } from './list'
import { separatorOf } from './separator'
import { readWorkbook } from './xlsx'

/**
 * Reads a list that another program wrote: CSV and its kin (comma, semicolon, tab, pipe; UTF-8, UTF-16,
 * Windows-1252; quoted line breaks), or an XLSX workbook. The content decides, not the name of the file.
 * Refuses what is empty, too large, has no header or is no list; never throws, whatever the bytes are.
 * @param options.sheet the sheet to read; the first that holds something where it is not given
 */
export async function readList(
  bytes: Uint8Array,
  options: { readonly sheet?: string } = {},
): Promise<Result<List, ListRefusal>> {
  if (bytes.length === 0) return refuse('list-empty')
  if (bytes.length > LIST_CAPS.bytes) return refuse('list-too-large', { what: 'bytes', max: LIST_CAPS.bytes })
  const kind = kindOf(bytes)
  if (kind === 'zip') return readWorkbook(bytes, options.sheet)
  if (kind !== 'text') return refuse('list-wrong-kind', { kind })
  return readText(bytes)
}

/** Reads a text list; see `readList`. */
export function readText(bytes: Uint8Array): Result<List, ListRefusal> {
  const { text, encoding } = decodeList(bytes)
  if (text.trim() === '') return refuse('list-empty')
  const separator = separatorOf(text)
  const { rows, broken } = records(text, separator)
  if (broken !== null) return refuse('list-not-readable', broken)
  return toList(rows, { encoding, separator, sheet: null, sheets: [] })
}

interface Records {
  readonly rows: readonly ListRow[]
  /** Where and how reading ended early: the line on which the unreadable record starts. */
  readonly broken: { line: number; what: string } | null
}

/** All records with the line each starts on. Some more than allowed are read, so that too many can be told. */
function records(text: string, separator: string): Records {
  const rows: ListRow[] = []
  let line = 1
  try {
    // One kind of line end, so that lines count the same inside and outside of cells.
    parse(text.replace(/\r\n?/g, '\n'), {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: '\n',
      to: LIST_CAPS.rows * 2,
      on_record: (cells: string[], { lines }: InfoRecord) => {
        if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells })
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
