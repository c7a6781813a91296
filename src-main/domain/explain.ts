import { linkedCoordinatorRequired, userRolesFor, type Catalogue } from '../../src-shared/catalogue'
import type { AuthorityMention } from '../../src-shared/contract/common'
import type { Explanation, Sentence, EXPLANATION_CODES } from '../../src-shared/contract/explain'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ADMINISTRATOR_ROLE, type User } from '../../src-shared/entities/user'
import type { Instant } from '../../src-shared/time'
import {
  coordinatorFault,
  isValidCoordinator,
  lacksCoordinator,
  type AccessFacts,
  type Party,
  type SupervisionFacts,
} from './accesses'
import type { EntryField } from './undo'

type Code = (typeof EXPLANATION_CODES)[number]

/** An act of the history that touched the row to be explained. */
export interface ToldAct {
  readonly command: string
  readonly at: Instant
  readonly operator: string
  readonly actingFor: string | null
  readonly reason: string
  readonly origin: string
  readonly op: 'create' | 'update' | 'remove'
  readonly fields: ReadonlyMap<string, EntryField>
}

function sentence(code: Code, params: Sentence['params'] = {}, more: Partial<Sentence> = {}): Sentence {
  return { code, params, at: null, reason: '', authorities: [], ...more }
}

function mention(authority: Party): AuthorityMention {
  const { id, officialName, memberState, status } = authority
  return { id, officialName, memberState, status }
}

/** Acts that make many rows at once out of data from elsewhere: nobody did them then (P34). */
const isImport = (act: ToldAct): boolean => act.origin !== 'act'

/** Who did it, as a sentence names them: the operator, and the authority they acted for. */
const doer = (act: ToldAct): string =>
  act.actingFor === null ? act.operator : `${act.operator} (${act.actingFor})`

/** How the access came to be: by an act, with registering, or from before V7 (N7, P34). */
function origin(access: Access, acts: readonly ToldAct[]): Sentence {
  const first = acts.find((act) => act.op === 'create')
  if (first === undefined) return sentence('beforeHistory', {}, { at: access.grantedAt })
  const told = { at: first.at, reason: first.reason }
  if (isImport(first)) return sentence('imported', { origin: first.origin }, { at: first.at })
  if (first.command === 'authorities.register') return sentence('registered', { by: doer(first) }, told)
  return sentence('granted', { by: doer(first), role: access.role ?? '' }, told)
}

/** What an act changed, in one sentence. */
function changed(act: ToldAct): Sentence {
  const told = { at: act.at, reason: act.reason }
  const by = doer(act)
  if (act.command === 'history.undo') return sentence('undone', { by }, told)
  if (act.op === 'remove') return sentence('removed', { by }, told)
  const role = act.fields.get('role')
  if (role?.kind === 'value')
    return sentence('roleChanged', { by, role: typeof role.after === 'string' ? role.after : '' }, told)
  const status = act.fields.get('status')
  if (status?.kind === 'value') {
    return sentence(status.after === 'suspended' ? 'suspended' : 'reactivated', { by }, told)
  }
  const links = act.fields.get('linkedCoordinators')
  if (links?.kind === 'set') {
    return sentence('linksChanged', { by, added: links.added.length, removed: links.removed.length }, told)
  }
  const sets = ['keywords', 'professions'].flatMap((name) => {
    const field = act.fields.get(name)
    return field?.kind === 'set' ? [field] : []
  })
  if (sets.length === 0) return sentence('otherAct', { by }, told)
  const count = (side: 'added' | 'removed'): number => sets.reduce((sum, set) => sum + set[side].length, 0)
  return sentence('settingsChanged', { by, added: count('added'), removed: count('removed') }, told)
}

/** How many changes since the beginning are told; older ones stand in Management Information. */
const TOLD = 4

export interface ExplainAccessFacts extends AccessFacts {
  /** Acts on this access, oldest first. */
  readonly acts: readonly ToldAct[]
  readonly users: readonly User[]
  /** Accesses linked to this one as their coordinator: a coordinator can have thousands, so in groups that are alike. */
  readonly linked: readonly LinkedGroup[]
}

/** Linked accesses that are alike in all that decides whether they lose supervision. */
export interface LinkedGroup {
  /** Of any one of them. */
  readonly supervision: SupervisionFacts
  readonly count: number
  /** The authorities of some of them. */
  readonly first: readonly AuthorityMention[]
}

/** How many authorities are named that would lose their coordinator; the others are counted only. */
export const NAMED_LOSERS = 10

/**
 * Why an authority has an access, since when, by whom and for which reason; what it rests on; and what would break if
 * it were suspended (N7). Whether somebody counts as coordinator is asked of the very rules that decide (P7).
 */
export function explainAccess(facts: ExplainAccessFacts): Explanation {
  const { access, acts } = facts
  // After an undo an access can be made twice: the second time is told as what it is.
  const since = acts.filter((act) => act !== acts.find(({ op }) => op === 'create'))
  return {
    because: [
      origin(access, acts),
      ...since.slice(-TOLD).map(changed),
      ...standing(facts),
      ...supervision(facts),
    ],
    otherwise: ifSuspended(facts),
  }
}

