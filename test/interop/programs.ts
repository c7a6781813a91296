import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'

const run = promisify(execFile)

// Comma, quote, UTF-8, from the first line, every text quoted, cells as they are shown, no formulas: what LibreOffice
// writes of what it sees.
const WRITTEN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false'

/** How a person answers LibreOffice's question about a CSV file: what separates cells, and what each column holds. */
export interface CsvAnswers {
  readonly separator: ';' | ','
  readonly columns: number
  /** Texts as they stand, or whatever LibreOffice takes each cell for. */
  readonly as: 'text' | 'standard'
}

/** The cells that LibreOffice sees in the first sheet of a workbook or, with answers, in a CSV file. */
export async function sheetOf(file: string, answers?: CsvAnswers): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'imi-office-'))
  try {
    // Its own settings folder: LibreOffice runs once per settings folder, and the home may be read-only.
    const settings = `-env:UserInstallation=${pathToFileURL(join(folder, 'settings')).href}`
    const reading = answers === undefined ? [] : [`--infilter=${csvFilter(answers)}`]
    await run('soffice', [
      settings,
      '--headless',
      ...reading,
      '--convert-to',
      WRITTEN,
      '--outdir',
      folder,
      file,
    ])
    const seen = await readFile(join(folder, `${basename(file, extname(file))}.csv`))
    return parse(seen, { bom: true, relax_column_count: true })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function csvFilter({ separator, columns, as }: CsvAnswers): string {
  const type = as === 'text' ? '2' : '1'
  const types = Array.from({ length: columns }, (_, index) => `${String(index + 1)}/${type}`).join('/')
  return `Text - txt - csv (StarCalc):${String(separator.charCodeAt(0))},34,76,1,${types}`
}

/** The text of a PDF as poppler reads it, each run of blanks and line ends as one blank. */
export async function textOfPdf(file: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return stdout.replace(/\s+/g, ' ')
}

/** What poppler says about a PDF: `Tagged`, `Page size` and so on. */
export async function factsOfPdf(file: string): Promise<Record<string, string>> {
  const { stdout } = await run('pdfinfo', [file])
  const lines = stdout.split('\n').map((line) => /^([^:]+):\s*(.*)$/.exec(line))
  return Object.fromEntries(lines.map((found) => [found?.[1] ?? '', found?.[2] ?? '']))
}

/** The fonts of a PDF, and whether each lies inside. */
export async function fontsOfPdf(file: string): Promise<{ name: string; embedded: boolean }[]> {
  const { stdout } = await run('pdffonts', [file])
  // Two lines of head; then a line per font: name, type, encoding, and yes or no: embedded, subset, Unicode.
  const lines = stdout.split('\n').slice(2)
  return lines.flatMap((line) => {
    const found = /^(\S+).*?\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s/.exec(line)
    return found === null ? [] : [{ name: found[1] ?? '', embedded: found[2] === 'yes' }]
  })
}

/** What poppler says about the signatures of a PDF; its own complaints are part of it. */
export async function signatureOfPdf(file: string): Promise<string> {
  try {
    const { stdout, stderr } = await run('pdfsig', [file])
    return `${stdout}${stderr}`
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return `${stdout}${stderr}`
  }
}

const READ_TMX = `import json, sys
from translate.storage import tmx
print(json.dumps([[unit.source, unit.target] for unit in tmx.tmxfile.parsefile(sys.argv[1]).units]))`

/** The pairs of texts that the Translate Toolkit sees in a TMX file. */
export async function pairsOfTmx(file: string): Promise<string[][]> {
  // The Python of the system, which the toolkit was installed for; another one may come first on the path.
  const { stdout } = await run('/usr/bin/python3', ['-c', READ_TMX, file])
  return JSON.parse(stdout) as string[][]
}

/** Lets the Translate Toolkit make a TMX file out of a PO file. */
export async function tmxOfPo(po: string, language: string, file: string): Promise<void> {
  await run('po2tmx', ['--progress=none', '-l', language, po, file])
}
