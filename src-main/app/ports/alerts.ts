import type { AlertCriteria, AlertSort } from '../../../src-shared/contract/alerts'
import type { AuthorityMention } from '../../../src-shared/contract/common'
import type { Alert, AlertAttachment, AlertComment, AlertRecipient } from '../../../src-shared/entities/alert'
import type { UnitId } from '../../../src-shared/ids'
import type { Instant } from '../../../src-shared/time'
import type { ErasedAlert, Versioned } from './rows'

/** Whose alerts are meant: an authority, the modules it takes part in, and those it coordinates. */
export interface AlertScope {
  readonly authorityId: string
  readonly memberState: string
  readonly modules: readonly string[]
  readonly coordinates: readonly string[]
}

export interface AlertRequest {
  readonly criteria: AlertCriteria
  readonly sort: AlertSort
  /** Null for the Helpdesk, which sees all. */
  readonly scope: AlertScope | null
  /** What is blocked at this moment is found by its number, no longer by its words (P21). */
  readonly now: Instant
}

/** A line of the list, before what is blocked is taken out. */
export interface ListedAlert {
  readonly alert: Alert
  readonly authority: AuthorityMention
  /** How many authorities were reached. */
  readonly reached: number
  readonly comments: number
}

/** An act of the history on an alert. */
export interface AlertActRow {
  readonly unit: UnitId
  readonly at: Instant
  readonly operator: string
  readonly actingFor: string | null
  readonly command: string
  readonly reason: string
  readonly undoes: UnitId | null
}

/** Everything that is read of alerts and notifications. */
export interface AlertReads {
  /** A page of the search of alerts. */
  searchAlerts: (request: AlertRequest, offset: number, limit: number) => ListedAlert[]
  countAlerts: (request: AlertRequest) => number
  /** Whom an alert reached, in the order they were. */
  alertRecipients: (alertId: string) => AlertRecipient[]
  /** The row of one whom it reached; null where it did not. */
  alertReached: (alertId: string, authorityId: string) => AlertRecipient | null
  /** What was said about an alert, the oldest first. */
  alertComments: (alertId: string) => Versioned<AlertComment>[]
  alertAttachments: (alertId: string) => AlertAttachment[]
  /** The bytes of an attachment; null where they are not there. */
  attachmentBytes: (hash: string) => Uint8Array | null
  /** Alerts whose personal data is due to be erased at this moment, the longest ended first (P21). */
  alertsErasable: (now: Instant, offset: number, limit: number) => Versioned<Alert>[]
  alertsErasableCount: (now: Instant) => number
  /** How many alerts are blocked at this moment, those due to be erased included. */
  alertsWithheldCount: (now: Instant) => number
  /** Acts on an alert and what belongs to it, the newest first; from a moment on where one is given. */
  alertActs: (alertId: string, from: Instant | null, offset: number, limit: number) => AlertActRow[]
  /** Whether an alert or its documents changed after a unit of the history. */
  alertWrittenAfter: (alertId: string, unit: string) => boolean
  /** Every alert whose personal data was erased, and when. */
  erasedAlerts: () => ErasedAlert[]
  /** How many history entries of an alert hold personal values. */
  personalEntriesOfAlert: (alertId: string) => number
}
