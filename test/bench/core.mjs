import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'

/** In whose name the bench acts: the Helpdesk, before anyone signed in. */
const HELPDESK = { operatorId: null, actsFor: null }

/** A new key in the form the store wants. */
export const newKey = () => randomBytes(24).toString('base64url')

/** Starts a built store thread as the program does, and asks it the way the main process does. */
export async function startThread(kind, path, key) {
  const worker = new Worker(inRoot(`out/main/${kind}-thread.js`))
  worker.postMessage({ type: 'open', start: { path, key } })
  const waiting = new Map()
  let calls = 0
  await new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (message) => {
      if (message.type === 'opened') resolve()
      else if (message.type === 'open-failed') reject(new Error(message.reason))
      else if (message.type === 'log-error') console.error(message.message, message.detail)
      else if (message.type === 'reply') {
        waiting.get(message.call)?.(message.reply)
        waiting.delete(message.call)
      }
    })
  })
  /** The whole reply of a request that succeeded, with the unit of the history that it wrote. */
  const act = (name, input, file = null, caller = HELPDESK) =>
    new Promise((resolve, reject) => {
      calls += 1
      const call = `b${calls}`
      waiting.set(call, (reply) =>
        reply.ok ? resolve(reply) : reject(new Error(`${name}: ${JSON.stringify(reply.error)}`)),
      )
      const job = { call, name, input, caller, file, cancel: new SharedArrayBuffer(4) }
      worker.postMessage({ type: 'job', job })
    })
  const ask = async (name, input, file = null, caller = HELPDESK) =>
    (await act(name, input, file, caller)).value
  const close = () =>
    new Promise((resolve) => {
      worker.on('exit', resolve)
      worker.postMessage({ type: 'close' })
    })
  return { act, ask, close }
}

/** Runs `work` several times; the times in milliseconds, sorted. */
export async function timesOf(count, work) {
  const times = []
  for (let turn = 0; turn < count; turn += 1) {
    const started = performance.now()
    await work(turn)
    times.push(performance.now() - started)
  }
  return times.sort((left, right) => left - right)
}

/** The value that this share of the sorted values does not exceed. */
export const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
