import type { ReadStore } from '../app/ports'
import { fold } from '../domain/folding'
import { createRowReader } from './read-rows'
import type { ReadConnection, SqlValue } from './sqlite/driver'

/** Reads the translation memory. */
export function readTranslations(
  connection: ReadConnection,
): Pick<ReadStore, 'translationsOf' | 'translationsOfAlert' | 'alertsTranslated' | 'translationMemory'> {
  const { rows, count } = createRowReader(connection)
  return {
    translationsOf: (folded) => rows('translation', 'SELECT * FROM translation WHERE folded = ?', [folded]),
    translationsOfAlert: (alertId) =>
      rows('translation', 'SELECT * FROM translation WHERE alertId = ?', [alertId]),
    alertsTranslated: () =>
      rows(
        'alert',
        'SELECT * FROM alert WHERE id IN (SELECT alertId FROM translation WHERE alertId IS NOT NULL)',
        [],
      ),
    translationMemory: (keptBy, text, without, offset, limit) => {
      const conditions = ['(alertId IS NULL OR alertId NOT IN (SELECT value FROM json_each(?)))']
      const parameters: SqlValue[] = [JSON.stringify(without)]
      if (keptBy !== null) {
        conditions.push('keptBy = ?')
        parameters.push(keptBy)
      }
      if (text !== '') {
        conditions.push('(instr(folded, ?) > 0 OR instr(lower(translation), ?) > 0)')
        parameters.push(fold(text), text.toLowerCase())
      }
      const where = `WHERE ${conditions.join(' AND ')}`
      const asked = parameters as string[]
      return {
        rows: rows(
          'translation',
          `SELECT * FROM translation ${where} ORDER BY keptAt DESC, row DESC LIMIT ? OFFSET ?`,
          [...asked, limit, offset],
        ),
        total: count(`SELECT count(*) AS n FROM translation ${where}`, asked),
      }
    },
  }
}
