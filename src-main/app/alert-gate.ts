import type { Alert } from '../../src-shared/entities/alert'
import type { Mail } from '../../src-shared/entities/mail'
import type { Instant } from '../../src-shared/time'
import { eraseFrom, isWithheld } from '../domain/alerts/clocks'
import type { ReadStore, UnitEntry } from './ports'

/** What may be shown of an act on an alert outside the alert itself (P21, P41). */
export interface ActText {
  /** The reason of the act; for an alert its own text, null where that is blocked or erased. */
  readonly reason: string | null
  /** Until when the personal data is blocked; null where it is not. */
  readonly blockedUntil: Instant | null
  readonly erased: boolean
}

/** Personal fields of an alert that give the reason of an act. */
const REASONS = ['returnReason', 'withdrawReason', 'modifyReason', 'uninstructReason', 'instruction']

/** The alert that a row of a unit belongs to; null where it belongs to none. */
function alertOf(store: ReadStore, { entity, entityId, fields }: UnitEntry): Alert | null {
  if (entity === 'alert') return store.find('alert', entityId)?.row ?? null
  if (entity !== 'alertComment' && entity !== 'alertRecipient' && entity !== 'alertAttachment') return null
  const named = fields.get('alertId')
  const stored = store.find(entity, entityId)?.row.alertId
  const id = stored ?? (named?.kind === 'value' ? named.after : null)
  return typeof id === 'string' ? (store.find('alert', id)?.row ?? null) : null
}

/** Acts whose reason may be that of an alert. */
const OF_ALERTS = /^(alerts\.|history\.undo$)/

/** Entries of a unit that are read to find its alert and its reason. */
const ENTRIES_AT_MOST = 200

/** The first entries of a unit that may be about an alert; none for other units. */
export function entriesOfAlertUnit(
  store: ReadStore,
  unit: { readonly unit: string; readonly command: string },
): UnitEntry[] {
  if (!OF_ALERTS.test(unit.command)) return []
  const entries: UnitEntry[] = []
  for (const entry of store.entriesOfUnit(unit.unit)) {
    entries.push(entry)
    if (entries.length >= ENTRIES_AT_MOST) break
  }
  return entries
}

/**
 * Reads the reason of a unit through the same gate as the alert view: the lists of other screens must not show what the
 * alert hides (P41).
 * @param unit the reason as the history keeps it, with the first entries of the unit
 */
export function actText(
  store: ReadStore,
  unit: { readonly reason: string; readonly entries: readonly UnitEntry[] },
  now: Instant,
): ActText {
  const touched = unit.entries.find((entry) => entry.entity.startsWith('alert'))
  if (touched === undefined) return { reason: unit.reason, blockedUntil: null, erased: false }
  const alert = alertOf(store, touched)
  if (alert === null) return { reason: null, blockedUntil: null, erased: true }
  if (isWithheld(alert, now)) {
    const erased = alert.erasedAt !== null
    return { reason: null, blockedUntil: erased ? null : eraseFrom(alert), erased }
  }
  return { reason: unit.reason || reasonIn(unit.entries), blockedUntil: null, erased: false }
}

function reasonIn(entries: readonly UnitEntry[]): string {
  for (const entry of entries) {
    if (entry.entity !== 'alert') continue
    for (const name of REASONS) {
      const field = entry.fields.get(name)
      if (field?.kind === 'value' && typeof field.after === 'string' && field.after !== '') return field.after
    }
  }
  return ''
}

/** Whether the text of a mail is shown to nobody: the alert that it tells of is blocked, or was erased (P41). */
export function isMailWithheld(store: ReadStore, { alertId }: Pick<Mail, 'alertId'>, now: Instant): boolean {
  const alert = alertId === null ? undefined : store.find('alert', alertId)?.row
  return alert !== undefined && isWithheld(alert, now)
}
