import type { Migration } from './migration'

/**
 * Reasons of an alert are kept in the alert, so that they are blocked and erased with it (P21, P41): why it was modified,
 * and why the instruction to close it was withdrawn (P48). A mail made from an alert names it for the same reason.
 * Operators whose password is temporary must change it when they sign in (P53). When each one signed in last is kept on
 * this PC only: it is no act, and no part of the history.
 */
export const reasonsAndOperators: Migration = {
  version: 13,
  sql: `
ALTER TABLE alert ADD COLUMN modifyReason TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN uninstructReason TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN alertId TEXT REFERENCES alert(id);
CREATE INDEX mailOfAlert ON mail (alertId) WHERE alertId IS NOT NULL;
CREATE INDEX historyOfMail ON history (entityId) WHERE entity = 'mail';
ALTER TABLE operator ADD COLUMN passwordStatus TEXT NOT NULL DEFAULT 'set';
CREATE TABLE signIn (operatorId TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
`,
  adds: { alert: ['modifyReason', 'uninstructReason'], mail: ['alertId'], operator: ['passwordStatus'] },
}
