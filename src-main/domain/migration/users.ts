import { moduleOf, REGISTERS_MODULE, userRolesFor, type Catalogue } from '../../../src-shared/catalogue'
import { ADMINISTRATOR_ROLE, type User } from '../../../src-shared/entities/user'
import type { MigratedAccess } from './selections'
import type { Remark, V6User } from './facts'

/** A user as it will be, but for its identifiers. */
export type MigratedUser = Omit<User, 'id' | 'authorityId'>

const GENERAL: Readonly<Record<string, string>> = {
  administrator: ADMINISTRATOR_ROLE,
  'basic-user': 'general:basic-user',
}

/** Where roles of V6 in the alert mechanism stand; the others stand under their legal area. */
const ALERT_AREA = 'alert'

/** Under which name V6 kept the roles of a module: its legal area, or the alert mechanism. */
function areaOf(catalogue: Catalogue, module: string): string | null {
  const known = moduleOf(catalogue, module)
  return known?.kind === 'alert' ? ALERT_AREA : (known?.legalArea ?? null)
}

/**
 * The roles of a user, module by module (P30): a role in a legal area is that role in each module of the area the
 * authority has access to. An Administrator gets every role of the modules that the migration grants anew, Registers and
 * the alert (C3). A role that no access offers is left out, and told.
 */
export function rolesOf(
  user: Pick<V6User, 'roles' | 'line'>,
  accesses: readonly MigratedAccess[],
  catalogue: Catalogue,
): { readonly roles: string[]; readonly remarks: Remark[] } {
  const general = user.roles.flatMap((role) => GENERAL[role] ?? [])
  const wanted = new Set(user.roles.filter((role) => GENERAL[role] === undefined))
  const left = new Set(wanted)
  const isAdministrator = general.includes(ADMINISTRATOR_ROLE)
  const roles = new Set(general)
  for (const { module, role } of accesses) {
    const area = areaOf(catalogue, module)
    const anew = module === REGISTERS_MODULE || area === ALERT_AREA
    for (const offered of userRolesFor(catalogue, module, role)) {
      const named = `${area ?? ''}:${offered.slice(module.length + 1)}`
      left.delete(named)
      if (wanted.has(named) || (isAdministrator && anew)) roles.add(offered)
    }
  }
  const remarks = [...left].map((value): Remark => ({
    code: 'role-without-access',
    file: 'users',
    line: user.line,
    column: 'roles',
    value,
  }))
  return { roles: [...roles].sort(), remarks }
}

/** A user of a migrated authority. The last login stays blank until the first one in V7 (M24), and no password comes along. */
export function migrateUser(
  user: V6User,
  accesses: readonly MigratedAccess[],
  catalogue: Catalogue,
): { readonly user: MigratedUser; readonly remarks: readonly Remark[] } {
  const { roles, remarks } = rolesOf(user, accesses, catalogue)
  const { userName, name, email, phone, language, passwordStatus } = user
  return {
    user: {
      userName,
      name,
      email,
      phone,
      language,
      roles,
      status: 'active',
      passwordStatus,
      passwordHash: '',
      lastLogin: null,
    },
    remarks,
  }
}
