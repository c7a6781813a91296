import fc from 'fast-check'
import { catalogue } from '../facts'
import { userRolesFor } from '../../../src-shared/catalogue'
import type { Act } from './acts'
import type { ModelState, Operator } from './state'
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

const MODULES = [REQUESTS, NOTIFICATIONS, 'registers', 'solvit']
const ROLES = ['authority', 'coordinator', null] as const
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
  const links = [[], ['C'], ['C', 'P'], ['M'], ['F'], [pick(authorities, fourth)]][third % 6] ?? []
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
    case 'accesses.grant':
      return { act: kind, authority, module: pick(MODULES, second), role: pick(ROLES, fourth), links }
    case 'accesses.suspend':
    case 'accesses.reactivate':
      return { act: kind, access }
    case 'authorities.inactivate':
    case 'authorities.reactivate':
    case 'accesses.suspendAll':
      return { act: kind, authority }
    case 'accesses.changeRole': {
      const role = pick(['authority', 'coordinator'] as const, second)
      return { act: kind, access, role, links }
    }
    case 'accesses.linkCoordinators':
      return { act: kind, access, links }
    case 'users.add':
      return { act: kind, user: `new${String(turn)}`, authority, taken: second % 5 === 0 }
    case 'users.edit':
      return { act: kind, user, roles: pick(rolesToGive(state, user), second) }
    case 'users.block':
    case 'users.unblock':
    case 'users.delete':
      return { act: kind, user }
    case 'managerRole.set':
      return { act: kind, authority, has: second % 2 === 0, reason }
    case 'accessManagers.name':
    case 'accessManagers.release':
      return { act: kind, authority, manager: pick(['M', ...authorities], second) }
    case 'roleRequests.record':
      return { act: kind, request: `request${String(turn)}`, authority, justified: second % 3 > 0 }
    case 'roleRequests.decide': {
      const requests = Object.keys(state.requests)
      const decision = pick(['granted', 'granted', 'refused', 'withdrawn'] as const, second)
      return requests.length === 0 ? null : { act: kind, request: pick(requests, first), decision, reason }
    }
  }
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
