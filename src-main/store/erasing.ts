import type { AlertId } from '../../src-shared/ids'
import { instantOf, millisecondsOf } from '../../src-shared/time'
import type { Erased, ErasedOf, NamedAct, ReadStore, UnitHead } from '../app/ports'
import type { ReadConnection, SqlRow, WriteConnection } from './sqlite/driver'

/**
 * Deletes values and salts of these authorities and alerts out of the history, whatever the entries stand under: a merge that was
 * taken back leaves some under another authority. Their digests stay, so the chain still verifies. SQLite overwrites
 * what is deleted (`secure_delete`, which the driver sets); the search is the one place that only marks words as gone,
 * until its parts are written anew.
 */
export function erasePersonal(connection: WriteConnection, erases: NonNullable<UnitHead['erases']>): void {
  eraseAuthorities(connection, erases.authorities)
  eraseAlerts(connection, erases.alerts)
  for (const index of ['searchEn', 'searchUser', 'searchAlert']) {
    connection.script(`INSERT INTO ${index} (${index}) VALUES ('optimize')`)
  }
}

function eraseAuthorities(connection: WriteConnection, authorityIds: readonly string[]): void {
  const authorities = JSON.stringify(authorityIds)
  connection.run(
    `DELETE FROM personalValue WHERE entry IN (
       SELECT row FROM history WHERE entityId IN (
         SELECT entityId FROM history WHERE about IN (SELECT value FROM json_each(?1)) AND entity IN (SELECT value FROM json_each(?2))
       ) AND entity IN (SELECT value FROM json_each(?2)))`,
    [authorities, JSON.stringify(PERSONAL_ENTITIES)],
  )
  connection.run(`DELETE FROM personalValue WHERE entry IN (${translationEntries('authorityId')})`, [
    authorities,
  ])
  connection.run('DELETE FROM draft WHERE about IN (SELECT value FROM json_each(?))', [authorities])
}

/**
 * The entries of what the translation memory keeps or kept of the texts of these alerts or authorities: what was removed
 * from it since is found by them alone.
 */
function translationEntries(of: 'alertId' | 'authorityId'): string {
  return entriesNaming('translation', of)
}

function entriesNaming(entity: 'translation' | 'mail', of: 'alertId' | 'authorityId'): string {
  return `SELECT row FROM history WHERE entity = '${entity}' AND entityId IN (
    SELECT entityId FROM history WHERE entity = '${entity}' AND (
      json_extract(changes, '$.${of}.after') IN (SELECT value FROM json_each(?1))
      OR json_extract(changes, '$.${of}.before') IN (SELECT value FROM json_each(?1))))`
}

/** The condition of the index `historyOfAlert`, to the letter. */
export const OF_ALERTS = "entity IN ('alert', 'alertRecipient', 'alertComment', 'alertAttachment')"

/** Rows that belong to these alerts, those included that are gone since: their entries name the alert. */
const ALERT_ROWS = `
SELECT value FROM json_each(?1)
UNION SELECT id FROM alertRecipient WHERE alertId IN (SELECT value FROM json_each(?1))
UNION SELECT id FROM alertComment WHERE alertId IN (SELECT value FROM json_each(?1))
UNION SELECT id FROM alertAttachment WHERE alertId IN (SELECT value FROM json_each(?1))
UNION SELECT entityId FROM history WHERE ${OF_ALERTS} AND (
  json_extract(changes, '$.alertId.after') IN (SELECT value FROM json_each(?1))
  OR json_extract(changes, '$.alertId.before') IN (SELECT value FROM json_each(?1)))`

/** The entries of these alerts and of everything that belongs to them. */
const ALERT_ENTRIES = `SELECT row FROM history WHERE ${OF_ALERTS} AND entityId IN (${ALERT_ROWS})
UNION ALL ${translationEntries('alertId')}
UNION ALL ${entriesNaming('mail', 'alertId')}`

/** The documents go with it, and with them what no document is left of. */
function eraseAlerts(connection: WriteConnection, alertIds: readonly string[]): void {
  if (alertIds.length === 0) return
  const alerts = JSON.stringify(alertIds)
  connection.run(`DELETE FROM personalValue WHERE entry IN (${ALERT_ENTRIES})`, [alerts])
  for (const id of alertIds) connection.run("DELETE FROM draft WHERE instr(form, ':' || ?) > 0", [id])
  connection.script('DELETE FROM attachmentBytes WHERE hash NOT IN (SELECT hash FROM alertAttachment)')
}

/** How many history entries of an alert hold personal values. */
export function personalEntriesOfAlert(connection: ReadConnection, alertId: string): number {
  const found = connection.first(
    `SELECT count(*) AS n FROM personalValue WHERE entry IN (${ALERT_ENTRIES})`,
    [JSON.stringify([alertId])],
  )
  return Number(found?.['n'] ?? 0)
}

/** Whose entries under an authority hold personal data. */
const PERSONAL_ENTITIES = ['authority', 'user', 'roleRequest', 'mail']

/** What a person did with this program, by its clock; the days of sample data are invented. */
const BY_PEOPLE = "unit.origin <> 'sample' AND unit.operator IS NOT NULL"

/** Acts are found by the index that the carry-over list has. */
const NAMED = "unit.origin = 'act' AND unit.command IN (SELECT value FROM json_each(?))"

