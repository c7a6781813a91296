import type { Migration } from './migration'

/**
 * What the search of users over all authorities asks for, one narrow row per active user. It is derived from the users;
 * the program fills it where it is missing, since names are folded there.
 */
export const userSearch: Migration = {
  version: 3,
  sql: `
CREATE TABLE userFacet (
  row INTEGER PRIMARY KEY, sortName TEXT NOT NULL, memberState TEXT NOT NULL,
  administrator INTEGER NOT NULL, passwordStatus TEXT NOT NULL, loggedOn INTEGER NOT NULL
) STRICT;
CREATE INDEX userFacetByName ON userFacet
  (sortName, memberState, administrator, passwordStatus, loggedOn);
CREATE INDEX userFacetByState ON userFacet
  (memberState, sortName, administrator, passwordStatus, loggedOn);
CREATE INDEX userFacetByPassword ON userFacet
  (passwordStatus, sortName, memberState, administrator, loggedOn);
`,
}
