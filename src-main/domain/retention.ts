import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import { nothingWritten } from '../../src-shared/entities/authority-fields'
import type { Mail } from '../../src-shared/entities/mail'
import type { OpenDecision } from '../../src-shared/entities/open-decision'
import type { Operator } from '../../src-shared/entities/operator'
import type { RoleRequest } from '../../src-shared/entities/role-request'
import type { Translation } from '../../src-shared/entities/translation'
import type { User } from '../../src-shared/entities/user'
import { ok, refuse, type Result } from '../../src-shared/result'
import { millisecondsOf, type Instant } from '../../src-shared/time'
import type { AlertRecord } from './alerts/erasing'
import { endUnsent } from './alerts/orphaned'
import { removalDueAt } from './authorities'
import { removed, updated, type Change } from './change'
import type { Context } from './context'
import { emptiedMail } from './outbox'
import { helpdeskOnly } from './standing'

/** On how many different days somebody must have worked, within how many days, so that the clock can be believed (P42). */
export const PROOF_OF_TIME = { days: 3, within: 60 } as const

const DAY = 86_400_000

/** What the acts in the store say of the clock. Acts of the program itself do not count. */
export interface TimeFacts {
  /** When the newest act was done, as its clock had it; null in a store in which nobody has done anything. */
  readonly newestAct: Instant | null
  /** On how many different days acts were done within `PROOF_OF_TIME.within`. */
  readonly days: number
}

/** What a person says of the time if the acts do not prove it: today's date, typed. */
export interface TypedTime {
  readonly today: string | null
  readonly reason: string
}

export type TimeDoubt = 'clock-behind' | 'time-unproven'
export type MayEraseRefusal = 'helpdesk-only' | TimeDoubt | 'clock-not-today' | 'reason-needed'

/**
 * Whether the acts prove that the clock is right (P42): some were done on at least three different days within the last
 * 60, and none is dated after now. One act alone proves nothing, because a wrong clock dates it, too.
 */
export function timeProven({ newestAct, days }: TimeFacts, now: Instant): Result<null, TimeDoubt> {
  if (newestAct !== null && millisecondsOf(newestAct) > millisecondsOf(now)) {
    return refuse('clock-behind', { now, newest: newestAct })
  }
  return days >= PROOF_OF_TIME.days
    ? ok(null)
    : refuse('time-unproven', { count: days, needed: PROOF_OF_TIME.days, within: PROOF_OF_TIME.within })
}

/**
 * Whether anything may be erased now (P16, P42): by the Helpdesk, with proof of time. What is erased by a wrong clock is
 * gone. Without proof the Helpdesk types today's date and a reason; around midnight the date of a neighbour counts, since
 * days are kept in UTC.
 */
export function mayErase(
  facts: TimeFacts,
  typed: TypedTime,
  context: Context,
): Result<null, MayEraseRefusal> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const proven = timeProven(facts, context.now)
  if (proven.ok || typed.today === null) return proven
  const noon = Date.parse(`${typed.today}T12:00:00.000Z`)
  const isToday = Math.abs(noon - millisecondsOf(context.now)) <= 1.5 * DAY
  if (!isToday) return refuse('clock-not-today', { now: context.now })
  return typed.reason.trim() === '' ? refuse('reason-needed') : ok(null)
}

/** Adds to the reason of an act what a person typed as today's date, so that the history keeps it. */
export function withTypedTime({ today, reason }: TypedTime): string {
  return today === null ? reason : `${reason} [date typed: ${today}]`
}

/** Everything about an authority that erasing touches. */
export interface EraseFacts {
  readonly authority: Authority
  /** Authorities that were merged into it: the same body, so they go with it. */
  readonly merged: readonly Authority[]
  /** Users of it and of those, deleted ones included. */
  readonly users: readonly User[]
  readonly roleRequests: readonly RoleRequest[]
  /** Mails to it and to its users. */
  readonly mails: readonly Mail[]
  /** What the translation memory keeps of its texts and of those it sent. */
  readonly translations: readonly Translation[]
  readonly openDecisions: readonly OpenDecision[]
  /** Relations in which it is manager or managed. */
  readonly relations: readonly AccessManager[]
  /** Operators who act for it. */
  readonly operators: readonly Operator[]
  /** Alerts it wrote and did not send. */
  readonly unsentAlerts: readonly AlertRecord[]
}

/** Whether an authority is to be removed at this moment: six calendar months after its inactivation (B6, P2). */
export function isDue(authority: Authority, now: Instant): boolean {
  const due = removalDueAt(authority)
  return due !== null && due <= now
}

/**
 * Removes an authority for good (B6, P16): its data and its users are erased; id, official name, Member State, the
 * identifiers of other sources and the date remain, so that history and other PCs stay consistent. What it managed has
 * one Access manager less; whoever acts for it cannot sign in any more (product decision).
 */
export function removeAuthority(
  facts: EraseFacts,
  context: Context,
): Result<Change[], 'authority-removed' | 'removal-not-due'> {
  const { authority } = facts
  if (authority.status === 'removed') return refuse('authority-removed')
  if (!isDue(authority, context.now)) return refuse('removal-not-due', { name: authority.officialName })
  return ok(erasing(facts, context.now, context.actor.operatorId))
}

/**
 * The same again where a backup from before brought the data back: nothing is decided anew (P16).
 * @param at when it was erased in the first place
 */
export function eraseAgain(facts: EraseFacts, at: Instant): Change[] {
  return facts.authority.erasedAt === null ? erasing(facts, at, null) : []
}

function erasing(facts: EraseFacts, at: Instant, by: Operator['id'] | null): Change[] {
  return [
    tombstone(facts.authority, at),
    ...facts.merged.filter((each) => each.erasedAt === null).map((each) => tombstone(each, at)),
    ...facts.users.map((user) => removed('user', user)),
    ...facts.roleRequests.map((request) => emptied(request, at, by)),
    ...facts.mails.map(emptiedMail),
    ...facts.translations.map((each) => removed('translation', each)),
    ...endUnsent(facts.unsentAlerts, at),
    ...facts.openDecisions
      .filter((decision) => decision.status === 'open')
      .map((decision) =>
        updated('openDecision', decision, {
          ...{ status: 'decided', decision: 'none' },
          ...{ decidedAt: at, decidedBy: by },
        }),
      ),
    ...facts.relations.map((relation) => removed('accessManager', relation)),
    ...facts.operators
      .filter((operator) => operator.active)
      .map((operator) => updated('operator', operator, { active: false })),
  ]
}

function tombstone(authority: Authority, at: Instant): Change {
  const { officialName, memberState } = authority
  return updated('authority', authority, {
    ...nothingWritten(),
    ...{ officialName, memberState },
    status: 'removed',
    hasAccessManagerRole: false,
    policyAreas: [],
    economicAreas: [],
    inactivatedAt: null,
    erasedAt: at,
  })
}

/** That there was a request, and what became of it, stays; who sent it and what it said does not. */
function emptied(request: RoleRequest, at: Instant, by: Operator['id'] | null): Change {
  const open = request.status === 'open'
  return updated('roleRequest', request, {
    ...{ senderName: '', senderEmail: '', subject: '', message: '', justification: '', messageId: '' },
    decisionReason: '',
    ...(open ? { status: 'withdrawn', decidedAt: at, decidedBy: by } : {}),
  })
}
