import { MONTHS_UNTIL_BLOCKED } from '../../src-shared/alert-months'

/**
 * SQL for an instant so many calendar months after the one in a column, with the day cut to the end of a shorter month:
 * the same as `addMonths` (P2, R25). The result compares with instants as text.
 */
export function monthsAfter(column: string, months: number): string {
  const day = `date(${column}, '+${String(months)} months')`
  const lastDay = `date(${column}, 'start of month', '+${String(months + 1)} months', '-1 day')`
  return `(min(${day}, ${lastDay}) || substr(${column}, 11))`
}

/** SQL for the instant from which the personal data of an alert is blocked; null while the alert runs (P21). */
export function blockedAt(table: string): string {
  return monthsAfter(`coalesce(${table}.closedAt, ${table}.withdrawnAt)`, MONTHS_UNTIL_BLOCKED)
}
