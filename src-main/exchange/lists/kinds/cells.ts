import type { PlannedRow } from '../../../../src-shared/contract/lists'
import type { AnyListField } from '../../../../src-shared/entities/list-fields'
import type { List, ListRow } from '../list'

/** A remark on a cell: its column, what it held, and what is wrong. */
export type Remark = PlannedRow['errors'][number]

/** The cells of one row under the fields that they fill. */
export class Cells<Field extends AnyListField> {
  readonly errors: Remark[] = []
  readonly warnings: Remark[] = []
  private readonly row: ListRow
  private readonly list: List
  private readonly mapping: readonly (string | null)[]

  constructor(row: ListRow, list: List, mapping: readonly (string | null)[]) {
    this.row = row
    this.list = list
    this.mapping = mapping
  }

  /** What stands in the columns of a field; empty where it says nothing. */
  value(field: Field): string {
    return this.mapping
      .flatMap((mapped, index) => (mapped === field ? [cleaned(this.row.cells[index] ?? '')] : []))
      .filter((cell) => cell !== '')
      .join('; ')
  }

  /** Notes that a cell cannot be taken as it is. */
  fail(code: string, field: Field, value = this.value(field)): void {
    this.errors.push(this.remark(code, field, value))
  }

  /** Notes what a person should know about a cell that is taken, or left out with reason. */
  warn(code: string, field: Field, value = this.value(field)): void {
    this.warnings.push(this.remark(code, field, value))
  }

  private remark(code: string, field: Field, value: string): Remark {
    const column = this.list.columns[this.mapping.indexOf(field)] ?? ''
    return { code, column, value: value.slice(0, 500) }
  }
}

function cleaned(cell: string): string {
  // Lists for spreadsheets, our own among them, put an apostrophe before what would be run as a formula.
  return cell
    .replace(/^'(?='*[=+\-@\t\r\n])/, '')
    .normalize('NFC')
    .trim()
}
