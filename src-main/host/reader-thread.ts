import { openReadStore } from '../store/open'
import { readerHandlers, workerHandlers } from './handlers'
import { sortOrder } from './order'
import { runThread } from './thread'

// One entry for both reading threads: the reader answers what the screen waits for, the worker what takes long.
runThread({ ...readerHandlers, ...workerHandlers }, ({ start }) => {
  const opened = openReadStore(start, sortOrder)
  return { store: opened.store, writing: null, verify: opened.verify, close: opened.close }
})
