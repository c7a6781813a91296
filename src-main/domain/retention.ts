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

/**
 * How far the clock may be ahead of the newest act in the store, in days (P16: "far ahead"; the number is a product
 * decision: a PC may well lie unused for a season, but a clock that is a year off must not erase anything).
 */
export const DAYS_AHEAD_AT_MOST = 90

const DAY = 86_400_000

export type MayEraseRefusal = 'helpdesk-only' | 'clock-behind' | 'clock-far-ahead'

/**
 * Whether anything may be erased now (P16): by the Helpdesk, and only where the clock can be believed. What is erased by
 * a wrong clock is gone.
 * @param newestAct when the newest act of the store was written; null in a store without acts
 */
export function mayErase(newestAct: Instant | null, context: Context): Result<null, MayEraseRefusal> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok || newestAct === null) return allowed
  const ahead = millisecondsOf(context.now) - millisecondsOf(newestAct)
  if (ahead < 0) return refuse('clock-behind', { now: context.now, newest: newestAct })
  if (ahead > DAYS_AHEAD_AT_MOST * DAY) {
    return refuse('clock-far-ahead', { now: context.now, newest: newestAct, days: DAYS_AHEAD_AT_MOST })
  }
  return ok(null)
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
