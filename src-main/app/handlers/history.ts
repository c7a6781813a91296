import { ok } from '../../../src-shared/result'
import { Cancelled } from '../cancelled'
import type { WorkerPart } from '../handlers'
import { undoQueries } from './undo'

/** Long questions about the history. */
export const historyTasks: WorkerPart<'history'> = {
  ...undoQueries,

  'history.verify': (_input, { store, verify, progress }) => {
    const total = store.counts().entries
    const verdict = verify((done) => {
      if (!progress({ done, total, what: 'progress.verify' })) throw new Cancelled()
      return true
    })
    return ok(verdict)
  },
}
