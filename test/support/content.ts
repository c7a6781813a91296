import { hash } from 'node:crypto'
import { codecs } from '../../src-main/store/codec'
import type { EntityName } from '../../src-shared/entities'
import type { Core } from './core'

/** A hash over every row of every entity, whatever its place and however often it was written. */
export function contentHash(core: Core): string {
  const content = (Object.keys(codecs) as EntityName[]).map((name) => [
    name,
    core.raw(
      `SELECT ${codecs[name].fieldNames.map((field) => `"${field}"`).join(', ')} FROM "${name}" ORDER BY id`,
    ),
  ])
  return hash('sha256', JSON.stringify(content))
}
