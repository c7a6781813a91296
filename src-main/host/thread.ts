import { parentPort, workerData } from 'node:worker_threads'
import type { Ids, Job, Log } from '../app/ports'
import { createDispatcher, type Place } from '../app/dispatcher'
import { unavailableReason } from '../store/unavailable'
import type { FromThread, ThreadStart, ToThread } from './messages'
import { systemClock } from './ports/clock'
import { createIds } from './ports/ids'
import { createSystemRandom } from './ports/random'

/** What a thread entry opens: the handles of its place and how to close them. */
export interface OpenedPlace extends Pick<Place, 'store' | 'writing' | 'verify'> {
  readonly close: () => void
}

export interface ThreadPorts {
  readonly clock: typeof systemClock
  readonly random: ReturnType<typeof createSystemRandom>
  readonly ids: Ids
  readonly start: ThreadStart
}

/**
 * The life of a store thread: open, answer one job after the other, close.
 * @param open opens the store for this place; what it throws is told as the reason why the store cannot be opened
 */
export function runThread(handlers: object, open: (ports: ThreadPorts) => OpenedPlace): void {
  const port = parentPort
  if (port === null) throw new Error('A store thread is started by the store host')
  const tell = (message: FromThread): void => {
    port.postMessage(message)
  }
  const log: Log = {
    info: (message) => {
      tell({ type: 'log', message })
    },
    error: (message, error) => {
      tell({
        type: 'log-error',
        message,
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    },
  }
  const random = createSystemRandom()
  const ids = createIds(systemClock, random)
  let opened: OpenedPlace
  try {
    opened = open({ clock: systemClock, random, ids, start: workerData as ThreadStart })
  } catch (error) {
    log.error('The store cannot be opened', error)
    tell({ type: 'open-failed', reason: unavailableReason(error) ?? 'corrupt' })
    port.close()
    return
  }
  const dispatch = createDispatcher(handlers, {
    ...opened,
    clock: systemClock,
    ids,
    log,
    emit: (event) => {
      tell({ type: 'event', event })
    },
    unavailable: unavailableReason,
  })

  // One job after the other: a task that waits for a file must not let a command in between.
  let queue: Promise<void> = Promise.resolve()
  const answer = async (job: Job): Promise<void> => {
    const reply = await dispatch(job)
    tell({ type: 'reply', call: job.call, reply })
  }
  port.on('message', (message: ToThread) => {
    queue = queue.then(async () => {
      if (message.type === 'job') {
        await answer(message.job)
        return
      }
      opened.close()
      tell({ type: 'closed' })
      port.close()
    })
  })
  tell({ type: 'opened' })
}
