import { catalogue } from '../facts'
import { moduleOf } from '../../../src-shared/catalogue'
import type { AuthorityRole } from '../../../src-shared/entities/access'
import type { Act } from './acts'
import {
  ADMINISTRATOR,
  type Linked,
  supervised,
  coordinates,
  linkedTo,
  mayManage,
  lastAdministrator,
  rolesOf,
  active,
  statusOf,
  same,
  must,
} from './facts'
import {
  accessesOf,
  accessKey,
  relationKey,
  type AuthorityName,
  type ModelState,
  type Operator,
} from './state'

// Written from requirements.md and decisions.md alone; knows nothing of the rules of the program. The row that asks for
// a line stands behind it.

/** Every reason why an act must be refused. */
export function* reasonsAgainst(state: ModelState, act: Act, as: Operator): Generator<string> {
  switch (act.act) {
    case 'authorities.register':
      yield* standing(state, as, act.memberState, 'status')
      if (act.memberState === 'UK') yield 'member-state-expired' // P22
      if (act.accessManager !== null && !mayManage(state, act.accessManager, act.memberState)) {
        yield 'access-manager-not-possible'
      }
      return
    case 'authorities.edit': {
      yield* manages(state, as, act.authority, 'data')
      const { title, types } = must(state.authorities[act.authority])
      if (same(types, act.types)) {
        if (title === act.title) yield 'nothing-changed'
      } else if (as !== 'helpdesk') yield 'types-helpdesk-only' // P11
      return
    }
    case 'authorities.inactivate':
      yield* manages(state, as, act.authority, 'status')
      if (statusOf(state, act.authority) === 'inactivated') yield 'already-inactivated'
      if (accessesOf(state, act.authority).some(active)) yield 'accesses-still-active' // B5, P5
      return
    case 'authorities.reactivate':
      yield* manages(state, as, act.authority, 'status')
      if (statusOf(state, act.authority) === 'active') yield 'already-active'
      return
    case 'accesses.grant':
      yield* manages(state, as, act.authority, 'accesses')
      if (statusOf(state, act.authority) === 'inactivated') yield 'authority-not-active'
      if (accessKey(act.authority, act.module) in state.accesses) yield 'access-exists'
      yield* roleReasons(act.module, act.role)
      yield* linkReasons(state, act)
      return
    case 'accesses.suspend': {
      const access = must(state.accesses[act.access])
      yield* manages(state, as, access.authority, 'accesses')
      if (!active(access)) yield 'already-suspended'
      return
    }
    case 'accesses.reactivate': {
      const access = must(state.accesses[act.access])
      yield* manages(state, as, access.authority, 'accesses')
      if (active(access)) yield 'already-active'
      if (statusOf(state, access.authority) === 'inactivated') yield 'authority-not-active'
      const valid = access.links.some((link) => coordinates(state, link, access))
      if (supervised(access) && !valid) yield 'no-valid-coordinator' // P28
      return
    }
    case 'accesses.suspendAll':
      yield* manages(state, as, act.authority, 'accesses')
      if (!accessesOf(state, act.authority).some(active)) yield 'nothing-to-suspend'
      return
    case 'accesses.changeRole': {
      const access = must(state.accesses[act.access])
      yield* manages(state, as, access.authority, 'accesses')
      if (moduleOf(catalogue, access.module)?.hasAuthorityRole !== true) {
        yield 'module-without-role'
        return
      }
      if (active(access)) yield 'role-only-while-suspended' // C5
      if (access.role === act.role) yield 'role-unchanged'
      if (linkedTo(state, access)) yield 'coordinator-still-linked' // C5, P28
      yield* linkReasons(state, { ...access, role: act.role, links: act.links })
      return
    }
    case 'accesses.linkCoordinators': {
      const access = must(state.accesses[act.access])
      yield* manages(state, as, access.authority, 'accesses')
      if (same(access.links, act.links)) yield 'nothing-changed'
      yield* linkReasons(state, { ...access, links: act.links }, access.links)
      return
    }
    case 'users.add':
      yield* manages(state, as, act.authority, 'users')
      if (act.taken) yield 'user-name-taken' // P13
      return
    case 'users.edit': {
      const user = yield* manageUser(state, as, act.user)
      const possible = rolesOf(state, user.authority)
      if (act.roles.some((role) => !possible.includes(role) && !user.roles.includes(role))) {
        yield 'user-role-not-possible'
      }
      if (same(user.roles, act.roles)) yield 'nothing-changed'
      if (!act.roles.includes(ADMINISTRATOR) && lastAdministrator(state, act.user)) yield 'last-administrator'
      return
    }
    case 'users.block':
      if ((yield* manageUser(state, as, act.user)).password === 'blocked') yield 'already-blocked'
      return
    case 'users.unblock':
      if ((yield* manageUser(state, as, act.user)).password !== 'blocked') yield 'not-blocked'
      return
    case 'users.delete':
      yield* manageUser(state, as, act.user)
      if (lastAdministrator(state, act.user)) yield 'last-administrator' // P14
      return
    case 'managerRole.set': {
      yield* helpdesk(as) // A2
      const authority = must(state.authorities[act.authority])
      if (authority.status === 'removed') yield 'authority-removed'
      if (authority.status === 'inactivated' && act.has) yield 'authority-not-active'
      if (authority.manager === act.has) yield act.has ? 'role-held' : 'role-not-held'
      if (act.reason === '') yield 'reason-needed' // A3, P10
      return
    }
    case 'accessManagers.name': {
      yield* helpdesk(as)
      const authority = must(state.authorities[act.authority])
      if (authority.status === 'removed') yield 'authority-removed'
      if (relationKey(act.manager, act.authority) in state.relations) yield 'manager-named'
      if (act.manager === act.authority || !mayManage(state, act.manager, authority.memberState)) {
        yield 'access-manager-not-possible'
      }
      return
    }
    case 'accessManagers.release':
      yield* helpdesk(as)
      if (!(relationKey(act.manager, act.authority) in state.relations)) yield 'relation-unknown'
      return
    case 'roleRequests.record':
      yield* helpdesk(as)
      if (statusOf(state, act.authority) === 'removed') yield 'authority-removed'
      return
    case 'roleRequests.decide': {
      yield* helpdesk(as)
      const request = must(state.requests[act.request])
      if (request.status !== 'open') yield 'request-decided'
      if (act.reason === '') yield 'reason-needed' // A3
      if (act.decision !== 'granted') return
      if (!request.justified) yield 'justification-needed' // A3
      if (statusOf(state, request.authority) === 'removed') yield 'authority-removed'
      if (statusOf(state, request.authority) === 'inactivated') yield 'authority-not-active'
    }
  }
}

