import type { Migration } from './migration'

/**
 * The first store. Its text is frozen: later changes are migrations of their own. `row` numbers a row inside this store
 * only; `rev` counts how often it was written here; `lastEntry` is its newest history entry.
 */
export const first: Migration = {
  version: 1,
  sql: `
CREATE TABLE authority (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  officialName TEXT NOT NULL, informalTitle TEXT NOT NULL, description TEXT NOT NULL,
  memberState TEXT NOT NULL, region TEXT NOT NULL, types TEXT NOT NULL, status TEXT NOT NULL,
  hasAccessManagerRole INTEGER NOT NULL,
  address TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL, phone TEXT NOT NULL, fax TEXT NOT NULL,
  email TEXT NOT NULL, website TEXT NOT NULL, languages TEXT NOT NULL,
  policyAreas TEXT NOT NULL, economicAreas TEXT NOT NULL, notes TEXT NOT NULL, externalIds TEXT NOT NULL,
  registeredAt TEXT, inactivatedAt TEXT
) STRICT;

CREATE TABLE access (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  authorityId TEXT NOT NULL REFERENCES authority(id),
  module TEXT NOT NULL, role TEXT, status TEXT NOT NULL,
  linkedCoordinators TEXT NOT NULL, keywords TEXT NOT NULL, professions TEXT NOT NULL,
  grantedAt TEXT, suspendedAt TEXT
) STRICT;
CREATE INDEX accessOfAuthority ON access (authorityId, module, role, status);
CREATE UNIQUE INDEX accessOnce ON access (authorityId, module);

CREATE TABLE user (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  authorityId TEXT NOT NULL REFERENCES authority(id),
  userName TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, language TEXT NOT NULL,
  roles TEXT NOT NULL, status TEXT NOT NULL, passwordStatus TEXT NOT NULL, passwordHash TEXT NOT NULL,
  lastLogin TEXT
) STRICT;
CREATE INDEX userOfAuthority ON user (authorityId);
CREATE UNIQUE INDEX userName ON user (userName COLLATE NOCASE) WHERE status = 'active';

CREATE TABLE accessManager (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  managerId TEXT NOT NULL REFERENCES authority(id),
  authorityId TEXT NOT NULL REFERENCES authority(id),
  origin TEXT NOT NULL, since TEXT
) STRICT;
CREATE UNIQUE INDEX managerOf ON accessManager (authorityId, managerId);
CREATE INDEX managedBy ON accessManager (managerId);

CREATE TABLE operator (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  userName TEXT NOT NULL COLLATE NOCASE UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
  actsFor TEXT REFERENCES authority(id), active INTEGER NOT NULL, passwordHash TEXT NOT NULL
) STRICT;

CREATE TABLE savedSearch (
  row INTEGER PRIMARY KEY, rev INTEGER NOT NULL, lastEntry INTEGER,
  id TEXT NOT NULL UNIQUE,
  operatorId TEXT NOT NULL REFERENCES operator(id),
  name TEXT NOT NULL, criteria TEXT NOT NULL, removed INTEGER NOT NULL
) STRICT;

CREATE TABLE replica (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  publicKey TEXT NOT NULL,
  privateKey TEXT,
  seq INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  head TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  operator TEXT, actingFor TEXT,
  command TEXT NOT NULL, reason TEXT NOT NULL, origin TEXT NOT NULL, undoes TEXT,
  schemaVersion INTEGER NOT NULL
) STRICT;

CREATE TABLE history (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  unit INTEGER NOT NULL REFERENCES unit(row),
  replica INTEGER NOT NULL REFERENCES replica(row),
  seq INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  parents TEXT NOT NULL,
  entity TEXT NOT NULL,
  entityId TEXT NOT NULL,
  about TEXT NOT NULL,
  op TEXT NOT NULL,
  changes TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX historySequence ON history (replica, seq);
CREATE INDEX historyAbout ON history (about, row);
CREATE TRIGGER historyKeepsEntries BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER historyKeepsAll BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER unitKeepsEntries BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER unitKeepsAll BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE personalValue (entry INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;

CREATE TABLE link (
  coordinatorId TEXT NOT NULL, access INTEGER NOT NULL, PRIMARY KEY (coordinatorId, access)
) STRICT, WITHOUT ROWID;
CREATE INDEX linkOfAccess ON link (access);

CREATE TABLE rankEn (rank INTEGER PRIMARY KEY, authority INTEGER NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE searchEn USING fts5 (
  name, alt, title, other, facets,
  content = '', contentless_delete = 1, prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 0 tokenchars ':-'"
);
CREATE TABLE word (row INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE wordInside USING fts5 (word, content = '', tokenize = 'trigram');
CREATE VIRTUAL TABLE searchUser USING fts5 (
  name, login, email,
  content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 0"
);
`,
}
