import type { ReaderPart } from '../handlers'
import { catalogueOf } from '../catalogue'
import { seesUsersOf } from './facts'

/** Questions about the store as a whole. */
export const storeQueries: ReaderPart<'store'> & ReaderPart<'catalogue'> & ReaderPart<'history'> = {
  'store.status': (_input, { store }) => store.counts(),
  'catalogue.read': (_input, { store }) => catalogueOf(store),
  'history.list': ({ authorityId, filter, page }, { store, caller }) => {
    const withUsers = seesUsersOf(store, caller, store.find('authority', authorityId)?.row)
    return store.history({ authorityId, withUsers }, filter, page.offset, page.limit)
  },
  'history.isTakenBack': ({ unit }, { store }) => ({
    takenBack: (store.unit(unit)?.undoneBy ?? null) !== null,
  }),
}
