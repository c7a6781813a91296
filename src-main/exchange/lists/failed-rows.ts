import texts from '../../../resources/texts/en/imports.json'
import type { PlannedRow } from '../../../src-shared/contract/lists'
import { say } from '../../../src-shared/say'
import { openListWriter } from '../../reports/list-writer'
import type { List } from './list'

const { remark, remarkOnNothing, remarks } = texts.lists
const SENTENCES: Readonly<Record<string, string>> = remarks

type Remark = PlannedRow['errors'][number]

/** Returns the sentence about a cell that the preview shows, too. */
function sentenceOf({ code, column, value }: Remark): string {
  const text = say(SENTENCES[code] ?? code, { value }, Number(value) || 1)
  if (column === '') return text
  return value === '' ? say(remarkOnNothing, { column, text }) : say(remark, { column, text, value })
}

/**
 * Writes the rows with errors into a list that can be corrected and imported as it is: its own columns come first, what is
 * wrong stands in one more. Returns how many rows were written.
 */
export async function writeFailedRows(
  path: string,
  list: List,
  rows: readonly PlannedRow[],
): Promise<number> {
  const wrong = new Map(
    rows
      .filter(({ outcome }) => outcome === 'error')
      .map(({ line, errors }) => [line, errors.map(sentenceOf).join('; ')]),
  )
  const columns = [...list.columns, 'What is wrong'].map((header) => ({ header, width: 30 }))
  const writer = await openListWriter(path, 'csv', 'Rows', columns)
  try {
    for (const { line, cells } of list.rows) {
      const sentences = wrong.get(line)
      if (sentences !== undefined) await writer.row([...cells, sentences])
    }
    await writer.end()
  } catch (error) {
    await writer.abandon()
    throw error
  }
  return wrong.size
}
