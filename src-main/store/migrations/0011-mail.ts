import type { Migration } from './migration'

/** The outbox. An authority's mails are found for erasing and the newest ones for the list; what was left over at a crash is looked for at every opening. */
export const mail: Migration = {
  version: 11,
  sql: `
CREATE TABLE mail (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  authorityId TEXT NOT NULL REFERENCES authority(id),
  kind TEXT NOT NULL, recipientName TEXT NOT NULL, recipientEmail TEXT NOT NULL, language TEXT NOT NULL,
  senderName TEXT NOT NULL, senderEmail TEXT NOT NULL, senderFor TEXT NOT NULL,
  actingFor TEXT, createdBy TEXT, createdAt TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL, inReplyTo TEXT NOT NULL, messageId TEXT NOT NULL,
  status TEXT NOT NULL, statusAt TEXT NOT NULL, failure TEXT NOT NULL, answer TEXT NOT NULL
) STRICT;
CREATE INDEX mailOf ON mail (authorityId);
CREATE INDEX mailStatus ON mail (status, row);
CREATE INDEX mailActingFor ON mail (actingFor, row);
CREATE UNIQUE INDEX mailOnce ON mail (messageId);
`,
}
