import type { Translation } from '../../src-shared/entities/translation'
import type { ReadStore } from '../app/ports'
import { fold } from '../domain/folding'
import { createRowReader } from './read-rows'
import type { ReadConnection, SqlValue } from './sqlite/driver'

type TranslationReads = Pick<
  ReadStore,
  | 'translationsOf'
  | 'translationsOfAlert'
  | 'alertsTranslated'
  | 'translationMemory'
  | 'translationCount'
  | 'everyTranslation'
>

/** Entries that are read at a time while a file is written. */
const EXPORT_CHUNK = 500

const NOT_OF = '(alertId IS NULL OR alertId NOT IN (SELECT value FROM json_each(?)))'
const FREE = 'alertId IS NULL AND authorityId IS NULL'

/** Reads the translation memory. */
export function readTranslations(connection: ReadConnection): TranslationReads {
  const { rows, count } = createRowReader(connection)

  function* everyTranslation(without: readonly string[], linked: boolean): Generator<Translation> {
    const numbers = connection.all(
      `SELECT row FROM translation WHERE ${NOT_OF} ${linked ? '' : `AND ${FREE}`} ORDER BY keptAt, row`,
      [JSON.stringify(without)],
    )
    for (let offset = 0; offset < numbers.length; offset += EXPORT_CHUNK) {
      const chunk = numbers.slice(offset, offset + EXPORT_CHUNK).map(({ row }) => Number(row))
      yield* rows(
        'translation',
        'SELECT * FROM translation WHERE row IN (SELECT value FROM json_each(?)) ORDER BY keptAt, row',
        [JSON.stringify(chunk)],
      )
    }
  }

  return {
    everyTranslation,
    translationCount: (without) => {
      const asked = [JSON.stringify(without)]
      const all = count(`SELECT count(*) AS n FROM translation WHERE ${NOT_OF}`, asked)
      const free = count(`SELECT count(*) AS n FROM translation WHERE ${NOT_OF} AND ${FREE}`, asked)
      return { free, linked: all - free }
    },
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
      const conditions = [NOT_OF]
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
