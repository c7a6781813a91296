import type { Migration } from './migration'

/** The translation memory (K8): what operators corrected, found by the folded original. */
export const translation: Migration = {
  version: 10,
  sql: `
CREATE TABLE translation (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  "from" TEXT NOT NULL, "to" TEXT NOT NULL,
  folded TEXT NOT NULL, original TEXT NOT NULL, translation TEXT NOT NULL,
  keptBy TEXT, keptAt TEXT NOT NULL
) STRICT;
CREATE INDEX translationOf ON translation (folded, "to");
`,
}
