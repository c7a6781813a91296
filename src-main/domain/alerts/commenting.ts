import type { Alert, AlertComment, AlertCommentKind } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertCommentId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { created, updated, type Change } from '../change'
import type { Context } from '../context'
import type { AlertFacts } from './drafting'
import { judgeStep, type AlertAction, type StepRefusal } from './machine'

/** The act that adds a comment of a kind. */
export const ACTION_OF = {
  comment: 'comment',
  'closure-proposal': 'propose-closure',
  objection: 'object',
} as const satisfies { readonly [Kind in AlertCommentKind]: AlertAction }

/** Facts about a thread: what was said, and who speaks. */
export interface ThreadFacts extends AlertFacts {
  readonly own: Authority | null
  readonly comments: readonly AlertComment[]
}

/** What still stands in a thread: not deleted. */
export function standing(comments: readonly AlertComment[], kind: AlertCommentKind): readonly AlertComment[] {
  return comments.filter((each) => each.kind === kind && each.deletedAt === null)
}

/** What is written as a comment. */
export interface CommentData {
  readonly kind: AlertCommentKind
  readonly text: string
  readonly language: string
  /** The proposal that an objection, or a comment beside it, is about (P48). */
  readonly answers: AlertCommentId | null
}

export type CommentRefusal =
  | StepRefusal<(typeof ACTION_OF)[AlertCommentKind]>
  | 'alert-text-needed'
  | 'alert-proposal-unknown'
  | 'alert-own-proposal'

/**
 * Adds information, proposes closure, or objects to a proposal: comments that nobody approves (K5). The first proposal
 * makes the alert 'Closure proposed'; other recipients can object as soon as there is one (K6), never to their own.
 * A comment can answer a proposal, too (P48).
 */
export function addComment(
  facts: ThreadFacts,
  data: CommentData,
  context: Context,
): Result<{ id: AlertCommentId; changes: Change[] }, CommentRefusal> {
  const { alert, module, position, own } = facts
  const step = judgeStep(module, ACTION_OF[data.kind], alert.status, position)
  if (!step.ok) return step
  if (own === null) return refuse('alert-on-behalf', { who: ['recipient'] })
  if (data.text === '') return refuse('alert-text-needed')
  if (data.kind === 'objection' || (data.kind === 'comment' && data.answers !== null)) {
    const proposal = standing(facts.comments, 'closure-proposal').find((each) => each.id === data.answers)
    if (proposal === undefined) return refuse('alert-proposal-unknown')
    if (data.kind === 'objection' && proposal.authorityId === own.id) return refuse('alert-own-proposal')
  }
  const row: AlertComment = {
    id: context.newId() as AlertCommentId,
    alertId: alert.id,
    authorityId: own.id,
    kind: data.kind,
    text: data.text,
    language: data.language,
    answers: data.kind === 'closure-proposal' ? null : data.answers,
    at: context.now,
    askedAt: null,
    askedBy: null,
    askedReason: '',
    deletedAt: null,
    readAt: null,
  }
  const moved = step.value === alert.status ? [] : [updated('alert', alert, { status: step.value })]
  return ok({ id: row.id, changes: [created('alertComment', row), ...moved] })
}

export type AskRefusal =
  | StepRefusal<'ask-deletion'>
  | 'alert-comment-deleted'
  | 'alert-own-comment'
  | 'alert-deletion-asked'
  | 'reason-needed'

/** A coordinator asks the author of a comment to delete it; it can do no more than that (K5). */
export function askDeletion(
  { alert, module, position, own }: ThreadFacts,
  comment: AlertComment,
  reason: string,
  context: Context,
): Result<Change[], AskRefusal> {
  const step = judgeStep(module, 'ask-deletion', alert.status, position)
  if (!step.ok) return step
  if (comment.deletedAt !== null) return refuse('alert-comment-deleted')
  if (own === null) return refuse('alert-on-behalf', { who: ['recipient-coordinator'] })
  if (comment.authorityId === own.id) return refuse('alert-own-comment')
  if (comment.askedAt !== null) return refuse('alert-deletion-asked')
  if (reason === '') return refuse('reason-needed')
  return ok([
    updated('alertComment', comment, { askedAt: context.now, askedBy: own.id, askedReason: reason }),
  ])
}

export type DeleteRefusal =
  StepRefusal<'delete-comment'> | 'alert-comment-deleted' | 'alert-not-your-comment' | 'alert-instructed'

/**
 * Deletes a comment: only its author does, asked or not (P24). That it was deleted, by whom and when, stays. Without
 * any proposal left the alert is Broadcast again; once closure was instructed its proposals stay (product decision).
 */
export function deleteComment(
  { alert, module, position, own, comments }: ThreadFacts,
  comment: AlertComment,
  context: Context,
): Result<Change[], DeleteRefusal> {
  const step = judgeStep(module, 'delete-comment', alert.status, position)
  if (!step.ok) return step
  if (comment.deletedAt !== null) return refuse('alert-comment-deleted')
  if (comment.authorityId !== own?.id) return refuse('alert-not-your-comment')
  if (comment.kind === 'closure-proposal' && alert.instructedAt !== null) return refuse('alert-instructed')
  const left = standing(comments, 'closure-proposal').filter((each) => each.id !== comment.id)
  const back = comment.kind === 'closure-proposal' && left.length === 0
  return ok([
    updated('alertComment', comment, { deletedAt: context.now, text: '', askedReason: '' }),
    ...(back ? [updated('alert', alert, { status: 'broadcast' as const })] : []),
  ])
}

/** Whether the state fits what stands in the thread: 'Closure proposed' exactly while a proposal stands (K6). */
export function fitsThread(alert: Pick<Alert, 'status'>, comments: readonly AlertComment[]): boolean {
  const proposed = standing(comments, 'closure-proposal').length > 0
  if (alert.status === 'closure-proposed') return proposed
  return alert.status !== 'broadcast' || !proposed
}
