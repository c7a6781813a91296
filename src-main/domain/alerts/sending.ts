import type { Catalogue } from '../../../src-shared/catalogue'
import type { Authority } from '../../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { changedFields, updated, type Change } from '../change'
import type { Context } from '../context'
import {
  isComplete,
  mayContain,
  written,
  type AlertData,
  type AlertFacts,
  type IncompleteRefusal,
} from './drafting'
import { judgeStep, type StepRefusal } from './machine'
import { mayReach, reachedBy, type Reach, type ReachRefusal, type Reachable } from './recipients'

/**
 * Broadcasts to every coordinator of the recipient Member States (K3, P17, P18). What was sent cannot be called back.
 * @param facts.sender the coordinator, or the author where the module needs no approval
 * @param facts.seen the Member States that were shown as not reached
 */
export function broadcastAlert(
  facts: AlertFacts & {
    readonly sender: Authority | null
    readonly reach: Reach
    readonly seen: readonly string[]
  },
  catalogue: Pick<Catalogue, 'memberStates'>,
  context: Context,
): Result<Change[], StepRefusal<'broadcast'> | IncompleteRefusal | ReachRefusal> {
  const { alert, module, position, sender, reach, seen } = facts
  const step = judgeStep(module, 'broadcast', alert.status, position)
  if (!step.ok) return step
  if (sender === null) return refuse('alert-on-behalf', { who: ['linked-coordinator'] })
  const complete = isComplete(catalogue, facts, context.now)
  if (!complete.ok) return complete
  const reachable = mayReach(alert, reach, seen)
  if (!reachable.ok) return reachable
  return ok([
    updated('alert', alert, {
      status: step.value,
      coordinatorId: sender.id,
      broadcastAt: context.now,
      returnReason: '',
    }),
    ...reachedBy(
      alert,
      reach.coordinators,
      { how: 'broadcast', by: sender.id, note: '', before: new Set() },
      context,
    ),
  ])
}

/**
 * Changes what was broadcast; the version before stays in the history. Member States that are added are reached at
 * once, and so are those where nobody could be reached before; none can be taken off (product decision: they have read
 * it). A coordinator of the initiating Member State adds Member States, its authority does not (P49).
 * @param facts.reach who is reached in the Member States where it reached nobody so far
 */
export function modifyAlert(
  facts: AlertFacts & {
    readonly sender: Authority | null
    readonly reach: Reach
    readonly reached: ReadonlySet<string>
    readonly seen: readonly string[]
  },
  data: AlertData,
  reason: string,
  catalogue: Pick<Catalogue, 'memberStates'>,
  context: Context,
): Result<
  Change[],
  | StepRefusal<'modify'>
  | IncompleteRefusal
  | 'alert-uncovered'
  | 'reason-needed'
  | 'nothing-changed'
  | 'alert-recipient-left'
  | 'alert-coordinator-adds'
> {
  const { alert, module, position, sender, reach, reached, seen } = facts
  const step = judgeStep(module, 'modify', alert.status, position)
  if (!step.ok) return step
  if (sender === null) return refuse('alert-on-behalf', { who: ['author'] })
  if (reason === '') return refuse('reason-needed')
  const change = updated('alert', alert, { ...written(module, data), modifyReason: reason })
  const by = { how: 'broadcast', by: sender.id, note: '', before: reached } as const
  const further = reachedBy(alert, reach.coordinators, by, context)
  const same = changedFields(change.before, change.after).every((field) => field === 'modifyReason')
  if (same && further.length === 0) return refuse('nothing-changed')
  if (!mayAddRecipients(facts, change.after.recipients)) return refuse('alert-coordinator-adds')
  const left = alert.recipients.filter((state) => !change.after.recipients.includes(state))
  if (left.length > 0) return refuse('alert-recipient-left', { states: left })
  const fits = mayContain(catalogue, module, data, context.now)
  if (!fits.ok) return fits
  const complete = isComplete(catalogue, { alert: change.after, module }, context.now)
  if (!complete.ok) return complete
  // Of the others it was seen when it was broadcast.
  const unseen = reach.uncovered.filter((state) => !seen.includes(state) && !alert.recipients.includes(state))
  if (unseen.length > 0) return refuse('alert-uncovered', { states: unseen })
  return ok(changedFields(change.before, change.after).length === 0 ? further : [change, ...further])
}

/** Whether the recipients stay as they are, or the position permits adding some (P49). */
function mayAddRecipients({ alert, module, position }: AlertFacts, recipients: readonly string[]): boolean {
  const added = recipients.some((state) => !alert.recipients.includes(state))
  return !added || judgeStep(module, 'add-recipients', alert.status, position).ok
}

/**
 * Passes a broadcast on to coordinators that got access since it was sent (K3, K15), in Member States that are
 * recipients already.
 * @param facts.reach who a broadcast would reach now
 */
export function reachLate(
  facts: AlertFacts & {
    readonly own: Authority | null
    readonly reach: Reach
    readonly reached: ReadonlySet<string>
  },
  context: Context,
): Result<Change[], StepRefusal<'reach-late'> | 'alert-reached-already'> {
  const { alert, module, position, own, reach, reached } = facts
  const step = judgeStep(module, 'reach-late', alert.status, position)
  if (!step.ok) return step
  if (own === null) return refuse('alert-on-behalf', { who: ['author'] })
  const by = { how: 'broadcast', by: own.id, note: '', before: reached } as const
  const changes = reachedBy(alert, reach.coordinators, by, context)
  return changes.length === 0 ? refuse('alert-reached-already') : ok(changes)
}

/** Whether an authority can be reached by dissemination: of the own Member State, taking part in the module (P18). */
export function canReceive({ authority, access }: Reachable, own: Pick<Authority, 'memberState'>): boolean {
  return (
    authority.memberState === own.memberState && authority.status === 'active' && access?.status === 'active'
  )
}

/**
 * Passes it on to authorities of the own Member State, at once and without anybody acknowledging receipt (K4, P18).
 * Those it had reached before are not told again.
 */
export function disseminateAlert(
  facts: AlertFacts & {
    readonly own: Authority | null
    readonly chosen: readonly Reachable[]
    readonly reached: ReadonlySet<string>
  },
  note: string,
  context: Context,
): Result<Change[], StepRefusal<'disseminate'> | 'alert-cannot-receive' | 'alert-reached-already'> {
  const { alert, module, position, own, chosen, reached } = facts
  const step = judgeStep(module, 'disseminate', alert.status, position)
  if (!step.ok) return step
  if (own === null) return refuse('alert-on-behalf', { who: ['recipient-coordinator'] })
  const impossible = chosen.filter((each) => !canReceive(each, own))
  if (impossible.length > 0) {
    return refuse('alert-cannot-receive', { names: impossible.map((each) => each.authority.officialName) })
  }
  const by = { how: 'dissemination', by: own.id, note, before: reached } as const
  const changes = reachedBy(
    alert,
    chosen.map((each) => each.authority),
    by,
    context,
  )
  return changes.length === 0 ? refuse('alert-reached-already') : ok(changes)
}

/** Withdraws it before closure, with a reason; recipients keep seeing it as Withdrawn (P20). */
export function withdrawAlert(
  { alert, module, position }: AlertFacts,
  reason: string,
  context: Context,
): Result<Change[], StepRefusal<'withdraw'> | 'reason-needed'> {
  const step = judgeStep(module, 'withdraw', alert.status, position)
  if (!step.ok) return step
  if (reason === '') return refuse('reason-needed')
  return ok([
    updated('alert', alert, { status: step.value, withdrawnAt: context.now, withdrawReason: reason }),
  ])
}
