import { isDeepStrictEqual } from 'node:util'
import type { Act } from './acts'
import { ADMINISTRATOR, supervised, coordinates, lastAdministrator, active } from './facts'
import { carryOut } from './effects'
import { reasonsAgainst } from './reasons'
import type { ModelState, Operator } from './state'

/** What the requirements say: every reason that stands in the way, and the world after it where there is none. */
export interface Prediction {
  readonly reasons: readonly string[]
  readonly after: ModelState
}

/** Says what must come of an act. The order of reasons is left open: the requirements do not tell it. */
export function predict(before: ModelState, act: Act, as: Operator): Prediction {
  const state = structuredClone(before)
  const reasons = [...reasonsAgainst(state, act, as)]
  if (reasons.length === 0) carryOut(state, act, as)
  return { reasons, after: state }
}

/**
 * What stands in the way of taking the last act back: an access would run again or be relinked without a coordinator that
 * counts (C2, P28), a coordinator that does not count be linked again (P7, P38), or an administrator go (P14).
 */
export function reasonsAgainstUndo(now: ModelState, before: ModelState): string[] {
  const supervisedAnew = Object.entries(before.accesses).filter(([key, access]) => {
    const today = now.accesses[key]
    if (today === undefined || !active(access)) return false
    return today.status === 'suspended' || !isDeepStrictEqual(new Set(today.links), new Set(access.links))
  })
  const unsupervised = supervisedAnew.some(
    ([, access]) => supervised(access) && !access.links.some((link) => coordinates(before, link, access)),
  )
  const linkedAgain = Object.entries(before.accesses).some(([key, access]) => {
    const today = now.accesses[key]
    const links = access.links.filter((link) => today !== undefined && !today.links.includes(link))
    return links.some((link) => !coordinates(before, link, access))
  })
  // Who was only just added goes all the same: before that there was no administrator either.
  const gone = Object.keys(now.users).filter(
    (name) => before.users[name]?.roles.includes(ADMINISTRATOR) === false && lastAdministrator(now, name),
  )
  return [
    ...(unsupervised ? ['no-valid-coordinator'] : []),
    ...(linkedAgain ? ['coordinator-not-possible'] : []),
    ...(gone.length > 0 ? ['last-administrator'] : []),
  ]
}
