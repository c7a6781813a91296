import type { Migration } from './migration'

/**
 * What somebody typed into a form and has not saved. Nobody's data yet: it stands in no history, travels nowhere, and
 * goes with the form, or with the authority it is about.
 */
export const drafts: Migration = {
  version: 7,
  sql: `
CREATE TABLE draft (
  operatorId TEXT NOT NULL, form TEXT NOT NULL,
  about TEXT, label TEXT NOT NULL, place TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (operatorId, form)
) STRICT, WITHOUT ROWID;
`,
}
