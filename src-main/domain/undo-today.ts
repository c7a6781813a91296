import type { Access } from '../../src-shared/entities/access'
import type { User } from '../../src-shared/entities/user'
import { changedFields, updated, type Change, type ChangeOf } from './change'
import type { Context } from './context'
import { NetState, type UndoFacts } from './undo-net'
import { possibleRoles } from './users'

/** A user and the roles that an undo does not give back. */
export interface DroppedRoles {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

/**
 * Fits the changes of an undo to today (P38): what becomes inactivated or suspended does so now, so that a period that
 * follows from it begins anew; roles of users that their authority cannot have any more are dropped and named (P29).
 */
export function fittedToToday(
  changes: readonly Change[],
  facts: UndoFacts,
  context: Pick<Context, 'now'>,
): { readonly changes: Change[]; readonly dropped: DroppedRoles[] } {
  const net = new NetState(changes, facts)
  const dropped: DroppedRoles[] = []
  const fitted = changes.flatMap((change): Change[] => {
    if (change.op === 'remove') return [change]
    if (change.entity === 'authority') return [datedNow(change, context)]
    if (change.entity === 'access') return [suspendedNow(change, context)]
    if (change.entity !== 'user') return [change]
    const { fits, lost } = rolesToday(change, net)
    if (lost !== null) dropped.push(lost)
    return fits
  })
  const named = new Set(changes.map((change) => change.id))
  for (const { authorityId, module } of net.merges ? [] : accessesLost(changes)) {
    for (const user of net.facts.usersOf(authorityId).filter((each) => !named.has(each.id))) {
      const roles = rolesLost(user, [], net).filter((role) => role.startsWith(`${module}:`))
      if (roles.length === 0) continue
      fitted.push(updated('user', user, { roles: user.roles.filter((role) => !roles.includes(role)) }))
      dropped.push({ id: user.id, name: user.name, roles })
    }
  }
  return { changes: fitted, dropped }
}

/** Accesses that go or get another role by the undo, as they are now. */
function accessesLost(changes: readonly Change[]): Access[] {
  return changes.flatMap((change) => {
    if (change.entity !== 'access' || change.before === null) return []
    return change.after === null || change.after.role !== change.before.role ? [change.before] : []
  })
}

/** The roles that a user cannot have. @param held roles that may stay all the same */
function rolesLost(user: User, held: readonly string[], net: NetState): string[] {
  const accesses = net.accessesOf(user.authorityId)
  const possible = new Set([...possibleRoles({ catalogue: net.facts.catalogue, accesses }), ...held])
  return user.roles.filter((role) => !possible.has(role))
}

function datedNow(change: ChangeOf<'authority'>, { now }: Pick<Context, 'now'>): Change {
  const { before, after } = change
  if (after?.status !== 'inactivated' || before?.status === 'inactivated') return change
  return { ...change, after: { ...after, inactivatedAt: now } } as Change
}

function suspendedNow(change: ChangeOf<'access'>, { now }: Pick<Context, 'now'>): Change {
  const { before, after } = change
  if (after?.status !== 'suspended' || before?.status !== 'active') return change
  return { ...change, after: { ...after, suspendedAt: now } } as Change
}

function rolesToday(
  change: ChangeOf<'user'>,
  net: NetState,
): { readonly fits: Change[]; readonly lost: DroppedRoles | null } {
  const { before, after } = change
  if (after?.status !== 'active') return { fits: [change], lost: null }
  const roles = rolesLost(after, before?.roles ?? [], net)
  if (roles.length === 0) return { fits: [change], lost: null }
  const kept: User = { ...after, roles: after.roles.filter((role) => !roles.includes(role)) }
  const lost = { id: after.id, name: after.name, roles }
  if (before === null) return { fits: [{ ...change, after: kept }], lost }
  const unchanged = changedFields(before, kept).length === 0
  return { fits: unchanged ? [] : [updated('user', before, kept)], lost }
}
