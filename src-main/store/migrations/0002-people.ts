import type { Migration } from './migration'

/** Requests for the Access manager role, open decisions, the carry-over list, classifications; looking up an act. */
export const people: Migration = {
  version: 2,
  adds: { authority: ['mergedInto'] },
  sql: `
ALTER TABLE authority ADD COLUMN mergedInto TEXT REFERENCES authority(id);

CREATE TABLE roleRequest (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  authorityId TEXT NOT NULL REFERENCES authority(id),
  receivedAt TEXT NOT NULL, senderName TEXT NOT NULL, senderEmail TEXT NOT NULL, subject TEXT NOT NULL,
  message TEXT NOT NULL, justification TEXT NOT NULL, messageId TEXT NOT NULL,
  status TEXT NOT NULL, decidedAt TEXT, decidedBy TEXT, decisionReason TEXT NOT NULL
) STRICT;
CREATE INDEX roleRequestStatus ON roleRequest (status, receivedAt);
CREATE INDEX roleRequestOf ON roleRequest (authorityId);

CREATE TABLE openDecision (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  authorityId TEXT NOT NULL REFERENCES authority(id),
  kind TEXT NOT NULL, origin TEXT NOT NULL, status TEXT NOT NULL, decision TEXT NOT NULL,
  decidedAt TEXT, decidedBy TEXT
) STRICT;
CREATE INDEX openDecisionStatus ON openDecision (status);
CREATE INDEX openDecisionOf ON openDecision (authorityId);

CREATE TABLE carryOver (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL, decidedAt TEXT, decidedBy TEXT, note TEXT NOT NULL
) STRICT;

CREATE TABLE classificationItem (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  module TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, parent TEXT, retired INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX classificationItemOnce ON classificationItem (module, code);

CREATE TABLE areaTree (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  enabled INTEGER NOT NULL
) STRICT;

CREATE INDEX authorityMerged ON authority (mergedInto) WHERE mergedInto IS NOT NULL;
CREATE INDEX historyUnit ON history (unit);
CREATE INDEX unitCommand ON unit (command);
CREATE INDEX unitUndoes ON unit (undoes) WHERE undoes IS NOT NULL;
`,
}
