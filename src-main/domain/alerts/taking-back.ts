import { ok, refuse, type Result } from '../../../src-shared/result'
import type { AlertModule } from '../../../src-shared/alert-modules'
import type { Catalogue } from '../../../src-shared/catalogue'
import type { Access } from '../../../src-shared/entities/access'
import type { Alert, AlertAttachment, AlertComment } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import { isValidCoordinator, type CoordinatorFacts } from '../accesses'
import type { ChangeOf } from '../change'
import type { Context } from '../context'
import { helpdeskOnly } from '../standing'
import { fitsThread } from './commenting'
import { isComplete, mayCreate, type CreateRefusal, type IncompleteRefusal } from './drafting'
import { judgeStep, type AlertAction, type StepRefusal } from './machine'
import { positionOf, type InitiatingSide, type Party } from './position'

/** The act that an undo is about: the first one of a chain of undos, and whether the chain does it again. */
export interface UndoneAct {
  readonly command: string
  /** An undo of an undo does the act again. */
  readonly again: boolean
}

/** Facts about an alert while the net result of an undo is judged. */
export interface AlertNet {
  readonly act: UndoneAct
  readonly catalogue: Pick<Catalogue, 'memberStates'>
  /** Null if the module is no longer in the catalogue. */
  readonly module: AlertModule | null
  /** The alert as it is stored, and as the undo would leave it. */
  readonly stored: Alert | null
  readonly alert: Alert | null
  /** The thread and the documents as the undo would leave them. */
  readonly comments: readonly AlertComment[]
  readonly attachments: readonly AlertAttachment[]
  /** Documents that the undo brings back. */
  readonly returning: readonly AlertAttachment[]
  /** How many entries of the translation memory would be left without the alert. */
  readonly translations: number
  /** The authority that acts, or for which the Helpdesk does. */
  readonly party: Party
  readonly side: (alert: Alert) => InitiatingSide
  readonly initiator: { readonly authority: Authority | null; readonly access: Access | null }
  /** The coordinator the alert would be submitted to. */
  readonly coordinator: CoordinatorFacts | null
  readonly hasBytes: (hash: string) => boolean
  /** Whether the alert or its documents changed after the unit that is undone. */
  readonly writtenSince: () => boolean
}

export type AlertUndoRefusal =
  | StepRefusal<AlertAction>
  | CreateRefusal
  | IncompleteRefusal
  | 'helpdesk-only'
  | 'alert-not-yours'
  | 'alert-not-your-act'
  | 'alert-undo-depends'
  | 'alert-instructed'
  | 'alert-coordinator-not-possible'
  | 'alert-attachments-many'
  | 'alert-attached-already'
  | 'undo-gone'

export type AlertChange =
  ChangeOf<'alert'> | ChangeOf<'alertComment'> | ChangeOf<'alertRecipient'> | ChangeOf<'alertAttachment'>

type Verdict = Result<null, AlertUndoRefusal>

/**
 * The step that permits each act that can be undone (P38). Creating and copying need `discard`, because that is what
 * their undo does. A test compares the keys with the contract.
 */
export const STEP_OF: ReadonlyMap<string, AlertAction> = new Map<string, AlertAction>([
  ['alerts.create', 'discard'],
  ['alerts.copy', 'discard'],
  ['alerts.saveDraft', 'edit'],
  ['alerts.attach', 'edit'],
  ['alerts.detach', 'edit'],
  ['alerts.discard', 'discard'],
  ['alerts.submit', 'submit'],
  ['alerts.takeBack', 'take-back'],
  ['alerts.return', 'return'],
  ['alerts.askDeletion', 'ask-deletion'],
  ['alerts.deleteComment', 'delete-comment'],
  ['alerts.instruct', 'instruct'],
  ['alerts.withdrawInstruction', 'withdraw-instruction'],
])

/**
 * Checks whether an undo keeps the rules of alerts (N10, P38): only a person who may do the act by hand, in the state the
 * act belongs to, undoes it or does it again. The form and the documents of a sent alert therefore never change by undo.
 * @param change the row that changes; several rows of one alert are judged one by one
 */
