import type { Alert, AlertAttachment, AlertComment, AlertRecipient } from '../../../src-shared/entities/alert'
import type { Mail } from '../../../src-shared/entities/mail'
import type { Translation } from '../../../src-shared/entities/translation'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { removed, updated, type Change } from '../change'
import { emptiedMail } from '../outbox'
import { isErasable } from './clocks'

/** An alert with everything that holds personal data of it. */
export interface AlertRecord {
  readonly alert: Alert
  readonly recipients: readonly AlertRecipient[]
  readonly comments: readonly AlertComment[]
  readonly attachments: readonly AlertAttachment[]
  /** What the translation memory keeps of its texts. */
  readonly translations: readonly Translation[]
  /** Mails that tell of it. */
  readonly mails: readonly Mail[]
}

/**
 * Erases the personal data of an alert three years after its closure (P21): subject, what the form says of persons, what
 * was written as comments, reasons and notes, the attachments, and what was kept as translation of any of it, and
 * the mails that tell of it. What it was about, whom it reached and when stays.
 */
export function eraseAlert(
  record: AlertRecord,
  now: Instant,
): Result<Change[], 'alert-erased' | 'alert-erasure-not-due'> {
  const { alert } = record
  if (alert.erasedAt !== null) return refuse('alert-erased')
  if (!isErasable(alert, now)) return refuse('alert-erasure-not-due', { name: alert.number })
  return ok(erasing(record, now))
}

/** The same again where a backup from before brought the data back: nothing is decided anew. */
export function eraseAlertAgain(record: AlertRecord, at: Instant): Change[] {
  return record.alert.erasedAt === null ? erasing(record, at) : []
}

function erasing(record: AlertRecord, at: Instant): Change[] {
  const { alert, recipients, comments, attachments, translations, mails } = record
  return [
    updated('alert', alert, {
      ...{ title: '', personalContent: '', returnReason: '', withdrawReason: '', instruction: '' },
      ...{ modifyReason: '', uninstructReason: '' },
      erasedAt: at,
    }),
    ...recipients
      .filter((each) => each.note !== '')
      .map((each) => updated('alertRecipient', each, { note: '' })),
    ...comments
      .filter((each) => each.text !== '' || each.askedReason !== '')
      .map((each) => updated('alertComment', each, { text: '', askedReason: '' })),
    ...attachments.map((each) => removed('alertAttachment', each)),
    ...translations.map((each) => removed('translation', each)),
    ...mails.map(emptiedMail),
  ]
}
