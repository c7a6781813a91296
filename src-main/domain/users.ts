import { userRolesFor, type Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import { ADMINISTRATOR_ROLE, type User } from '../../src-shared/entities/user'
import { updated, type UpdatedRow } from './change'

/** A set of roles as it is stored: sorted, each once. */
function roleSet(roles: readonly string[]): string[] {
  return [...new Set(roles)].sort()
}

/** Whether the user is there and manages the data and the users of their authority. */
export function isAdministrator(user: Pick<User, 'status' | 'roles'>): boolean {
  return user.status === 'active' && user.roles.includes(ADMINISTRATOR_ROLE)
}

/**
 * What users gain when an access is granted: each with the Administrator role gets every user role of that module;
 * others get none by themselves (C3).
 * @param users those of the authority; deleted ones, and those who have all of them already, stay as they are
 */
export function rolesOnGranting(
  catalogue: Catalogue,
  users: readonly User[],
  access: Pick<Access, 'module' | 'role'>,
): UpdatedRow<'user'>[] {
  const offered = userRolesFor(catalogue, access.module, access.role)
  return users
    .filter(isAdministrator)
    .filter((user) => offered.some((role) => !user.roles.includes(role)))
    .map((user) => updated('user', user, { roles: roleSet([...user.roles, ...offered]) }))
}

/**
 * What users lose when the role of an access changes: roles of that module that do not exist for the new role (product
 * decision P29). Nobody gains one by it.
 * @param users those of the authority; deleted ones, and those who lose nothing, stay as they are
 * @param access as it is after the change
 */
export function rolesOnRoleChange(
  catalogue: Catalogue,
  users: readonly User[],
  access: Pick<Access, 'module' | 'role'>,
): UpdatedRow<'user'>[] {
  const offered = new Set(userRolesFor(catalogue, access.module, access.role))
  const stays = (role: string): boolean => !role.startsWith(`${access.module}:`) || offered.has(role)
  return users
    .filter((user) => user.status === 'active' && !user.roles.every(stays))
    .map((user) => updated('user', user, { roles: user.roles.filter(stays) }))
}
