import { CENTRAL_ACTS } from '../../../src-shared/contract'
import type { CarriedAct } from '../../../src-shared/contract/work'
import { ok } from '../../../src-shared/result'
import { setCarryOver } from '../../domain/carry-over'
import type { ReaderPart, WriterPart } from '../handlers'
import type { CarriedRow, ReadStore } from '../ports'

/** The act as the list shows it, with the names of the authorities it is about. */
export function carriedAct(store: ReadStore, { about, ...row }: CarriedRow): CarriedAct {
  return { ...row, authorities: { count: about.count, first: store.mentions(about.first) } }
}

/** The carry-over list (L7, P26). */
export const carryOverQueries: ReaderPart<'carryOver'> = {
  'carryOver.list': ({ status, page }, { store }) => {
    const rows = store.carried(CENTRAL_ACTS, status, page.offset, page.limit)
    return {
      acts: rows.map((row) => carriedAct(store, row)),
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
