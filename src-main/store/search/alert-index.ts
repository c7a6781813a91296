import { readContent, type AlertContent } from '../../../src-shared/alert-content'
import { fold } from '../../domain/folding'
import type { ReadConnection, SqlRow, WriteConnection } from '../sqlite/driver'

/** The column of the full-text index of alerts, and how it takes words apart. */
export const ALERT_INDEX = {
  columns: ['words'],
  options: `content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0"`,
} as const

/** What is read of each alert for the index. */
export const ALERT_WORDS = 'SELECT row, number, title, personalContent, content FROM alert'

/** The words by which an alert is found: number, subject, everything written into the form. */
export function alertWords(alert: SqlRow): string {
  const content = readContent(String(alert['personalContent']), String(alert['content']))
  return fold([alert['number'], alert['title'], ...textsOf(content)].join(' '))
}

function textsOf(content: AlertContent): string[] {
  return Object.values(content).flatMap((value) => (typeof value === 'string' ? [value] : [...value]))
}

/** Keeps the words of alerts as their rows are. Part of every write. */
export class AlertIndex {
  private readonly connection: WriteConnection

  constructor(connection: WriteConnection) {
    this.connection = connection
  }

  /** Indexes these alerts as they are now. @param fresh those that were not indexed before */
  refresh(ids: Iterable<string>, fresh: ReadonlySet<string>): void {
    const found = [...ids].flatMap((id) =>
      this.connection.all(`SELECT id, row, number, title, personalContent, content FROM alert WHERE id = ?`, [
        id,
      ]),
    )
    // The index writes what it gathered to the disk whenever a row number is not higher than the one before.
    for (const alert of found.sort((left, right) => Number(left['row']) - Number(right['row']))) {
      if (!fresh.has(String(alert['id']))) this.forget([Number(alert['row'])])
      this.write(alert)
    }
  }

  /** Takes alerts out of the search. @param rows their numbers in the table */
  forget(rows: readonly number[]): void {
    for (const row of rows) this.connection.run('DELETE FROM searchAlert WHERE rowid = ?', [row])
  }

  /** Makes the index anew out of the rows. */
  rebuild(): void {
    this.connection.script("INSERT INTO searchAlert (searchAlert) VALUES ('delete-all')")
    for (const alert of this.connection.iterate(`${ALERT_WORDS} ORDER BY row`)) this.write(alert)
  }

  private write(alert: SqlRow): void {
    this.connection.run('INSERT INTO searchAlert (rowid, words) VALUES (?, ?)', [
      Number(alert['row']),
      alertWords(alert),
    ])
  }
}

/** Row numbers of alerts as the index should hold them, with their words, for the check. */
export function* alertsDue(connection: ReadConnection): Generator<{ row: number; words: string }> {
  for (const alert of connection.iterate(`${ALERT_WORDS} ORDER BY row`)) {
    yield { row: Number(alert['row']), words: alertWords(alert) }
  }
}
