import { z } from 'zod'

/** A moment in UTC with milliseconds: `2026-11-23T08:14:26.000Z`. Sorts as text. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Hybrid timestamp: wall time, a counter of four hexadecimal digits, the replica. Sorts as text. */
export const HybridTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z-[0-9a-f]{4}-[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'HybridTime'>()
export type HybridTime = z.infer<typeof HybridTime>

/** @param milliseconds UTC milliseconds since 1970 */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant
}

/** UTC milliseconds since 1970. */
export function millisecondsOf(instant: Instant | string): number {
  return Date.parse(instant)
}

/** Joins the parts of a hybrid timestamp. @param counter 0 to 65535 */
export function formatHybrid(wall: Instant, counter: number, replica: string): HybridTime {
  return `${wall}-${counter.toString(16).padStart(4, '0')}-${replica}` as HybridTime
}

/** The wall time inside a hybrid timestamp. */
export function wallOf(hybrid: HybridTime): Instant {
  return hybrid.slice(0, 24) as Instant
}

/** The counter inside a hybrid timestamp. */
export function counterOf(hybrid: HybridTime): number {
  return Number.parseInt(hybrid.slice(25, 29), 16)
}

/**
 * Calendar months later, in UTC; a day the month lacks becomes its last day: 31 August + 6 months is 28 or 29 February.
 * Product decision P2.
 */
export function addMonths(instant: Instant, months: number): Instant {
  const start = new Date(millisecondsOf(instant))
  const target = new Date(start)
  target.setUTCDate(1)
  target.setUTCMonth(start.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(start.getUTCDate(), lastDay))
  return target.toISOString() as Instant
}
