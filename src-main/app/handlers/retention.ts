import type { Output } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId, AuthorityId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import { millisecondsOf, type Instant } from '../../../src-shared/time'
import { MONTHS_UNTIL_REMOVAL, removalDueAt } from '../../domain/authorities'
import type { Change } from '../../domain/change'
import { eraseAlertAgain } from '../../domain/alerts/erasing'
import { isUnsent } from '../../domain/alerts/orphaned'
import {
  eraseAgain,
  isDue,
  mayErase,
  PROOF_OF_TIME,
  removeAuthority,
  timeProven,
  withTypedTime,
  type EraseFacts,
} from '../../domain/retention'
import { Cancelled } from '../cancelled'
import { catalogueOf } from '../catalogue'
import type { WorkerPart, WriterPart } from '../handlers'
import type { ErasedList, ReadStore, WriteStore } from '../ports'
import { ERASING_ACTS, proofOf, runOf } from '../erasure-proof'
import { unitHead } from '../unit-head'
import { alertRetentionQueries, alertRetentionTasks, recordOf } from './alert-retention'
import { questionContext, rowsNaming, staleIf } from './facts'
import { obstacle } from './obstacle'

/** How many authorities are looked at between two progress messages. */
const TELL_EVERY = 20

/** A day more than the longest that calendar months differ by: the rule itself decides about each. */
const MONTHS_DIFFER = 4 * 86_400_000

/** Everything that erasing an authority touches. */
function eraseFacts(store: ReadStore, authority: Authority): EraseFacts {
  const merged = rowsNaming(store, [authority.id])('authority').filter(
    (each) => each.mergedInto === authority.id,
  )
  const all = new Set<string>([authority, ...merged].map((each) => each.id))
  const of = rowsNaming(store, all)
  return {
    ...{ authority, merged },
    users: of('user'),
    roleRequests: of('roleRequest'),
    mails: of('mail').filter((each) => all.has(each.authorityId)),
    translations: of('translation'),
    openDecisions: of('openDecision'),
    relations: of('accessManager'),
    operators: of('operator').filter((each) => each.actsFor !== null && all.has(each.actsFor)),
    unsentAlerts: of('alert')
      .filter((each) => all.has(each.authorityId))
      .map((alert) => recordOf(store, alert))
      .filter(isUnsent),
  }
}

/** The drafts that go with an authority; their personal values go out of the history as well. */
const draftsOf = ({ unsentAlerts }: EraseFacts): AlertId[] =>
  unsentAlerts.flatMap(({ alert }) => (alert.status === 'draft' ? alert.id : []))

const idsOf = ({ authority, merged }: EraseFacts): AuthorityId[] =>
  [authority, ...merged].map((each) => each.id)

/** Authorities whose time has come, the longest inactivated first. */
function dueNow(store: ReadStore, now: Instant): AuthorityId[] {
  const latest = new Date(millisecondsOf(now) + MONTHS_DIFFER)
  latest.setUTCMonth(latest.getUTCMonth() - MONTHS_UNTIL_REMOVAL)
  const scope = {
    memberState: null,
    authorityId: null,
    inactivatedBefore: latest.toISOString() as Instant,
    catalogue: catalogueOf(store),
  }
  return store
    .workList('removal-due', scope, 0, store.workCount('removal-due', scope))
    .sort((left, right) => (left.inactivatedAt ?? '').localeCompare(right.inactivatedAt ?? ''))
    .map((each) => each.authority.id)
    .filter((id) => {
      const found = store.find('authority', id)
      return found !== null && isDue(found.row, now)
    })
}

