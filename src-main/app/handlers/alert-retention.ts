import type { Output } from '../../../src-shared/contract'
import type { Alert } from '../../../src-shared/entities/alert'
import type { AlertId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import { endedAt, eraseFrom } from '../../domain/alerts/clocks'
import { eraseAlert, type AlertRecord } from '../../domain/alerts/erasing'
import type { Change } from '../../domain/change'
import { mayErase, PROOF_OF_TIME, timeProven, withTypedTime } from '../../domain/retention'
import { Cancelled } from '../cancelled'
import type { WorkerPart, WriterPart } from '../handlers'
import type { ReadStore } from '../ports'
import { unitHead } from '../unit-head'
import { questionContext, staleIf } from './facts'
import { obstacle } from './obstacle'

/** How many alerts are looked at between two progress messages. */
const TELL_EVERY = 20

/** Everything that erasing an alert touches. */
export function recordOf(store: ReadStore, alert: Alert): AlertRecord {
  return {
    alert,
    recipients: store.alertRecipients(alert.id),
    comments: store.alertComments(alert.id).map((each) => each.row),
    attachments: store.alertAttachments(alert.id),
    translations: store.translationsOfAlert(alert.id),
    mails: store.mailsOfAlert(alert.id),
  }
}

/** What of alerts is blocked, and what is to be erased (P21). */
export const alertRetentionQueries: Pick<WorkerPart<'retention'>, 'retention.alertPlan'> = {
  'retention.alertPlan': ({ page }, { store, caller, clock }) => {
    const context = questionContext(caller, clock)
    const total = store.alertsErasableCount(context.now)
    return {
      clock: obstacle(timeProven(store.timeFacts(context.now, PROOF_OF_TIME.within), context.now)),
      due: store.alertsErasable(context.now, page.offset, page.limit).flatMap(({ row, revision }) => {
        const [authority] = store.mentions([row.authorityId])
        if (authority === undefined) return []
        const { comments, attachments } = recordOf(store, row)
        return {
          ...{ id: row.id, revision, number: row.number, module: row.module, authority },
          ...{ endedAt: endedAt(row), dueAt: eraseFrom(row) },
          ...{ comments: comments.length, attachments: attachments.length },
          entries: store.personalEntriesOfAlert(row.id),
        }
      }),
      total,
      blocked: store.alertsWithheldCount(context.now) - total,
    }
  },
}

/** Erasing the personal data of alerts that are due. */
export const alertRetentionTasks: Pick<WriterPart<'retention'>, 'retention.eraseAlerts'> = {
  'retention.eraseAlerts': (
    { alerts, reason, today },
    { store, caller, context, progress, commit, erasures },
  ) => {
    const allowed = mayErase(store.timeFacts(context.now, PROOF_OF_TIME.within), { today, reason }, context)
    if (!allowed.ok) return allowed
    const skipped: Output<'retention.eraseAlerts'>['skipped'] = []
    const changes: Change[] = []
    const erased: AlertId[] = []
    alerts.forEach(({ id, revision }, index) => {
      const state = { done: index, total: alerts.length, what: 'progress.retention' }
      if (index % TELL_EVERY === 0 && !progress(state)) throw new Cancelled()
      const stored = store.find('alert', id)
      if (stored === null) return
      const decided = staleIf(stored, revision) ?? eraseAlert(recordOf(store, stored.row), context.now)
      if (!decided.ok) skipped.push({ number: stored.row.number, obstacle: obstacle(decided) })
      else {
        changes.push(...decided.value)
        erased.push(id)
      }
    })
    if (erased.length === 0) return refuse('retention-nothing')
    const head = {
      ...unitHead('retention.eraseAlerts', withTypedTime({ today, reason }), caller),
      erases: { authorities: [], alerts: erased },
    }
    const unit = commit((write) => write.apply(head, changes))
    erasures.keep({ authorities: [], alerts: store.erasedAlerts() })
    return ok({ unit: unit as Output<'retention.eraseAlerts'>['unit'], erased: erased.length, skipped })
  },
}
