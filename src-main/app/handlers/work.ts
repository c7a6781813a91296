import { CENTRAL_ACTS } from '../../../src-shared/contract'
import { WORK_KINDS, type WorkKind } from '../../../src-shared/contract/work'
import { millisecondsOf, type Instant } from '../../../src-shared/time'
import { MONTHS_UNTIL_REMOVAL, removalDue } from '../../domain/authorities'
import { catalogueOf } from '../catalogue'
import type { WorkerPart } from '../handlers'
import type { Caller, Clock, ReadStore, WorkListed, WorkScope } from '../ports'
import { waitingAlerts } from './alerts'
import { ownAuthority } from './facts'

/** Removals within so many days count as due (Home). */
const DAYS_AHEAD = 30

const DAY = 86_400_000

/** The kinds that the Helpdesk alone deals with. */
const HELPDESK_KINDS: ReadonlySet<WorkKind> = new Set(['role-requests', 'open-decisions', 'carry-over'])

/** The kinds whose lists are searches of alerts. */
const ALERT_KINDS: ReadonlySet<WorkKind> = new Set([
  'closure-instructed',
  'closure-proposed',
  'alerts-submitted',
])

/** The kinds whose lists are the outbox. */
const MAIL_KINDS: ReadonlySet<WorkKind> = new Set(['mails-in-doubt', 'mails-failed'])

function scopeOf(store: ReadStore, caller: Caller, clock: Clock): WorkScope {
  const ahead = new Date(millisecondsOf(clock.now()) + DAYS_AHEAD * DAY)
  ahead.setUTCMonth(ahead.getUTCMonth() - MONTHS_UNTIL_REMOVAL)
  return {
    memberState: ownAuthority(store, caller)?.memberState ?? null,
    inactivatedBefore: ahead.toISOString() as Instant,
    catalogue: catalogueOf(store),
  }
}

function countOf(
  kind: WorkKind,
  { store, caller }: { readonly store: ReadStore; readonly caller: Caller },
  scope: WorkScope,
  waiting: ReturnType<typeof waitingAlerts>,
): number {
  switch (kind) {
    case 'role-requests':
      return store.roleRequests('open', 0, 1).total
    case 'open-decisions':
      return store.openDecisionCount()
    case 'carry-over':
      return store.carriedCount(CENTRAL_ACTS, 'open')
    case 'closure-instructed':
      return waiting.instructed
    case 'closure-proposed':
      return waiting.proposed
    case 'alerts-submitted':
      return waiting.submitted
    case 'mails-in-doubt':
      return store.mailCount('unknown', caller.actsFor)
    case 'mails-failed':
      return store.mailCount('failed', caller.actsFor)
    default:
      return store.workCount(kind, scope)
  }
}

const isListed = (kind: WorkKind): kind is WorkListed =>
  ![HELPDESK_KINDS, ALERT_KINDS, MAIL_KINDS].some((kinds) => kinds.has(kind))

/** What needs somebody (Home). */
export const workQueries: WorkerPart<'work'> = {
  'work.counts': (_input, { store, caller, clock }) => {
    const scope = scopeOf(store, caller, clock)
    const waiting = waitingAlerts({ store, caller, clock })
    const kinds = WORK_KINDS.filter((kind) => caller.actsFor === null || !HELPDESK_KINDS.has(kind))
    return {
      counts: kinds.map((kind) => ({ kind, count: countOf(kind, { store, caller }, scope, waiting) })),
    }
  },

  'work.list': ({ kind, page }, { store, caller, clock }) => {
    if (!isListed(kind)) return { rows: [], total: 0 }
    const scope = scopeOf(store, caller, clock)
    const rows = store.workList(kind, scope, page.offset, page.limit)
    return {
      rows: rows.map(({ authority, module, user, inactivatedAt }) => ({
        ...{ authority, module, user },
        dueAt: kind === 'removal-due' && inactivatedAt !== null ? removalDue(inactivatedAt) : null,
      })),
      total: store.workCount(kind, scope),
    }
  },
}
