import { entities, ENTITY_NAMES, fieldsNaming, isSet, type EntityName } from '../../src-shared/entities'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import type { AuthorityMention } from '../../src-shared/contract/common'
import type { FoundAuthority, ReadStore, SearchRequest } from '../app/ports'
import { fold } from '../domain/folding'
import { fromColumns } from './codec'
import { readDrafts } from './drafts'
import { readSignIn } from './sign-ins'
import { readAlerts } from './read-alerts'
import { readErasures } from './erasing'
import { readHistory } from './history/read'
import { actsOn, entriesOfUnit, laterAct, readUnit } from './history/unit'
import { readMails } from './read-mails'
import { createRowReader, MENTION } from './read-rows'
import { readTranslations } from './read-translations'
import { readUsers } from './read-users'
import { AuthoritySearch, type SortOrder } from './search/authority-search'
import type { ReadConnection, SqlValue } from './sqlite/driver'
import { readCoordinators, readFirstSupervised, readSupervised } from './supervised'
import { countCarried, readCarried, WorkSearch } from './work'

/** How many rows are fetched at a time where all of them are wanted. */
const EXPORT_CHUNK = 500

/** Accesses linked to a coordinator in a module; those of removed authorities do not count (P28). */
const LINKED = `FROM link JOIN authority INDEXED BY authorityParty ON authority.id = link.authorityId
  WHERE link.coordinatorId = ? AND link.module = ? AND authority.status <> 'removed'`

/** Where the store keeps the members of a set of authorities in a table of its own, so that they are found at once. */
const INDEXED_SETS: Readonly<Record<string, string>> = {
  'access.linkedCoordinators':
    'SELECT access.id FROM link JOIN access ON access.row = link.access WHERE coordinatorId = ?1',
}

/** Rows of whatever entity that name an authority, from the fields that its description says hold ids of one. */
const NAMES_AUTHORITY = ENTITY_NAMES.flatMap((name) =>
  fieldsNaming(name, 'authority').map((field) => {
    const scan = isSet(name, field)
      ? `SELECT id FROM "${name}" WHERE EXISTS (SELECT 1 FROM json_each("${field}") WHERE value = ?1)`
      : `SELECT id FROM "${name}" WHERE "${field}" = ?1`
    return `SELECT '${name}' AS entity, id FROM (${INDEXED_SETS[`${name}.${field}`] ?? scan})`
  }),
).join(' UNION ')

