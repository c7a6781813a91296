import type { RequestView } from '../../../src-shared/contract/role-requests'
import type { RoleRequest } from '../../../src-shared/entities/role-request'
import type { RelationId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import {
  assignRole,
  decideRequest,
  isEffectiveManager,
  justifyRequest,
  mayAssignRole,
  mayTakeRole,
  nameManager,
  recordRequest,
  releaseManager,
  takeRole,
} from '../../domain/access-manager-role'
import type { ReaderPart, WriterPart } from '../handlers'
import type { ReadStore, Versioned } from '../ports'
import { questionContext, staleIf } from './facts'
import { obstacle } from './obstacle'

/** How many authorities a preview names before it only counts. */
const MENTIONED = 20

function view(store: ReadStore, { row, revision }: Versioned<RoleRequest>): RequestView[] {
  const authority = store.find('authority', row.authorityId)?.row
  if (authority === undefined) return []
  const { id, officialName, memberState, status, hasAccessManagerRole } = authority
  const decidedByName = row.decidedBy === null ? '' : (store.find('operator', row.decidedBy)?.row.name ?? '')
  return [
    {
      request: row,
      revision,
      authority: { id, officialName, memberState, status, hasAccessManagerRole },
      decidedByName,
    },
  ]
}

/** Questions about requests for the role, and about what the role means. */
export const roleRequestQueries: ReaderPart<'roleRequests'> & ReaderPart<'managerRole'> = {
  'roleRequests.list': ({ status, page }, { store }) => {
    const { rows, total } = store.roleRequests(status, page.offset, page.limit)
    return {
      requests: rows.flatMap((each) => view(store, each)),
      total,
      open: store.roleRequests('open', 0, 1).total,
    }
  },

  'managerRole.effect': ({ id }, { store, caller, clock }) => {
    const authority = store.find('authority', id)?.row
    const context = questionContext(caller, clock)
    if (authority === undefined) {
      const unknown = obstacle(refuse('authority-unknown'))
      return { managed: 0, leftWithout: 0, first: [], may: { assign: unknown, take: unknown } }
    }
    const managed = store.authoritiesManagedBy(id)
    const without = managed.filter(
      (each) =>
        !store
          .managersOf(each)
          .some(
            (relation) =>
              relation.managerId !== id &&
              isEffectiveManager(store.find('authority', relation.managerId)?.row),
          ),
    )
    return {
      managed: managed.length,
      leftWithout: without.length,
      first: store.mentions(without.slice(0, MENTIONED)),
      may: {
        assign: obstacle(mayAssignRole(authority, context)),
        take: obstacle(mayTakeRole(authority, context)),
      },
    }
  },
}

/** Acts on requests for the role. */
export const roleRequestCommands: WriterPart<'roleRequests'> = {
  'roleRequests.record': (input, { store, context, record }) => {
    const facts = {
      authority: store.find('authority', input.authorityId)?.row ?? null,
      sameMail: input.messageId === '' ? null : store.roleRequestOfMail(input.messageId),
    }
    const decided = recordRequest(facts, input, context)
    if (!decided.ok) return decided
    record(decided.value.changes)
    return ok({ id: decided.value.id })
  },

  'roleRequests.justify': (input, { store, context, record }) => {
    const stored = store.find('roleRequest', input.id)
    if (stored === null) return refuse('request-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const decided = justifyRequest(stored.row, input.justification, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },

  'roleRequests.decide': (input, { store, context, record }) => {
    const stored = store.find('roleRequest', input.id)
    const authority = stored === null ? null : store.find('authority', stored.row.authorityId)
    if (stored === null || authority === null) return refuse('request-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const decided = decideRequest({ request: stored.row, authority: authority.row }, input, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}

/** Assigning the role, taking it away, and who manages whom. */
export const managerCommands: WriterPart<'managerRole'> & WriterPart<'accessManagers'> = {
  'managerRole.set': (input, { store, context, record }) => {
    const stored = store.find('authority', input.id)
    if (stored === null) return refuse('authority-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const decided = (input.has ? assignRole : takeRole)(stored.row, input.reason, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accessManagers.name': (input, { store, context, record }) => {
    const authority = store.find('authority', input.authorityId)?.row
    if (authority === undefined) return refuse('authority-unknown')
    const manager = store.find('authority', input.managerId)?.row ?? null
    const managers = store.managersOf(authority.id)
    const decided = nameManager({ authority, manager, managers }, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({ id: decided.value[0]?.id as RelationId })
  },

  'accessManagers.release': (input, { store, context, record }) => {
    const relation = store.managersOf(input.authorityId).find((each) => each.managerId === input.managerId)
    if (relation === undefined) return refuse('relation-unknown')
    const decided = releaseManager(relation, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}
