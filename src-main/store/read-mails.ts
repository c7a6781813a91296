import type { ReadStore } from '../app/ports'
import { fold } from '../domain/folding'
import { createRowReader } from './read-rows'
import type { ReadConnection } from './sqlite/driver'

/** Everything that is read of the outbox. */
export function readMails(
  connection: ReadConnection,
): Pick<ReadStore, 'mails' | 'mailCount' | 'mailsWithStatus'> {
  const { versioned, rows, count } = createRowReader(connection)
  return {
    mails: ({ status, text, actingFor }, offset, limit) => {
      const conditions = [
        ...(status === null ? [] : [['status = ?', status] as const]),
        ...(actingFor === null ? [] : [['actingFor = ?', actingFor] as const]),
      ]
      const where =
        conditions.length === 0 ? '' : `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}`
      const asked = conditions.map(([, value]) => value)
      const wanted = fold(text)
      // An outbox holds thousands at most, and names are compared as the search does: without regard to accents.
      const matching = connection
        .all(`SELECT row, recipientName, recipientEmail, subject FROM mail ${where} ORDER BY row DESC`, asked)
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
    mailsWithStatus: (status) => rows('mail', 'SELECT * FROM mail WHERE status = ?', [status]),
  }
}
