import type { Catalogue } from '../../../src-shared/catalogue'
import type { V6File } from '../../../src-shared/v6'
import { Cells } from './cells'
import { codeLists, type CodeLists } from './code-lists'
import type { V6Folder } from './folder'

/** A row of a file with the authority it belongs to. */
export type Owned<Row> = Row & { readonly owner: string }

/** What reading the rows of a folder needs to know. */
export interface Reading {
  readonly catalogue: Catalogue
  readonly lists: CodeLists
  /** Identifiers of the authorities read so far, each with its Member State. */
  readonly authorities: Map<string, string>
  /** Reads the rows of a file one by one; undefined for a row that says nothing usable. */
  readonly each: <Row>(file: V6File, read: (cells: Cells) => Row | undefined) => Row[]
  /** The authority that a row belongs to. */
  readonly owner: (cells: Cells) => string | undefined
  readonly reference: (cells: Cells, column: string) => string | undefined
}

/** Begins to read the rows of a folder. */
export function readingOf({ tables, findings }: V6Folder, catalogue: Catalogue): Reading {
  const authorities = new Map<string, string>()
  const reference = (cells: Cells, column: string): string | undefined =>
    cells.code(column, (id) => authorities.has(id), 'authority-unknown')
  return {
    catalogue,
    lists: codeLists(catalogue),
    authorities,
    each: (file, read) =>
      tables[file].rows.flatMap((row) => {
        const made = read(new Cells(tables[file], row, findings))
        return made === undefined ? [] : [made]
      }),
    owner: (cells) => reference(cells, 'authority_id'),
    reference,
  }
}

/**
 * Tells rows that say again what an earlier one said, or something else of the same: an error, since nobody can know
 * which of the two counts. Returns whether a key is new.
 */
export function onlyOnce(code: 'row-repeated' | 'id-repeated', column: string) {
  const seen = new Set<string>()
  return (key: string, cells: Cells, value: string): boolean => {
    const isNew = !seen.has(key)
    if (isNew) seen.add(key)
    else cells.error(code, column, value)
    return isNew
  }
}
