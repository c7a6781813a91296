import type { Catalogue } from '../../src-shared/catalogue'
import { memberStateOf, memberStateValid } from '../../src-shared/catalogue'
import { ok, refuse, type Result } from '../../src-shared/result'
import type { Context } from './context'

/**
 * Whether authorities of a Member State can gain anything (P22, P45). An expired one stays readable, and its authorities
 * can be suspended and inactivated; registering, granting, reactivating and editing are refused, and it never receives
 * an alert.
 */
export function takesPartToday(
  catalogue: Catalogue,
  memberState: string,
  context: Pick<Context, 'now'>,
): Result<null, 'member-state-expired'> {
  const state = memberStateOf(catalogue, memberState)
  if (state === undefined || memberStateValid(state, context.now)) return ok(null)
  return refuse('member-state-expired', { memberState: state.name, until: state.validTo ?? '' })
}
