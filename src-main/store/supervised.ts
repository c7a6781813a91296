import type { SupervisedRow } from '../app/ports'
import type { ReadConnection } from './sqlite/driver'

/**
 * The accesses linked to a coordinator in a module, each with everybody it is linked to. Read out of narrow indexes
 * alone: a coordinator can have thousands.
 */
export function readSupervised(
  connection: ReadConnection,
  coordinatorId: string,
  module: string,
): SupervisedRow[] {
  const rows = connection.all(
    `SELECT mine.access, mine.authorityId, mine.role, authority.memberState, authority.status,
       other.coordinatorId AS other
     FROM link AS mine JOIN authority INDEXED BY authorityParty ON authority.id = mine.authorityId
     JOIN link AS other INDEXED BY linkOfAccess ON other.access = mine.access
     WHERE mine.coordinatorId = ? AND mine.module = ? AND authority.status <> 'removed'
     ORDER BY mine.access`,
    [coordinatorId, module],
  )
  const found: (Omit<SupervisedRow, 'coordinators'> & {
    coordinators: SupervisedRow['coordinators'][number][]
  })[] = []
  let access: unknown = null
  for (const row of rows) {
    if (row['access'] !== access) {
      access = row['access']
      found.push({
        authorityId: row['authorityId'] as SupervisedRow['authorityId'],
        memberState: String(row['memberState']),
        status: row['status'] as SupervisedRow['status'],
        role: row['role'] as SupervisedRow['role'],
        coordinators: [],
      })
    }
    found.at(-1)?.coordinators.push(row['other'] as SupervisedRow['authorityId'])
  }
  return found
}
