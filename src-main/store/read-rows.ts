import type { AuthorityMention } from '../../src-shared/contract/common'
import type { EntityName, RowOf } from '../../src-shared/entities'
import type { Versioned } from '../app/ports'
import { fromColumns } from './codec'
import type { ReadConnection, SqlRow } from './sqlite/driver'

/** An authority as far as it is mentioned elsewhere. */
export function mention(row: SqlRow): AuthorityMention {
  return {
    id: row['id'] as AuthorityMention['id'],
    officialName: String(row['officialName']),
    memberState: String(row['memberState']),
    status: row['status'] as AuthorityMention['status'],
  }
}

/** The columns of a mention. */
export const MENTION = 'authority.id, authority.officialName, authority.memberState, authority.status'

/** Ways to read rows as what they are, and numbers, that every part of the store that reads shares. */
export function createRowReader(connection: ReadConnection) {
  function versioned<Name extends EntityName>(name: Name, row: SqlRow): Versioned<RowOf<Name>> {
    return { row: fromColumns(name, row), revision: Number(row['rev']) }
  }

  function rows<Name extends EntityName>(
    name: Name,
    sql: string,
    parameters: (string | number)[],
  ): RowOf<Name>[] {
    return connection.all(sql, parameters).map((row) => fromColumns(name, row))
  }

  function mentions(sql: string, parameters: (string | number)[]): AuthorityMention[] {
    return connection.all(sql, parameters).map(mention)
  }

  function mentionsOf(ids: readonly string[]): AuthorityMention[] {
    return mentions(`SELECT ${MENTION} FROM authority WHERE id IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(ids),
    ])
  }

  function count(sql: string, parameters: (string | number)[]): number {
    return Number(connection.first(sql, parameters)?.['n'] ?? 0)
  }

  return { versioned, rows, mentions, mentionsOf, count }
}
