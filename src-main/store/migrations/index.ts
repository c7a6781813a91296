import type { EntityName } from '../../../src-shared/entities'
import type { WriteConnection } from '../sqlite/driver'
import { first } from './0001-first'
import { people } from './0002-people'
import { userSearch } from './0003-user-search'
import { links } from './0004-links'
import { acts } from './0005-acts'
import { erased } from './0006-erased'
import { drafts } from './0007-drafts'
import { foundAtOnce } from './0008-found-at-once'
import { alerts } from './0009-alerts'
import { translation } from './0010-translation'
import { mail } from './0011-mail'
import { translationOf } from './0012-translation-of'
import { reasonsAndOperators } from './0013-reasons-and-operators'
import type { Migration } from './migration'

/** Every migration in order. */
export const migrations: readonly Migration[] = [
  first,
  people,
  userSearch,
  links,
  acts,
  erased,
  drafts,
  foundAtOnce,
  alerts,
  translation,
  mail,
  translationOf,
  reasonsAndOperators,
]

/** The schema this program writes. */
export const SCHEMA_VERSION = migrations.length

/** Fields that an entity got in a later schema than this one. */
export function fieldsAddedAfter(version: number, entity: EntityName): ReadonlySet<string> {
  const later = migrations.filter((migration) => migration.version > version)
  return new Set(later.flatMap((migration) => migration.adds?.[entity] ?? []))
}

/** The store was written by a newer program: a fault of its own, since nothing is wrong with the store. */
export class StoreFromFuture extends Error {
  constructor(version: number) {
    super(`The store has schema ${String(version)}, this program knows ${String(SCHEMA_VERSION)}`)
  }
}

/** The schema version a store has; 0 for an empty file. */
export function schemaVersionOf(connection: Pick<WriteConnection, 'first'>): number {
  return Number(connection.first('PRAGMA user_version')?.['user_version'] ?? 0)
}

/**
 * Brings a store to the schema of this program, each migration in its own transaction. Whoever opens a store that holds
 * data has kept a backup of it before (`StoreHost`).
 * @throws StoreFromFuture where the store is newer than the program
 */
export function migrate(connection: WriteConnection): void {
  const from = schemaVersionOf(connection)
  if (from > SCHEMA_VERSION) throw new StoreFromFuture(from)
  const due = migrations.filter((migration) => migration.version > from)
  for (const migration of due) {
    connection.transaction(() => {
      connection.script(migration.sql)
      connection.script(`PRAGMA user_version = ${String(migration.version)}`)
    })
  }
}
