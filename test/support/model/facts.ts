import { catalogue } from '../facts'
import { generalRoles, linkedCoordinatorRequired, userRolesFor } from '../../../src-shared/catalogue'
import {
  accessesOf,
  accessKey,
  usersOf,
  type AuthorityName,
  type ModelAccess,
  type ModelState,
} from './state'

// Written from requirements.md and decisions.md alone; knows nothing of the rules of the program. The row that asks for
// a line stands behind it.

export const ADMINISTRATOR = 'general:administrator'

export type Linked = Pick<ModelAccess, 'authority' | 'module' | 'role' | 'links'>

/** C2: whether an access needs a linked coordinator. */
export function supervised({ module, role }: Pick<ModelAccess, 'module' | 'role'>): boolean {
  return linkedCoordinatorRequired(catalogue, module, role)
}

/** P7: same Member State, active Coordinator access to the same module. */
export function coordinates(state: ModelState, name: AuthorityName, { authority, module }: Linked): boolean {
  const access = state.accesses[accessKey(name, module)]
  const sameState = state.authorities[name]?.memberState === must(state.authorities[authority]).memberState
  return sameState && name !== authority && access?.role === 'coordinator' && active(access)
}

/** C5, P28: somebody who is not removed is linked to this access. */
export function linkedTo(state: ModelState, { authority, module }: ModelAccess): boolean {
  return Object.values(state.accesses).some(
    (each) =>
      each.module === module &&
      each.links.includes(authority) &&
      statusOf(state, each.authority) !== 'removed',
  )
}

/** P9: an active authority of the same Member State that holds the role. */
export function mayManage(state: ModelState, name: AuthorityName, memberState: string): boolean {
  const manager = must(state.authorities[name])
  return manager.manager && manager.status === 'active' && manager.memberState === memberState
}

/** P14. */
export function lastAdministrator(state: ModelState, name: string): boolean {
  const user = must(state.users[name])
  if (statusOf(state, user.authority) === 'removed' || !user.roles.includes(ADMINISTRATOR)) return false
  return usersOf(state, user.authority).filter((each) => each.roles.includes(ADMINISTRATOR)).length === 1
}

/** Every role a user of this authority can have: the general ones and those of its accesses (P8, P30). */
export function rolesOf(state: ModelState, authority: AuthorityName): string[] {
  const ofAccesses = accessesOf(state, authority).flatMap((access) =>
    userRolesFor(catalogue, access.module, access.role),
  )
  return [...generalRoles(catalogue), ...ofAccesses].sort()
}

/** Whether an access runs. */
export function active(access: ModelAccess): boolean {
  return access.status === 'active'
}

/** The status of an authority. */
export function statusOf(state: ModelState, name: AuthorityName) {
  return must(state.authorities[name]).status
}

/** Two sets as one, sorted as the program sorts them. */
export function joined(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].sort()
}

/** Whether two sets hold the same. */
export function same(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify(joined(left, [])) === JSON.stringify(joined(right, []))
}

/** What the model must know. @throws where it does not */
export function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The model does not know this name')
  return value
}
