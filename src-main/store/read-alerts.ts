import {
  MONTHS_UNTIL_BLOCKED,
  MONTHS_UNTIL_DRAFT_IS_OLD,
  MONTHS_UNTIL_ERASED,
} from '../../src-shared/alert-months'
import type { AlertSort } from '../../src-shared/contract/alerts'
import type { Alert } from '../../src-shared/entities/alert'
import type { AlertReads, AlertRequest, AlertScope, ListedAlert } from '../app/ports'
import type { UnitId } from '../../src-shared/ids'
import { instantOf, millisecondsOf } from '../../src-shared/time'
import { foldWords } from '../domain/folding'
import { fromColumns } from './codec'
import { OF_ALERTS, personalEntriesOfAlert } from './erasing'
import { monthsAfter } from './months'
import { createRowReader, mention } from './read-rows'
import type { ReadConnection, SqlValue } from './sqlite/driver'

interface Condition {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

const ORDER: { readonly [By in AlertSort['by']]: string } = {
  date: 'alert.createdAt',
  status: 'alert.status',
  module: 'alert.module',
  memberState: 'alert.memberState',
}

const ENDED = 'coalesce(alert.closedAt, alert.withdrawnAt)'

/** Alerts whose personal data is not erased yet, although so many months have passed since they ended (P21). */
const endedLongAgo = (months: number): string =>
  `alert.erasedAt IS NULL AND ${ENDED} IS NOT NULL AND ${monthsAfter(ENDED, months)} <= ?`
const ERASABLE = endedLongAgo(MONTHS_UNTIL_ERASED)
const WITHHELD = endedLongAgo(MONTHS_UNTIL_BLOCKED)

/** Units that wrote an alert, or a row that belongs or belonged to it. A document's history is with the same authority. */
const ACTS = `
SELECT unit.*, coalesce(operator.name, '') AS operatorName, actor.officialName AS actingForName
FROM unit LEFT JOIN operator ON operator.id = unit.operator LEFT JOIN authority AS actor ON actor.id = unit.actingFor
WHERE unit.at >= ?2 AND unit.row IN (
  SELECT unit FROM history WHERE ${OF_ALERTS} AND entityId IN (
    SELECT ?1
    UNION SELECT id FROM alertRecipient WHERE alertId = ?1
    UNION SELECT id FROM alertComment WHERE alertId = ?1
    UNION SELECT id FROM alertAttachment WHERE alertId = ?1)
  UNION SELECT unit FROM history WHERE about = (SELECT authorityId FROM alert WHERE id = ?1)
    AND entity = 'alertAttachment'
    AND ?1 IN (json_extract(changes, '$.alertId.after'), json_extract(changes, '$.alertId.before')))
ORDER BY unit.row DESC LIMIT ?3 OFFSET ?4`

const WRITTEN_AFTER = `
SELECT count(*) AS n FROM history WHERE unit > (SELECT row FROM unit WHERE id = ?1) AND (
  (entity = 'alert' AND entityId = ?2)
  OR (entity = 'alertAttachment' AND ?2 IN (
    json_extract(changes, '$.alertId.after'), json_extract(changes, '$.alertId.before'))))`

/** Everything that is read of alerts and notifications. */
export function readAlerts(connection: ReadConnection): AlertReads {
  const { versioned, rows, count } = createRowReader(connection)

  function listed(numbers: readonly number[]): ListedAlert[] {
    const found = connection.all(
      `SELECT alert.*, alert.row AS number_, authority.id AS authorityRef, authority.officialName AS officialName,
         authority.memberState AS authorityState, authority.status AS authorityStatus,
         (SELECT count(*) FROM alertRecipient WHERE alertRecipient.alertId = alert.id) AS reached,
         (SELECT count(*) FROM alertComment WHERE alertComment.alertId = alert.id) AS comments
       FROM alert JOIN authority ON authority.id = alert.authorityId
       WHERE alert.row IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(numbers)],
    )
    const byNumber = new Map(found.map((row) => [Number(row['number_']), row]))
    return numbers.flatMap((number) => {
      const row = byNumber.get(number)
      if (row === undefined) return []
      return {
        alert: fromColumns('alert', row),
        authority: mention({
          id: row['authorityRef'] ?? null,
          officialName: row['officialName'] ?? null,
          memberState: row['authorityState'] ?? null,
          status: row['authorityStatus'] ?? null,
        }),
        reached: Number(row['reached']),
        comments: Number(row['comments']),
      }
    })
  }

  return {
    searchAlerts: (request, offset, limit) => {
      const { sql, parameters } = conditionOf(request)
      const { by, descending } = request.sort
      const way = descending ? 'DESC' : 'ASC'
      const then = by === 'date' ? '' : ', alert.createdAt DESC'
      const found = connection.all(
        `SELECT alert.row AS row FROM alert WHERE ${sql} ORDER BY ${ORDER[by]} ${way}${then}, alert.row ${way}
         LIMIT ? OFFSET ?`,
        [...parameters, limit, offset],
      )
      return listed(found.map((row) => Number(row['row'])))
    },
    countAlerts: (request) => {
      const { sql, parameters } = conditionOf(request)
      return Number(connection.first(`SELECT count(*) AS n FROM alert WHERE ${sql}`, parameters)?.['n'] ?? 0)
    },
    alertRecipients: (alertId) =>
      rows('alertRecipient', 'SELECT * FROM alertRecipient WHERE alertId = ? ORDER BY row', [alertId]),
    alertReached: (alertId, authorityId) =>
      rows('alertRecipient', 'SELECT * FROM alertRecipient WHERE alertId = ? AND authorityId = ?', [
        alertId,
        authorityId,
      ])[0] ?? null,
    alertComments: (alertId) =>
      connection
        .all('SELECT * FROM alertComment WHERE alertId = ? ORDER BY at, row', [alertId])
        .map((row) => versioned('alertComment', row)),
    alertAttachments: (alertId) =>
      rows('alertAttachment', 'SELECT * FROM alertAttachment WHERE alertId = ? ORDER BY row', [alertId]),
    attachmentBytes: (hash) => connection.bytes('SELECT bytes FROM attachmentBytes WHERE hash = ?', [hash]),
    alertsErasable: (now, offset, limit) =>
      connection
        .all(`SELECT * FROM alert WHERE ${ERASABLE} ORDER BY ${ENDED}, row LIMIT ? OFFSET ?`, [
          now,
          limit,
          offset,
        ])
        .map((row) => versioned('alert', row)),
    alertsErasableCount: (now) => count(`SELECT count(*) AS n FROM alert WHERE ${ERASABLE}`, [now]),
    alertsWithheldCount: (now) => count(`SELECT count(*) AS n FROM alert WHERE ${WITHHELD}`, [now]),
    alertActs: (alertId, from, offset, limit) =>
      connection.all(ACTS, [alertId, from === null ? 0 : millisecondsOf(from), limit, offset]).map((row) => ({
        unit: row['id'] as UnitId,
        at: instantOf(Number(row['at'])),
        operator: String(row['operatorName']),
        actingFor: row['actingForName'] === null ? null : String(row['actingForName']),
        command: String(row['command']),
        reason: String(row['reason']),
        undoes: row['undoes'] as UnitId | null,
      })),
    alertWrittenAfter: (alertId, unit) => count(WRITTEN_AFTER, [unit, alertId]) > 0,
    erasedAlerts: () =>
      connection.all('SELECT id, erasedAt FROM alert WHERE erasedAt IS NOT NULL').map((row) => ({
        alertId: row['id'] as Alert['id'],
        at: row['erasedAt'] as Alert['createdAt'],
      })),
    personalEntriesOfAlert: (alertId) => personalEntriesOfAlert(connection, alertId),
  }
}

function conditionOf({ criteria, scope, now }: AlertRequest): Condition {
  const parts: Condition[] = [
    ...wordsOf(criteria.text, now),
    ...(scope === null ? [] : [within(scope, criteria.role)]),
  ]
  const equal = (column: string, value: SqlValue): void => {
    if (value !== null) parts.push({ sql: `${column} = ?`, parameters: [value] })
  }
  equal('alert.module', criteria.module)
  if (criteria.status === 'old-draft') {
    const old = `${monthsAfter('alert.createdAt', MONTHS_UNTIL_DRAFT_IS_OLD)} <= ?`
    parts.push({ sql: `alert.status = 'draft' AND ${old}`, parameters: [now] })
  } else equal('alert.status', criteria.status)
  equal('alert.memberState', criteria.memberState)
  if (criteria.recipient !== null)
    parts.push({ sql: 'instr(alert.recipients, ?) > 0', parameters: [`"${criteria.recipient}"`] })
  if (criteria.from !== null) parts.push({ sql: 'alert.createdAt >= ?', parameters: [criteria.from] })
  if (criteria.to !== null) parts.push({ sql: 'alert.createdAt < ?', parameters: [criteria.to] })
  if (criteria.closure !== null) {
    parts.push({ sql: "alert.status = 'closure-proposed'", parameters: [] })
    if (criteria.closure === 'instructed')
      parts.push({ sql: 'alert.instructedAt IS NOT NULL', parameters: [] })
  }
  return {
    sql: parts.length === 0 ? 'TRUE' : parts.map((part) => `(${part.sql})`).join(' AND '),
    parameters: parts.flatMap((part) => part.parameters),
  }
}

/** Every word is found by its beginning; what is blocked is found by its number alone. */
function wordsOf(text: string, now: string): Condition[] {
  const words = foldWords(text)
  if (words.length === 0) return []
  return [
    {
      sql: `alert.row IN (SELECT rowid FROM searchAlert WHERE searchAlert MATCH ?)
        AND (${ENDED} IS NULL OR ${monthsAfter(ENDED, MONTHS_UNTIL_BLOCKED)} > ? OR alert.number = ?)`,
      parameters: [words.map((word) => `"${word}" *`).join(' AND '), now, text.trim().toUpperCase()],
    },
  ]
}

const INITIATED = 'alert.authorityId = ?'
const COORDINATED = `alert.status <> 'draft' AND alert.memberState = ?
  AND alert.module IN (SELECT value FROM json_each(?)) AND alert.authorityId <> ?`
const RECEIVED =
  'EXISTS (SELECT 1 FROM alertRecipient WHERE alertRecipient.authorityId = ? AND alertRecipient.alertId = alert.id)'

/** What an authority has part in: what it initiated, what its Member State initiated where it coordinates, what reached it. */
function within(scope: AlertScope, role: AlertRequest['criteria']['role']): Condition {
  const { authorityId, memberState, modules, coordinates } = scope
  const initiated = { sql: INITIATED, parameters: [authorityId] }
  const coordinated = {
    sql: COORDINATED,
    parameters: [memberState, JSON.stringify(coordinates), authorityId],
  }
  const received = { sql: RECEIVED, parameters: [authorityId] }
  const byRole = { initiator: [initiated], coordinator: [coordinated], recipient: [received] }
  const chosen = role === null ? [initiated, coordinated, received] : byRole[role]
  return {
    sql: `alert.module IN (SELECT value FROM json_each(?)) AND (${chosen.map((each) => `(${each.sql})`).join(' OR ')})`,
    parameters: [JSON.stringify(modules), ...chosen.flatMap((each) => each.parameters)],
  }
}
