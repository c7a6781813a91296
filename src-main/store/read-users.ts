import type { RowOf } from '../../src-shared/entities'
import { ADMINISTRATOR_ROLE } from '../../src-shared/entities/user'
import type { FoundUser, ReadStore, UserScope } from '../app/ports'
import { fold } from '../domain/folding'
import { fromColumns } from './codec'
import { createRowReader, mention } from './read-rows'
import { UserSearch } from './search/user-search'
import type { ReadConnection } from './sqlite/driver'

/** How many users are fetched at a time where all of them are wanted. */
const EXPORT_CHUNK = 500

type UserReads = Pick<
  ReadStore,
  | 'usersOf'
  | 'versionedUsersOf'
  | 'usersLike'
  | 'findUsers'
  | 'countUsers'
  | 'everyUser'
  | 'administratorsOf'
  | 'userCount'
  | 'searchUsers'
  | 'userNames'
  | 'activeUserNamed'
  | 'usersWithRole'
>

/** Everything that is read of users. */
export function readUsers(connection: ReadConnection): UserReads {
  const { versioned, rows, count } = createRowReader(connection)
  const userSearch = new UserSearch(connection)

  function usersByRowNumber(numbers: readonly number[]): FoundUser[] {
    const found = connection.all(
      `SELECT user.*, user.row AS number, officialName, memberState, authority.status AS authorityStatus
       FROM user JOIN authority ON authority.id = user.authorityId
       WHERE user.row IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(numbers)],
    )
    const byNumber = new Map(found.map((row) => [Number(row['number']), row]))
    return numbers.flatMap((number) => {
      const row = byNumber.get(number)
      if (row === undefined) return []
      const authority = mention({
        ...row,
        id: row['authorityId'] ?? null,
        status: row['authorityStatus'] ?? null,
      })
      return { user: fromColumns('user', row), authority }
    })
  }

  function* everyUser(criteria: UserScope): Generator<FoundUser> {
    const numbers = userSearch.all(criteria)
    for (let offset = 0; offset < numbers.length; offset += EXPORT_CHUNK) {
      yield* usersByRowNumber(numbers.slice(offset, offset + EXPORT_CHUNK))
    }
  }

  return {
    usersOf: (authorityId) =>
      rows('user', "SELECT * FROM user WHERE authorityId = ? AND status = 'active' ORDER BY name", [
        authorityId,
      ]),
    versionedUsersOf: (authorityId) =>
      connection
        .all("SELECT * FROM user WHERE authorityId = ? AND status = 'active' ORDER BY name", [authorityId])
        .map((row) => versioned('user', row)),
    usersLike: (memberState, name, email) => usersByRowNumber(userSearch.alike(memberState, name, email)),
    findUsers: (criteria, offset, limit) => usersByRowNumber(userSearch.page(criteria, offset, limit)),
    countUsers: (criteria) => userSearch.count(criteria),
    everyUser,
    administratorsOf: (authorityId) =>
      rows(
        'user',
        "SELECT * FROM user WHERE authorityId = ? AND status = 'active' AND instr(roles, ?) > 0 ORDER BY name",
        [authorityId, `"${ADMINISTRATOR_ROLE}"`],
      ),
    userCount: (authorityId) =>
      count("SELECT count(*) AS n FROM user WHERE authorityId = ? AND status = 'active'", [authorityId]),
    searchUsers: (text, { memberState, authorityId }, limit) => {
      const words = fold(text)
        .split(' ')
        .filter((word) => word !== '')
      if (words.length === 0) return []
      const match = words.map((word) => `"${word}" *`).join(' AND ')
      const found = connection.all(
        `SELECT user.*, authority.officialName AS authorityName FROM searchUser
         JOIN user ON user.row = searchUser.rowid JOIN authority ON authority.id = user.authorityId
         WHERE searchUser MATCH ?1 AND (?2 = '' OR authority.memberState = ?2)
           AND (?3 = '' OR authority.id = ?3) LIMIT ?4`,
        [match, memberState ?? '', authorityId ?? '', limit],
      )
      return found.map((row) => ({
        ...fromColumns('user', row),
        authorityName: String(row['authorityName']),
      }))
    },
    userNames: function* () {
      for (const row of connection.iterate('SELECT userName, authorityId, status FROM user', [])) {
        yield row as unknown as Pick<RowOf<'user'>, 'userName' | 'authorityId' | 'status'>
      }
    },
    usersWithRole: (role, { memberState, authorityId }, limit) => {
      const from = `FROM user JOIN authority ON authority.id = user.authorityId
        WHERE user.status = 'active' AND authority.status = 'active' AND instr(roles, ?1) > 0
          AND (?2 = '' OR memberState = ?2) AND (?3 = '' OR authority.id = ?3)`
      const asked = [`"${role}"`, memberState ?? '', authorityId ?? '']
      const numbers = connection
        .all(`SELECT user.row AS number ${from} ORDER BY memberState, officialName, name LIMIT ?`, [
          ...asked,
          limit,
        ])
        .map((row) => Number(row['number']))
      return { users: usersByRowNumber(numbers), count: count(`SELECT count(*) AS n ${from}`, asked) }
    },
    activeUserNamed: (userName) => {
      const active = "SELECT * FROM user WHERE status = 'active' AND"
      if (isAscii(userName))
        return rows('user', `${active} userName = ? COLLATE NOCASE`, [userName])[0] ?? null
      // SQLite folds A to Z only, so the few names with other letters are folded here (P13).
      const others = rows('user', `${active} userName GLOB '*[^ -~]*'`, [])
      return others.find((each) => folded(each.userName) === folded(userName)) ?? null
    },
  }
}

/** Whether a text has no letters but those that SQLite folds. */
function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}

/** A user name as it is compared: in small letters of every alphabet. */
function folded(userName: string): string {
  return userName.normalize('NFC').toLowerCase()
}
