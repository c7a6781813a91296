import { alertModuleOf } from '../../../src-shared/alert-content'
import type { AlertId, AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { detachFile } from '../../domain/alerts/attaching'
import { closeAlert, instructClosure, withdrawInstruction } from '../../domain/alerts/closing'
import { addComment, askDeletion, deleteComment, type ThreadFacts } from '../../domain/alerts/commenting'
import {
  copyAlert,
  createAlert,
  discardDraft,
  returnAlert,
  saveDraft,
  submitAlert,
  takeBackSubmission,
} from '../../domain/alerts/drafting'
import { notReached } from '../../domain/alerts/recipients'
import {
  broadcastAlert,
  disseminateAlert,
  modifyAlert,
  reachLate,
  withdrawAlert,
} from '../../domain/alerts/sending'
import type { Change } from '../../domain/change'
import { catalogueOf } from '../catalogue'
import type { CommandTools, WriterPart } from '../handlers'
import type { ReadStore } from '../ports'

import { actingFor, alertSeen, partyOf, reachIn, type SeenAlert } from '../alert-facts'
import { coordinatorsNamed, staleIf } from './facts'

type Seen = { readonly id: AlertId; readonly revision: number; readonly as: AuthorityId | null }

/** Finds the alert of an act. Refuses where it was written since the caller read it. */
function seenBy(
  { store, context }: CommandTools,
  input: Seen,
): Result<SeenAlert, 'alert-unknown' | 'alert-not-yours' | 'stale'> {
  const found = alertSeen(store, context.actor, input)
  if (!found.ok) return found
  const { alert: row, revision } = found.value
  return staleIf({ row, revision }, input.revision) ?? found
}

/** Does one thing with an alert: asks the rule, and writes what it decided, on behalf of whoever acts (P1). */
function act<Code extends string>(
  tools: CommandTools,
  input: Seen,
  rule: (seen: SeenAlert) => Result<Change[], Code>,
  reason = '',
): Result<{ changes: Change[] }, Code | 'alert-unknown' | 'alert-not-yours' | 'stale'> {
  const seen = seenBy(tools, input)
  if (!seen.ok) return seen
  const decided = rule(seen.value)
  if (!decided.ok) return decided
  tools.record(decided.value, reason, seen.value.own?.id ?? null)
  return ok({ changes: decided.value })
}

function thread(store: ReadStore, seen: SeenAlert): ThreadFacts {
  return { ...seen, comments: store.alertComments(seen.alert.id).map((each) => each.row) }
}

const reachedBefore = (store: ReadStore, id: AlertId): Set<string> =>
  new Set(store.alertRecipients(id).map((each) => each.authorityId))

const reachedNow = (changes: readonly Change[]): number =>
  changes.filter((change) => change.entity === 'alertRecipient').length

const nothing = <Code extends string>(done: Result<unknown, Code>): Result<Record<string, never>, Code> =>
  done.ok ? ok({}) : done

const reached = <Code extends string>(
  done: Result<{ changes: Change[] }, Code>,
): Result<{ reached: number }, Code> => (done.ok ? ok({ reached: reachedNow(done.value.changes) }) : done)

/** Writing alerts, sending them on, talking about them, closing them (K1 to K10). */
export const alertCommands: Omit<WriterPart<'alerts'>, 'alerts.attach'> = {
  'alerts.create': ({ module: code, as, form }, { store, context, record }) => {
    const acting = actingFor(context.actor, as)
    if (!acting.ok) return acting
    const catalogue = catalogueOf(store)
    const module = alertModuleOf(catalogue, code)
    if (module === undefined) return refuse('alert-module-unknown')
    const { own, access } = partyOf(store, acting.value, code, null)
    const decided = createAlert({ own, access, module }, form, catalogue, context)
    if (!decided.ok) return decided
    record(decided.value.changes, '', own?.id)
    return ok({ id: decided.value.id })
  },

  'alerts.saveDraft': (input, tools) =>
    nothing(
      act(tools, input, (seen) => saveDraft(seen, input.form, catalogueOf(tools.store), tools.context)),
    ),

  'alerts.discard': (input, tools) =>
    nothing(
      act(
        tools,
        input,
        (seen) => {
          const { alertAttachments, translationsOfAlert } = tools.store
          const { id } = seen.alert
          return discardDraft(seen, alertAttachments(id), translationsOfAlert(id), input.reason)
        },
        input.reason,
      ),
    ),

  'alerts.submit': (input, tools) =>
    nothing(
      act(tools, input, (seen) => {
        const { store, context } = tools
        const linked = seen.access?.linkedCoordinators ?? []
        const chosen = linked.filter((each) => each === input.coordinatorId)
        const [coordinator] = coordinatorsNamed(store, seen.alert.module, chosen)
        const facts = { ...seen, coordinator: coordinator ?? null }
        return submitAlert(facts, catalogueOf(store), context)
      }),
    ),

  'alerts.takeBack': (input, tools) => nothing(act(tools, input, takeBackSubmission)),

  'alerts.return': (input, tools) => nothing(act(tools, input, (seen) => returnAlert(seen, input.reason))),

  'alerts.broadcast': (input, tools) =>
    reached(
      act(tools, input, (seen) => {
        const { store, context } = tools
        const reach = reachIn(store, seen.alert.module, seen.alert.recipients, context.now)
        const facts = { ...seen, sender: seen.own, reach, seen: input.uncovered }
        return broadcastAlert(facts, catalogueOf(store), context)
      }),
    ),

  'alerts.modify': (input, tools) =>
    reached(
      act(tools, input, (seen) => {
        const { store, context } = tools
        const recipients = store.alertRecipients(seen.alert.id)
        const facts = {
          ...{ ...seen, sender: seen.own, seen: input.uncovered },
          reach: reachIn(
            store,
            seen.alert.module,
            notReached(input.form.recipients, recipients),
            context.now,
          ),
          reached: new Set(recipients.map((each) => each.authorityId)),
        }
        return modifyAlert(facts, input.form, input.reason, catalogueOf(store), context)
      }),
    ),

  'alerts.reachLate': (input, tools) =>
    reached(
      act(tools, input, (seen) => {
        const { store, context } = tools
        const { id, module, recipients } = seen.alert
        const reach = reachIn(store, module, recipients, context.now)
        return reachLate({ ...seen, reach, reached: reachedBefore(store, id) }, context)
      }),
    ),

  'alerts.disseminate': (input, tools) =>
    reached(
      act(tools, input, (seen) => {
        const { store, context } = tools
        const chosen = store
          .authoritiesById(input.authorities)
          .map(({ authority }) => ({ authority, access: store.accessTo(authority.id, seen.alert.module) }))
        const facts = { ...seen, chosen, reached: reachedBefore(store, seen.alert.id) }
        return disseminateAlert(facts, input.note, context)
      }),
    ),

  'alerts.comment': (input, { store, context, record }) => {
    const seen = alertSeen(store, context.actor, input)
    if (!seen.ok) return seen
    const decided = addComment(thread(store, seen.value), input, context)
    if (!decided.ok) return decided
    record(decided.value.changes, '', seen.value.own?.id)
    return ok({ id: decided.value.id })
  },

  'alerts.askDeletion': ({ id, revision, as, reason }, { store, context, record }) => {
    const comment = store.find('alertComment', id)
    if (comment === null) return refuse('alert-comment-unknown')
    const seen = alertSeen(store, context.actor, { id: comment.row.alertId, as })
    if (!seen.ok) return seen
    const stale = staleIf(comment, revision)
    if (stale !== null) return stale
    const decided = askDeletion(thread(store, seen.value), comment.row, reason, context)
    if (!decided.ok) return decided
    record(decided.value, '', seen.value.own?.id)
    return ok({})
  },

  'alerts.deleteComment': ({ id, revision, as }, { store, context, record }) => {
    const comment = store.find('alertComment', id)
    if (comment === null) return refuse('alert-comment-unknown')
    const seen = alertSeen(store, context.actor, { id: comment.row.alertId, as })
    if (!seen.ok) return seen
    const stale = staleIf(comment, revision)
    if (stale !== null) return stale
    const decided = deleteComment(thread(store, seen.value), comment.row, context)
    if (!decided.ok) return decided
    record(decided.value, '', seen.value.own?.id)
    return ok({})
  },

  'alerts.instruct': (input, tools) =>
    nothing(act(tools, input, (seen) => instructClosure(seen, input.text, tools.context))),

  'alerts.withdrawInstruction': (input, tools) =>
    nothing(act(tools, input, (seen) => withdrawInstruction(seen, input.reason))),

  'alerts.close': (input, tools) =>
    nothing(act(tools, input, (seen) => closeAlert(thread(tools.store, seen), input.read, tools.context))),

  'alerts.withdraw': (input, tools) =>
    nothing(act(tools, input, (seen) => withdrawAlert(seen, input.reason, tools.context))),

  'alerts.copy': (input, { store, context, record }) => {
    const seen = alertSeen(store, context.actor, input)
    if (!seen.ok) return seen
    const decided = copyAlert(seen.value, context)
    if (!decided.ok) return decided
    record(decided.value.changes, '', seen.value.own?.id)
    return ok({ id: decided.value.id })
  },

  'alerts.detach': ({ id, as }, { store, context, record }) => {
    const attachment = store.find('alertAttachment', id)?.row
    if (attachment === undefined) return refuse('alert-attachment-unknown')
    const seen = alertSeen(store, context.actor, { id: attachment.alertId, as })
    if (!seen.ok) return seen
    const decided = detachFile(seen.value, attachment)
    if (!decided.ok) return decided
    record(decided.value, '', seen.value.own?.id)
    return ok({})
  },
}
