import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AppEvent } from '../../src-shared/events'
import type { ReplyOf, UnavailableReason } from '../../src-shared/faults'
import type { Host, Job, Log } from '../app/ports'
import { mayNeedMigration, putForeignLogAside } from '../store/head-mark'
import { clearMarker, isMarked, setMarker } from '../store/start-marker'
import { holdsSomething, putStoreAside } from '../store/put-aside'
import { systemClock } from './ports/clock'
import type { FromThread, ThreadStart, ToThread } from './messages'

type ThreadName = 'reader' | 'worker' | 'writer'
type Answer = ReplyOf<unknown, string>

interface Thread {
  /** Opens the store there, the first time it is asked. */
  readonly open: (start: ThreadStart) => Promise<UnavailableReason | null>
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
  /** Reads the store whole in a process of its own; asked where the last opening did not end properly. */
  readonly check: (key: string) => Promise<UnavailableReason | null>
  /** Keeps a backup of a store of an earlier program before it is migrated; tells why it could not. */
  readonly backup: (key: string) => Promise<UnavailableReason | null>
  readonly log: Log
  readonly emit: (event: AppEvent) => void
}): Host {
  let threads = new Map<ThreadName, Thread>()
  let start: ThreadStart | null = null
  let opening: Promise<UnavailableReason | null> | null = null

  function thread(name: ThreadName): Thread {
    const running = threads.get(name)
    if (running !== undefined) return running
    const file = name === 'writer' ? 'writer-thread.js' : 'reader-thread.js'
    const started = startThread(join(options.entries, file), name)
    threads.set(name, started)
    return started
  }

  function startThread(file: string, name: ThreadName): Thread {
    const worker = new Worker(file, { name: `imi-${name}` })
    const waiting = new Map<string, { settle: (reply: Answer) => void; job: Job }>()
    let opened: Promise<UnavailableReason | null> | null = null
    let settleOpened: (reason: UnavailableReason | null) => void = () => undefined
    let settleClosed: () => void
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
      open: (from) => {
        opened ??= new Promise((resolve) => {
          settleOpened = resolve
          send({ type: 'open', start: from })
        })
        return opened
      },
      run,
      close: async () => {
        // Nobody waits for minutes until the window is gone: a task under way is given up, without a trace.
        for (const { job } of waiting.values()) Atomics.store(new Int32Array(job.cancel), 0, 1)
        send({ type: 'close' })
        await closed
      },
    }
  }

  async function openBoth(from: ThreadStart, isNew: boolean): Promise<UnavailableReason | null> {
    putForeignLogAside(options.path, systemClock.now())
    // A damaged store can end the whole program: it is not opened twice without having been looked at in between.
    const broken = isMarked(options.path) ? await options.check(from.key) : null
    const unsafe =
      broken ?? (!isNew && mayNeedMigration(options.path) ? await options.backup(from.key) : null)
    if (unsafe !== null) {
      opening = null
      return unsafe
    }
    setMarker(options.path)
    start = from
    // The writer migrates, so nobody reads before it is done.
    const failed = (await thread('writer').open(from)) ?? (await thread('reader').open(from))
    if (failed !== null) await close()
    return failed
  }

  async function close(): Promise<void> {
    const open = [...threads.entries()]
    start = null
    opening = null
    // Readers first: the writer's last checkpoint needs nobody reading.
    await Promise.all(open.filter(([name]) => name !== 'writer').map(([, each]) => each.close()))
    await threads.get('writer')?.close()
    threads = new Map()
    clearMarker(options.path)
  }

  return {
    isOpen: () => start !== null,
    prepare: () => {
      thread('writer')
      thread('reader')
    },
    open: (key, as) => {
      if (as !== 'new' && !holdsSomething(options.path)) return Promise.resolve('corrupt')
      opening ??= openBoth({ path: options.path, key }, as === 'new')
      return opening
    },
    putAside: () => {
      putStoreAside(options.path, systemClock.now())
      return Promise.resolve()
    },
    close,
    run: async (job, place) => {
      await opening
      if (start === null) return { ok: false, error: { kind: 'unavailable', reason: 'store-closed' } }
      const used = thread(place)
      const failed = await used.open(start)
      if (failed !== null) return { ok: false, error: { kind: 'unavailable', reason: failed } }
      return used.run(job)
    },
  }
}
