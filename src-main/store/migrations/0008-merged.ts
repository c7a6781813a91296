import type { Migration } from './migration'

/** Stores that got schema 2 in its first days have not this index, which schema 2 has since. */
export const merged: Migration = {
  version: 8,
  sql: 'CREATE INDEX IF NOT EXISTS authorityMerged ON authority (mergedInto) WHERE mergedInto IS NOT NULL;',
}
