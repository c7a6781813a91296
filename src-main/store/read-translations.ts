import type { ReadStore } from '../app/ports'
import { fold } from '../domain/folding'
import { createRowReader } from './read-rows'
import type { ReadConnection, SqlValue } from './sqlite/driver'

/** Reads the translation memory. */
export function readTranslations(
  connection: ReadConnection,
): Pick<ReadStore, 'translationsOf' | 'translationMemory'> {
  const { rows, count } = createRowReader(connection)
  return {
    translationsOf: (folded) => rows('translation', 'SELECT * FROM translation WHERE folded = ?', [folded]),
    translationMemory: (keptBy, text, offset, limit) => {
      const conditions: string[] = []
      const parameters: SqlValue[] = []
      if (keptBy !== null) {
        conditions.push('keptBy = ?')
        parameters.push(keptBy)
      }
      if (text !== '') {
        conditions.push('(instr(folded, ?) > 0 OR instr(lower(translation), ?) > 0)')
        parameters.push(fold(text), text.toLowerCase())
      }
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
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
