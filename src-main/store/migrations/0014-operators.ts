import type { Migration } from './migration'

/**
 * Operators whose password is temporary must change it when they sign in (P53). When each one signed in last is kept on this
 * PC only: it is no act, and no part of the history.
 */
export const operators: Migration = {
  version: 14,
  sql: `
ALTER TABLE operator ADD COLUMN passwordStatus TEXT NOT NULL DEFAULT 'set';
CREATE TABLE signIn (operatorId TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
`,
  adds: { operator: ['passwordStatus'] },
}
