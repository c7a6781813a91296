import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AppEvent } from '../../src-shared/events'
import type { ReplyOf, UnavailableReason } from '../../src-shared/faults'
import type { Host, Job, Log } from '../app/ports'
import { putStoreAside } from '../store/put-aside'
import { systemClock } from './ports/clock'
import type { FromThread, ThreadStart, ToThread } from './messages'

type ThreadName = 'reader' | 'worker' | 'writer'
type Answer = ReplyOf<unknown, string>

interface Thread {
  readonly opened: Promise<UnavailableReason | null>
  readonly run: (job: Job) => Promise<Answer>
  readonly close: () => Promise<void>
}

/**
 * Owns the threads of the store. The main thread only passes messages on, so it never waits for SQLite: one thread
 * writes, one answers what the screen waits for, and one for long reads is started when it is first needed.
 */
export function createStoreHost(options: {
  readonly path: string
  /** Folder of the built thread entries. */
  readonly entries: string
  readonly log: Log
  readonly emit: (event: AppEvent) => void
}): Host {
  let threads = new Map<ThreadName, Thread>()
  let start: ThreadStart | null = null

  function thread(name: ThreadName): Thread {
    const running = threads.get(name)
    if (running !== undefined) return running
    if (start === null) throw new Error('The store is closed')
    const file = name === 'writer' ? 'writer-thread.js' : 'reader-thread.js'
    const started = startThread(join(options.entries, file), start, name)
    threads.set(name, started)
    return started
  }

  function startThread(file: string, workerData: ThreadStart, name: ThreadName): Thread {
    const worker = new Worker(file, { workerData, name: `imi-${name}` })
    const waiting = new Map<string, { settle: (reply: Answer) => void; job: Job }>()
    let settleOpened: (reason: UnavailableReason | null) => void
    let settleClosed: () => void
    const opened = new Promise<UnavailableReason | null>((resolve) => {
      settleOpened = resolve
    })
    const closed = new Promise<void>((resolve) => {
      settleClosed = resolve
    })
    worker.on('message', (message: FromThread) => {
      switch (message.type) {
        case 'opened':
          settleOpened(null)
          break
        case 'open-failed':
          settleOpened(message.reason)
          break
        case 'reply':
          waiting.get(message.call)?.settle(message.reply)
          waiting.delete(message.call)
          break
        case 'event':
          options.emit(message.event)
          break
        case 'log':
          options.log.info(`[${name}] ${message.message}`)
          break
        case 'log-error':
          options.log.error(`[${name}] ${message.message}`, message.detail)
          break
        case 'closed':
          break
      }
    })
    worker.on('error', (error) => {
      options.log.error(`The ${name} thread failed`, error)
    })
    worker.on('exit', () => {
      // Nobody waits for ever: what was under way is told as unavailable, and the next call starts the thread anew.
      for (const { settle } of waiting.values())
        settle({ ok: false, error: { kind: 'unavailable', reason: 'store-closed' } })
      waiting.clear()
      if (threads.get(name)?.run === run) threads.delete(name)
      settleOpened('corrupt')
      settleClosed()
    })
    const send = (message: ToThread): void => {
      worker.postMessage(message)
    }
    const run = (job: Job): Promise<Answer> =>
      new Promise((resolve) => {
        waiting.set(job.call, { settle: resolve, job })
        send({ type: 'job', job })
      })
    return {
      opened,
      run,
      close: async () => {
        // Nobody waits for minutes until the window is gone: a task under way is given up, without a trace.
        for (const { job } of waiting.values()) Atomics.store(new Int32Array(job.cancel), 0, 1)
        send({ type: 'close' })
        await closed
      },
    }
  }

  async function close(): Promise<void> {
    const open = [...threads.entries()]
    start = null
    // Readers first: the writer's last checkpoint needs nobody reading.
    await Promise.all(open.filter(([name]) => name !== 'writer').map(([, each]) => each.close()))
    await threads.get('writer')?.close()
    threads = new Map()
  }

  return {
    isOpen: () => start !== null,
    open: async (key) => {
      if (start !== null) return null
      start = { path: options.path, key }
      // The writer migrates, so nobody reads before it is done.
      const failed = (await thread('writer').opened) ?? (await thread('reader').opened)
      if (failed !== null) await close()
      return failed
    },
    putAside: () => {
      putStoreAside(options.path, systemClock.now())
      return Promise.resolve()
    },
    close,
    run: async (job, place) => {
      if (start === null) return { ok: false, error: { kind: 'unavailable', reason: 'store-closed' } }
      const used = thread(place)
      const failed = await used.opened
      if (failed !== null) return { ok: false, error: { kind: 'unavailable', reason: failed } }
      return used.run(job)
    },
  }
}
