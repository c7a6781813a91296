import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import { isValidCoordinator } from '../../domain/accesses'
import { changeRole, editSettings, linkCoordinators, type RoleFacts } from '../../domain/access-changes'
import type { Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import { grantAccess, type GrantFacts } from '../../domain/granting'
import { catalogueOf } from '../catalogue'
import type { ReaderPart, WriterPart } from '../handlers'
import type { Caller, ReadStore } from '../ports'
import {
  accessFacts,
  accessSeen,
  coordinatorsNamed,
  ownAuthority,
  questionContext,
  type SeenAccess,
} from './facts'
import { obstacle } from './obstacle'

/** How many coordinators are offered at a time; who looks for another one types a part of its name. */
const OFFERED = 200

/** How many authorities a refusal or a preview names before it only counts. */
const MENTIONED = 20

function grantFacts(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  input: { authorityId: AuthorityId; module: string; linkedCoordinators: readonly AuthorityId[] },
): GrantFacts | null {
  const authority = store.find('authority', input.authorityId)?.row
  if (authority === undefined) return null
  return {
    catalogue: catalogueOf(store),
    own: ownAuthority(store, caller),
    authority,
    existing: store.accessTo(authority.id, input.module),
    coordinators: coordinatorsNamed(store, input.module, input.linkedCoordinators),
    users: store.usersOf(authority.id),
    managers: store.managersOf(authority.id),
  }
}

/** What the rule about changing a role needs to know. */
export function roleFacts(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  { access, authority }: Pick<SeenAccess, 'access' | 'authority'>,
): RoleFacts {
  const linked = store.linkedFrom(authority.id, access.module, MENTIONED)
  return {
    ...accessFacts(store, caller, access, authority),
    linkedFrom: { count: linked.count, names: linked.first.map((each) => each.officialName) },
    users: store.usersOf(authority.id),
  }
}

/** The roles that changes of users give (or, the other way round, take), by user. */
function rolesOf(
  changes: readonly Change[],
  side: 'gained' | 'lost',
): { id: string; name: string; roles: string[] }[] {
  return changes.flatMap((change) => {
    if (change.entity !== 'user' || change.op !== 'update') return []
    const [more, less] = side === 'gained' ? [change.after, change.before] : [change.before, change.after]
    const roles = more.roles.filter((role) => !less.roles.includes(role))
    return roles.length === 0 ? [] : [{ id: change.id, name: change.after.name, roles }]
  })
}

/** Questions before granting an access or changing its role. */
export const grantingQueries: Pick<
  ReaderPart<'accesses'>,
  'accesses.coordinatorChoices' | 'accesses.previewGrant' | 'accesses.previewRole'
> = {
  'accesses.coordinatorChoices': ({ authorityId, module, text }, { store }) => {
    const subject = store.find('authority', authorityId)?.row
    if (subject === undefined) return { choices: [], more: false }
    const found = store
      .coordinatorsIn(subject.memberState, module, text, OFFERED + 1)
      .map((authority) => ({ authority, access: store.accessTo(authority.id, module) }))
      .filter((candidate) => isValidCoordinator(candidate, subject))
    return {
      choices: found.slice(0, OFFERED).map(({ authority }) => {
        const { id, officialName, memberState, status } = authority
        return { id, officialName, memberState, status }
      }),
      more: found.length > OFFERED,
    }
  },

  'accesses.previewGrant': (input, { store, caller, clock }) => {
    const facts = grantFacts(store, caller, input)
    if (facts === null) {
      return { obstacle: obstacle(refuse('authority-unknown')), administrators: [], becomesManager: false }
    }
    const decided = grantAccess(facts, input, { ...questionContext(caller, clock), newId: () => '' })
    if (!decided.ok) return { obstacle: obstacle(decided), administrators: [], becomesManager: false }
    const { changes } = decided.value
    return {
      obstacle: null,
      administrators: rolesOf(changes, 'gained'),
      becomesManager: changes.some((change) => change.entity === 'accessManager'),
    }
  },

  'accesses.previewRole': ({ id, role, linkedCoordinators }, { store, caller, clock }) => {
    const seen = accessSeen(store, { id, revision: null })
    if (!seen.ok) return { obstacle: obstacle(seen), dropped: [] }
    const coordinators = coordinatorsNamed(store, seen.value.access.module, linkedCoordinators)
    const facts = roleFacts(store, caller, seen.value)
    const decided = changeRole(facts, { role, coordinators }, questionContext(caller, clock))
    return decided.ok
      ? { obstacle: null, dropped: rolesOf(decided.value, 'lost') }
      : { obstacle: obstacle(decided), dropped: [] }
  },
}

/** Granting an access, and changing what it was granted with. */
export const grantingCommands: Pick<
  WriterPart<'accesses'>,
  'accesses.grant' | 'accesses.changeRole' | 'accesses.linkCoordinators' | 'accesses.edit'
> = {
  'accesses.grant': (input, { store, context, record }) => {
    const facts = grantFacts(store, context.actor, input)
    if (facts === null) return refuse('authority-unknown')
    const decided = grantAccess(facts, input, context)
    if (!decided.ok) return decided
    record(decided.value.changes, input.reason)
    return ok({ id: decided.value.id })
  },

  'accesses.changeRole': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const coordinators = coordinatorsNamed(store, seen.value.access.module, input.linkedCoordinators)
    const facts = roleFacts(store, context.actor, seen.value)
    const decided = changeRole(facts, { role: input.role, coordinators }, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.linkCoordinators': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const chosen = coordinatorsNamed(store, seen.value.access.module, input.linkedCoordinators)
    const decided = linkCoordinators(factsOf(store, context, seen.value), chosen, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.edit': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const decided = editSettings(factsOf(store, context, seen.value), input, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}

function factsOf(store: ReadStore, context: Context, { access, authority }: SeenAccess) {
  return accessFacts(store, context.actor, access, authority)
}