export function judgeAlertUndo(net: AlertNet, change: AlertChange, context: Context): Verdict {
  const { act, module, stored, alert } = net
  const current = stored ?? alert
  if (module === null || current === null) return refuse('undo-gone')
  const action = STEP_OF.get(act.command)
  if (action === undefined) return judgeMove(net, context)
  const { party, side } = net
  const seen = [current, alert ?? current].some(
    (each) => judgeStep(module, 'view', each.status, positionOf(each, party, side(each))).ok,
  )
  if (!seen && context.actor.actsFor !== null) return refuse('alert-not-yours')
  const judged = act.again ? current : (alert ?? current)
  const step = judgeStep(module, action, judged.status, positionOf(judged, party, side(judged)))
  if (!step.ok) return step
  const own = isOwnAct(net, change)
  if (!own.ok) return own
  const result = judgeResult(net, context)
  return result.ok ? fitsTogether(net) : result
}

/** Judges a change by another act, for example a merge (N5): the Helpdesk undoes it while the alert has not ended. */
function judgeMove(net: AlertNet, context: Context): Verdict {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const status = net.alert?.status
  return status === 'closed' || status === 'withdrawn'
    ? refuse('alert-not-in-state', { status, needed: ['broadcast', 'closure-proposed'] })
    : fitsTogether(net)
}

/** Checks that a comment belongs to the actor, or that the actor asked to delete it (R11). */
function isOwnAct(net: AlertNet, change: AlertChange): Verdict {
  if (change.entity !== 'alertComment') return ok(null)
  const row = change.before ?? change.after
  const asked = change.after?.askedBy ?? change.before?.askedBy ?? null
  const author = net.act.command === 'alerts.askDeletion' ? asked : row.authorityId
  if (author !== net.party.own?.id) return refuse('alert-not-your-act')
  const proposalGone = row.kind === 'closure-proposal' && change.after?.deletedAt != null
  return proposalGone && net.alert?.instructedAt != null ? refuse('alert-instructed') : ok(null)
}

/** Checks the alert that the undo would leave as the act of the same effect does. */
function judgeResult(net: AlertNet, context: Context): Verdict {
  const { act, module, stored, alert } = net
  if (module === null || alert === null) return ok(null)
  if (stored === null && act.command !== 'alerts.discard') {
    const created = mayCreate(net.party.own, net.party.access, module)
    if (!created.ok) return created
  }
  if (alert.status === 'submitted' && stored?.status === 'draft')
    return maySubmit(net, alert, module, context)
  return ok(null)
}

/** Checks that a draft can be in the hands of its coordinator again, by undoing a return or taking back (P17). */
function maySubmit(net: AlertNet, alert: Alert, module: AlertModule, context: Context): Verdict {
  const { initiator, coordinator } = net
  const complete = isComplete(net.catalogue, { alert, module }, context.now)
  if (!complete.ok) return complete
  const linked = initiator.access?.linkedCoordinators.some((id) => id === alert.coordinatorId) ?? false
  if (
    !linked ||
    coordinator === null ||
    initiator.authority === null ||
    !isValidCoordinator(coordinator, initiator.authority)
  ) {
    return refuse('alert-coordinator-not-possible')
  }
  // What its author wrote since was not meant for the coordinator yet.
  return net.writtenSince() ? refuse('alert-undo-depends') : ok(null)
}

/** Checks that the rows of the alert still fit each other. */
function fitsTogether(net: AlertNet): Verdict {
  const { alert, comments, attachments, module } = net
  if (alert === null) {
    const left = comments.length + attachments.length + net.translations
    return left > 0 ? refuse('alert-undo-depends') : ok(null)
  }
  const orphaned = comments.some(
    (each) => each.answers !== null && !comments.some((other) => other.id === each.answers),
  )
  const instructedWithout = alert.instructedAt !== null && alert.status === 'broadcast'
  if (orphaned || instructedWithout || !fitsThread(alert, comments)) return refuse('alert-undo-depends')
  const most = module?.attachments.most ?? 0
  if (attachments.length > most) return refuse('alert-attachments-many', { most })
  const hashes = new Set(attachments.map((each) => each.hash))
  if (hashes.size < attachments.length) return refuse('alert-attached-already')
  return net.returning.every((each) => net.hasBytes(each.hash)) ? ok(null) : refuse('undo-gone')
}
