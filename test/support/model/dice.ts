import fc from 'fast-check'
import { catalogue } from '../facts'
import { userRolesFor } from '../../../src-shared/catalogue'
import type { Act } from './acts'
import { accessKey, type AuthorityName, type ModelState, type Operator } from './state'
import { NOTIFICATIONS, REQUESTS } from './world'

// What is drawn are numbers; which authority, access or user they mean is looked up when their turn comes, so that a
// shorter sequence still means something and fast-check can shrink it.

const KINDS = [
  'authorities.register',
  'authorities.edit',
  'authorities.inactivate',
  'authorities.reactivate',
  'accesses.grant',
  'accesses.suspend',
  'accesses.reactivate',
  'accesses.suspendAll',
  'accesses.changeRole',
  'accesses.linkCoordinators',
  'users.add',
  'users.edit',
  'users.block',
  'users.unblock',
  'users.delete',
  'managerRole.set',
  'accessManagers.name',
  'accessManagers.release',
  'roleRequests.record',
  'roleRequests.decide',
] as const satisfies readonly Act['act'][]

export const ALL_ACTS: readonly Act['act'][] = KINDS

/** Acts that need another one before them, or much that fits: by chance alone they would hardly ever be done. */
const OFTEN = [
  'accesses.grant',
  'accesses.changeRole',
  'accesses.linkCoordinators',
  'authorities.inactivate',
  'users.unblock',
  'roleRequests.record',
  'roleRequests.decide',
] as const satisfies readonly Act['act'][]

const MODULES = [REQUESTS, NOTIFICATIONS, 'registers', 'solvit']
const ROLES = ['authority', 'authority', 'coordinator', null] as const
const OPERATORS: readonly Operator[] = ['helpdesk', 'M', 'F', 'P']

export interface Throw {
  readonly kind: Act['act'] | 'undo'
  readonly as: Operator
  readonly dice: readonly number[]
}

/** Sequences of acts of several operators; the Helpdesk and the Access manager act most often. */
export const throws: fc.Arbitrary<Throw[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...KINDS) },
      { weight: 3, arbitrary: fc.constant('undo' as const) },
      { weight: 12, arbitrary: fc.constantFrom(...OFTEN) },
    ),
    as: fc.oneof(
      { weight: 5, arbitrary: fc.constant<Operator>('helpdesk') },
      { weight: 3, arbitrary: fc.constantFrom(...OPERATORS) },
    ),
    dice: fc.array(fc.nat(59), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 10 },
)

/** The act that a throw means in this state of the world; null where there is nothing it could be done to. */
export function actOf(
  state: ModelState,
  kind: Act['act'],
  as: Operator,
  dice: readonly number[],
  turn: number,
): Act | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = dice
  const authorities = Object.keys(state.authorities)
  const authority = pick(['S', 'P', 'I', ...authorities], first)
  const access = pick(Object.keys(state.accesses), first)
  const links = pick([[], [], ['C'], ['C', 'P'], ['M'], ['F'], [pick(authorities, fourth)]], third)
  const user = pick(Object.keys(state.users), first)
  const reason = third % 3 === 0 ? '' : 'Tasks'
  switch (kind) {
    case 'authorities.register': {
      const memberState = pick(['DE', 'DE', 'FR', 'UK'], first)
      const accessManager = as !== 'helpdesk' || second % 2 === 0 ? null : pick(authorities, third)
      return { act: kind, name: `N${String(turn)}`, memberState, accessManager }
    }
    case 'authorities.edit':
      return {
        act: kind,
        authority,
        title: pick([authority, `${authority} new`], second),
        types: pick(TYPES, third),
      }
    case 'accesses.grant': {
      const chosen = { authority, module: pick(MODULES, second) }
      const { authority: to, module } = likelier(second, lacking(state), first, chosen)
      return { act: kind, authority: to, module, role: pick(ROLES, fourth), links }
    }
    case 'accesses.suspend':
    case 'accesses.reactivate':
      return { act: kind, access }
    case 'authorities.inactivate':
      return { act: kind, authority: likelier(fourth, idle(state), first, authority) }
    case 'authorities.reactivate':
    case 'accesses.suspendAll':
      return { act: kind, authority }
    case 'accesses.changeRole': {
      const role = pick(['authority', 'coordinator'] as const, second)
      return { act: kind, access: likelier(fourth, suspended(state), first, access), role, links }
    }
    case 'accesses.linkCoordinators':
      return { act: kind, access, links }
    case 'users.add':
      return { act: kind, user: `new${String(turn)}`, authority, taken: second % 5 === 0 }
    case 'users.edit':
      return { act: kind, user, roles: pick(rolesToGive(state, user), second) }
    case 'users.unblock':
      return { act: kind, user: likelier(second, blocked(state), first, user) }
    case 'users.block':
    case 'users.delete':
      return { act: kind, user }
    case 'managerRole.set':
      return { act: kind, authority, has: second % 2 === 0, reason }
    case 'accessManagers.name':
    case 'accessManagers.release':
      return { act: kind, authority, manager: pick(['M', ...authorities], second) }
    case 'roleRequests.record':
      return { act: kind, request: `request${String(turn)}`, authority, justified: second % 2 === 0 }
    case 'roleRequests.decide': {
      const requests = Object.keys(state.requests)
      const decision = pick(['granted', 'granted', 'granted', 'refused', 'withdrawn'] as const, second)
      return requests.length === 0 ? null : { act: kind, request: pick(requests, first), decision, reason }
    }
  }
}

/** Half of the time one of those that fit, so that acts are done as well as refused. */
function likelier<Subject>(die: number, fitting: readonly Subject[], first: number, other: Subject): Subject {
  return die % 2 === 0 || fitting.length === 0 ? other : pick(fitting, first)
}

/** What could be granted: modules that an authority has no access to. */
function lacking(state: ModelState): { authority: AuthorityName; module: string }[] {
  return Object.keys(state.authorities).flatMap((authority) =>
    MODULES.filter((module) => state.accesses[accessKey(authority, module)] === undefined).map((module) => ({
      authority,
      module,
    })),
  )
}

/** Active authorities without an active access. */
function idle(state: ModelState): AuthorityName[] {
  const busy = new Set(
    Object.values(state.accesses)
      .filter((access) => access.status === 'active')
      .map((access) => access.authority),
  )
  return Object.entries(state.authorities)
    .filter(([name, { status }]) => status === 'active' && !busy.has(name))
    .map(([name]) => name)
}

/** Suspended accesses, by key. */
function suspended(state: ModelState): string[] {
  return Object.entries(state.accesses)
    .filter(([, { status }]) => status === 'suspended')
    .map(([key]) => key)
}

/** Users whose password is blocked. */
function blocked(state: ModelState): string[] {
  return Object.entries(state.users)
    .filter(([, { password }]) => password === 'blocked')
    .map(([name]) => name)
}

const TYPES: readonly string[][] = [[], [], ['competent-authority']]

/** Roles to give a user: none, one, many, those held, and some that their authority cannot give. */
function rolesToGive(state: ModelState, user: string): string[][] {
  return [
    [],
    ['general:administrator'],
    ['general:basic-user'],
    ['general:administrator', ...userRolesFor(catalogue, REQUESTS, 'authority')],
    userRolesFor(catalogue, REQUESTS, 'coordinator'),
    ['general:administrator', ...userRolesFor(catalogue, 'solvit', null)],
    state.users[user]?.roles ?? [],
  ].map((roles) => [...roles].sort())
}

function pick<Member>(members: readonly Member[], die: number): Member {
  return members[die % members.length] as Member
}
