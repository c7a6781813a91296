import type { Alert, AlertComment } from '../../../src-shared/entities/alert'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { ChangeOf } from '../change'
import type { Context } from '../context'
import { fitsThread } from './commenting'

export type AlertUndoRefusal = 'alert-not-in-state' | 'alert-not-yours' | 'alert-undo-depends'

/** What of an alert is looked at while the net result of an undo is judged. */
export interface AlertNet {
  readonly alert: Alert | null
  readonly comments: readonly AlertComment[]
  /** How many attachments would be left without their alert. */
  readonly attachments: number
  /** How many entries of the translation memory would be left without it. */
  readonly translations: number
  /** Who acts in the rows that change. */
  readonly actors: ReadonlySet<string>
}

export type AlertChange =
  ChangeOf<'alert'> | ChangeOf<'alertComment'> | ChangeOf<'alertRecipient'> | ChangeOf<'alertAttachment'>

/**
 * Whether taking back leads to an alert as the acts could have made it: while it is not sent, or while it runs; by the
 * Helpdesk or one of those who acted (N10). Broadcast, dissemination, modification, withdrawal and closure are never
 * taken back; the contract says so.
 * @param net the alert as it would be, its thread, and who acts in the rows that change
 */
export function judgeAlertUndo(net: AlertNet, context: Context): Result<null, AlertUndoRefusal> {
  const own = context.actor.actsFor
  if (own !== null && !net.actors.has(own)) return refuse('alert-not-yours')
  const { alert } = net
  if (alert === null) {
    const left = net.comments.length + net.attachments + net.translations
    return left > 0 ? refuse('alert-undo-depends') : ok(null)
  }
  if (alert.status === 'closed' || alert.status === 'withdrawn') {
    return refuse('alert-not-in-state', { status: alert.status, needed: ['broadcast', 'closure-proposed'] })
  }
  const orphaned = net.comments.some(
    (each) => each.answers !== null && !net.comments.some((other) => other.id === each.answers),
  )
  const instructedWithout = alert.instructedAt !== null && alert.status !== 'closure-proposed'
  return orphaned || instructedWithout || !fitsThread(alert, net.comments)
    ? refuse('alert-undo-depends')
    : ok(null)
}

/** Authorities that act in a changed row, before or after: one of them did the act. */
export function actorsIn(change: AlertChange): string[] {
  return [change.before, change.after].flatMap((row) => {
    if (row === null) return []
    const others = 'instructedBy' in row ? [row.coordinatorId, row.instructedBy] : []
    const asked = 'askedBy' in row ? [row.askedBy] : []
    return [row.authorityId, ...others, ...asked].filter((each) => each !== null)
  })
}