function standing({ access, authority }: AccessFacts): Sentence[] {
  return [
    ...(authority.status === 'active' ? [] : [sentence('authorityInactive', { status: authority.status })]),
    ...(access.status === 'active' ? [] : [sentence('isSuspended')]),
  ]
}

function supervision(facts: AccessFacts): Sentence[] {
  const { access, authority, coordinators, catalogue } = facts
  if (access.role === 'coordinator') return [sentence('coordinates')]
  if (!linkedCoordinatorRequired(catalogue, access.module, access.role)) return [sentence('noSupervision')]
  const valid = coordinators.filter((each) => isValidCoordinator(each, authority))
  const faults = coordinators.flatMap((each) => {
    const fault = coordinatorFault(each, authority)
    return fault === null
      ? []
      : [
          sentence(
            'coordinatorFault',
            { name: each.authority.officialName, fault },
            { authorities: [mention(each.authority)] },
          ),
        ]
  })
  const authorities = valid.map((each) => mention(each.authority))
  return valid.length === 0
    ? [sentence('unsupervised'), ...faults]
    : [sentence('supervised', { count: valid.length }, { authorities }), ...faults]
}

function ifSuspended(facts: ExplainAccessFacts): Sentence[] {
  const { access, users, linked } = facts
  if (access.status === 'suspended') return []
  const withRoles = users.filter((user) => user.roles.some((role) => role.startsWith(`${access.module}:`)))
  const told = [
    withRoles.length === 0
      ? sentence('noUsersWithRoles')
      : sentence('usersKeepRoles', { count: withRoles.length }),
  ]
  if (access.role !== 'coordinator') return told
  const losers = linked.filter(
    ({ supervision: held }) => !lacksCoordinator(held) && lacksCoordinator(without(held, access)),
  )
  if (linked.length === 0) return [...told, sentence('nobodyLinked')]
  return [
    ...told,
    sentence(
      'wouldLoseCoordinator',
      { count: sum(losers), linked: sum(linked) },
      { authorities: losers.flatMap((each) => each.first).slice(0, NAMED_LOSERS) },
    ),
  ]
}

function sum(groups: readonly LinkedGroup[]): number {
  return groups.reduce((total, each) => total + each.count, 0)
}

/** The linked access as it would be if this coordinator's access were suspended. */
function without(linked: SupervisionFacts, coordinator: Access): SupervisionFacts {
  return {
    ...linked,
    coordinators: linked.coordinators.map((each) =>
      each.authority.id === coordinator.authorityId && each.access !== null
        ? { ...each, access: { ...each.access, status: 'suspended' } }
        : each,
    ),
  }
}

export interface ExplainRoleFacts {
  readonly catalogue: Catalogue
  readonly authority: Authority
  readonly user: User
  readonly role: string
  /** The authority's access to the role's module; null for general roles, or where there is none. */
  readonly access: Access | null
  /** Acts on the user, oldest first. */
  readonly acts: readonly ToldAct[]
  readonly administrators: readonly User[]
}

/**
 * Why a user has a role or has it not, whether it has an effect now (P8), and who could change it (N7, D2).
 */
export function explainRole(facts: ExplainRoleFacts): Explanation {
  const { user, role } = facts
  const has = user.roles.includes(role)
  const others = facts.administrators.filter((each) => each.id !== user.id)
  return {
    because: [...(has ? [roleOrigin(facts)] : []), ...roleEffect(facts, has)],
    otherwise: [
      sentence('roleTakenBy', {
        count: others.length,
        names: others.map((each) => each.name),
        last: role === ADMINISTRATOR_ROLE && has && others.length === 0 ? 'yes' : 'no',
      }),
    ],
  }
}

function roleOrigin({ acts, role }: ExplainRoleFacts): Sentence {
  const gave = acts.findLast((act) => {
    const field = act.fields.get('roles')
    return field?.kind === 'set' && field.added.includes(role)
  })
  if (gave === undefined) return sentence('roleBeforeHistory')
  const told = { at: gave.at, reason: gave.reason }
  if (isImport(gave)) return sentence('roleImported', { origin: gave.origin }, { at: gave.at })
  if (gave.op === 'create') return sentence('roleFirstUser', { by: doer(gave) }, told)
  return gave.command.startsWith('accesses.')
    ? sentence('roleByGranting', { by: doer(gave) }, told)
    : sentence('roleGiven', { by: doer(gave) }, told)
}

function roleEffect(
  { catalogue, authority, user, role, access }: ExplainRoleFacts,
  has: boolean,
): Sentence[] {
  const module = role.split(':')[0] ?? ''
  const missing: Sentence[] = []
  if (authority.status !== 'active') {
    missing.push(sentence('roleAuthorityInactive', { status: authority.status }))
  }
  if (user.passwordStatus === 'blocked') missing.push(sentence('roleUserBlocked', { name: user.name }))
  if (module !== 'general') {
    if (access === null) missing.push(sentence('roleNoAccess', { module }))
    else if (!userRolesFor(catalogue, module, access.role).includes(role)) {
      missing.push(sentence('roleNotOffered', { module, role: access.role ?? '' }))
    } else if (access.status === 'suspended') missing.push(sentence('roleAccessSuspended', { module }))
  }
  if (missing.length > 0) return missing
  return has ? [sentence('roleHasEffect')] : [sentence('roleNotHeld')]
}
