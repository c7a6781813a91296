import { MONTHS_UNTIL_BLOCKED, MONTHS_UNTIL_ERASED } from '../../../src-shared/alert-months'
import type { Alert } from '../../../src-shared/entities/alert'
import { addMonths, instantOf, millisecondsOf, type Instant } from '../../../src-shared/time'
import { ok, refuse, type Result } from '../../../src-shared/result'

/** The report can be printed so long after closure: 7 × 24 hours (K9, P2). */
const PRINTABLE = 7 * 24 * 3_600_000

type Ended = Pick<Alert, 'closedAt' | 'withdrawnAt'>

/** When it ended: closed, or withdrawn, which ends it as well (product decision); null while it runs. */
export function endedAt({ closedAt, withdrawnAt }: Ended): Instant | null {
  return closedAt ?? withdrawnAt
}

/** Until when its report can be printed; null while there is no end to that (K9). */
export function printableUntil(alert: Ended): Instant | null {
  const ended = endedAt(alert)
  return ended === null ? null : instantOf(millisecondsOf(ended) + PRINTABLE)
}

/** Whether its report can be printed now. Refuses from one week after the end on, with the date (K9). */
export function mayStillPrint(alert: Ended, now: Instant): Result<null, 'alert-printed-too-late'> {
  const until = printableUntil(alert)
  return until !== null && now >= until ? refuse('alert-printed-too-late', { until }) : ok(null)
}

/** From when on its personal data is blocked; null while it runs (P21). */
export function blockedFrom(alert: Ended): Instant | null {
  const ended = endedAt(alert)
  return ended === null ? null : addMonths(ended, MONTHS_UNTIL_BLOCKED)
}

/** When its personal data is to be erased; null while it runs (P21). */
export function eraseFrom(alert: Ended): Instant | null {
  const ended = endedAt(alert)
  return ended === null ? null : addMonths(ended, MONTHS_UNTIL_ERASED)
}

/** Whether its personal data is shown to nobody any more: blocked by now, or erased (P21). */
export function isWithheld(alert: Ended & Pick<Alert, 'erasedAt'>, now: Instant): boolean {
  const from = blockedFrom(alert)
  return alert.erasedAt !== null || (from !== null && now >= from)
}

/** Whether its personal data is to be erased by now (P21). */
export function isErasable(alert: Ended & Pick<Alert, 'erasedAt'>, now: Instant): boolean {
  const from = eraseFrom(alert)
  return alert.erasedAt === null && from !== null && now >= from
}

/** Where the day begins first in the Union: Réunion, four hours before UTC. */
const FIRST_DAWN = 4 * 3_600_000

/**
 * The latest day that can have come for whoever writes a form: a day is in the future only while it has begun nowhere in
 * the Union (product decision: the rules know no place, and nobody is told that their today is not yet).
 * @returns `2026-11-27`
 */
export function latestDay(now: Instant): string {
  return instantOf(millisecondsOf(now) + FIRST_DAWN).slice(0, 10)
}
