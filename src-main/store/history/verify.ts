import type { z } from 'zod'
import type { contract } from '../../../src-shared/contract'
import { instantOf } from '../../../src-shared/time'
import type { ReadConnection, SqlRow } from '../sqlite/driver'
import type { Json } from './canonical'
import { digestOf, type PersonalValues, type Salted } from './changes'
import { CHAIN_START, hashEntry, type Entry } from './entry'
import { allReplicas, headIsSigned, type Replica } from './replica'

type Verdict = z.output<(typeof contract)['history.verify']['output']>
type Broken = NonNullable<Verdict['broken']>

const EVERY_ENTRY = `
SELECT history.*, unit.id AS unitId, unit.at, unit.operator, unit.actingFor, unit.command, unit.reason, unit.origin, unit.undoes,
  unit.schemaVersion, personalValue.data AS personal
FROM history JOIN unit ON unit.row = history.unit
LEFT JOIN personalValue ON personalValue.entry = history.row
WHERE history.replica = ? ORDER BY history.seq`

/**
 * Walks the chain of every replica: each hash, no gap, each personal value against its digest, the head and its
 * signature (N4). An erased personal value is no fault: its digest stays.
 * @param watch told how many entries are done; returning false stops the walk
 */
export function verifyHistory(connection: ReadConnection, watch: (done: number) => boolean): Verdict {
  let entries = 0
  for (const replica of allReplicas(connection)) {
    let previous = CHAIN_START
    let seq = 0
    for (const row of connection.iterate(EVERY_ENTRY, [replica.row])) {
      seq += 1
      entries += 1
      if (Number(row['seq']) !== seq) return { entries, broken: brokenAt(row, 'gap') }
      const how = faultOf(row, replica, previous)
      if (how !== null) return { entries, broken: brokenAt(row, how) }
      previous = String(row['hash'])
      if (entries % 1000 === 0 && !watch(entries)) return { entries, broken: null }
    }
    const end = { seq, id: replica.id, at: momentOf(replica.wall) }
    if (seq !== replica.seq || previous !== replica.head) return { entries, broken: { ...end, how: 'head' } }
    if (!headIsSigned(connection, replica)) return { entries, broken: { ...end, how: 'signature' } }
  }
  return { entries, broken: null }
}

function brokenAt(row: SqlRow, how: Broken['how']): Broken {
  return { seq: Number(row['seq']), id: String(row['id']), at: momentOf(Number(row['at'])), how }
}

/** A moment that may have been tampered with: empty where it is none. */
function momentOf(milliseconds: number): string {
  return Number.isNaN(new Date(milliseconds).getTime()) ? '' : instantOf(milliseconds)
}

/** How an entry does not fit; null where it does. What was tampered with need not even be readable. */
function faultOf(row: SqlRow, replica: Replica, previous: string): 'hash' | 'personal' | null {
  let entry: Entry
  try {
    entry = entryOf(row, replica)
    if (hashEntry(entry, String(row['changes']), previous) !== row['hash']) return 'hash'
  } catch {
    return 'hash'
  }
  try {
    return personalFits(row, entry) ? null : 'personal'
  } catch {
    return 'personal'
  }
}

function entryOf(row: SqlRow, replica: Replica): Entry {
  const textOrNull = (name: string): string | null => (row[name] === null ? null : String(row[name]))
  return {
    id: String(row['id']),
    unit: String(row['unitId']),
    replica: replica.id,
    seq: Number(row['seq']),
    wall: Number(row['wall']),
    counter: Number(row['counter']),
    at: instantOf(Number(row['at'])),
    parents: JSON.parse(String(row['parents'])) as string[],
    operator: textOrNull('operator'),
    actingFor: textOrNull('actingFor'),
    command: String(row['command']),
    reason: String(row['reason']),
    origin: String(row['origin']),
    undoes: textOrNull('undoes'),
    schemaVersion: Number(row['schemaVersion']),
    entity: String(row['entity']),
    entityId: String(row['entityId']),
    about: String(row['about']),
    op: String(row['op']),
    changes: JSON.parse(String(row['changes'])) as Record<string, Json>,
  }
}

function personalFits(row: SqlRow, entry: Entry): boolean {
  if (row['personal'] === null) return true
  const personal = JSON.parse(String(row['personal'])) as PersonalValues
  return Object.entries(personal).every(([field, sides]) => {
    const change = entry.changes[field] as
      { before?: { digest?: string }; after?: { digest?: string } } | undefined
    const fits = (side: Salted | undefined, digest: string | undefined): boolean =>
      side === undefined || digestOf(...side) === digest
    return fits(sides.before, change?.before?.digest) && fits(sides.after, change?.after?.digest)
  })
}
