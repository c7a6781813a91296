import type { ReadStore } from '../app/ports'
import { fold } from '../domain/folding'
import { blockedAt } from './months'
import { createRowReader } from './read-rows'
import type { ReadConnection } from './sqlite/driver'

/** The alert that a mail tells of is blocked or erased. */
const WITHHELD = `(alert.erasedAt IS NOT NULL OR ${blockedAt('alert')} <= ?)`

/** Everything that is read of the outbox. */
export function readMails(
  connection: ReadConnection,
): Pick<ReadStore, 'mails' | 'mailCount' | 'mailsWithStatus' | 'mailsOfAlert'> {
  const { versioned, rows, count } = createRowReader(connection)
  return {
    mails: ({ status, text, actingFor, now }, offset, limit) => {
      const conditions = [
        ...(status === null ? [] : [['mail.status = ?', status] as const]),
        ...(actingFor === null ? [] : [['actingFor = ?', actingFor] as const]),
      ]
      const where =
        conditions.length === 0 ? '' : `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}`
      const asked = conditions.map(([, value]) => value)
      const wanted = fold(text)
      // An outbox holds thousands at most, and names are compared as the search does: without regard to accents.
      const matching = connection
        .all(
          `SELECT mail.row, recipientName, recipientEmail, iif(${WITHHELD}, '', subject) AS subject
           FROM mail LEFT JOIN alert ON alert.id = mail.alertId ${where} ORDER BY mail.row DESC`,
          [now, ...asked],
        )
        .filter((row) =>
          [row['recipientName'], row['recipientEmail'], row['subject']].some((each) =>
            fold(String(each)).includes(wanted),
          ),
        )
        .map((row) => Number(row['row']))
      const page = connection.all(
        'SELECT * FROM mail WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row DESC',
        [JSON.stringify(matching.slice(offset, offset + limit))],
      )
      return { rows: page.map((row) => versioned('mail', row)), total: matching.length }
    },
    mailCount: (status, actingFor) =>
      actingFor === null
        ? count('SELECT count(*) AS n FROM mail WHERE status = ?', [status])
        : count('SELECT count(*) AS n FROM mail WHERE status = ? AND actingFor = ?', [status, actingFor]),
    mailsOfAlert: (alertId) => rows('mail', 'SELECT * FROM mail WHERE alertId = ? ORDER BY row', [alertId]),
    mailsWithStatus: (status) => rows('mail', 'SELECT * FROM mail WHERE status = ?', [status]),
  }
}
