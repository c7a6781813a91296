import type { Access, AuthorityRole } from '../../src-shared/entities/access'
import type { User } from '../../src-shared/entities/user'
import { ok, refuse, type Result } from '../../src-shared/result'
import { mayTouch, type AccessFacts, type CoordinatorFacts, type TouchRefusal } from './accesses'
import { mayBeLinked, possibleCoordinators, possibleSettings, type AccessChoice } from './access-settings'
import { REGISTERS_MODULE } from './authorities'
import { changedFields, removed, updated, type Change } from './change'
import type { Context } from './context'
import { rolesOnRemoval, rolesOnRoleChange } from './users'

export interface RoleFacts extends AccessFacts {
  /** Authorities linked to this access as their coordinator; removed ones do not count (P28). */
  readonly linkedFrom: { readonly count: number; readonly names: readonly string[] }
  readonly users: readonly User[]
}

export type MayChangeRoleRefusal =
  TouchRefusal | 'role-only-while-suspended' | 'coordinator-still-linked' | 'module-without-role'

/**
 * Whether the role of an access can be changed now: only while it is suspended, and not while authorities are linked to
 * it as their coordinator. The refusal names them (C5).
 */
export function mayChangeRole(
  facts: Pick<RoleFacts, 'own' | 'authority' | 'access' | 'linkedFrom'>,
  context: Context,
): Result<null, MayChangeRoleRefusal> {
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  if (facts.access.role === null) return refuse('module-without-role', { modules: [facts.access.module] })
  if (facts.access.status === 'active') return refuse('role-only-while-suspended')
  if (facts.linkedFrom.count > 0) {
    return refuse('coordinator-still-linked', {
      count: facts.linkedFrom.count,
      names: [...facts.linkedFrom.names],
    })
  }
  return ok(null)
}

/**
 * Changes the role of a suspended access (C5). Who becomes Authority where C2 asks for it is linked to a coordinator in
 * the same act; user roles that the new role does not know are dropped (P29).
 * @param input.coordinators the coordinators linked afterwards, each with its access to the module
 */
export function changeRole(
  facts: RoleFacts,
  input: { readonly role: AuthorityRole; readonly coordinators: readonly CoordinatorFacts[] },
  context: Context,
): Result<
  Change[],
  MayChangeRoleRefusal | 'role-unchanged' | 'coordinator-needed' | 'coordinator-not-possible'
> {
  const { catalogue, access, authority } = facts
  const allowed = mayChangeRole(facts, context)
  if (!allowed.ok) return allowed
  if (access.role === input.role) return refuse('role-unchanged')
  const after = { module: access.module, role: input.role }
  const linked = possibleCoordinators(catalogue, authority, after, input.coordinators)
  if (!linked.ok) return linked
  const change = updated('access', access, {
    role: input.role,
    linkedCoordinators: idsOf(input.coordinators),
  })
  return ok([change, ...rolesOnRoleChange(catalogue, facts.users, change.after)])
}

export type MayRemoveAccessRefusal =
  TouchRefusal | 'registers-stays' | 'remove-only-while-suspended' | 'coordinator-still-linked'

/**
 * Whether an access can be removed now (P52): by the Helpdesk or an Access manager, while it is suspended, and not while
 * authorities are linked to it as their coordinator. Registers stays: every authority has it (B2).
 */
export function mayRemoveAccess(
  facts: Pick<RoleFacts, 'own' | 'authority' | 'access' | 'linkedFrom'>,
  context: Context,
): Result<null, MayRemoveAccessRefusal> {
  const { access, linkedFrom } = facts
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  if (access.module === REGISTERS_MODULE) return refuse('registers-stays')
  if (access.status === 'active') return refuse('remove-only-while-suspended')
  return linkedFrom.count === 0
    ? ok(null)
    : refuse('coordinator-still-linked', { count: linkedFrom.count, names: [...linkedFrom.names] })
}

/**
 * Removes a suspended access, and the roles of its module from the users of the authority (P52). What it was stays in the
 * history; granting it again begins anew.
 */
export function removeAccess(
  facts: RoleFacts,
  reason: string,
  context: Context,
): Result<Change[], MayRemoveAccessRefusal | 'reason-needed'> {
  const allowed = mayRemoveAccess(facts, context)
  if (!allowed.ok) return allowed
  if (reason.trim() === '') return refuse('reason-needed')
  return ok([removed('access', facts.access), ...rolesOnRemoval(facts.users, facts.access.module)])
}

/**
 * Links an access to other coordinators. Those that are new must count (P7); those it has may stay whatever became of
 * them (P28). At least one remains where C2 asks for it.
 */
export function linkCoordinators(
  facts: AccessFacts,
  chosen: readonly CoordinatorFacts[],
  context: Context,
): Result<
  Change[],
  | TouchRefusal
  | 'coordinator-needed'
  | 'coordinator-not-possible'
  | 'coordinators-without-role'
  | 'nothing-changed'
> {
  const allowed = mayTouch(facts, 'accesses', context)
  if (!allowed.ok) return allowed
  const { access, authority } = facts
  const linkable = mayBeLinked(access, chosen)
  if (!linkable.ok) return linkable
  const linked = possibleCoordinators(facts.catalogue, authority, access, chosen, access.linkedCoordinators)
  if (!linked.ok) return linked
  return unlessTheSame(access, { linkedCoordinators: idsOf(chosen) })
}

/** Changes the settings of an access: its choice out of the module's own classification (B3, C7, C8). */
export function editSettings(
  facts: AccessFacts,
  chosen: Pick<AccessChoice, 'keywords' | 'professions'>,
  context: Context,
): Result<Change[], TouchRefusal | 'setting-not-possible' | 'nothing-changed'> {
  const allowed = mayTouch(facts, 'settings', context)
  if (!allowed.ok) return allowed
  const { access } = facts
  const possible = possibleSettings(facts.catalogue, access.module, chosen, access)
  if (!possible.ok) return possible
  return unlessTheSame(access, {
    keywords: [...chosen.keywords].sort(),
    professions: [...chosen.professions].sort(),
  })
}

function unlessTheSame(access: Access, fields: Partial<Access>): Result<Change[], 'nothing-changed'> {
  const change = updated('access', access, fields)
  return changedFields(change.before, change.after).length === 0 ? refuse('nothing-changed') : ok([change])
}

function idsOf(coordinators: readonly CoordinatorFacts[]): Access['linkedCoordinators'] {
  return coordinators.map((each) => each.authority.id).sort()
}
