import { CENTRAL_ACTS } from '../../../src-shared/contract'
import type { CarriedAct } from '../../../src-shared/contract/work'
import { ok } from '../../../src-shared/result'
import { setCarryOver } from '../../domain/carry-over'
import type { Instant } from '../../../src-shared/time'
import { actText, entriesOfAlertUnit } from '../alert-gate'
import type { ReaderPart, WriterPart } from '../handlers'
import type { CarriedRow, ReadStore } from '../ports'

/** The act as the list shows it, with the names of the authorities it is about; what an alert hides is left out (P41). */
function carriedAct(store: ReadStore, { about, ...row }: CarriedRow, now: Instant): CarriedAct {
  const { reason } = row
  const text = actText(store, { reason, entries: entriesOfAlertUnit(store, row) }, now)
  return {
    ...{ ...row, reason: text.reason ?? '', blockedUntil: text.blockedUntil },
    authorities: { count: about.count, first: store.mentions(about.first) },
  }
}

/** The carry-over list (L7, P26). */
export const carryOverQueries: ReaderPart<'carryOver'> = {
  'carryOver.list': ({ status, page }, { store, clock }) => {
    const rows = store.carried(CENTRAL_ACTS, status, page.offset, page.limit)
    return {
      acts: rows.map((row) => carriedAct(store, row, clock.now())),
      total: store.carriedCount(CENTRAL_ACTS, status),
    }
  },
}

/** Ticking acts off. */
export const carryOverCommands: WriterPart<'carryOver'> = {
  'carryOver.set': (input, { store, context, record }) => {
    const stored = new Map(
      input.units.flatMap((unit) => {
        const row = store.find('carryOver', unit)?.row
        return row === undefined ? [] : [[unit, row] as const]
      }),
    )
    const known = new Set<string>(
      input.units.filter((unit) => CENTRAL_ACTS.some((name) => name === store.unit(unit)?.command)),
    )
    const decided = setCarryOver({ known, stored }, input, context)
    if (!decided.ok) return decided
    record(decided.value, input.note)
    return ok({ changed: decided.value.length })
  },
}
