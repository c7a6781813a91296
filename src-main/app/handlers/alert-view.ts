import { readContent, valuesOf } from '../../../src-shared/alert-content'
import type { AlertCommentView, AlertVersion, AlertView } from '../../../src-shared/contract/alerts'
import type { AuthorityMention, Obstacle } from '../../../src-shared/contract/common'
import type { AlertComment, AlertRecipient } from '../../../src-shared/entities/alert'
import type { AlertId, AuthorityId } from '../../../src-shared/ids'
import { ok, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { mayAttach } from '../../domain/alerts/attaching'
import {
  blockedFrom,
  eraseFrom,
  isWithheld,
  latestDay,
  mayStillPrint,
  printableUntil,
} from '../../domain/alerts/clocks'
import { closeAlert, instructClosure, withdrawInstruction } from '../../domain/alerts/closing'
import { addComment, askDeletion, deleteComment, standing } from '../../domain/alerts/commenting'
import { copyAlert, submitAlert, submitTo } from '../../domain/alerts/drafting'
import { ALERT_ACTIONS, judgeStep, type AlertAction } from '../../domain/alerts/machine'
import { positionOf } from '../../domain/alerts/position'
import { broadcastAlert } from '../../domain/alerts/sending'
import type { Context } from '../../domain/context'
import { catalogueOf } from '../catalogue'
import type { Caller, Clock, EntryField, ReadStore, ToldAct, Versioned } from '../ports'
import { coordinatorsOf, partyOf, reachIn, type SeenAlert } from '../alert-facts'
import { coordinatorsNamed, questionContext } from './facts'
import { obstacle } from './obstacle'

/** Looks authorities up once each. */
function mentioner(store: ReadStore, ids: readonly (string | null)[]): (id: string) => AuthorityMention {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const found = new Map(store.mentions(wanted).map((each) => [each.id as string, each]))
  return (id) => {
    const mention = found.get(id)
    if (mention === undefined) throw new Error('An alert names an authority that is not in the store')
    return mention
  }
}

/** Everything the screen shows of an alert, for whoever looks: what is blocked is not among it (P21). */
export function viewOf(
  store: ReadStore,
  seen: SeenAlert,
  { caller, clock }: { readonly caller: Caller; readonly clock: Clock },
): AlertView {
  const { alert } = seen
  // A rule that is only asked makes rows that nobody keeps.
  const context = { ...questionContext(caller, clock), newId: () => '' }
  const withheld = isWithheld(alert, context.now)
  const recipients = store.alertRecipients(alert.id)
  const comments = store.alertComments(alert.id)
  const mention = mentioner(store, [
    ...[alert.authorityId, alert.coordinatorId, alert.instructedBy],
    ...recipients.flatMap((each) => [each.authorityId, each.byAuthorityId]),
    ...comments.flatMap(({ row }) => [row.authorityId, row.askedBy]),
  ])
  const covered = new Set(recipients.map((each) => each.memberState))
  const sent = alert.broadcastAt !== null
  const original = alert.copiedFrom === null ? null : store.find('alert', alert.copiedFrom)
  return {
    ...{ id: alert.id, revision: seen.revision, number: alert.number, module: alert.module },
    status: alert.status,
    form: {
      title: withheld ? '' : alert.title,
      language: alert.language,
      content: plainContent(readContent(withheld ? '' : alert.personalContent, alert.content)),
      recipients: alert.recipients,
      toCommission: alert.toCommission,
    },
    today: latestDay(context.now),
    authority: mention(alert.authorityId),
    coordinator: alert.coordinatorId === null ? null : mention(alert.coordinatorId),
    ...{ createdAt: alert.createdAt, submittedAt: alert.submittedAt, broadcastAt: alert.broadcastAt },
    ...{ closedAt: alert.closedAt, withdrawnAt: alert.withdrawnAt },
    returnReason: withheld ? '' : alert.returnReason,
    withdrawReason: withheld ? '' : alert.withdrawReason,
    instruction:
      alert.instructedAt === null
        ? null
        : {
            text: withheld ? '' : alert.instruction,
            at: alert.instructedAt,
            by: alert.instructedBy === null ? null : mention(alert.instructedBy).officialName,
          },
    uninstructReason: withheld ? '' : alert.uninstructReason,
    copiedFrom: original === null ? null : { id: original.row.id, number: original.row.number },
    withheld: withheld ? { until: eraseFrom(alert), erasedAt: alert.erasedAt } : null,
    printableUntil: printableUntil(alert),
    blockedFrom: blockedFrom(alert),
    as: seen.own?.id ?? null,
    position: seen.position,
    parties:
      caller.actsFor === null
        ? partiesOf(
            store,
            seen,
            recipients.map((each) => each.authorityId),
          )
        : [],
    coordinators: store.mentions(
      submitTo(seen.authority, coordinatorsNamed(store, alert.module, linkedOf(store, seen))),
    ),
    recipients: recipients.map(({ authorityId, byAuthorityId, how, at, note }) => ({
      authority: mention(authorityId),
      by: mention(byAuthorityId),
      ...{ how, at, note: withheld ? '' : note },
    })),
    late: lateIn(store, seen, recipients, context.now),
    uncovered: sent ? alert.recipients.filter((state) => !covered.has(state)) : [],
    comments: comments.map((each) => commentView(each, { seen, comments, withheld, mention }, context)),
    attachments: withheld
      ? []
      : store.alertAttachments(alert.id).map(({ id, name, size, addedAt }) => ({ id, name, size, addedAt })),
    versions: withheld ? [] : versionsOf(store, alert.id, alert.authorityId),
    may: Object.fromEntries([
      ...ALERT_ACTIONS.map((action): [string, Obstacle] => [
        action,
        obstacle(mayDo(store, seen, action, comments, context)),
      ]),
      ['attach', obstacle(mayAttach(seen))] satisfies [string, Obstacle],
    ]),
  }
}

/** Counts the coordinators that a broadcast would reach now and did not reach then (K15). */
function lateIn(
  store: ReadStore,
  { alert }: SeenAlert,
  recipients: readonly AlertRecipient[],
  now: Instant,
): number {
  if (alert.status !== 'broadcast' && alert.status !== 'closure-proposed') return 0
  const reached = new Set(recipients.map((each) => each.authorityId))
  const { coordinators } = reachIn(store, alert.module, alert.recipients, now)
  return coordinators.filter((each) => !reached.has(each.id)).length
}

const plainContent = (content: ReturnType<typeof readContent>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(content).map(([code, value]) => [code, typeof value === 'string' ? value : [...value]]),
  )

/** The coordinators that the initiating authority's access is linked to. */
function linkedOf(store: ReadStore, { alert }: SeenAlert): readonly string[] {
  return store.accessTo(alert.authorityId, alert.module)?.linkedCoordinators ?? []
}

/** Authorities with part in an alert, the initiating side first. */
function partiesOf(
  store: ReadStore,
  { alert, authority, side }: SeenAlert,
  reached: readonly AuthorityId[],
): AlertView['parties'] {
  const coordinators = [...coordinatorsOf(store, alert.memberState, alert.module)].map(
    (each) => each.authority.id,
  )
  const ids = [...new Set([authority.id, ...coordinators, ...reached])]
  const mentions = new Map(store.mentions(ids).map((each) => [each.id, each]))
  return ids.flatMap((id) => {
    const mention = mentions.get(id)
    const position = positionOf(alert, partyOf(store, id, alert.module, alert.id), side)
    return mention === undefined || position === 'outsider' ? [] : { ...mention, position }
  })
}

/** What stands in the way of an act: the very refusal that it would give. */
function mayDo(
  store: ReadStore,
  seen: SeenAlert,
  action: AlertAction,
  stored: readonly Versioned<AlertComment>[],
  context: Context,
): Result<unknown, string> {
  const { alert, module, position, own } = seen
  const catalogue = catalogueOf(store)
  const comments = stored.map((each) => each.row)
  const step = judgeStep(module, action, alert.status, position)
  if (!step.ok) return step
  switch (action) {
    case 'submit': {
      const linked = coordinatorsNamed(store, alert.module, linkedOf(store, seen))
      const [first] = submitTo(seen.authority, linked)
      const coordinator = linked.find((each) => each.authority.id === first) ?? null
      return submitAlert({ ...seen, coordinator }, catalogue, context)
    }
    case 'broadcast': {
      const reach = reachIn(store, alert.module, alert.recipients, context.now)
      return broadcastAlert({ ...seen, sender: own, reach, seen: reach.uncovered }, catalogue, context)
    }
    case 'instruct':
      return instructClosure(seen, '-', context)
    case 'withdraw-instruction':
      return withdrawInstruction(seen, '-')
    case 'close': {
      const read = standing(comments, 'objection').map((each) => each.id)
      return closeAlert({ ...seen, comments }, read, context)
    }
    case 'copy':
      return copyAlert(seen, context)
    case 'print':
      return mayStillPrint(alert, context.now)
    default:
      return ok(null)
  }
}

function commentView(
  { row, revision }: Versioned<AlertComment>,
  about: {
    readonly seen: SeenAlert
    readonly comments: readonly Versioned<AlertComment>[]
    readonly withheld: boolean
    readonly mention: (id: string) => AuthorityMention
  },
  context: Context,
): AlertCommentView {
  const { seen, withheld, mention } = about
  const facts = { ...seen, comments: about.comments.map((each) => each.row) }
  const objection = { kind: 'objection', text: '-', language: '', answers: row.id } as const
  return {
    ...{ id: row.id, revision, kind: row.kind, language: row.language, answers: row.answers, at: row.at },
    authority: mention(row.authorityId),
    text: withheld ? '' : row.text,
    asked:
      row.askedAt === null || row.askedBy === null
        ? null
        : {
            at: row.askedAt,
            by: mention(row.askedBy).officialName,
            reason: withheld ? '' : row.askedReason,
          },
    ...{ deletedAt: row.deletedAt, readAt: row.readAt },
    may: {
      ask: obstacle(askDeletion(facts, row, '-', context)),
      delete: obstacle(deleteComment(facts, row, context)),
      object: obstacle(row.kind === 'closure-proposal' ? addComment(facts, objection, context) : ok(null)),
    },
  }
}

/** The versions before each modification, the newest first, out of the history: it is the one place that keeps them. */
function versionsOf(store: ReadStore, id: AlertId, about: AuthorityId): AlertVersion[] {
  // A reason that is the same as the one before is no change of the row.
  let reason = ''
  const versions = store.actsOn('alert', id, about).flatMap((act) => {
    const written = act.fields.get('modifyReason')
    if (written?.kind === 'value' && typeof written.after === 'string') reason = written.after
    return act.command === 'alerts.modify' ? versionOf(act, act.reason || reason) : []
  })
  return versions.filter((each) => each.erased || each.fields.length > 0).reverse()
}

/** Fields that are no part of the form. */
const UNSHOWN: ReadonlySet<string> = new Set(['personalContent', 'content', 'modifyReason'])

function versionOf({ at, operator, actingFor, fields }: ToldAct, reason: string): AlertVersion {
  const content = [fields.get('personalContent'), fields.get('content')]
  return {
    ...{ at, operator, actingFor, reason },
    erased: [...fields.values()].some((field) => field.kind === 'erased'),
    fields: [
      ...[...fields].flatMap(([field, change]) => (UNSHOWN.has(field) ? [] : plainChange(field, change))),
      ...content.flatMap((change) => (change === undefined ? [] : contentChange(change))),
    ],
  }
}

function plainChange(field: string, change: EntryField): AlertVersion['fields'] {
  if (change.kind === 'erased') return []
  if (change.kind === 'set') {
    return [{ field, before: change.removed.join(', '), after: change.added.join(', ') }]
  }
  return [{ field, before: textOf(change.before), after: textOf(change.after) }]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function contentChange(change: EntryField): AlertVersion['fields'] {
  if (change.kind !== 'value') return []
  const [before, after] = [change.before, change.after].map((stored) =>
    readContent(typeof stored === 'string' ? stored : ''),
  )
  if (before === undefined || after === undefined) return []
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return codes
    .map((field) => ({
      field,
      before: valuesOf(before, field).join('\n'),
      after: valuesOf(after, field).join('\n'),
    }))
    .filter((each) => each.before !== each.after)
}
