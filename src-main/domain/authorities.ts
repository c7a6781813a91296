import type { Catalogue } from '../../src-shared/catalogue'
import type { Written } from '../../src-shared/entities/authority-fields'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import type { AccessId, AuthorityId, RelationId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { addMonths, type Instant } from '../../src-shared/time'
import { changedFields, created, updated, type Change } from './change'
import type { Context } from './context'
import { takesPartToday } from './member-states'
import { mayManage, type ManageRefusal, type Power } from './standing'

/** The horizontal module that every active authority has (C6). */
export const REGISTERS_MODULE = 'registers'

/** Months after which an inactivated authority that nobody reactivated is removed (B6). */
export const MONTHS_UNTIL_REMOVAL = 6

type DataRefusal = 'type-unknown'

/** The types must stand in the catalogue (E1, P11). */
function knownTypes(types: readonly string[], catalogue: Catalogue): Result<null, DataRefusal> {
  for (const ref of types) {
    const [code, parameter] = ref.split(':')
    const type = catalogue.authorityTypes.find((each) => each.code === code)
    const allowed = type?.parameters.map((each) => each.code) ?? []
    const fits = parameter === undefined ? allowed.length === 0 : allowed.includes(parameter)
    if (type === undefined || !fits) return refuse('type-unknown', { type: ref })
  }
  return ok(null)
}

export interface RegisterFacts {
  readonly catalogue: Catalogue
  readonly own: Authority | null
  /** The authority chosen as Access manager, null where none was chosen or it does not exist. */
  readonly accessManager: Authority | null
  readonly likelyDuplicates: readonly string[]
}

/** The type of what an Access manager registers (P51). */
const COMPETENT_AUTHORITY = 'competent-authority'

/**
 * Whether the actor may register authorities at all (A1): the Helpdesk; for others, their authority needs the Access
 * manager role.
 */
export function mayRegister(own: Authority | null, context: Context): Result<null, ManageRefusal> {
  return mayManage(context.actor, own, { id: null, memberState: own?.memberState ?? '' }, 'status')
}

/**
 * Registers an authority: no legal area and no module is asked for (B1), access to Registers comes at once (B2), and
 * likely duplicates must have been seen (P23). An Access manager who registers becomes Access manager of the new
 * authority; the Helpdesk may name one (P9). What an Access manager registers is a Competent Authority; other types are
 * given by the Helpdesk only (P11, P51).
 */
export function registerAuthority(
  facts: RegisterFacts,
  input: { data: Written; accessManager: AuthorityId | null; duplicatesSeen: boolean },
  context: Context,
): Result<
  { id: AuthorityId; changes: Change[] },
  | ManageRefusal
  | DataRefusal
  | 'member-state-unknown'
  | 'member-state-expired'
  | 'types-helpdesk-only'
  | 'duplicates-unseen'
  | 'access-manager-not-possible'
> {
  const { data } = input
  const state = facts.catalogue.memberStates.find((each) => each.code === data.memberState)
  if (state === undefined) return refuse('member-state-unknown', { memberState: data.memberState })
  const current = takesPartToday(facts.catalogue, data.memberState, context)
  if (!current.ok) return current
  const subject = { id: null, memberState: data.memberState }
  const standing = mayManage(context.actor, facts.own, subject, 'status')
  if (!standing.ok) return standing
  if (context.actor.actsFor !== null && data.types.length > 0) return refuse('types-helpdesk-only')
  const known = knownTypes(data.types, facts.catalogue)
  if (!known.ok) return known
  const manager = context.actor.actsFor === null ? facts.accessManager : facts.own
  if (context.actor.actsFor === null && input.accessManager !== null) {
    const possible =
      manager !== null &&
      manager.memberState === data.memberState &&
      manager.hasAccessManagerRole &&
      manager.status === 'active'
    if (!possible) return refuse('access-manager-not-possible', { authority: manager?.officialName ?? '' })
  }
  if (facts.likelyDuplicates.length > 0 && !input.duplicatesSeen) {
    return refuse('duplicates-unseen', { names: facts.likelyDuplicates })
  }
  const types = context.actor.actsFor === null ? data.types : [COMPETENT_AUTHORITY]
  const authority = newAuthority(context.newId() as AuthorityId, { ...data, types }, context.now)
  const changes: Change[] = [
    created('authority', authority),
    created('access', registersAccess(context.newId() as AccessId, authority.id, context.now)),
  ]
  if (manager !== null) {
    changes.push(
      created('accessManager', {
        id: context.newId() as RelationId,
        managerId: manager.id,
        authorityId: authority.id,
        // Who was named by the Helpdesk has not registered anything itself (P9).
        origin: context.actor.actsFor === null ? 'helpdesk' : 'registered',
        since: context.now,
      }),
    )
  }
  return ok({ id: authority.id, changes })
}

/** The row of a newly registered authority: active, with nothing but what was entered (B1). */
export function newAuthority(id: AuthorityId, data: Written, now: Instant): Authority {
  return {
    ...data,
    id,
    status: 'active',
    hasAccessManagerRole: false,
    policyAreas: [],
    economicAreas: [],
    externalIds: [],
    registeredAt: now,
    inactivatedAt: null,
    mergedInto: null,
    erasedAt: null,
  }
}

/** The access to Registers that comes with registering (B2). */
export function registersAccess(id: AccessId, authorityId: AuthorityId, now: Instant): Access {
  return {
    id,
    authorityId,
    module: REGISTERS_MODULE,
    role: null,
    status: 'active',
    linkedCoordinators: [],
    keywords: [],
    professions: [],
    grantedAt: now,
    suspendedAt: null,
  }
}

export interface AuthorityFacts {
  readonly authority: Authority
  readonly own: Authority | null
  readonly accesses: readonly Access[]
}

/** Whether the actor may edit the authority's data now (B3, P35, P45). */
export function mayEdit(
  facts: AuthorityFacts & { readonly catalogue: Catalogue },
  context: Context,
): Result<null, ManageRefusal | 'authority-removed' | 'member-state-expired'> {
  const allowed = mayWrite(facts, 'data', context)
  return allowed.ok ? takesPartToday(facts.catalogue, facts.authority.memberState, context) : allowed
}

function mayWrite(
  facts: AuthorityFacts,
  power: Power,
  context: Context,
): Result<null, ManageRefusal | 'authority-removed'> {
  if (facts.authority.status === 'removed') return refuse('authority-removed')
  return mayManage(context.actor, facts.own, facts.authority, power)
}

/**
 * Edits an authority's data (B3). The Member State is fixed at registering (product decision: every rule about borders
 * hangs on it); types are edited by the Helpdesk only (P11).
 */
export function editAuthority(
  facts: AuthorityFacts & { readonly catalogue: Catalogue },
  data: Written,
  context: Context,
): Result<
  Change[],
  | ManageRefusal
  | DataRefusal
  | 'authority-removed'
  | 'member-state-expired'
  | 'member-state-fixed'
  | 'types-helpdesk-only'
  | 'nothing-changed'
> {
  const allowed = mayEdit(facts, context)
  if (!allowed.ok) return allowed
  if (data.memberState !== facts.authority.memberState) return refuse('member-state-fixed')
  const change = updated('authority', facts.authority, data)
  const fields = changedFields(change.before, change.after)
  if (fields.length === 0) return refuse('nothing-changed')
  if (fields.includes('types')) {
    if (context.actor.actsFor !== null) return refuse('types-helpdesk-only')
    const types = knownTypes(data.types, facts.catalogue)
    if (!types.ok) return types
  }
  return ok([change])
}

/**
 * Inactivates an authority: possible only when all its accesses are suspended, Registers included; suspended accesses
 * need not be removed first (B5, P5). The refusal counts and names the modules still active.
 */
export function inactivateAuthority(
  facts: AuthorityFacts,
  context: Context,
): Result<Change[], ManageRefusal | 'authority-removed' | 'already-inactivated' | 'accesses-still-active'> {
  const allowed = mayWrite(facts, 'status', context)
  if (!allowed.ok) return allowed
  if (facts.authority.status === 'inactivated') return refuse('already-inactivated')
  const active = facts.accesses.filter((access) => access.status === 'active')
  if (active.length > 0) {
    return refuse('accesses-still-active', {
      count: active.length,
      modules: active.map((access) => access.module),
    })
  }
  return ok([updated('authority', facts.authority, { status: 'inactivated', inactivatedAt: context.now })])
}

/** Reactivates an inactivated authority (B6); its accesses stay suspended and are reactivated one by one (P4). */
export function reactivateAuthority(
  facts: AuthorityFacts & { readonly catalogue: Catalogue },
  context: Context,
): Result<Change[], ManageRefusal | 'authority-removed' | 'already-active' | 'member-state-expired'> {
  const allowed = mayWrite(facts, 'status', context)
  if (!allowed.ok) return allowed
  if (facts.authority.status === 'active') return refuse('already-active')
  const current = takesPartToday(facts.catalogue, facts.authority.memberState, context)
  if (!current.ok) return current
  return ok([updated('authority', facts.authority, { status: 'active', inactivatedAt: null })])
}

/** When an inactivated authority is due for removal: six calendar months later (B6, P2). Null while it is not inactivated. */
export function removalDueAt(authority: Authority): Instant | null {
  if (authority.status !== 'inactivated' || authority.inactivatedAt === null) return null
  return removalDue(authority.inactivatedAt)
}

/** Six calendar months after an inactivation (B6, P2). */
export function removalDue(inactivatedAt: Instant): Instant {
  return addMonths(inactivatedAt, MONTHS_UNTIL_REMOVAL)
}