/** What is due and what was erased (B6, N9, P16). */
export const retentionQueries: Omit<WorkerPart<'retention'>, 'retention.saveProof'> = {
  ...alertRetentionQueries,

  'retention.plan': ({ page }, { store, caller, clock }) => {
    const context = questionContext(caller, clock)
    const due = dueNow(store, context.now)
    const shown = due.slice(page.offset, page.offset + page.limit)
    return {
      clock: obstacle(timeProven(store.timeFacts(context.now, PROOF_OF_TIME.within), context.now)),
      due: shown.flatMap((id) => {
        const stored = store.find('authority', id)
        const [mention] = store.mentions([id])
        if (stored === null || mention === undefined) return []
        const facts = eraseFacts(store, stored.row)
        return {
          authority: mention,
          revision: stored.revision,
          inactivatedAt: stored.row.inactivatedAt,
          dueAt: removalDueAt(stored.row),
          merged: facts.merged.map((each) => each.officialName),
          users: facts.users.length,
          requests: facts.roleRequests.length,
          entries: store.personalEntries(idsOf(facts)),
        }
      }),
      total: due.length,
    }
  },

  'retention.runs': ({ page }, { store }) => ({
    runs: store.actsNamed(ERASING_ACTS, page.offset, page.limit).map((act) => runOf(store, act)),
    total: store.actsNamedCount(ERASING_ACTS),
  }),

  'retention.proof': ({ unit }, { store }) => ({ proof: proofOf(store, unit) }),
}

/** Removing what is due. */
export const retentionTasks: WriterPart<'retention'> = {
  ...alertRetentionTasks,

  'retention.run': (
    { authorities, reason, today },
    { store, caller, context, progress, commit, erasures },
  ) => {
    const allowed = mayErase(store.timeFacts(context.now, PROOF_OF_TIME.within), { today, reason }, context)
    if (!allowed.ok) return allowed
    const skipped: Output<'retention.run'>['skipped'] = []
    const changes: Change[] = []
    const erases: AuthorityId[] = []
    const drafts: AlertId[] = []
    let removed = 0
    authorities.forEach(({ id, revision }, index) => {
      const state = { done: index, total: authorities.length, what: 'progress.retention' }
      if (index % TELL_EVERY === 0 && !progress(state)) throw new Cancelled()
      const stored = store.find('authority', id)
      const [authority] = store.mentions([id])
      if (stored === null || authority === undefined) return
      const facts = eraseFacts(store, stored.row)
      const decided = staleIf(stored, revision) ?? removeAuthority(facts, context)
      if (!decided.ok) skipped.push({ authority, obstacle: obstacle(decided) })
      else {
        removed += 1
        changes.push(...decided.value)
        erases.push(...idsOf(facts))
        drafts.push(...draftsOf(facts))
      }
    })
    if (removed === 0) return refuse('retention-nothing')
    const head = {
      ...unitHead('retention.run', withTypedTime({ today, reason }), caller),
      erases: { authorities: erases, alerts: drafts },
    }
    const unit = commit((write) => write.apply(head, together(changes)))
    erasures.keep({ authorities: store.erased(), alerts: [] })
    return ok({ unit: unit as Output<'retention.run'>['unit'], removed, skipped })
  },
}

/**
 * Erases again what was erased before and came back with a backup (P16); nobody is asked, since somebody decided it. Then
 * the list beside the store learns what the store says.
 * @returns how many authorities and alerts lost their data again
 */
export function eraseWhatCameBack(
  store: WriteStore,
  transaction: <Value>(work: () => Value, size?: 'bulk') => Value,
  erasures: ErasedList,
): number {
  const known = erasures.all()
  const back = known.authorities.flatMap(({ authorityId, at }) => {
    const row = store.find('authority', authorityId)?.row
    return row === undefined || row.erasedAt !== null ? [] : { facts: eraseFacts(store, row), at }
  })
  const alerts = known.alerts.flatMap(({ alertId, at }) => {
    const row = store.find('alert', alertId)?.row
    return row === undefined || row.erasedAt !== null ? [] : { record: recordOf(store, row), at }
  })
  const changes = [
    ...together(back.flatMap(({ facts, at }) => eraseAgain(facts, at))),
    ...alerts.flatMap(({ record, at }) => eraseAlertAgain(record, at)),
  ]
  if (changes.length > 0) {
    const head = unitHead('retention.again', '', { operatorId: null, actsFor: null })
    const erases = {
      authorities: back.flatMap(({ facts }) => idsOf(facts)),
      alerts: [
        ...back.flatMap(({ facts }) => draftsOf(facts)),
        ...alerts.map(({ record }) => record.alert.id),
      ],
    }
    transaction(() => store.apply({ ...head, erases }, changes), 'bulk')
  }
  erasures.keep({ authorities: store.erased(), alerts: store.erasedAlerts() })
  return back.length + alerts.length
}

/** Two that are removed at once may name each other: what names both is changed once. */
function together(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [`${change.entity} ${change.id}`, change])).values()]
}
