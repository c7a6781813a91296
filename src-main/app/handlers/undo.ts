import type { EntityName } from '../../../src-shared/entities'
import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Output, RefusalCode } from '../../../src-shared/contract'
import type { Context } from '../../domain/context'
import { inverseOf } from '../../domain/undo'
import type { UndoFacts } from '../../domain/undo-net'
import { mayTakeBack } from '../../domain/undo-rules'
import { fittedToToday } from '../../domain/undo-today'
import { Cancelled } from '../cancelled'
import { catalogueOf } from '../catalogue'
import { entryOf } from '../answering'
import type { WorkerPart, WriterPart } from '../handlers'
import type { Caller, ReadStore, StoredUnit } from '../ports'
import { hasCoordinator, partyOf } from '../alert-facts'
import { unitHead } from '../unit-head'
import { ownAuthority, questionContext } from './facts'
import { obstacle } from './obstacle'

/** The act that a chain of undos began with, and whether undoing the newest of them does it again. */
interface RootAct {
  /** The unit that is undone. */
  readonly undone: StoredUnit
  readonly unit: StoredUnit
  readonly again: boolean
}

/** Follows a chain of undos to the act it began with. */
export function rootOf(store: ReadStore, unit: StoredUnit): RootAct {
  let root = unit
  let again = false
  while (root.undoes !== null) {
    const earlier = store.unit(root.undoes)
    if (earlier === null) break
    root = earlier
    again = !again
  }
  return { undone: unit, unit: root, again }
}

/**
 * The authority for which an undo is done: that of the operator, else the one the Helpdesk did the act for (P1). Acts of
 * a merged authority are those of its survivor.
 */
function undoesFor(store: ReadStore, caller: Pick<Caller, 'actsFor'>, root: RootAct): AuthorityId | null {
  let id = caller.actsFor ?? root.unit.actingFor
  for (let next = id; next !== null;) {
    id = next
    next = store.find('authority', id)?.row.mergedInto ?? null
  }
  return id
}

function undoFacts(store: ReadStore, caller: Pick<Caller, 'actsFor'>, root: RootAct): UndoFacts {
  return {
    act: { command: root.unit.command, again: root.again },
    alertWrittenSince: (id) => store.alertWrittenAfter(id, root.undone.id),
    alertParty: ({ id, module }) => partyOf(store, undoesFor(store, caller, root), module, id),
    hasCoordinator: (memberState, module) => hasCoordinator(store, memberState, module),
    hasBytes: (hash) => store.attachmentBytes(hash) !== null,
    catalogue: catalogueOf(store),
    own: ownAuthority(store, caller),
    find: (entity, id) => store.find(entity, id)?.row ?? null,
    accessesOf: (authorityId) => store.accessesOf(authorityId).map((each) => each.row),
    accessTo: store.accessTo,
    linkedAccesses: store.linkedAccesses,
    usersOf: store.usersOf,
    activeUserNamed: store.activeUserNamed,
    operators: store.operators,
    twin: store.twin,
    alertComments: (alertId) => store.alertComments(alertId).map((each) => each.row),
    alertAttachments: store.alertAttachments,
    translationsOfAlert: store.translationsOfAlert,
    namesAuthority: store.namesAuthority,
  }
}

/** Key of the sentence that says why an act of this name can never be taken back; null where it can. */
export function neverBecause(command: string): string | null {
  const entry = entryOf(command)
  // An act of a program that this one does not know, or one that no request of the contract makes.
  if (entry === undefined || entry.kind === 'query') return 'undo.never.unknown-act'
  return entry.undo === 'inverse' ? null : entry.undo.never
}

/** Plans the changes of an undo, or says why it is not possible. */
export function planUndo(
  store: ReadStore,
  unitId: string,
  context: Context,
): Result<ReturnType<typeof fittedToToday>, RefusalCode<'history.undo'>> {
  const unit = store.unit(unitId)
  if (unit === null) return refuse('unit-unknown')
  const root = rootOf(store, unit)
  if (neverBecause(root.unit.command) !== null) return refuse('undo-never')
  if (unit.undoneBy !== null) return refuse('undo-already')
  const find = (entity: EntityName, id: string) => store.find(entity, id)?.row ?? null
  const inverse = inverseOf(store.entriesOfUnit(unitId), find)
  if (!inverse.ok) return inverse
  const facts = undoFacts(store, context.actor, root)
  const fitted = fittedToToday(inverse.value, facts, context)
  if (fitted.changes.length === 0) return refuse('undo-nothing')
  const verdict = mayTakeBack(fitted.changes, facts, context)
  return verdict.ok ? ok(fitted) : verdict
}

function droppedOf({ dropped }: ReturnType<typeof fittedToToday>): Output<'history.mayUndo'>['dropped'] {
  return dropped.map(({ id, name, roles }) => ({ id, name, roles: [...roles] }))
}

/** Whether an act can be taken back. */
export const undoQueries: Pick<WorkerPart<'history'>, 'history.mayUndo'> = {
  'history.mayUndo': ({ unit }, { store, caller, clock }) => {
    const planned = planUndo(store, unit, questionContext(caller, clock))
    const stored = store.unit(unit)
    return {
      obstacle: obstacle(planned),
      never: neverBecause(stored === null ? '' : rootOf(store, stored).unit.command),
      changes: planned.ok ? planned.value.changes.length : 0,
      dropped: planned.ok ? droppedOf(planned.value) : [],
    }
  },
}

/** Taking an act back. */
export const undoTasks: WriterPart<'history'> = {
  'history.undo': ({ unit, reason }, { store, caller, context, progress, commit }) => {
    const planned = planUndo(store, unit, context)
    if (!planned.ok) return planned
    const { changes } = planned.value
    const watch = (done: number): boolean =>
      progress({ done: Math.min(done, changes.length), total: changes.length, what: 'progress.undo' })
    if (!watch(0)) throw new Cancelled()
    const stored = store.unit(unit)
    const ofAlert = changes.some((change) => change.entity.startsWith('alert'))
    const actsFor =
      stored !== null && ofAlert ? undoesFor(store, caller, rootOf(store, stored)) : caller.actsFor
    const head = { ...unitHead('history.undo', reason, { ...caller, actsFor }), undoes: unit }
    commit((write) => write.apply(head, changes, watch))
    return ok({ changes: changes.length, dropped: droppedOf(planned.value) })
  },
}
