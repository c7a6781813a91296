import { SUPERVISED_KINDS } from '../../src-shared/catalogue'
import type { CarryOverStatus } from '../../src-shared/entities/carry-over'
import { instantOf } from '../../src-shared/time'
import type { CarriedRow, WorkListed, WorkRow, WorkScope } from '../app/ports'
import { facet } from './search/facets'
import type { ReadConnection, SqlRow, SqlValue } from './sqlite/driver'

interface Question {
  readonly from: string
  readonly parameters: SqlValue[]
  readonly columns?: string
  /** Counts the same without looking up what only the list shows. */
  readonly counted?: string
}

/** Authorities that the search index finds by their criteria: far fewer are looked up than the store holds. */
const INDEXED = `authority.row IN (SELECT authority FROM rankEn
  WHERE rank IN (SELECT rowid FROM searchEn WHERE searchEn MATCH ?))`

/** National IMI Coordinators by their type (E1). */
const IS_NIMIC = 'instr(authority.types, \'"nimic"\') > 0'

const MENTION = 'authority.id, authority.officialName, authority.memberState, authority.status'

/**
 * Finds what needs somebody. The conditions are those of the rules, asked of the whole store at once; a test compares
 * the answer with the rules, authority by authority.
 */
export class WorkSearch {
  private readonly connection: ReadConnection

  constructor(connection: ReadConnection) {
    this.connection = connection
  }

  count(kind: WorkListed, scope: WorkScope): number {
    const { from, parameters, counted } = question(kind, scope)
    return Number(this.connection.first(`SELECT count(*) AS n ${counted ?? from}`, parameters)?.['n'] ?? 0)
  }

  list(kind: WorkListed, scope: WorkScope, offset: number, limit: number): WorkRow[] {
    const { from, parameters, columns } = question(kind, scope)
    return this.connection
      .all(
        `SELECT ${MENTION}, authority.inactivatedAt${columns === undefined ? '' : `, ${columns}`} ${from}
         ORDER BY authority.memberState, authority.officialName LIMIT ? OFFSET ?`,
        [...parameters, limit, offset],
      )
      .map(workRow)
  }
}

function question(kind: WorkListed, scope: WorkScope): Question {
  const { memberState, authorityId } = scope
  const state = `${memberState === null ? '' : 'AND authority.memberState = ?'}
    ${authorityId === null ? '' : 'AND authority.id = ?'}`
  const parameters: SqlValue[] = [memberState, authorityId].filter((each) => each !== null)
  const own = authorityId === null ? '' : 'AND authority.id = ?'
  const ownId = authorityId === null ? [] : [authorityId]
  switch (kind) {
    case 'no-access-manager':
      return {
        from: `FROM authority WHERE authority.status = 'active' ${state} AND NOT EXISTS (
          SELECT 1 FROM accessManager JOIN authority AS manager ON manager.id = managerId
          WHERE accessManager.authorityId = authority.id AND manager.status = 'active'
            AND manager.hasAccessManagerRole = 1)`,
        parameters,
      }
    case 'no-administrator':
      return {
        from: `FROM authority WHERE ${INDEXED} ${own}`,
        parameters: [indexed(scope, facet.status('active'), facet.administrators('without')), ...ownId],
      }
    case 'several-nimics':
      return {
        from: `FROM authority WHERE ${IS_NIMIC} AND authority.status = 'active' ${state} AND EXISTS (
          SELECT 1 FROM authority AS other WHERE other.memberState = authority.memberState
            AND other.id <> authority.id AND other.status = 'active' AND ${IS_NIMIC.replace('authority.', 'other.')})`,
        parameters,
      }
    case 'no-nimic':
      // Where a Member State has lost its NIMIC, those that were or could have been it lead to the one to be named.
      return {
        from: `FROM authority WHERE authority.status <> 'removed' ${state}
          AND ((${IS_NIMIC} AND authority.status = 'inactivated') OR EXISTS (
            SELECT 1 FROM openDecision WHERE openDecision.authorityId = authority.id
              AND openDecision.kind = 'second-nimic' AND openDecision.decision = 'none'))
          AND NOT EXISTS (SELECT 1 FROM authority AS other WHERE other.memberState = authority.memberState
            AND other.status = 'active' AND ${IS_NIMIC.replace('authority.', 'other.')})`,
        parameters,
      }
    case 'removal-due':
      return {
        from: `FROM authority WHERE ${INDEXED} ${own} AND inactivatedAt < ?`,
        parameters: [indexed(scope, facet.status('inactivated')), ...ownId, scope.inactivatedBefore],
      }
    case 'blocked-passwords': {
      const blocked = `userFacet.passwordStatus = 'blocked'
        ${memberState === null ? '' : 'AND userFacet.memberState = ?'}
        ${authorityId === null ? '' : 'AND userFacet.row IN (SELECT row FROM user WHERE authorityId = ?)'}`
      return {
        from: `FROM userFacet CROSS JOIN user ON user.row = userFacet.row
          JOIN authority ON authority.id = user.authorityId WHERE ${blocked}`,
        counted: `FROM userFacet WHERE ${blocked}`,
        parameters,
        columns: 'user.id AS userId, user.name AS userName',
      }
    }
    case 'no-coordinator': {
      const supervised = scope.catalogue.modules
        .filter((module) => SUPERVISED_KINDS.includes(module.kind))
        .map((module) => module.code)
      return {
        from: `FROM access CROSS JOIN authority INDEXED BY authorityParty ON authority.id = access.authorityId
          WHERE access.role = 'authority' AND access.status = 'active' AND authority.status = 'active' ${state}
            AND access.module IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
              SELECT 1 FROM link JOIN authority AS coordinator ON coordinator.id = link.coordinatorId
                JOIN access AS theirs ON theirs.authorityId = coordinator.id AND theirs.module = access.module
              WHERE link.access = access.row AND coordinator.status = 'active'
                AND coordinator.memberState = authority.memberState AND coordinator.id <> authority.id
                AND theirs.role = 'coordinator' AND theirs.status = 'active')`,
        parameters: [...parameters, JSON.stringify(supervised)],
        columns: 'access.module AS module',
      }
    }
  }
}

