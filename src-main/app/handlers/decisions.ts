import { ok, refuse } from '../../../src-shared/result'
import { decideOpen } from '../../domain/migration/decisions'
import type { ReaderPart, WriterPart } from '../handlers'
import { staleIf } from './facts'

/** The questions that the migration left open. */
export const decisionQueries: ReaderPart<'decisions'> = {
  'decisions.list': ({ status, page }, { store }) => {
    const { rows, total } = store.openDecisions(status === 'all' ? null : status, page.offset, page.limit)
    const mentions = new Map(
      store.mentions(rows.map(({ row }) => row.authorityId)).map((each) => [each.id, each]),
    )
    const operators = new Map(store.operators().map((each) => [each.id, each.name]))
    return {
      total,
      open: store.openDecisions('open', 0, 1).total,
      rows: rows.flatMap(({ row, revision }) => {
        const authority = mentions.get(row.authorityId)
        if (authority === undefined) return []
        const { id, kind, origin, decision, decidedAt, decidedBy } = row
        return {
          id,
          revision,
          kind,
          authority,
          origin,
          status: row.status,
          decision,
          decidedAt,
          decidedBy: decidedBy === null ? '' : (operators.get(decidedBy) ?? ''),
        }
      }),
    }
  },
}

/** Answering them. */
export const decisionCommands: WriterPart<'decisions'> = {
  'decisions.decide': ({ id, revision, choice, reason }, { store, context, record }) => {
    const stored = store.find('openDecision', id)
    const authority = stored === null ? null : store.find('authority', stored.row.authorityId)
    if (stored === null || authority === null) return refuse('decision-unknown')
    const stale = staleIf(stored, revision)
    if (stale !== null) return stale
    const manages = store.managedBy(authority.row.id, 1).count > 0
    const decided = decideOpen({ decision: stored.row, authority: authority.row, manages }, choice, context)
    if (!decided.ok) return decided
    record(decided.value, reason)
    return ok({})
  },
}
