import { generalRoles, userRolesFor, type Catalogue } from '../../src-shared/catalogue'
import type { NewUserData, UserData } from '../../src-shared/contract/users'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ADMINISTRATOR_ROLE, type User } from '../../src-shared/entities/user'
import type { UserId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { changedFields, created, updated, type Change, type UpdatedRow } from './change'
import type { Context } from './context'
import { mayManage } from './standing'

/** A set of roles as it is stored: sorted, each once. */
function roleSet(roles: readonly string[]): string[] {
  return [...new Set(roles)].sort()
}

/** Whether the user is there and manages the data and the users of their authority. */
export function isAdministrator(user: Pick<User, 'status' | 'roles'>): boolean {
  return user.status === 'active' && user.roles.includes(ADMINISTRATOR_ROLE)
}

/** What the rules about the users of an authority need to know. */
export interface UserFacts {
  readonly catalogue: Catalogue
  readonly own: Authority | null
  readonly authority: Authority
  /** Suspended ones included: roles in them stay, without effect (P8). */
  readonly accesses: readonly Access[]
  /** Every active user of the authority. */
  readonly users: readonly User[]
}

type StandingRefusal = 'authority-removed' | 'not-in-your-member-state' | 'access-manager-role-needed'

/** Whether the actor may manage the users of this authority at all (A1, D1, P31). */
export function mayManageUsers(
  facts: Pick<UserFacts, 'authority' | 'own'>,
  context: Context,
): Result<null, StandingRefusal> {
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  return mayManage(context.actor, facts.own, facts.authority, 'users')
}

/** Every role a user of this authority can have: the general ones and those of its accesses (D2, P30). */
export function possibleRoles(facts: Pick<UserFacts, 'catalogue' | 'accesses'>): string[] {
  const ofModules = facts.accesses.flatMap(({ module, role }) => userRolesFor(facts.catalogue, module, role))
  return roleSet([...generalRoles(facts.catalogue), ...ofModules])
}

/** User names are unique among the active users of the store, whatever the case of their letters (P13). */
function nameFree(
  userName: string,
  holder: User | null,
  own: UserId | null,
): Result<null, 'user-name-taken'> {
  return holder === null || holder.id === own ? ok(null) : refuse('user-name-taken', { userName })
}

/**
 * Adds a user (D1). The first one of an authority gets every role, so that somebody can manage the others; all others
 * come without roles, which are given through 'Edit user' only (P13, D2). No password is known yet: one comes with
 * 'Reset passwords'.
 * @param holder the active user who has this user name already
 */
export function addUser(
  facts: UserFacts & { readonly holder: User | null },
  data: NewUserData,
  context: Context,
): Result<{ id: UserId; changes: Change[] }, StandingRefusal | 'user-name-taken'> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  const free = nameFree(data.userName, facts.holder, null)
  if (!free.ok) return free
  const user: User = {
    ...data,
    id: context.newId() as UserId,
    authorityId: facts.authority.id,
    roles: facts.users.length === 0 ? possibleRoles(facts) : [],
    status: 'active',
    passwordStatus: 'temporary',
    passwordHash: '',
    lastLogin: null,
  }
  return ok({ id: user.id, changes: [created('user', user)] })
}

/**
 * An authority with an Administrator keeps at least one (P14), an inactivated one, too: it can be reactivated, and must not
 * come back without anybody who manages its users.
 */
function keepsAdministrator(
  facts: UserFacts,
  becomes: (user: User) => Pick<User, 'status' | 'roles'>,
): Result<null, 'last-administrator'> {
  const before = facts.users.filter(isAdministrator)
  if (facts.authority.status === 'removed' || before.length === 0) return ok(null)
  if (facts.users.some((user) => isAdministrator(becomes(user)))) return ok(null)
  return refuse('last-administrator', { names: before.map((user) => user.name) })
}

