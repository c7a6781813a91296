import { Cancelled } from '../app/cancelled'
import type { ReadTaskTools } from '../app/handlers'
import { fileNameOf } from '../app/ports'
import { openListWriter, type ListColumn } from './list-writer'

const PROGRESS_EVERY = 500

/** A list to be written for other programs. */
export interface List<Found> {
  readonly format: 'csv' | 'xlsx'
  readonly sheet: string
  readonly columns: readonly ListColumn[]
  readonly found: Iterable<Found>
  readonly total: number
  readonly cells: (found: Found) => readonly string[]
}

/** Writes a list into the file the operator chose; a cancelled or failed one leaves no file. */
export async function writeList<Found>(
  list: List<Found>,
  { file, progress }: Pick<ReadTaskTools, 'file' | 'progress'>,
): Promise<{ rows: number; fileName: string }> {
  if (file === null) throw new Error('An export needs a file')
  const writer = await openListWriter(file.path, list.format, list.sheet, list.columns)
  let rows = 0
  try {
    for (const each of list.found) {
      await writer.row(list.cells(each))
      rows += 1
      if (
        rows % PROGRESS_EVERY === 0 &&
        !progress({ done: rows, total: list.total, what: 'progress.export' })
      ) {
        throw new Cancelled()
      }
    }
    await writer.end()
  } catch (error) {
    await writer.abandon()
    throw error
  }
  return { rows, fileName: fileNameOf(file.path) }
}
