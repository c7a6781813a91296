import type { Migration } from './migration'

/**
 * Alerts and notifications (K1 to K12): whom they reached, what was said, documents with their bytes beside them, and
 * the words by which they are found.
 */
export const alerts: Migration = {
  version: 9,
  sql: `
CREATE TABLE alert (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL, module TEXT NOT NULL,
  authorityId TEXT NOT NULL REFERENCES authority(id), memberState TEXT NOT NULL, status TEXT NOT NULL,
  title TEXT NOT NULL, language TEXT NOT NULL, personalContent TEXT NOT NULL, content TEXT NOT NULL,
  recipients TEXT NOT NULL, toCommission INTEGER NOT NULL,
  coordinatorId TEXT REFERENCES authority(id),
  createdAt TEXT NOT NULL, submittedAt TEXT, broadcastAt TEXT, closedAt TEXT, withdrawnAt TEXT,
  returnReason TEXT NOT NULL, withdrawReason TEXT NOT NULL,
  instruction TEXT NOT NULL, instructedAt TEXT, instructedBy TEXT REFERENCES authority(id),
  copiedFrom TEXT, erasedAt TEXT
) STRICT;
CREATE INDEX alertOf ON alert (authorityId);
CREATE INDEX alertCoordinator ON alert (coordinatorId) WHERE coordinatorId IS NOT NULL;
CREATE INDEX alertInstructed ON alert (instructedBy) WHERE instructedBy IS NOT NULL;
CREATE INDEX alertByDate ON alert (createdAt, module, status, memberState, authorityId, coordinatorId, id);
CREATE INDEX alertStatus ON alert (status, createdAt);
CREATE INDEX alertClosed ON alert (closedAt, withdrawnAt, erasedAt);

CREATE TABLE alertRecipient (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  alertId TEXT NOT NULL REFERENCES alert(id),
  authorityId TEXT NOT NULL REFERENCES authority(id), memberState TEXT NOT NULL,
  how TEXT NOT NULL, byAuthorityId TEXT NOT NULL REFERENCES authority(id), at TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alertRecipientOnce ON alertRecipient (alertId, authorityId);
CREATE INDEX alertRecipientOf ON alertRecipient (authorityId, alertId);
CREATE INDEX alertRecipientBy ON alertRecipient (byAuthorityId);

CREATE TABLE alertComment (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  alertId TEXT NOT NULL REFERENCES alert(id),
  authorityId TEXT NOT NULL REFERENCES authority(id),
  kind TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, answers TEXT, at TEXT NOT NULL,
  askedAt TEXT, askedBy TEXT REFERENCES authority(id), askedReason TEXT NOT NULL, deletedAt TEXT, readAt TEXT
) STRICT;
CREATE INDEX alertCommentIn ON alertComment (alertId, at);
CREATE INDEX alertCommentOf ON alertComment (authorityId);
CREATE INDEX alertCommentAsked ON alertComment (askedBy) WHERE askedBy IS NOT NULL;

CREATE TABLE alertAttachment (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  alertId TEXT NOT NULL REFERENCES alert(id),
  authorityId TEXT NOT NULL REFERENCES authority(id),
  name TEXT NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL, addedAt TEXT NOT NULL
) STRICT;
CREATE INDEX alertAttachmentIn ON alertAttachment (alertId);
CREATE INDEX alertAttachmentOf ON alertAttachment (authorityId);
CREATE INDEX alertAttachmentHash ON alertAttachment (hash);

CREATE TABLE attachmentBytes (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

CREATE INDEX historyOfAlert ON history (entityId)
  WHERE entity IN ('alert', 'alertRecipient', 'alertComment', 'alertAttachment');

CREATE VIRTUAL TABLE searchAlert USING fts5 (
  words, content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0"
);
`,
}
