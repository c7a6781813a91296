import type { EntityName } from '../../../src-shared/entities'
import { instantOf } from '../../../src-shared/time'
import type { EntryField, NamedAct, StoredUnit, ToldAct, UnitEntry } from '../../app/ports'

import type { ReadConnection, SqlRow } from '../sqlite/driver'
import type { Json } from './canonical'
import type { PersonalValues } from './changes'

interface Told {
  readonly before?: Json
  readonly after?: Json
  readonly added?: string[]
  readonly removed?: string[]
}

/** An act of the history by its identifier; null where there is none. */
export function readUnit(connection: ReadConnection, id: string): StoredUnit | null {
  const row = connection.first('SELECT * FROM unit WHERE id = ?', [id])
  if (row === undefined) return null
  const entries = connection.first('SELECT count(*) AS n FROM history WHERE unit = ?', [Number(row['row'])])
  return {
    id,
    at: instantOf(Number(row['at'])),
    command: String(row['command']),
    operator: row['operator'] as StoredUnit['operator'],
    actingFor: row['actingFor'] as StoredUnit['actingFor'],
    undoes: row['undoes'] as string | null,
    undoneBy: undoneBy(connection, id),
    entries: Number(entries?.['n'] ?? 0),
  }
}

/** The act that took this one back and was not taken back itself; null where it stands. */
export function undoneBy(connection: ReadConnection, id: string): string | null {
  const rows = connection.all('SELECT id FROM unit WHERE undoes = ?', [id])
  const ids = rows.map((row) => String(row['id']))
  return ids.find((each) => undoneBy(connection, each) === null) ?? null
}

/** What a unit did, its last entry first. Entries that stand for rows from before this program are left out. */
export function* entriesOfUnit(connection: ReadConnection, id: string): Generator<UnitEntry> {
  const rows = connection.iterate(
    `SELECT history.entity, history.entityId, history.op, history.changes, personalValue.data AS personal
     FROM history JOIN unit ON unit.row = history.unit
     LEFT JOIN personalValue ON personalValue.entry = history.row
     WHERE unit.id = ? AND op <> 'baseline' ORDER BY history.row DESC`,
    [id],
  )
  for (const row of rows) yield entryOf(row)
}

function entryOf(row: SqlRow): UnitEntry {
  const told = JSON.parse(String(row['changes'])) as Record<string, Told>
  const personal = JSON.parse(String(row['personal'] ?? '{}')) as PersonalValues
  return {
    entity: String(row['entity']) as EntityName,
    entityId: String(row['entityId']),
    op: row['op'] as UnitEntry['op'],
    fields: new Map(
      Object.entries(told).map(([field, change]) => [field, fieldOf(change, personal[field] ?? {})]),
    ),
  }
}

function fieldOf(change: Told, personal: PersonalValues[string]): EntryField {
  if (change.added !== undefined) {
    return { kind: 'set', added: change.added, removed: change.removed ?? [] }
  }
  const before = valueOf(change.before, personal.before)
  const after = valueOf(change.after, personal.after)
  return before === ERASED || after === ERASED ? { kind: 'erased' } : { kind: 'value', before, after }
}

const ERASED = Symbol('erased')

/** A digest stands for a personal value, which lies in the side table or was erased from it. */
function valueOf(stored: Json | undefined, salted: readonly [Json, string] | undefined): unknown {
  if (stored === null || typeof stored !== 'object') return stored ?? null
  return salted === undefined ? ERASED : salted[0]
}

/** How many acts on one row are read at most for each authority that it belonged to. */
const ACTS_AT_MOST = 50

interface FoundAct {
  readonly number: number
  readonly act: ToldAct
}

/**
 * The acts that touched one row, oldest first: the newest of them, and the one that made it. A row that a merge moved had
 * another authority before; what was done with it there belongs to it as well (N5, N7).
 * @param about the authority in whose Management Information they stand
 */
export function actsOn(connection: ReadConnection, entity: EntityName, id: string, about: string): ToldAct[] {
  const found = new Map<number, ToldAct>()
  const authorities = [about]
  for (const authority of authorities) {
    for (const { number, act } of actsUnder(connection, entity, id, authority)) {
      found.set(number, act)
      const from = act.fields.get('authorityId')
      const before = from?.kind === 'value' && typeof from.before === 'string' ? from.before : authority
      // An undone merge leads back to where it was.
      if (!authorities.includes(before)) authorities.push(before)
    }
  }
  return [...found.entries()].sort(([left], [right]) => left - right).map(([, act]) => act)
}

function actsUnder(connection: ReadConnection, entity: EntityName, id: string, about: string): FoundAct[] {
  const select = (order: string, limit: number, extra = ''): SqlRow[] =>
    connection.all(
      `SELECT history.row AS number, history.entity, history.entityId, history.op, history.changes, unit.at,
         unit.command, unit.reason, unit.origin, coalesce(operator.name, '') AS operatorName,
         actor.officialName AS actingForName, personalValue.data AS personal
       FROM history JOIN unit ON unit.row = history.unit
       LEFT JOIN operator ON operator.id = unit.operator
       LEFT JOIN authority AS actor ON actor.id = unit.actingFor
       LEFT JOIN personalValue ON personalValue.entry = history.row
       WHERE history.about = ? AND history.entity = ? AND history.entityId = ? ${extra}
       ORDER BY history.row ${order} LIMIT ${String(limit)}`,
      [about, entity, id],
    )
  const rows = [...select('ASC', 1, "AND history.op = 'create'"), ...select('DESC', ACTS_AT_MOST)]
  return rows.map((row) => ({ number: Number(row['number']), act: toldAct(row) }))
}

function toldAct(row: SqlRow): ToldAct {
  return {
    command: String(row['command']),
    at: instantOf(Number(row['at'])),
    operator: String(row['operatorName']),
    actingFor: row['actingForName'] === null ? null : String(row['actingForName']),
    reason: String(row['reason']),
    origin: String(row['origin']),
    op: row['op'] as ToldAct['op'],
    fields: entryOf(row).fields,
  }
}

/** How many entries after a unit are looked through for the one that stands in its way. */
const LATER_AT_MOST = 2000

/** Finds the first later act that changed a field which the unit wrote, without acts that were undone; null if none. */
export function laterAct(connection: ReadConnection, id: string): NamedAct | null {
  const written = new Map<string, Set<string>>()
  for (const { entityId, fields } of entriesOfUnit(connection, id))
    written.set(entityId, new Set(fields.keys()))
  const rows = connection.all(
    `SELECT history.entityId, history.changes, unit.id AS unitId, unit.at, unit.command, unit.reason,
       coalesce(operator.name, '') AS operatorName
     FROM history JOIN unit ON unit.row = history.unit LEFT JOIN operator ON operator.id = unit.operator
     WHERE history.unit > (SELECT row FROM unit WHERE id = ?)
       AND history.entityId IN (SELECT value FROM json_each(?))
     ORDER BY history.row LIMIT ${String(LATER_AT_MOST)}`,
    [id, JSON.stringify([...written.keys()])],
  )
  const found = rows.find((row) => {
    const fields = Object.keys(JSON.parse(String(row['changes'])) as object)
    const overlaps = fields.some((field) => written.get(String(row['entityId']))?.has(field))
    return overlaps && undoneBy(connection, String(row['unitId'])) === null
  })
  if (found === undefined) return null
  return {
    unit: String(found['unitId']) as NamedAct['unit'],
    at: instantOf(Number(found['at'])),
    command: String(found['command']),
    operator: String(found['operatorName']),
    reason: String(found['reason']),
  }
}
