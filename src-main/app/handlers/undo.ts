import type { EntityName } from '../../../src-shared/entities'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { RefusalCode } from '../../../src-shared/contract'
import type { Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import { inverseOf } from '../../domain/undo'
import type { UndoFacts } from '../../domain/undo-net'
import { mayTakeBack } from '../../domain/undo-rules'
import { Cancelled } from '../cancelled'
import { catalogueOf } from '../catalogue'
import { entryOf } from '../answering'
import type { WorkerPart, WriterPart } from '../handlers'
import type { Caller, ReadStore } from '../ports'
import { unitHead } from '../unit-head'
import { ownAuthority, questionContext } from './facts'
import { obstacle } from './obstacle'

function undoFacts(store: ReadStore, caller: Pick<Caller, 'actsFor'>): UndoFacts {
  return {
    catalogue: catalogueOf(store),
    own: ownAuthority(store, caller),
    find: (entity, id) => store.find(entity, id)?.row ?? null,
    accessesOf: (authorityId) => store.accessesOf(authorityId).map((each) => each.row),
    accessTo: store.accessTo,
    linkedAccesses: store.linkedAccesses,
    usersOf: store.usersOf,
    activeUserNamed: store.activeUserNamed,
    operators: store.operators,
    alertComments: (alertId) => store.alertComments(alertId).map((each) => each.row),
    alertAttachments: store.alertAttachments,
    translationsOfAlert: store.translationsOfAlert,
    namesAuthority: store.namesAuthority,
  }
}

/** Key of the sentence that says why an act of this name can never be taken back; null where it can. */
function neverBecause(command: string): string | null {
  const entry = entryOf(command)
  // An act of a program that this one does not know, or one that no request of the contract makes.
  if (entry === undefined || entry.kind === 'query') return 'undo.never.unknown-act'
  return entry.undo === 'inverse' ? null : entry.undo.never
}

function planUndo(
  store: ReadStore,
  unitId: string,
  context: Context,
): Result<Change[], RefusalCode<'history.undo'>> {
  const unit = store.unit(unitId)
  if (unit === null) return refuse('unit-unknown')
  if (neverBecause(unit.command) !== null) return refuse('undo-never')
  if (unit.undoneBy !== null) return refuse('undo-already')
  const find = (entity: EntityName, id: string) => store.find(entity, id)?.row ?? null
  const inverse = inverseOf(store.entriesOfUnit(unitId), find)
  if (!inverse.ok) return inverse
  if (inverse.value.length === 0) return refuse('undo-nothing')
  const verdict = mayTakeBack(inverse.value, undoFacts(store, context.actor), context)
  return verdict.ok ? inverse : verdict
}

/** Whether an act can be taken back. */
export const undoQueries: Pick<WorkerPart<'history'>, 'history.mayUndo'> = {
  'history.mayUndo': ({ unit }, { store, caller, clock }) => {
    const planned = planUndo(store, unit, questionContext(caller, clock))
    return {
      obstacle: obstacle(planned),
      never: neverBecause(store.unit(unit)?.command ?? ''),
      changes: planned.ok ? planned.value.length : 0,
    }
  },
}

/** Taking an act back. */
export const undoTasks: WriterPart<'history'> = {
  'history.undo': ({ unit, reason }, { store, caller, context, progress, commit }) => {
    const planned = planUndo(store, unit, context)
    if (!planned.ok) return planned
    const changes = planned.value
    const watch = (done: number): boolean =>
      progress({ done: Math.min(done, changes.length), total: changes.length, what: 'progress.undo' })
    if (!watch(0)) throw new Cancelled()
    const head = { ...unitHead('history.undo', reason, caller), undoes: unit }
    commit((write) => write.apply(head, changes, watch))
    return ok({ changes: changes.length })
  },
}