/** Reads the store through a connection. @param order what sorting by other columns follows */
export function createReadStore(connection: ReadConnection, order: SortOrder): ReadStore {
  const search = new AuthoritySearch(connection, order)
  const work = new WorkSearch(connection)
  const { versioned, rows, mentions, mentionsOf, count } = createRowReader(connection)

  function withAccesses(authorities: readonly Authority[]): FoundAuthority[] {
    const accesses = new Map<string, FoundAuthority['accesses'][number][]>()
    const found = connection.all(
      `SELECT authorityId, module, role, status FROM access
       WHERE authorityId IN (SELECT value FROM json_each(?)) ORDER BY module`,
      [JSON.stringify(authorities.map((each) => each.id))],
    )
    for (const row of found) {
      const list = accesses.get(String(row['authorityId'])) ?? []
      list.push(row as unknown as Pick<Access, 'module' | 'role' | 'status'>)
      accesses.set(String(row['authorityId']), list)
    }
    return authorities.map((authority) => ({ authority, accesses: accesses.get(authority.id) ?? [] }))
  }

  function byRowNumber(numbers: readonly number[]): FoundAuthority[] {
    const found = connection.all('SELECT * FROM authority WHERE row IN (SELECT value FROM json_each(?))', [
      JSON.stringify(numbers),
    ])
    const byNumber = new Map(found.map((row) => [Number(row['row']), fromColumns('authority', row)]))
    return withAccesses(numbers.flatMap((number) => byNumber.get(number) ?? []))
  }

  function* everyAuthority(request: SearchRequest): Generator<FoundAuthority> {
    for (let offset = 0; ; offset += EXPORT_CHUNK) {
      const chunk = byRowNumber(search.page(request, offset, EXPORT_CHUNK))
      yield* chunk
      if (chunk.length < EXPORT_CHUNK) return
    }
  }

  const authorityCount = (): number =>
    count("SELECT count(*) AS n FROM searchEn WHERE searchEn MATCH 'facets : all'", [])

  return {
    find: (name, id) => {
      const row = connection.first(`SELECT * FROM "${name}" WHERE id = ?`, [id])
      return row === undefined ? null : versioned(name, row)
    },
    twin: (name, row) => {
      for (const fields of entities[name].unique) {
        const values = fields.map((field) => (row as Record<string, unknown>)[field] as SqlValue)
        const same = fields.map((field) => `"${field}" = ?`).join(' AND ')
        const found = connection.first(`SELECT id FROM "${name}" WHERE ${same} AND id <> ?`, [
          ...values,
          row.id,
        ])
        if (found !== undefined) return String(found['id'])
      }
      return null
    },
    searchAuthorities: (request, offset, limit) => byRowNumber(search.page(request, offset, limit)),
    countAuthorities: (request) => search.count(request),
    authorityIds: (request, limit) => {
      const numbers = search.page(request, 0, limit)
      const found = connection.all(
        'SELECT row, id FROM authority WHERE row IN (SELECT value FROM json_each(?))',
        [JSON.stringify(numbers)],
      )
      const ids = new Map(found.map((row) => [Number(row['row']), row['id'] as AuthorityMention['id']]))
      return numbers.flatMap((number) => ids.get(number) ?? [])
    },
    everyAuthority,
    authoritiesById: (ids) => {
      const found = rows(
        'authority',
        'SELECT * FROM authority WHERE id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(ids)],
      )
      const byId = new Map(found.map((row) => [row.id as string, row]))
      return withAccesses(ids.flatMap((id) => byId.get(id) ?? []))
    },
    mentions: mentionsOf,
    accessesOf: (authorityId) =>
      connection
        .all('SELECT * FROM access WHERE authorityId = ? ORDER BY module', [authorityId])
        .map((row) => versioned('access', row)),
    accessTo: (authorityId, module) =>
      rows('access', 'SELECT * FROM access WHERE authorityId = ? AND module = ?', [authorityId, module])[0] ??
      null,
    linkedFrom: (coordinatorId, module, limit) => ({
      count: count(`SELECT count(*) AS n ${LINKED}`, [coordinatorId, module]),
      first: mentions(`SELECT ${MENTION} ${LINKED} LIMIT ?`, [coordinatorId, module, limit]),
    }),
    ...readUsers(connection),
    ...readTranslations(connection),
    managersOf: (authorityId) =>
      rows('accessManager', 'SELECT * FROM accessManager WHERE authorityId = ?', [authorityId]),
    managedBy: (managerId, limit) => ({
      count: count('SELECT count(*) AS n FROM accessManager WHERE managerId = ?', [managerId]),
      first: mentions(
        `SELECT ${MENTION} FROM accessManager JOIN authority ON authority.id = accessManager.authorityId
         WHERE managerId = ? LIMIT ?`,
        [managerId, limit],
      ),
    }),
    coordinatorsIn: (memberState, module, text, limit, offset = 0) => {
      const criteria = {
        ...{ text, memberState, module, role: 'coordinator' as const, status: 'active' as const },
        ...{ myAuthoritiesOnly: false, type: null, accessManager: null, administrators: null },
      }
      const by = text === '' ? ('officialName' as const) : ('relevance' as const)
      const request = { criteria, sort: { by, descending: false }, actsFor: null }
      return byRowNumber(search.page(request, offset, limit)).map((each) => each.authority)
    },
    accessManagerChoices: (memberState, text, limit) => {
      const words = fold(text)
      return mentions(
        `SELECT ${MENTION} FROM authority
         WHERE memberState = ? AND hasAccessManagerRole = 1 AND status = 'active' ORDER BY officialName`,
        [memberState],
      )
        .filter((each) => fold(each.officialName).includes(words))
        .slice(0, limit)
    },
    authoritiesWithFoldedName: (memberState, name) => {
      const numbers = search.withFoldedName(memberState, name).slice(0, 20)
      return byRowNumber(numbers).map((each) => each.authority)
    },
    authoritiesWithEmail: (memberState, email) =>
      rows(
        'authority',
        "SELECT * FROM authority WHERE email = ? COLLATE NOCASE AND memberState = ? AND status <> 'removed' LIMIT 20",
        [email, memberState],
      ),
    authoritiesOfSource: (source) =>
      rows('authority', 'SELECT * FROM authority WHERE instr(externalIds, ?) > 0', [`"${source}:`]),
    activeNimics: (memberState) =>
      connection
        .all(
          `SELECT id FROM authority WHERE memberState = ? AND status = 'active' AND instr(types, '"nimic"') > 0
           ORDER BY row LIMIT 20`,
          [memberState],
        )
        .map((row) => row['id'] as Authority['id']),
    removedModules: (authorityId) =>
      connection
        .all(
          "SELECT DISTINCT json_extract(changes, '$.module.before') AS module FROM history WHERE about = ? AND entity = 'access' AND op = 'remove'",
          [authorityId],
        )
        .map((row) => String(row['module'])),
    removedAuthorities: function* () {
      const found = connection.iterate("SELECT * FROM authority WHERE status = 'removed'")
      for (const row of found) yield fromColumns('authority', row)
    },
    authoritiesOfMemberState: function* (memberState) {
      const found = connection.iterate(
        "SELECT * FROM authority WHERE memberState = ? AND status <> 'removed'",
        [memberState],
      )
      for (const row of found) yield fromColumns('authority', row)
    },
    openDecisions: (status, offset, limit) => {
      const where = status === null ? '' : 'WHERE status = ?'
      const chosen = status === null ? [] : [status]
      return {
        total: count(`SELECT count(*) AS n FROM openDecision ${where}`, chosen),
        rows: connection
          .all(`SELECT * FROM openDecision ${where} ORDER BY row LIMIT ? OFFSET ?`, [
            ...chosen,
            limit,
            offset,
          ])
          .map((row) => versioned('openDecision', row)),
      }
    },
    operators: () => rows('operator', 'SELECT * FROM operator ORDER BY name', []),
    roleRequests: (status, offset, limit) => {
      const where = status === null ? '' : 'WHERE status = ?'
      const chosen = status === null ? [] : [status]
      return {
        rows: connection
          .all(`SELECT * FROM roleRequest ${where} ORDER BY receivedAt DESC, row DESC LIMIT ? OFFSET ?`, [
            ...chosen,
            limit,
            offset,
          ])
          .map((row) => versioned('roleRequest', row)),
        total: count(`SELECT count(*) AS n FROM roleRequest ${where}`, chosen),
      }
    },
    roleRequestOfMail: (messageId) =>
      rows('roleRequest', 'SELECT * FROM roleRequest WHERE messageId = ?', [messageId])[0] ?? null,
    authoritiesManagedBy: (managerId) =>
      connection
        .all('SELECT authorityId FROM accessManager WHERE managerId = ?', [managerId])
        .map((row) => row['authorityId'] as AuthorityMention['id']),
    mentionsWithEmail: (email, limit) =>
      mentions(
        `SELECT ${MENTION} FROM authority WHERE status <> 'removed' AND id IN (
           SELECT id FROM authority WHERE email = ?1 COLLATE NOCASE
           UNION SELECT authorityId FROM user WHERE email = ?1 COLLATE NOCASE AND status = 'active')
         LIMIT ?2`,
        [email, limit],
      ),
    classificationItems: () =>
      rows('classificationItem', 'SELECT * FROM classificationItem ORDER BY module, label', []),
    areaTrees: () => rows('areaTree', 'SELECT * FROM areaTree ORDER BY id', []),
    savedSearches: (operatorId) =>
      rows('savedSearch', 'SELECT * FROM savedSearch WHERE operatorId = ? AND removed = 0 ORDER BY name', [
        operatorId,
      ]),
    history: (subject, filter, offset, limit) => readHistory(connection, subject, filter, offset, limit),
    actsOn: (entity, id, about) => actsOn(connection, entity, id, about),
    workCount: (kind, scope) => work.count(kind, scope),
    workList: (kind, scope, offset, limit) => work.list(kind, scope, offset, limit),
    openDecisionCount: () => count("SELECT count(*) AS n FROM openDecision WHERE status = 'open'", []),
    carried: (commands, status, offset, limit) => readCarried(connection, commands, status, offset, limit),
    carriedCount: (commands, status) => countCarried(connection, commands, status),
    unit: (id) => readUnit(connection, id),
    laterAct: (id) => laterAct(connection, id),
    entriesOfUnit: (id) => entriesOfUnit(connection, id),
    linkedAccesses: (coordinatorId, module) =>
      rows('access', `SELECT access.* FROM access WHERE row IN (SELECT link.access ${LINKED})`, [
        coordinatorId,
        module,
      ]),
    coordinatorsLinked: (memberState, module) => readCoordinators(connection, memberState, module),
    supervisedBy: (asked) => readSupervised(connection, asked),
    firstSupervised: (asked, group, limit) =>
      mentionsOf(readFirstSupervised(connection, asked, group, limit)),
    namesAuthority: (authorityId) =>
      connection
        .all(NAMES_AUTHORITY, [authorityId])
        .map((row) => ({ entity: String(row['entity']) as EntityName, id: String(row['id']) })),
    ...readErasures(connection),
    ...readAlerts(connection),
    ...readMails(connection),
    lastSignIn: (operatorId) => readSignIn(connection, operatorId),
    drafts: (operatorId) => readDrafts(connection, operatorId),
    authorityCount,
    counts: () => ({
      authorities: authorityCount(),
      users: count('SELECT count(*) AS n FROM searchUser_docsize', []),
      accesses: count('SELECT count(*) AS n FROM access', []),
      entries: count('SELECT coalesce(sum(seq), 0) AS n FROM replica', []),
      bytes:
        count('SELECT page_count AS n FROM pragma_page_count()', []) *
        count('SELECT page_size AS n FROM pragma_page_size()', []),
    }),
  }
}
