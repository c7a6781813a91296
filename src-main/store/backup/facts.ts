import type { BackupComparison, LostAct, StoreFacts } from '../../../src-shared/contract/backups'
import { instantOf } from '../../../src-shared/time'
import { CHAIN_START } from '../history/entry'
import { ownReplica } from '../history/replica'
import { schemaVersionOf } from '../migrations'
import type { ReadConnection } from '../sqlite/driver'

/** So many acts that would be lost are shown; their number is told in full. */
const SHOWN = 20

/** What a store holds, of whatever schema. @throws what counts as damaged where nothing of this program is in it */
export function factsOf(connection: ReadConnection): StoreFacts {
  const replica = schemaVersionOf(connection) === 0 ? undefined : ownReplica(connection)
  if (replica === undefined) {
    throw Object.assign(new Error('A store without a replica'), { code: 'SQLITE_CORRUPT' })
  }
  const count = (table: string): number =>
    Number(connection.first(`SELECT count(*) AS n FROM ${table}`)?.['n'] ?? 0)
  const newest = connection.first('SELECT at FROM unit ORDER BY row DESC LIMIT 1')?.['at']
  return {
    replica: replica.id,
    entries: replica.seq,
    head: replica.head,
    authorities: Number(
      connection.first("SELECT count(*) AS n FROM authority WHERE status <> 'removed'")?.['n'] ?? 0,
    ),
    users: count('user'),
    accesses: count('access'),
    newestAct: newest === undefined ? null : instantOf(Number(newest)),
    schema: schemaVersionOf(connection),
  }
}

/**
 * Compares a backup with the store by their histories: both are chains of hashes, so one that holds the other's head
 * goes on from it.
 * @returns null where they are no versions of one store
 */
export function compareStores(backup: ReadConnection, store: ReadConnection): BackupComparison | null {
  const [then, now] = [factsOf(backup), factsOf(store)]
  if (then.replica !== now.replica) return null
  const common = Math.min(then.entries, now.entries)
  const together = hashAt(backup, common) === hashAt(store, common)
  const relation = !together
    ? 'parted'
    : then.entries === now.entries
      ? 'same'
      : then.entries < now.entries
        ? 'older'
        : 'newer'
  const lost = together ? actsAfter(store, common) : actsAfter(store, commonEntries(backup, store, common))
  return { relation, backup: then, store: now, lost }
}

function hashAt(connection: ReadConnection, seq: number): string {
  if (seq === 0) return CHAIN_START
  const row = connection.first(
    'SELECT hash FROM history JOIN replica ON replica.row = history.replica WHERE replica.privateKey IS NOT NULL AND history.seq = ?',
    [seq],
  )
  return String(row?.['hash'])
}

/** How many entries both have in common: chains that part stay apart, so the place is found by halving. */
function commonEntries(one: ReadConnection, other: ReadConnection, most: number): number {
  let [same, different] = [0, most]
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2)
    if (hashAt(one, middle) === hashAt(other, middle)) same = middle
    else different = middle
  }
  return same
}

const ACTS_AFTER = `
FROM unit LEFT JOIN operator ON operator.id = unit.operator
WHERE unit.row IN (SELECT unit FROM history JOIN replica ON replica.row = history.replica
  WHERE replica.privateKey IS NOT NULL AND history.seq > ?)`

function actsAfter(connection: ReadConnection, seq: number): { count: number; first: LostAct[] } {
  const count = Number(connection.first(`SELECT count(*) AS n ${ACTS_AFTER}`, [seq])?.['n'] ?? 0)
  const first = connection
    .all(
      `SELECT unit.at, unit.command, unit.reason, operator.name ${ACTS_AFTER} ORDER BY unit.row DESC LIMIT ${String(SHOWN)}`,
      [seq],
    )
    .map((row) => ({
      at: instantOf(Number(row['at'])),
      command: String(row['command']),
      operator: row['name'] === null ? '' : String(row['name']),
      reason: String(row['reason']),
    }))
  return { count, first }
}
