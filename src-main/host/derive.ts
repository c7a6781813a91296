import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Derive } from '../app/ports'

/** What a deriving thread is started with. */
export interface DeriveStart {
  readonly secret: string
  readonly salt: Uint8Array
}

/**
 * Derives keys by scrypt in a thread of its own each time. Electron's cryptography does the whole work once more while
 * it checks the parameters, on the thread that asks, even where the answer is asked for asynchronously: the window
 * would stand still at each sign-in.
 * @param entries folder of the built thread entries
 */
export function createDerive(entries: string): Derive {
  return (secret, salt) =>
    new Promise((resolve, reject) => {
      const workerData: DeriveStart = { secret, salt }
      const worker = new Worker(join(entries, 'derive-thread.js'), { workerData, name: 'imi-derive' })
      worker.once('message', resolve)
      worker.once('error', reject)
    })
}
