import { fold } from '../../../domain/folding'

/**
 * Makes a guess at columns by their names.
 * @param headers usual names of columns for each field, folded, with bars between them
 * @param shared fields that several columns may fill together; the others take the first column that fits
 */
export function suggestByHeaders<Field extends string>(
  headers: Readonly<Record<Field, string>>,
  shared: readonly Field[],
): (columns: readonly string[]) => (Field | null)[] {
  const fields = Object.keys(headers) as Field[]
  const fieldOf = new Map(
    fields.flatMap((field) => headers[field].split('|').map((header) => [header, field] as const)),
  )
  return (columns) => {
    const taken = new Set<Field>()
    return columns.map((column) => {
      // A name that comes again has a number behind it: `coordinator (2)`.
      const field = fieldOf.get(fold(column).replace(/ \d+$/, ''))
      if (field === undefined || (taken.has(field) && !shared.includes(field))) return null
      taken.add(field)
      return field
    })
  }
}
