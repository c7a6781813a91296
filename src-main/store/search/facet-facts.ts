import { ADMINISTRATOR_ROLE } from '../../../src-shared/entities/user'
import type { Authority } from '../../../src-shared/entities/authority'
import type { ReadConnection } from '../sqlite/driver'
import type { FacetFacts } from './facets'

/** Gives what the facets of an authority follow from, besides its own row. */
export type FacetSource = (authority: Authority) => FacetFacts

/** How an Administrator's role stands in the stored set of roles. */
const STORED_ROLE = `"${ADMINISTRATOR_ROLE}"`

type AccessFact = FacetFacts['accesses'][number]

/** Looks the facts of each authority up when they are asked for. */
export function factsOfEach(connection: ReadConnection): FacetSource {
  return (authority) => ({
    authority,
    accesses: connection.all('SELECT module, role FROM access WHERE authorityId = ?', [
      authority.id,
    ]) as unknown as AccessFact[],
    managerIds: connection
      .all('SELECT managerId FROM accessManager WHERE authorityId = ?', [authority.id])
      .map((each) => String(each['managerId'])),
    hasAdministrator:
      connection.first(
        "SELECT 1 AS yes FROM user WHERE authorityId = ? AND status = 'active' AND instr(roles, ?) > 0 LIMIT 1",
        [authority.id, STORED_ROLE],
      ) !== undefined,
  })
}

/** Reads the facts of all authorities at once, in a few passes over the tables: for indexing everything anew. */
export function factsOfAll(connection: ReadConnection): FacetSource {
  const lists = (sql: string): Map<string, string[]> =>
    new Map(connection.all(sql).map((row) => [String(row['id']), String(row['list']).split(' ')]))
  const accesses = lists(
    "SELECT authorityId AS id, group_concat(module || ':' || coalesce(role, ''), ' ') AS list FROM access GROUP BY authorityId",
  )
  const managers = lists(
    "SELECT authorityId AS id, group_concat(managerId, ' ') AS list FROM accessManager GROUP BY authorityId",
  )
  const administrated = new Set(
    connection
      .all("SELECT DISTINCT authorityId AS id FROM user WHERE status = 'active' AND instr(roles, ?) > 0", [
        STORED_ROLE,
      ])
      .map((row) => String(row['id'])),
  )
  return (authority) => ({
    authority,
    accesses: (accesses.get(authority.id) ?? []).map((each) => {
      const [module = '', role = ''] = each.split(':')
      return { module, role: role === '' ? null : (role as NonNullable<AccessFact['role']>) }
    }),
    managerIds: managers.get(authority.id) ?? [],
    hasAdministrator: administrated.has(authority.id),
  })
}