type ErasureReads = Pick<
  ReadStore,
  'timeFacts' | 'erased' | 'personalEntries' | 'erasedBy' | 'alertsErasedBy' | 'actsNamed' | 'actsNamedCount'
>

/** Everything that is read about erasing. */
export function readErasures(connection: ReadConnection): ErasureReads {
  const count = (sql: string, parameters: readonly (string | number)[]): number =>
    Number(connection.first(sql, parameters)?.['n'] ?? 0)
  return {
    timeFacts: (now, within) => {
      const newest = connection.first(`SELECT max(at) AS at FROM unit WHERE ${BY_PEOPLE}`)?.['at'] ?? null
      return {
        newestAct: newest === null ? null : instantOf(Number(newest)),
        days: count(
          `SELECT count(DISTINCT at / 86400000) AS n FROM unit WHERE ${BY_PEOPLE} AND at BETWEEN ? AND ?`,
          [millisecondsOf(now) - within * 86_400_000, millisecondsOf(now)],
        ),
      }
    },
    erased: () =>
      connection.all('SELECT id, erasedAt FROM authority WHERE erasedAt IS NOT NULL').map(erasedOf),
    personalEntries: (authorityIds) =>
      count(
        `SELECT count(*) AS n FROM history JOIN personalValue ON personalValue.entry = history.row
         WHERE about IN (SELECT value FROM json_each(?1)) OR history.row IN (${translationEntries('authorityId')})`,
        [JSON.stringify(authorityIds)],
      ),
    erasedBy: (unit) => erasedBy(connection, unit),
    alertsErasedBy: (unit) =>
      connection
        .all(
          `SELECT DISTINCT entityId FROM history JOIN unit ON unit.row = history.unit
           WHERE unit.id = ? AND entity = 'alert' AND json_extract(changes, '$.erasedAt.after') IS NOT NULL
           ORDER BY history.row`,
          [unit],
        )
        .map((row) => row['entityId'] as AlertId),
    actsNamed: (commands, offset, limit) =>
      connection
        .all(
          `SELECT unit.id, unit.at, unit.command, unit.reason, coalesce(operator.name, '') AS operatorName
           FROM unit LEFT JOIN operator ON operator.id = unit.operator
           WHERE ${NAMED} ORDER BY unit.row DESC LIMIT ? OFFSET ?`,
          [JSON.stringify(commands), limit, offset],
        )
        .map(namedAct),
    actsNamedCount: (commands) =>
      count(`SELECT count(*) AS n FROM unit WHERE ${NAMED}`, [JSON.stringify(commands)]),
  }
}

function erasedOf(row: SqlRow): Erased {
  return { authorityId: row['id'] as Erased['authorityId'], at: row['erasedAt'] as Erased['at'] }
}

function namedAct(row: SqlRow): NamedAct {
  return {
    unit: row['id'] as NamedAct['unit'],
    at: instantOf(Number(row['at'])),
    command: String(row['command']),
    operator: String(row['operatorName']),
    reason: String(row['reason']),
  }
}

/** Entries by which rows lost what they held. */
const ENTRIES = `
SELECT about, entity, entityId, changes FROM history JOIN unit ON unit.row = history.unit
WHERE unit.id = ? AND entity IN (SELECT value FROM json_each(?)) ORDER BY history.row`

/** Entries about an authority whose personal values are gone. */
const EMPTIED = `
SELECT count(*) AS n FROM history LEFT JOIN personalValue ON personalValue.entry = history.row
WHERE about = ? AND personalValue.entry IS NULL AND changes LIKE '%{"digest":%'`

interface Counted {
  readonly entry: Record<string, { before?: unknown; after?: unknown }> | null
  readonly users: number
  readonly requests: number
}

function erasedBy(connection: ReadConnection, unit: string): ErasedOf[] {
  const authorities = new Map<string, Counted>()
  for (const row of connection.all(ENTRIES, [unit, JSON.stringify(PERSONAL_ENTITIES)])) {
    const about = String(row['about'])
    const known = authorities.get(about) ?? { entry: null, users: 0, requests: 0 }
    authorities.set(about, {
      entry:
        row['entity'] === 'authority'
          ? (JSON.parse(String(row['changes'])) as Counted['entry'])
          : known.entry,
      users: known.users + Number(row['entity'] === 'user'),
      requests: known.requests + Number(row['entity'] === 'roleRequest'),
    })
  }
  return [...authorities].flatMap(([authorityId, { entry, users, requests }]) =>
    entry === null
      ? []
      : {
          authorityId: authorityId as ErasedOf['authorityId'],
          at: entry['erasedAt']?.after as ErasedOf['at'],
          inactivatedAt: (entry['inactivatedAt']?.before ?? null) as ErasedOf['inactivatedAt'],
          fields: Object.keys(entry).filter((field) => !KEPT_FIELDS.has(field)),
          ...{ users, requests },
          entries: Number(connection.first(EMPTIED, [authorityId])?.['n'] ?? 0),
        },
  )
}

/** Fields that a removal writes without anything being lost by it. */
const KEPT_FIELDS: ReadonlySet<string> = new Set([
  'status',
  'hasAccessManagerRole',
  'inactivatedAt',
  'erasedAt',
])
