import { fold } from '../../domain/folding'
import type { WriteConnection } from '../sqlite/driver'
import { wordsFault } from './words-check'
import { USER_WORDS } from './search-index'

/** What is kept beside the rows for quick answers, and what the rows say it must hold. */
const DERIVED: readonly (readonly [table: string, kept: string, due: string])[] = [
  [
    'link',
    'SELECT coordinatorId, module, access, authorityId, role FROM link',
    `SELECT linked.value, access.module, access.row, access.authorityId, access.role
     FROM access, json_each(access.linkedCoordinators) AS linked`,
  ],
  ['rankEn', 'SELECT authority FROM rankEn', 'SELECT row FROM authority'],
  ['searchEn', 'SELECT id FROM searchEn_docsize', 'SELECT rank FROM rankEn'],
  ['searchUser', 'SELECT id FROM searchUser_docsize', "SELECT row FROM user WHERE status = 'active'"],
  ['wordInside', 'SELECT id FROM wordInside_docsize', 'SELECT row FROM word'],
  ['searchAlert', 'SELECT id FROM searchAlert_docsize', 'SELECT row FROM alert'],
  ['userFacet', 'SELECT row FROM userFacet', "SELECT row FROM user WHERE status = 'active'"],
]

const FACETS = `
SELECT found.*, userFacet.sortName, userFacet.memberState AS keptState, userFacet.administrator AS keptAdministrator,
  userFacet.passwordStatus AS keptPassword, userFacet.loggedOn AS keptLoggedOn
FROM (${USER_WORDS}) AS found JOIN userFacet ON userFacet.row = found.row`

/**
 * What the search holds and the rows do not say, or the other way round; null where they agree.
 * @param connection one that may have tables of its own
 */
export function searchFault(
  connection: WriteConnection,
): { what: 'search'; table: string; id: string } | null {
  for (const [table, kept, due] of DERIVED) {
    const differs = connection.first(
      `SELECT EXISTS (SELECT * FROM (${kept}) EXCEPT SELECT * FROM (${due}))
         OR EXISTS (SELECT * FROM (${due}) EXCEPT SELECT * FROM (${kept})) AS yes`,
    )
    if (differs?.['yes'] !== 0) return { what: 'search', table, id: '' }
  }
  for (const row of connection.iterate(FACETS)) {
    const fits =
      row['sortName'] === fold(String(row['name'])) &&
      row['keptState'] === row['memberState'] &&
      row['keptAdministrator'] === row['administrator'] &&
      row['keptPassword'] === row['passwordStatus'] &&
      row['keptLoggedOn'] === row['loggedOn']
    if (!fits) return { what: 'search', table: 'userFacet', id: String(row['id']) }
  }
  return wordsFault(connection)
}
