import type { Migration } from './migration'

/**
 * The carry-over list asks for acts of persons alone, the newest first: what was imported or made as sample data is not
 * looked at. Nothing else asks for a command.
 */
export const acts: Migration = {
  version: 5,
  sql: `
DROP INDEX unitCommand;
CREATE INDEX unitAct ON unit (origin, row, command, id, undoes) WHERE origin = 'act';
`,
}
