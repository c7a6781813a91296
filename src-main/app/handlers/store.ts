import type { ReaderPart } from '../handlers'
import { catalogueOf } from '../catalogue'
import { historyReaders } from '../../domain/standing'
import { ownAuthority } from './facts'

/** Questions about the store as a whole. */
export const storeQueries: ReaderPart<'store'> & ReaderPart<'catalogue'> & ReaderPart<'history'> = {
  'store.status': (_input, { store }) => store.counts(),
  'catalogue.read': (_input, { store }) => catalogueOf(store),
  'history.list': ({ authorityId, filter, page }, { store, caller }) => {
    const authority = store.find('authority', authorityId)?.row
    const readers = historyReaders(caller, ownAuthority(store, caller), authority)
    return store.history({ authorityId, readers, mailsOf: caller.actsFor }, filter, page.offset, page.limit)
  },
  'history.isTakenBack': ({ unit }, { store }) => ({
    takenBack: (store.unit(unit)?.undoneBy ?? null) !== null,
  }),
}
