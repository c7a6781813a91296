import type { HistoryUnit } from '../../../src-shared/contract/history'
import type { Instant } from '../../../src-shared/time'
import { isMailWithheld } from '../alert-gate'
import { catalogueOf } from '../catalogue'
import { historyReaders } from '../../domain/standing'
import type { ReaderPart } from '../handlers'
import type { ReadStore } from '../ports'
import { ownAuthority } from './facts'

/** Leaves out the entries of mails whose text is withheld with their alert (P41). */
function withoutWithheld(store: ReadStore, unit: HistoryUnit, now: Instant): HistoryUnit {
  const entries = unit.entries.filter((entry) => {
    const mail = entry.entity === 'mail' ? store.find('mail', entry.entityId)?.row : undefined
    return mail === undefined || !isMailWithheld(store, mail, now)
  })
  return entries.length === unit.entries.length ? unit : { ...unit, entries }
}

/** Questions about the store as a whole. */
export const storeQueries: ReaderPart<'store'> & ReaderPart<'catalogue'> & ReaderPart<'history'> = {
  'store.status': (_input, { store }) => store.counts(),
  'catalogue.read': (_input, { store }) => catalogueOf(store),
  'history.list': ({ authorityId, filter, page }, { store, caller, clock }) => {
    const authority = store.find('authority', authorityId)?.row
    const subject = {
      ...{ authorityId, mailsOf: caller.actsFor },
      readers: historyReaders(caller, ownAuthority(store, caller), authority),
    }
    const found = store.history(subject, filter, page.offset, page.limit)
    const now = clock.now()
    const units = found.units.map((unit) => withoutWithheld(store, unit, now))
    // A unit that was found by a hidden text would tell that text.
    return { ...found, units: filter.text === '' ? units : units.filter((unit) => unit.entries.length > 0) }
  },
  'history.isTakenBack': ({ unit }, { store }) => ({
    takenBack: (store.unit(unit)?.undoneBy ?? null) !== null,
  }),
}
