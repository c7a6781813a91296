import type { Migration } from './migration'

/**
 * What is asked of every store when it is opened is found at once: which authorities were erased. Stores that got schema
 * 2 in its first days have not the index on merged ones, which schema 2 has since.
 */
export const foundAtOnce: Migration = {
  version: 8,
  sql: `
CREATE INDEX IF NOT EXISTS authorityMerged ON authority (mergedInto) WHERE mergedInto IS NOT NULL;
CREATE INDEX authorityErased ON authority (erasedAt) WHERE erasedAt IS NOT NULL;
`,
}
