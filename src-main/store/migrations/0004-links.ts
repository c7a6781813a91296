import type { Migration } from './migration'

/**
 * Links to coordinators hold all that counting and explaining them asks for, so that a coordinator with thousands of
 * linked authorities is opened without reading each of them.
 */
export const links: Migration = {
  version: 4,
  sql: `
DROP TABLE link;
CREATE TABLE link (
  coordinatorId TEXT NOT NULL, module TEXT NOT NULL, access INTEGER NOT NULL,
  authorityId TEXT NOT NULL, role TEXT,
  PRIMARY KEY (coordinatorId, module, access)
) STRICT, WITHOUT ROWID;
CREATE INDEX linkOfAccess ON link (access, coordinatorId);
INSERT INTO link (coordinatorId, module, access, authorityId, role)
  SELECT linked.value, access.module, access.row, access.authorityId, access.role
  FROM access, json_each(access.linkedCoordinators) AS linked;
CREATE INDEX authorityParty ON authority (id, memberState, status);
`,
}
