import type { AlertAct } from '../../../src-shared/contract/alerts'
import type { Context } from '../../domain/context'
import { actText, entriesOfAlertUnit } from '../alert-gate'
import { alertSeen } from '../alert-facts'
import type { ReaderPart } from '../handlers'
import type { AlertActRow, ReadStore } from '../ports'
import { questionContext } from './facts'
import { obstacle } from './obstacle'
import { neverBecause, planUndo, rootOf } from './undo'

/** Positions that see what happened before the broadcast. */
const BEFORE_BROADCAST: ReadonlySet<string> = new Set([
  ...['helpdesk', 'helpdesk-instead', 'author', 'author-coordinator', 'linked-coordinator', 'coordinator'],
])

/** The history of an alert (K13). */
export const alertHistory: Pick<ReaderPart<'alerts'>, 'alerts.history'> = {
  'alerts.history': ({ page, ...asked }, { store, caller, clock }) => {
    const seen = alertSeen(store, caller, asked)
    if (!seen.ok) return { acts: [], more: false }
    const { alert, position } = seen.value
    const from = BEFORE_BROADCAST.has(position) ? null : alert.broadcastAt
    const rows = store.alertActs(alert.id, from, page.offset, page.limit + 1)
    const context = questionContext(caller, clock)
    return {
      acts: rows.slice(0, page.limit).map((row) => shownAct(store, row, context)),
      more: rows.length > page.limit,
    }
  },
}

function shownAct(store: ReadStore, row: AlertActRow, context: Context): AlertAct {
  const planned = planUndo(store, row.unit, context)
  const stored = store.unit(row.unit)
  const undone = stored !== null && stored.undoneBy !== null
  const blocked = !planned.ok && planned.refusal.code === 'undo-later-edit'
  const later = blocked ? store.laterAct(row.unit) : null
  const { reason } = actText(
    store,
    { reason: row.reason, entries: entriesOfAlertUnit(store, row) },
    context.now,
  )
  return {
    ...row,
    reason: reason ?? '',
    undone,
    undo: obstacle(planned),
    never: stored === null ? null : neverBecause(rootOf(store, stored).unit.command),
    later: later === null ? null : { command: later.command, at: later.at, operator: later.operator },
  }
}
