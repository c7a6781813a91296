import type { Instant } from '../../../src-shared/time'
import { removed, updated, type Change } from '../change'
import type { AlertRecord } from './erasing'

/** Alerts that an authority leaves behind unsent: its drafts, and what it submitted. */
export function isUnsent({ alert }: Pick<AlertRecord, 'alert'>): boolean {
  return alert.status === 'draft' || alert.status === 'submitted'
}

/**
 * Discards the drafts of an authority that is removed, with their documents and translations, and ends what it
 * submitted, so that the clocks of its personal data begin (P21, P40). What was sent stays with its recipients.
 */
export function endUnsent(records: readonly AlertRecord[], at: Instant): Change[] {
  return records.flatMap(({ alert, attachments, translations }): Change[] => {
    if (alert.status === 'submitted') {
      return [updated('alert', alert, { status: 'withdrawn', withdrawnAt: at })]
    }
    if (alert.status !== 'draft') return []
    return [
      ...attachments.map((each) => removed('alertAttachment', each)),
      ...translations.map((each) => removed('translation', each)),
      removed('alert', alert),
    ]
  })
}
