import { writerHandlers } from './handlers'
import { openForWriting } from './open-for-writing'
import { runThread } from './thread'

runThread(writerHandlers, ({ start, ...ports }) => {
  const opened = openForWriting(start, ports)
  return {
    store: opened.store,
    writing: opened,
    verify: () => {
      throw new Error('The history is verified by a reading thread')
    },
    close: opened.close,
  }
})
