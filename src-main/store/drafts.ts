import type { Draft, WriteStore } from '../app/ports'
import type { ReadConnection, WriteConnection } from './sqlite/driver'

/** What an operator typed into forms and has not saved, the newest first. */
export function readDrafts(connection: ReadConnection, operatorId: string): Draft[] {
  return connection
    .all('SELECT * FROM draft WHERE operatorId = ? ORDER BY at DESC', [operatorId])
    .map((row) => ({
      form: String(row['form']),
      about: row['about'] as Draft['about'],
      label: String(row['label']),
      place: String(row['place']),
      data: String(row['data']),
      at: row['at'] as Draft['at'],
    }))
}

/** Keeping and dropping drafts. */
export function writeDrafts(connection: WriteConnection): Pick<WriteStore, 'keepDraft' | 'dropDraft'> {
  return {
    keepDraft: (operatorId, { form, about, label, place, data, at }) => {
      connection.run(
        `INSERT OR REPLACE INTO draft (operatorId, form, about, label, place, data, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [operatorId, form, about, label, place, data, at],
      )
    },
    dropDraft: (operatorId, form) => {
      connection.run('DELETE FROM draft WHERE operatorId = ? AND form = ?', [operatorId, form])
    },
  }
}
