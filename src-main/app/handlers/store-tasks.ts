import { ok } from '../../../src-shared/result'
import type { WriterPart } from '../handlers'

/** Work on the store as a whole. */
export const storeTasks: WriterPart<'store'> = {
  'store.rebuildSearch': (_input, { commit }) => {
    commit((store) => {
      store.rebuildSearch()
    })
    return ok({})
  },
}