/** What an administrator may do at home without the role of Access manager (P35). */
type Power = 'data' | 'users' | 'accesses' | 'status'

/**
 * A1, P31, P35: only an active Access manager of the same Member State manages accesses and status, also at home; the
 * Helpdesk may do all of it, an administrator manages the data and the users of the own authority.
 */
function* standing(
  state: ModelState,
  as: Operator,
  memberState: string,
  power: Power,
  subject?: AuthorityName,
): Generator<string> {
  const own = state.authorities[as]
  if (as === 'helpdesk' || own === undefined) return
  if (own.status !== 'active') yield 'own-authority-not-active' // P35
  if (as === subject && (power === 'data' || power === 'users')) return
  if (own.memberState !== memberState) yield 'not-in-your-member-state'
  if (!own.manager || own.status !== 'active') yield 'access-manager-role-needed' // P9
}

/** What stands in the way of any act on an authority. */
function* manages(state: ModelState, as: Operator, name: AuthorityName, power: Power): Generator<string> {
  const authority = must(state.authorities[name])
  yield* standing(state, as, authority.memberState, power, name)
  if (authority.status === 'removed') yield 'authority-removed'
}

function* helpdesk(as: Operator): Generator<string> {
  if (as !== 'helpdesk') yield 'helpdesk-only'
}

function* manageUser(state: ModelState, as: Operator, name: string) {
  const user = must(state.users[name])
  yield* manages(state, as, user.authority, 'users')
  if (user.status === 'deleted') yield 'user-unknown'
  return user
}

/** C1, P30: a role exactly where the module has roles. */
function* roleReasons(module: string, role: AuthorityRole | null): Generator<string> {
  const hasRole = must(moduleOf(catalogue, module)).hasAuthorityRole
  if (hasRole && role === null) yield 'role-needed'
  if (!hasRole && role !== null) yield 'role-not-possible'
}

/** C2 and P7; what an access has already may stay, whatever became of it (P6, P28). */
function* linkReasons(
  state: ModelState,
  access: Linked,
  held: readonly AuthorityName[] = [],
): Generator<string> {
  const fits = (link: AuthorityName) => held.includes(link) || coordinates(state, link, access)
  if (!access.links.every(fits)) yield 'coordinator-not-possible'
  if (supervised(access) && access.links.length === 0) yield 'coordinator-needed'
  if (access.role === null && access.links.length > 0) yield 'coordinators-without-role'
}
