import type { Authority } from '../../src-shared/entities/authority'
import type { Operator } from '../../src-shared/entities/operator'
import type { AuthorityId, OperatorId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { changedFields, created, updated, type Change } from './change'
import type { Context } from './context'
import { helpdeskOnly } from './standing'

const SHORTEST_PASSWORD = 8

/** A new password: at least 8 characters with lower case, upper case and a digit (product decision P15). */
export function checkPassword(password: string): Result<null, 'password-too-short' | 'password-too-simple'> {
  if (Array.from(password).length < SHORTEST_PASSWORD)
    return refuse('password-too-short', { length: SHORTEST_PASSWORD })
  const hasAll = /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password) && /\p{Nd}/u.test(password)
  return hasAll ? ok(null) : refuse('password-too-simple')
}

/**
 * Milliseconds to wait after wrong passwords (P1: slowed down after wrong ones): none for the first three, then
 * doubling from 2 seconds, at most 5 minutes.
 */
export function waitAfterFailures(failures: number): number {
  return failures < 3 ? 0 : Math.min(2000 * 2 ** (failures - 3), 300_000)
}

interface NewOperator {
  readonly userName: string
  readonly name: string
  readonly email: string
  readonly actsFor: AuthorityId | null
  readonly passwordHash: string
}

/**
 * Adds an operator. Only a Helpdesk operator may; the very first one is made at the first start, when there is nobody
 * to ask (P1).
 */
export function addOperator(
  facts: { readonly operators: readonly Operator[]; readonly actsFor: Authority | null },
  input: NewOperator & { readonly first: boolean },
  context: Context,
): Result<
  { id: OperatorId; changes: Change[] },
  'helpdesk-only' | 'operator-name-taken' | 'authority-unknown'
> {
  const opensTheStore = input.first && facts.operators.length === 0
  if (!opensTheStore) {
    const allowed = helpdeskOnly(context.actor)
    if (!allowed.ok) return allowed
  }
  const taken = facts.operators.some((each) => each.userName.toLowerCase() === input.userName.toLowerCase())
  if (taken) return refuse('operator-name-taken', { userName: input.userName })
  if (input.actsFor !== null && facts.actsFor?.status !== 'active') return refuse('authority-unknown')
  const id = context.newId() as OperatorId
  const { first: _first, ...fields } = input
  return ok({ id, changes: [created('operator', { ...fields, id, active: true, passwordStatus: 'set' })] })
}

/** Lets an operator sign in or not any more. One active Helpdesk operator must remain, and nobody locks themselves out (P1). */
export function setOperatorActive(
  facts: { readonly operators: readonly Operator[] },
  input: { readonly id: OperatorId; readonly active: boolean },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'operator-unknown' | 'operator-last-helpdesk' | 'operator-self'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const found = facts.operators.find((each) => each.id === input.id)
  if (found === undefined) return refuse('operator-unknown')
  if (!input.active && found.id === context.actor.operatorId) return refuse('operator-self')
  const others = facts.operators.filter(
    (each) => each.id !== found.id && each.active && each.actsFor === null,
  )
  if (!input.active && found.actsFor === null && others.length === 0) return refuse('operator-last-helpdesk')
  if (found.active === input.active) return ok([])
  return ok([updated('operator', found, { active: input.active })])
}

/** What the Helpdesk can correct of an operator. */
export type OperatorData = Pick<Operator, 'name' | 'userName' | 'email' | 'actsFor'>

/**
 * Corrects an operator: name, user name, registered address, and whom they act for (P53). User names stay unique, one
 * active Helpdesk operator remains, and nobody changes whom they act for themselves.
 * @param facts.actsFor the authority chosen; null for the Helpdesk
 */
export function editOperator(
  facts: { readonly operators: readonly Operator[]; readonly actsFor: Authority | null },
  input: OperatorData & { readonly id: OperatorId },
  context: Context,
): Result<
  Change[],
  | 'helpdesk-only'
  | 'operator-unknown'
  | 'operator-name-taken'
  | 'operator-last-helpdesk'
  | 'operator-self'
  | 'authority-unknown'
  | 'nothing-changed'
> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const found = facts.operators.find((each) => each.id === input.id)
  if (found === undefined) return refuse('operator-unknown')
  const others = facts.operators.filter((each) => each.id !== found.id)
  if (others.some((each) => each.userName.toLowerCase() === input.userName.toLowerCase())) {
    return refuse('operator-name-taken', { userName: input.userName })
  }
  if (found.actsFor !== input.actsFor) {
    if (found.id === context.actor.operatorId) return refuse('operator-self')
    const leavesHelpdesk = found.actsFor === null && found.active
    if (leavesHelpdesk && !others.some((each) => each.active && each.actsFor === null)) {
      return refuse('operator-last-helpdesk')
    }
    if (input.actsFor !== null && facts.actsFor?.status !== 'active') return refuse('authority-unknown')
  }
  const { name, userName, email, actsFor } = input
  const change = updated('operator', found, { name, userName, email, actsFor })
  return changedFields(change.before, change.after).length === 0 ? refuse('nothing-changed') : ok([change])
}

/** Gives an operator a temporary password, which must be changed at the next sign-in (P53). Nobody gives it to themselves. */
export function resetOperatorPassword(
  facts: { readonly operators: readonly Operator[] },
  input: { readonly id: OperatorId; readonly passwordHash: string },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'operator-unknown' | 'operator-self' | 'operator-stopped'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const found = facts.operators.find((each) => each.id === input.id)
  if (found === undefined) return refuse('operator-unknown')
  if (found.id === context.actor.operatorId) return refuse('operator-self')
  if (!found.active) return refuse('operator-stopped')
  return ok([updated('operator', found, { passwordHash: input.passwordHash, passwordStatus: 'temporary' })])
}
