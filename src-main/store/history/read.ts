import type { HistoryFilter, HistoryUnit, HistoryValue } from '../../../src-shared/contract/history'
import { entities, ENTITY_NAMES, fieldsOf } from '../../../src-shared/entities'
import { isSecret } from '../../../src-shared/entities/entity'
import { instantOf, millisecondsOf } from '../../../src-shared/time'
import type { HistorySubject } from '../../app/ports'
import { fold } from '../../domain/folding'
import type { ReadConnection, SqlRow } from '../sqlite/driver'
import type { Json } from './canonical'
import type { PersonalValues } from './changes'
import { undoneBy } from './unit'

type HistoryEntry = HistoryUnit['entries'][number]

const ENTRIES = `
SELECT history.*, unit.id AS unitId, unit.at, unit.command, unit.reason, unit.origin, unit.undoes,
  coalesce(operator.name, '') AS operatorName, actor.officialName AS actingForName, personalValue.data AS personal
FROM history
JOIN unit ON unit.row = history.unit
LEFT JOIN operator ON operator.id = unit.operator
LEFT JOIN authority AS actor ON actor.id = unit.actingFor
LEFT JOIN personalValue ON personalValue.entry = history.row
WHERE history.about = ?1 AND history.entity IN (SELECT value FROM json_each(?2))
  AND (history.entity <> 'mail' OR ?3 = '' OR ?3 = coalesce(
    (SELECT coalesce(actingFor, '-') FROM mail WHERE mail.id = history.entityId),
    (SELECT json_extract(first.changes, '$.actingFor.after') FROM history AS first
     WHERE first.about = history.about AND first.entityId = history.entityId AND first.op = 'create'), '-'))
ORDER BY history.row DESC`

/** As `ENTRIES`, and the acts that merged others into the authority: what was done to those others then belongs to it. */
const WITH_MERGES = ENTRIES.replace(
  'history.about = ?1',
  `(history.about = ?1 OR (unit.command = 'merge.apply' AND history.about IN (SELECT value FROM json_each(?4))))`,
)

/** Hashes of passwords stay in the store: that one was set is told, not which. */
const SECRET = { kind: 'value', value: '••••••••' } as const
const SECRET_FIELDS: ReadonlySet<string> = new Set(
  ENTITY_NAMES.flatMap((name) =>
    fieldsOf(name).flatMap(([field, schema]) => (isSecret(schema) ? field : [])),
  ),
)

/**
 * The acts that touched an authority, newest first; only actions since V7 are here at all (F2).
 */
export function readHistory(
  connection: ReadConnection,
  { authorityId, readers, mailsOf }: HistorySubject,
  filter: HistoryFilter,
  offset: number,
  limit: number,
): { units: HistoryUnit[]; more: boolean } {
  const units: HistoryUnit[] = []
  let skipped = 0
  const shown = JSON.stringify(ENTITY_NAMES.filter((name) => readers.has(entities[name].readers)))
  const merged = connection
    .all('SELECT id FROM authority WHERE mergedInto = ?', [authorityId])
    .map((row) => row['id'])
  const entries =
    merged.length === 0
      ? connection.iterate(ENTRIES, [authorityId, shown, mailsOf ?? ''])
      : connection.iterate(WITH_MERGES, [authorityId, shown, mailsOf ?? '', JSON.stringify(merged)])
  for (const unit of unitsOf(entries, connection, authorityId)) {
    if (!matches(unit, filter)) continue
    if (skipped < offset) {
      skipped += 1
      continue
    }
    if (units.length === limit) return { units, more: true }
    units.push(unit)
  }
  return { units, more: false }
}

function* unitsOf(
  rows: Iterable<SqlRow>,
  connection: ReadConnection,
  authorityId: string,
): Generator<HistoryUnit> {
  let current: HistoryUnit | null = null
  for (const row of rows) {
    if (current !== null && current.id !== row['unitId']) {
      yield current
      current = null
    }
    current ??= {
      id: String(row['unitId']),
      at: instantOf(Number(row['at'])),
      operator: String(row['operatorName']),
      actingFor: row['actingForName'] === null ? null : String(row['actingForName']),
      command: String(row['command']),
      reason: String(row['reason']),
      origin: String(row['origin']),
      undoes: row['undoes'] as string | null,
      undoneBy: undoneBy(connection, String(row['unitId'])),
      entries: [],
    }
    if (!isTakenOver(row)) current.entries.unshift(entryOf(row, connection, authorityId))
  }
  if (current !== null) yield current
}

