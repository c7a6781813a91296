import type { EntityName } from '../../../src-shared/entities'

/** A numbered step from one schema to the next. Released ones are never edited. */
export interface Migration {
  readonly version: number
  readonly sql: string
  /** Fields that it gives to an entity that was there before: earlier history entries do not tell of them. */
  readonly adds?: { readonly [Name in EntityName]?: readonly string[] }
}
