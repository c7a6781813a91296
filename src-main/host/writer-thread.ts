import { openWriteStore } from '../store/open'
import { backupBeforeMigration } from '../store/sqlite/backup'
import { writerHandlers } from './handlers'
import { sortOrder } from './order'
import { runThread } from './thread'

runThread(writerHandlers, ({ start, clock, random, ids }) => {
  const opened = openWriteStore(start, sortOrder, { clock, random, ids }, (version) => {
    backupBeforeMigration(start.path, version)
  })
  return {
    store: opened.store,
    writing: { store: opened.store, transaction: opened.transaction },
    verify: () => {
      throw new Error('The history is verified by a reading thread')
    },
    close: opened.close,
  }
})
