import { foldWords } from '../../domain/folding'
import type { UserScope } from '../../app/ports'
import type { ReadConnection, SqlRow, SqlValue } from '../sqlite/driver'

/** So many matches of a text are put in order and counted; who finds more types more letters. */
const COUNTED = 2000

/** A condition on the criteria of users, with what it is given. */
interface Condition {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

/** Finds users over all authorities by text and criteria, in the order of the list, a page at a time. */
export class UserSearch {
  private readonly connection: ReadConnection

  constructor(connection: ReadConnection) {
    this.connection = connection
  }

  /** Row numbers of the users on a page: best match first while there is a text, else by name (P32). */
  page(criteria: UserScope, offset: number, limit: number): number[] {
    if (foldWords(criteria.text).length > 0) {
      return this.matches(criteria, COUNTED).slice(offset, offset + limit)
    }
    const { sql, parameters } = conditionOf(criteria)
    const rows = this.connection.all(
      `SELECT row FROM userFacet WHERE ${sql} ORDER BY sortName LIMIT ? OFFSET ?`,
      [...parameters, limit, offset],
    )
    return rows.map((each) => Number(each['row']))
  }

  /** How many users match; of a text that very many match, so many were found at least. */
  count(criteria: UserScope): { matching: number; more: boolean } {
    if (foldWords(criteria.text).length > 0) {
      const found = this.matches(criteria, COUNTED + 1).length
      return { matching: Math.min(found, COUNTED), more: found > COUNTED }
    }
    const { sql, parameters } = conditionOf(criteria)
    const counted = this.connection.first(`SELECT count(*) AS n FROM userFacet WHERE ${sql}`, parameters)
    return { matching: Number(counted?.['n']), more: false }
  }

  /** Row numbers of every match, however many. */
  all(criteria: UserScope): number[] {
    if (foldWords(criteria.text).length > 0) return this.matches(criteria, -1)
    return this.page(criteria, 0, -1)
  }

  /** Row numbers of active users whose name has these words in a row, or whose e-mail has those of this one. */
  alike(memberState: string, name: string, email: string): number[] {
    const inRow = (column: string, text: string): string[] => {
      const words = foldWords(text)
      return words.length === 0 ? [] : [`${column} : "${words.join(' ')}"`]
    }
    const either = [...inRow('name', name), ...inRow('email', email)]
    if (either.length === 0) return []
    return this.found(
      either.map((part) => `(${part})`).join(' OR '),
      { sql: 'memberState = ?', parameters: [memberState] },
      COUNTED,
    ).map(({ row }) => row)
  }

  /** Names that start with the text before all others, each group by name (P32). */
  private matches(criteria: UserScope, limit: number): number[] {
    const words = foldWords(criteria.text)
    const condition = conditionOf(criteria)
    const first = this.startingWith(words.join(' '), condition, limit)
    const rest = limit < 0 ? -1 : limit - first.length
    const anywhere = words.map((word) => `"${word}" *`).join(' AND ')
    const others = rest === 0 ? [] : this.found(anywhere, also(condition, startsNot(words.join(' '))), rest)
    return [...inOrder(first), ...inOrder(others)]
  }

  /** Out of the index of names: the words would be looked for in user names and addresses as well. */
  private startingWith(start: string, condition: Condition, limit: number): Match[] {
    const { sql, parameters } = also(condition, startsSo(start))
    return this.connection
      .all(`SELECT row, sortName FROM userFacet WHERE ${sql} ORDER BY sortName LIMIT ?`, [
        ...parameters,
        limit,
      ])
      .map(matchOf)
  }

  private found(match: string, { sql, parameters }: Condition, limit: number): Match[] {
    // The words come first, always: the criteria alone match far more.
    const rows = this.connection.all(
      `SELECT userFacet.row AS row, sortName FROM searchUser
       CROSS JOIN userFacet ON userFacet.row = searchUser.rowid
       WHERE searchUser MATCH ? AND ${sql} LIMIT ?`,
      [match, ...parameters, limit],
    )
    return rows.map(matchOf)
  }
}

/** Comes after every text that starts with what stands before it. */
const LAST = '\u{10ffff}'

function startsSo(start: string): Condition {
  return { sql: 'sortName >= ? AND sortName < ?', parameters: [start, start + LAST] }
}

function startsNot(start: string): Condition {
  return { sql: 'NOT (sortName >= ? AND sortName < ?)', parameters: [start, start + LAST] }
}

function ofAuthority(id: string): Condition {
  return { sql: 'userFacet.row IN (SELECT row FROM user WHERE authorityId = ?)', parameters: [id] }
}

function also(one: Condition, other: Condition): Condition {
  return { sql: `${one.sql} AND ${other.sql}`, parameters: [...one.parameters, ...other.parameters] }
}

interface Match {
  readonly row: number
  readonly sortName: string
}

function matchOf(row: SqlRow): Match {
  return { row: Number(row['row']), sortName: String(row['sortName']) }
}

function inOrder(found: readonly Match[]): number[] {
  const sorted = [...found].sort((left, right) =>
    left.sortName === right.sortName ? left.row - right.row : left.sortName < right.sortName ? -1 : 1,
  )
  return sorted.map(({ row }) => row)
}

function conditionOf(criteria: UserScope): Condition {
  const wanted: readonly (readonly [string, SqlValue | boolean])[] = [
    ['memberState', criteria.memberState],
    ['administrator', criteria.administrator],
    ['passwordStatus', criteria.passwordStatus],
    ['loggedOn', criteria.loggedOn],
  ]
  const counting = wanted.filter(([, value]) => value !== null)
  const facets: Condition = {
    sql: counting.length === 0 ? 'TRUE' : counting.map(([column]) => `${column} = ?`).join(' AND '),
    parameters: counting.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value)),
  }
  return criteria.authorityId === null ? facets : also(facets, ofAuthority(criteria.authorityId))
}
