/** A test for each way of showing the rows of a plan; pages and counts use the same ones. */
export type Filters<Show extends string, Row> = Readonly<Record<Show, (row: Row) => boolean>>

/** Counts the rows that each filter shows. */
export function countBy<Show extends string, Row>(
  rows: readonly Row[],
  filters: Filters<Show, Row>,
): Record<Show, number> {
  const counts = Object.entries<(row: Row) => boolean>(filters).map(([show, keep]) => [
    show,
    rows.reduce((sum, row) => (keep(row) ? sum + 1 : sum), 0),
  ])
  return Object.fromEntries(counts) as Record<Show, number>
}

/** Returns one page of rows, and how many there are in all. */
export function pageOf<Row>(
  rows: readonly Row[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { rows: Row[]; total: number } {
  return { rows: rows.slice(offset, offset + limit), total: rows.length }
}
