import { entities, type EntityName } from '../../src-shared/entities'
import type { StoreVerdict } from '../app/ports'
import { fromColumns, toColumns } from './codec'
import { Agreement } from './history/agreement'
import { verifyHistory } from './history/verify'
import { searchFault } from './search/search-check'
import type { SqlRow, WriteConnection } from './sqlite/driver'
import { unavailableReason } from './unavailable'

/** What was found, and the row where it was. */
export interface CheckedStore extends StoreVerdict {
  readonly broken: (NonNullable<StoreVerdict['broken']> & { readonly id: string }) | null
}

type Broken = NonNullable<CheckedStore['broken']>

const WATCH_EVERY = 1000

/**
 * Reads everything in the store. The cipher does not authenticate its pages: damage decrypts to other bytes, and SQLite
 * notices only what breaks its own structure. So each row is compared with its history, which is hashed and signed.
 *
 * Damage may also end the process inside the native driver. Whoever suspects damage runs this in a process of its own,
 * and takes its sudden end for a verdict.
 * @param connection one of `openChecker`
 * @param watch told how many rows and entries are done; returning false stops the check
 * @throws where the store cannot be read for another reason than damage
 */
export function checkStore(connection: WriteConnection, watch: (done: number) => boolean): CheckedStore {
  const count = { rows: 0, entries: 0 }
  try {
    return { ...count, broken: readEverything(connection, count, watch), ...count }
  } catch (error) {
    const reason = unavailableReason(error)
    if (reason !== null && reason !== 'corrupt') throw error
    return { ...count, broken: { what: 'structure', table: '', id: '' } }
  }
}

function readEverything(
  connection: WriteConnection,
  count: { rows: number; entries: number },
  watch: (done: number) => boolean,
): Broken | null {
  const structure = connection.first('PRAGMA integrity_check(1)')
  const orphan = connection.first('PRAGMA foreign_key_check')
  const told = String(structure?.['integrity_check'])
  // A full-text index is made again out of the rows; the rest of the store can be whole.
  const inverted = /FTS5 table \S*?(\w+)$/.exec(told)?.[1]
  if (inverted !== undefined) return { what: 'search', table: inverted, id: '' }
  if (told !== 'ok') return { what: 'structure', table: '', id: '' }
  if (orphan !== undefined) return { what: 'structure', table: String(orphan['table']), id: '' }
  const walk = { goesOn: true }
  const verdict = verifyHistory(connection, (done) => (walk.goesOn = watch(done)))
  count.entries = verdict.entries
  if (verdict.broken !== null) return { what: 'history', table: 'history', id: verdict.broken.id }
  return walk.goesOn ? (rowFault(connection, count, watch) ?? searchFault(connection)) : null
}

function rowFault(
  connection: WriteConnection,
  count: { rows: number; entries: number },
  watch: (done: number) => boolean,
): Broken | null {
  const agreement = new Agreement(connection)
  for (const name of Object.keys(entities) as EntityName[]) {
    for (const row of connection.iterate(`SELECT * FROM "${name}" ORDER BY row`)) {
      count.rows += 1
      if (!isReadable(name, row) || agreement.disagreement(name, row) !== null)
        return { what: 'row', table: name, id: String(row['id']) }
      if (count.rows % WATCH_EVERY === 0 && !watch(count.entries + count.rows)) return null
    }
  }
  const left = agreement.leftOver()
  return left === null ? null : { what: 'row', ...left }
}

/** Whether a row is what its entity describes, written in the one way the program writes it. */
function isReadable(name: EntityName, row: SqlRow): boolean {
  try {
    const parsed = entities[name].schema.safeParse(fromColumns(name, row))
    if (!parsed.success) return false
    const fields = Object.keys(entities[name].schema.shape)
    return toColumns(name, parsed.data).every((value, index) => value === row[fields[index] ?? ''])
  } catch {
    // A set that is no JSON.
    return false
  }
}
