import { parentPort } from 'node:worker_threads'
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
  readonly log: Log
  readonly start: ThreadStart
}

/**
 * The life of a store thread: wait for the key, open, answer one job after the other, close. It can wait long: it is
 * started while the sign-in screen is shown, so that nobody waits for it afterwards.
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
  let opened: OpenedPlace | null = null
  let dispatch: ReturnType<typeof createDispatcher> | null = null

  function openStore(start: ThreadStart): void {
    try {
      opened = open({ clock: systemClock, random, ids, log, start })
    } catch (error) {
      log.error('The store cannot be opened', error)
      tell({ type: 'open-failed', reason: unavailableReason(error) ?? 'corrupt' })
      end()
      return
    }
    dispatch = createDispatcher(handlers, {
      ...opened,
      clock: systemClock,
      ids,
      log,
      emit: (event) => {
        tell({ type: 'event', event })
      },
      unavailable: unavailableReason,
    })
    tell({ type: 'opened' })
  }

  async function answer(job: Job): Promise<void> {
    if (dispatch === null) throw new Error('A job came before the store was opened')
    tell({ type: 'reply', call: job.call, reply: await dispatch(job) })
  }

  function end(): void {
    opened?.close()
    port?.close()
  }

  // One message after the other: a task that waits for a file must not let a command in between.
  let queue: Promise<void> = Promise.resolve()
  port.on('message', (message: ToThread) => {
    queue = queue.then(async () => {
      switch (message.type) {
        case 'open':
          openStore(message.start)
          break
        case 'job':
          await answer(message.job)
          break
        case 'close':
          end()
          break
      }
    })
  })
}
