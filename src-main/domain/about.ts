import { entities, type EntityName } from '../../src-shared/entities'

/** The authority in whose Management Information a row's history stands (F2); a row that stands alone is its own. */
export function aboutAuthority(entity: EntityName, row: object): string {
  return String((row as Record<string, unknown>)[entities[entity].about])
}
