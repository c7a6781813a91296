import type { Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { User } from '../../src-shared/entities/user'
import type { AccessId, RelationId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import type { CoordinatorFacts } from './accesses'
import {
  mayBeLinked,
  possibleCoordinators,
  possibleRole,
  possibleSettings,
  type AccessChoice,
} from './access-settings'
import { created, type Change } from './change'
import type { Context } from './context'
import { takesPartToday } from './member-states'
import { mayManage, type ManageRefusal } from './standing'
import { rolesOnGranting } from './users'

/** Why no access can be granted, whatever is chosen. */
export type MayGrantRefusal =
  ManageRefusal | 'authority-removed' | 'authority-not-active' | 'member-state-expired'

export type GrantRefusal =
  | MayGrantRefusal
  | 'module-unknown'
  | 'access-exists'
  | 'role-needed'
  | 'role-not-possible'
  | 'setting-not-possible'
  | 'coordinator-needed'
  | 'coordinator-not-possible'
  | 'coordinators-without-role'

export interface GrantFacts {
  readonly catalogue: Catalogue
  readonly own: Authority | null
  readonly authority: Authority
  /** The access to this module that is there already, active or suspended. */
  readonly existing: Access | null
  /** The coordinators chosen, each with its access to the module. */
  readonly coordinators: readonly CoordinatorFacts[]
  readonly users: readonly User[]
  readonly managers: readonly AccessManager[]
}

/** Whether the actor may grant this authority an access at all (C1, A5, P31): it is active and theirs to manage. */
export function mayGrant(
  facts: Pick<GrantFacts, 'catalogue' | 'own' | 'authority'>,
  context: Context,
): Result<null, MayGrantRefusal> {
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  const allowed = mayManage(context.actor, facts.own, facts.authority, 'accesses')
  if (!allowed.ok) return allowed
  if (facts.authority.status !== 'active') return refuse('authority-not-active')
  return takesPartToday(facts.catalogue, facts.authority.memberState, context)
}

/**
 * Grants an access: module, role, settings and linked coordinators in one act (C1, C2). Administrators of the authority
 * get every user role of the module (C3); an Access manager who grants becomes one of the authority (P9).
 */
export function grantAccess(
  facts: GrantFacts,
  input: AccessChoice & { readonly module: string },
  context: Context,
): Result<{ id: AccessId; changes: Change[] }, GrantRefusal> {
  const { catalogue, authority } = facts
  const { module, role } = input
  const allowed = mayGrant(facts, context)
  if (!allowed.ok) return allowed
  const fits = possibleRole(catalogue, module, role)
  if (!fits.ok) return fits
  if (facts.existing !== null) {
    return refuse('access-exists', { modules: [module], status: facts.existing.status })
  }
  const settings = possibleSettings(catalogue, module, input, { keywords: [], professions: [] })
  if (!settings.ok) return settings
  const linkable = mayBeLinked({ module, role }, facts.coordinators)
  if (!linkable.ok) return linkable
  const linked = possibleCoordinators(catalogue, authority, { module, role }, facts.coordinators)
  if (!linked.ok) return linked
  const access: Access = {
    id: context.newId() as AccessId,
    authorityId: authority.id,
    module,
    role,
    status: 'active',
    linkedCoordinators: facts.coordinators.map((each) => each.authority.id).sort(),
    keywords: [...input.keywords].sort(),
    professions: [...input.professions].sort(),
    grantedAt: context.now,
    suspendedAt: null,
  }
  return ok({
    id: access.id,
    changes: [
      created('access', access),
      ...rolesOnGranting(catalogue, facts.users, access),
      ...becomesManager(facts, context),
    ],
  })
}

/** Who grants an authority its access is Access manager of it from then on, unless it is its own (P9). */
function becomesManager(facts: GrantFacts, context: Context): Change[] {
  const { own, authority, managers } = facts
  if (own === null || own.id === authority.id) return []
  if (managers.some((relation) => relation.managerId === own.id)) return []
  return [
    created('accessManager', {
      id: context.newId() as RelationId,
      managerId: own.id,
      authorityId: authority.id,
      origin: 'granted',
      since: context.now,
    }),
  ]
}