/**
 * Facts from before V7 stand in the log so that their import can be taken back, but nobody did them here: Management
 * Information tells the import as one line (F2, product decision P34).
 */
function isTakenOver(row: SqlRow): boolean {
  return row['op'] === 'create' && String(row['origin']).startsWith('v6:')
}

function entryOf(row: SqlRow, connection: ReadConnection, authorityId: string): HistoryEntry {
  const personal = JSON.parse(String(row['personal'] ?? '{}')) as PersonalValues
  const changes = JSON.parse(String(row['changes'])) as Record<
    string,
    { before?: Json; after?: Json } & SetChange
  >
  return {
    id: String(row['id']),
    entity: String(row['entity']),
    entityId: String(row['entityId']),
    op: row['op'] as HistoryEntry['op'],
    label: labelOf(row, connection, authorityId) || removedModule(changes),
    changes: Object.entries(changes).map(([field, change]) => ({
      field,
      before: shownValue(field, change, change.before, personal[field]?.before?.[0]),
      after: shownValue(field, change, change.after, personal[field]?.after?.[0]),
    })),
  }
}

interface SetChange {
  added?: string[]
  removed?: string[]
}

function shownValue(
  field: string,
  change: SetChange,
  stored: Json | undefined,
  personal: Json | undefined,
): HistoryValue {
  if ('added' in change) return setValue(change)
  const told = value(stored, personal)
  return SECRET_FIELDS.has(field) && told.kind === 'value' && told.value !== null && told.value !== ''
    ? SECRET
    : told
}

function setValue(change: SetChange): HistoryValue {
  return { kind: 'set', added: change.added ?? [], removed: change.removed ?? [] }
}

function value(stored: Json | undefined, personal: Json | undefined): HistoryValue {
  if (stored === undefined || stored === null) return { kind: 'value', value: null }
  if (typeof stored !== 'object') return { kind: 'value', value: stored }
  // A digest stands there: its value lies in the side table, or was erased from it.
  return personal === undefined ? { kind: 'erased' } : { kind: 'value', value: personal as string }
}

/** The module of an access that is not there any more, as the entry keeps it; empty where it is none. */
function removedModule(changes: Record<string, { before?: Json }>): string {
  const module = changes['module']?.before
  return typeof module === 'string' ? module : ''
}

/** What an entry is about: the module of an access, the name of a user, of the manager, or of an authority merged here. */
function labelOf(row: SqlRow, connection: ReadConnection, authorityId: string): string {
  const id = String(row['entityId'])
  switch (row['entity']) {
    case 'access':
      return String(connection.first('SELECT module FROM access WHERE id = ?', [id])?.['module'] ?? '')
    case 'user':
      return String(connection.first('SELECT name FROM user WHERE id = ?', [id])?.['name'] ?? '')
    case 'accessManager':
      return String(
        connection.first(
          `SELECT officialName FROM accessManager JOIN authority ON authority.id = managerId WHERE accessManager.id = ?`,
          [id],
        )?.['officialName'] ?? '',
      )
    case 'authority':
      return id === authorityId
        ? ''
        : String(
            connection.first('SELECT officialName FROM authority WHERE id = ?', [id])?.['officialName'] ?? '',
          )
    default:
      return ''
  }
}

function matches(unit: HistoryUnit, filter: HistoryFilter): boolean {
  if (filter.from !== null && unit.at < filter.from) return false
  if (filter.to !== null && millisecondsOf(unit.at) > millisecondsOf(filter.to)) return false
  if (filter.operator !== '' && !fold(unit.operator).includes(fold(filter.operator))) return false
  const changes = unit.entries.flatMap((entry) => entry.changes)
  if (filter.field !== '' && !changes.some((change) => change.field === filter.field)) return false
  if (filter.text === '') return true
  const wanted = fold(filter.text)
  const texts = [unit.reason, ...changes.flatMap((change) => [words(change.before), words(change.after)])]
  return texts.some((each) => fold(each).includes(wanted))
}

function words(changed: HistoryValue): string {
  if (changed.kind === 'set') return [...changed.added, ...changed.removed].join(' ')
  return changed.kind === 'value' ? String(changed.value ?? '') : ''
}