/**
 * Edits a user and the user's roles (D1, D2). Roles that are gained must exist for an access of the authority (P30);
 * ones held before may stay, so that an old one does not stand in the way of a new telephone number.
 */
export function editUser(
  facts: UserFacts & { readonly user: User; readonly holder: User | null },
  data: UserData,
  context: Context,
): Result<
  Change[],
  StandingRefusal | 'user-name-taken' | 'user-role-not-possible' | 'last-administrator' | 'nothing-changed'
> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  const { user } = facts
  const change = updated('user', user, { ...data, roles: roleSet(data.roles) })
  if (changedFields(change.before, change.after).length === 0) return refuse('nothing-changed')
  const free = nameFree(data.userName, facts.holder, user.id)
  if (!free.ok) return free
  const possible = new Set([...possibleRoles(facts), ...user.roles])
  const impossible = change.after.roles.filter((role) => !possible.has(role))
  if (impossible.length > 0) return refuse('user-role-not-possible', { roles: impossible })
  const kept = keepsAdministrator(facts, (each) => (each.id === user.id ? change.after : each))
  if (!kept.ok) return kept
  return ok([change])
}

/** Deletes users (D1): they are found no more, and what they did stays in the history. */
export function deleteUsers(
  facts: UserFacts,
  chosen: readonly User[],
  context: Context,
): Result<Change[], StandingRefusal | 'last-administrator'> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  const going = new Set(chosen.map((user) => user.id))
  const kept = keepsAdministrator(facts, (user) =>
    going.has(user.id) ? { ...user, status: 'deleted' } : user,
  )
  if (!kept.ok) return kept
  return ok(chosen.map((user) => updated('user', user, { status: 'deleted' })))
}

/** Blocks the passwords of users (D3, P3): they cannot log in until unblocked or given a new password. */
export function blockUsers(
  facts: UserFacts,
  chosen: readonly User[],
  context: Context,
): Result<Change[], StandingRefusal | 'already-blocked'> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  const blocked = chosen.filter((user) => user.passwordStatus === 'blocked')
  if (blocked.length > 0) return refuse('already-blocked', { names: blocked.map((user) => user.name) })
  return ok(chosen.map((user) => updated('user', user, { passwordStatus: 'blocked' })))
}

/**
 * Unblocks the passwords of users. They become Temporary, not Set: a password is mostly blocked after guesses or where
 * somebody else may know it, so it has to be replaced at the next login (product decision).
 */
export function unblockUsers(
  facts: UserFacts,
  chosen: readonly User[],
  context: Context,
): Result<Change[], StandingRefusal | 'not-blocked'> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  const others = chosen.filter((user) => user.passwordStatus !== 'blocked')
  if (others.length > 0) return refuse('not-blocked', { names: others.map((user) => user.name) })
  return ok(chosen.map((user) => updated('user', user, { passwordStatus: 'temporary' })))
}

/** Gives users new temporary passwords, blocked ones included (D1, P15). Only their hashes come here, by user. */
export function resetPasswords(
  facts: UserFacts,
  chosen: readonly User[],
  hashes: ReadonlyMap<UserId, string>,
  context: Context,
): Result<Change[], StandingRefusal> {
  const allowed = mayManageUsers(facts, context)
  if (!allowed.ok) return allowed
  return ok(
    chosen.map((user) =>
      updated('user', user, {
        passwordStatus: 'temporary',
        passwordHash: hashes.get(user.id) ?? user.passwordHash,
      }),
    ),
  )
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

/** Takes the roles of a module from all active users of an authority whose access to it is removed (P52). */
export function rolesOnRemoval(users: readonly User[], module: string): UpdatedRow<'user'>[] {
  const stays = (role: string): boolean => !role.startsWith(`${module}:`)
  return users
    .filter((user) => user.status === 'active' && !user.roles.every(stays))
    .map((user) => updated('user', user, { roles: user.roles.filter(stays) }))
}
