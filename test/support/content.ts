import { hash } from 'node:crypto'
import { codecs } from '../../src-main/store/codec'
import { ENTITY_NAMES } from '../../src-shared/entities'
import type { Core } from './core'

/** Dates that an undo sets to now (P38). */
const DATES_OF_STATUS: ReadonlySet<string> = new Set(['inactivatedAt', 'suspendedAt'])

/**
 * A hash over every row of every entity, whatever its place and however often it was written.
 * @param dates `any`: of a date of a status counts only whether there is one
 */
export function contentHash(core: Core, dates: 'exact' | 'any' = 'exact'): string {
  const column = (field: string): string =>
    dates === 'any' && DATES_OF_STATUS.has(field) ? `"${field}" IS NULL AS "${field}"` : `"${field}"`
  const content = ENTITY_NAMES.map((name) => [
    name,
    core.raw(`SELECT ${codecs[name].fieldNames.map(column).join(', ')} FROM "${name}" ORDER BY id`),
  ])
  return hash('sha256', JSON.stringify(content))
}
