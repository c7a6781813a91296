import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

// Field separator, quote, UTF-8, first line, and so on: the export filter of LibreOffice for plain CSV.
const PLAIN_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false'

/** What LibreOffice sees in the first sheet of a workbook, as CSV. */
export async function sheetAsCsv(workbook: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imi-office-'))
  try {
    // Its own settings folder: LibreOffice runs once per settings folder, and the home may be read-only.
    const settings = `-env:UserInstallation=${pathToFileURL(join(folder, 'settings')).href}`
    await run('soffice', [settings, '--headless', '--convert-to', PLAIN_CSV, '--outdir', folder, workbook])
    return await readFile(join(folder, `${basename(workbook, extname(workbook))}.csv`), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The text of a PDF as poppler reads it. */
export async function textOfPdf(file: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return stdout
}
