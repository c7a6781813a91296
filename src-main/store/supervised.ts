import type { AuthorityMention } from '../../src-shared/contract/common'
import type { Supervision, SupervisedGroup } from '../app/ports'
import type { ReadConnection } from './sqlite/driver'

/**
 * The accesses linked to a coordinator, with whether they are linked to one of the others as well. Each coordinator's
 * links lie side by side, so thousands are read out of few pages; looking up the links of each access would read a page
 * for each.
 */
const LINKED = `
FROM link AS mine JOIN authority INDEXED BY authorityParty ON authority.id = mine.authorityId
WHERE mine.coordinatorId = ?1 AND mine.module = ?2 AND authority.status <> 'removed'`
const SHARED = `mine.access IN (
  SELECT access FROM link WHERE coordinatorId IN (SELECT value FROM json_each(?3)) AND module = ?2)`

/** Steps from one coordinator to the next through the index of links: there are few, of each of which many links tell. */
const COORDINATORS = `
WITH RECURSIVE coordinator(id) AS (
  SELECT min(coordinatorId) FROM link
  UNION ALL
  SELECT (SELECT min(coordinatorId) FROM link WHERE coordinatorId > coordinator.id) FROM coordinator
  WHERE coordinator.id IS NOT NULL)
SELECT authority.id FROM coordinator JOIN authority INDEXED BY authorityParty ON authority.id = coordinator.id
WHERE authority.memberState = ?1
  AND EXISTS (SELECT 1 FROM link WHERE link.coordinatorId = coordinator.id AND link.module = ?2)`

/** The authorities of a Member State that accesses to a module are linked to. */
export function readCoordinators(connection: ReadConnection, memberState: string, module: string): string[] {
  return connection.all(COORDINATORS, [memberState, module]).map((row) => String(row['id']))
}

/** The accesses linked to a coordinator in a module, in groups that are alike in what decides about supervision. */
export function readSupervised(
  connection: ReadConnection,
  { coordinatorId, module, others }: Supervision,
): SupervisedGroup[] {
  const rows = connection.all(
    `SELECT authority.memberState, mine.role, ${SHARED} AS shared, count(*) AS count ${LINKED} GROUP BY 1, 2, 3`,
    [coordinatorId, module, JSON.stringify(others)],
  )
  return rows.map((row) => ({
    memberState: String(row['memberState']),
    role: row['role'] as SupervisedGroup['role'],
    shared: row['shared'] === 1,
    count: Number(row['count']),
  }))
}

/** The first authorities of such a group. */
export function readFirstSupervised(
  connection: ReadConnection,
  { coordinatorId, module, others }: Supervision,
  { memberState, role, shared }: SupervisedGroup,
  limit: number,
): AuthorityMention['id'][] {
  const rows = connection.all(
    `SELECT authority.id ${LINKED} AND authority.memberState = ?4 AND mine.role IS ?5 AND ${SHARED} = ?6
     ORDER BY mine.access LIMIT ?7`,
    [coordinatorId, module, JSON.stringify(others), memberState, role, Number(shared), limit],
  )
  return rows.map((row) => row['id'] as AuthorityMention['id'])
}
