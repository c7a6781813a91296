import { entities, type EntityName, type RowOf } from '../../../src-shared/entities'
import { fromColumns } from '../codec'
import type { ReadConnection, SqlRow } from '../sqlite/driver'

/** Row numbers of a table, both included. */
export interface RowRange {
  readonly table: EntityName
  readonly from: number
  readonly to: number
}

/** What is known of earlier tries: damage can end the process that reads, so that the next one goes around it. */
export interface EarlierTries {
  /** Read in small steps: somewhere in there a process ended. */
  readonly careful: readonly RowRange[]
  /** Not read at all. */
  readonly skip: readonly RowRange[]
}

/** How many rows are read at once, and how many where a process ended before. */
export const STEP = 64
export const CAREFUL_STEP = 8

/** Numbers tried after the last row that was found, where the end of a table cannot be read. */
const BEYOND = 20_000

/**
 * Reads the rows of a table that can still be read, each by its number where several together cannot.
 * @param begins told before each step: where the process ends there, the last one told is the place
 * @param lost told how many rows could not be read; where the end of the table cannot be told, only those before the
 * last row that could
 */
export function* readableRows<Name extends EntityName>(
  connection: ReadConnection,
  table: Name,
  tries: EarlierTries,
  begins: (range: RowRange) => void,
  lost: (rows: number) => void,
): Generator<RowOf<Name>> {
  const last = lastRow(connection, table)
  let found = 0
  let waiting = 0
  const miss = (rows: number): void => {
    if (last === null) waiting += rows
    else lost(rows)
  }
  for (let from = 1; from <= (last ?? found + BEYOND);) {
    const to = from + (isIn(tries.careful, table, from) ? CAREFUL_STEP : STEP) - 1
    if (isIn(tries.skip, table, from)) miss(to - from + 1)
    else {
      begins({ table, from, to })
      for (const row of stepOf(connection, table, from, to, miss)) {
        found = Number(row['row'])
        lost(waiting)
        waiting = 0
        const entity = entityOf(table, row)
        if (entity === null) lost(1)
        else yield entity
      }
    }
    from = to + 1
  }
}

function isIn(ranges: readonly RowRange[], table: EntityName, row: number): boolean {
  return ranges.some((range) => range.table === table && range.from <= row && row <= range.to)
}

function lastRow(connection: ReadConnection, table: EntityName): number | null {
  try {
    return Number(connection.first(`SELECT max(row) AS n FROM "${table}"`)?.['n'] ?? 0)
  } catch {
    return null
  }
}

function stepOf(
  connection: ReadConnection,
  table: EntityName,
  from: number,
  to: number,
  lost: (rows: number) => void,
): SqlRow[] {
  try {
    return connection.all(`SELECT * FROM "${table}" WHERE row BETWEEN ? AND ? ORDER BY row`, [from, to])
  } catch {
    return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((row) => {
      try {
        return connection.all(`SELECT * FROM "${table}" WHERE row = ?`, [row])
      } catch {
        lost(1)
        return []
      }
    })
  }
}

/** The row as its entity describes it; null where it is not what its entity describes. */
function entityOf<Name extends EntityName>(table: Name, row: SqlRow): RowOf<Name> | null {
  try {
    const parsed = entities[table].schema.safeParse(fromColumns(table, row))
    return parsed.success ? (parsed.data as RowOf<Name>) : null
  } catch {
    // A set that is no JSON.
    return null
  }
}