/** A question to the search index for authorities of the scope with all these criteria. */
function indexed({ memberState }: WorkScope, ...criteria: string[]): string {
  const all = memberState === null ? criteria : [...criteria, facet.memberState(memberState)]
  return all.map((each) => `facets : "${each}"`).join(' AND ')
}

function workRow(row: SqlRow): WorkRow {
  return {
    authority: {
      id: row['id'] as WorkRow['authority']['id'],
      officialName: String(row['officialName']),
      memberState: String(row['memberState']),
      status: row['status'] as WorkRow['authority']['status'],
    },
    module: (row['module'] as string | undefined) ?? null,
    user: row['userId'] === undefined ? null : { id: String(row['userId']), name: String(row['userName']) },
    inactivatedAt: row['inactivatedAt'] as WorkRow['inactivatedAt'],
  }
}

/**
 * Acts of a person whose command belongs into the central IMI, without those that were taken back before anybody carried
 * them over: then neither the act nor its undo is left to do.
 */
const CARRIED = `
FROM unit LEFT JOIN carryOver ON carryOver.id = unit.id
WHERE unit.origin = 'act' AND unit.command IN (SELECT value FROM json_each(?))
  AND NOT (coalesce(carryOver.status, 'open') = 'open' AND EXISTS (
    SELECT 1 FROM unit AS other LEFT JOIN carryOver AS theirs ON theirs.id = other.id
    WHERE coalesce(theirs.status, 'open') = 'open' AND (
      (other.undoes = unit.id AND NOT EXISTS (SELECT 1 FROM unit AS redo WHERE redo.undoes = other.id))
      OR (other.id = unit.undoes AND NOT EXISTS (SELECT 1 FROM unit AS redo WHERE redo.undoes = unit.id)))))`

/** How many authorities an act names before it only counts. */
const NAMED = 3

function carriedFrom(
  commands: readonly string[],
  status: CarryOverStatus | null,
): { from: string; parameters: SqlValue[] } {
  return {
    from: status === null ? CARRIED : `${CARRIED} AND coalesce(carryOver.status, 'open') = ?`,
    parameters: [JSON.stringify(commands), ...(status === null ? [] : [status])],
  }
}

/** How many acts the carry-over list has. */
export function countCarried(
  connection: ReadConnection,
  commands: readonly string[],
  status: CarryOverStatus | null,
): number {
  const { from, parameters } = carriedFrom(commands, status)
  return Number(connection.first(`SELECT count(*) AS n ${from}`, parameters)?.['n'] ?? 0)
}

/** The carry-over list, the newest act first (L7, P26). */
export function readCarried(
  connection: ReadConnection,
  commands: readonly string[],
  status: CarryOverStatus | null,
  offset: number,
  limit: number,
): CarriedRow[] {
  const { from, parameters } = carriedFrom(commands, status)
  const rows = connection.all(
    `SELECT unit.row AS number, unit.id AS unit, unit.at, unit.command, unit.reason, unit.undoes,
       coalesce(carryOver.status, 'open') AS status, carryOver.decidedAt, coalesce(carryOver.note, '') AS note,
       coalesce((SELECT name FROM operator WHERE id = unit.operator), '') AS operatorName,
       (SELECT officialName FROM authority WHERE id = unit.actingFor) AS actingForName,
       coalesce((SELECT name FROM operator WHERE id = carryOver.decidedBy), '') AS decidedByName
     ${from} ORDER BY unit.row DESC LIMIT ? OFFSET ?`,
    [...parameters, limit, offset],
  )
  return rows.map((row) => carriedRow(connection, row))
}

function carriedRow(connection: ReadConnection, row: SqlRow): CarriedRow {
  const number = Number(row['number'])
  const count = connection.first('SELECT count(DISTINCT about) AS n FROM history WHERE unit = ?', [number])
  const first = connection.all('SELECT DISTINCT about FROM history WHERE unit = ? LIMIT ?', [number, NAMED])
  return {
    unit: row['unit'] as CarriedRow['unit'],
    at: instantOf(Number(row['at'])),
    command: String(row['command']),
    operator: String(row['operatorName']),
    actingFor: row['actingForName'] === null ? null : String(row['actingForName']),
    reason: String(row['reason']),
    undoes: row['undoes'] as string | null,
    about: { count: Number(count?.['n'] ?? 0), first: first.map((each) => String(each['about'])) },
    status: row['status'] as CarriedRow['status'],
    decidedAt: row['decidedAt'] as CarriedRow['decidedAt'],
    decidedBy: String(row['decidedByName']),
    note: String(row['note']),
  }
}
