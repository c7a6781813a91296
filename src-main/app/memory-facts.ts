import type { BelongsTo } from '../../src-shared/contract/translation'
import type { Translation } from '../../src-shared/entities/translation'
import type { AlertId } from '../../src-shared/ids'
import type { Instant } from '../../src-shared/time'
import { isOffered } from '../domain/translation/memory'
import type { ReadStore } from './ports'

/** Alerts and notifications the translations of which are shown to nobody, as their personal data is blocked (P21). */
export function alertsWithheld(store: ReadStore, now: Instant): AlertId[] {
  return store
    .alertsTranslated()
    .filter((alert) => !isOffered(alert, now))
    .map((alert) => alert.id)
}

/** What a kept translation belongs to, by its name; null where it is nobody's. */
export function belongsTo(
  store: ReadStore,
  { alertId, authorityId }: Pick<Translation, 'alertId' | 'authorityId'>,
): BelongsTo | null {
  const alert = alertId === null ? null : store.find('alert', alertId)
  if (alert !== null) return { kind: 'alert', id: alert.row.id, number: alert.row.number }
  const [authority] = authorityId === null ? [] : store.mentions([authorityId])
  return authority === undefined ? null : { kind: 'authority', authority }
}
