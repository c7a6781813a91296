import type { Authority } from '../../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { updated, type Change } from '../change'
import type { Context } from '../context'
import { standing, type ThreadFacts } from './commenting'
import type { AlertFacts } from './drafting'
import { judgeStep, type StepRefusal } from './machine'

/**
 * A coordinator of the initiating Member State instructs the Helpdesk to close (K7, P19). The Helpdesk records the
 * instruction itself if that Member State has no active coordinator; its text is the reason (P40).
 */
export function instructClosure(
  { alert, module, position, own }: AlertFacts & { readonly own: Authority | null },
  text: string,
  context: Context,
): Result<Change[], StepRefusal<'instruct'> | 'alert-instructed' | 'alert-text-needed'> {
  const step = judgeStep(module, 'instruct', alert.status, position)
  if (!step.ok) return step
  if (alert.instructedAt !== null) return refuse('alert-instructed')
  if (text === '') return refuse('alert-text-needed')
  return ok([
    updated('alert', alert, {
      ...{ instruction: text, instructedAt: context.now, instructedBy: own?.id ?? null },
      uninstructReason: '',
    }),
  ])
}

/** Withdraws the instruction to close, with a reason, until the Helpdesk has closed it (P48). */
export function withdrawInstruction(
  { alert, module, position }: AlertFacts,
  reason: string,
): Result<Change[], StepRefusal<'withdraw-instruction'> | 'alert-not-instructed' | 'reason-needed'> {
  const step = judgeStep(module, 'withdraw-instruction', alert.status, position)
  if (!step.ok) return step
  if (alert.instructedAt === null) return refuse('alert-not-instructed')
  if (reason === '') return refuse('reason-needed')
  return ok([
    updated('alert', alert, {
      ...{ instruction: '', instructedAt: null, instructedBy: null },
      uninstructReason: reason,
    }),
  ])
}

/**
 * The Helpdesk closes, when it was instructed to, and ticks off each objection as read; an objection is no veto (K7,
 * P19). From now on the clocks of printing, blocking and erasing run (K9, P21).
 * @param read the objections that were ticked off
 */
export function closeAlert(
  { alert, module, position, comments }: ThreadFacts,
  read: readonly string[],
  context: Context,
): Result<Change[], StepRefusal<'close'> | 'alert-not-instructed' | 'alert-objections-unread'> {
  const step = judgeStep(module, 'close', alert.status, position)
  if (!step.ok) return step
  if (alert.instructedAt === null) return refuse('alert-not-instructed')
  const objections = standing(comments, 'objection')
  const unread = objections.filter((each) => !read.includes(each.id))
  if (unread.length > 0) return refuse('alert-objections-unread', { count: unread.length })
  return ok([
    updated('alert', alert, { status: step.value, closedAt: context.now }),
    ...objections.map((each) => updated('alertComment', each, { readAt: context.now })),
  ])
}
