import type { Input, Name, Reply } from '../../src-shared/contract'
import type { AppEvent } from '../../src-shared/events'

/** What the preload puts into the page. Nothing but this file touches it. */
interface Bridge {
  request: (request: { call: string; name: string; input: unknown }) => Promise<unknown>
  onEvent: (callback: (event: unknown) => void) => void
}

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

let calls = 0

/** A window that takes the place of one that died must not call anything as that one did. */
const opened = Math.floor(performance.timeOrigin)

/** A name for a call, never given before: for progress and cancelling. */
export function newCall(): string {
  calls += 1
  return `w${String(opened)}-${String(calls)}`
}

/**
 * Asks the main process. The reply is a value, never thrown: a refusal or a fault stands in it.
 * @param call names the request where its progress is watched
 */
export async function request<N extends Name>(name: N, input: Input<N>, call = newCall()): Promise<Reply<N>> {
  // What is asked is plain data; the copy takes it out of the reactive wrappers, which cannot cross to the main process.
  const plain: unknown = JSON.parse(JSON.stringify(input))
  return (await window.bridge.request({ call, name, input: plain })) as Reply<N>
}

/** Calls back for every event of the main process. */
export function listen(callback: (event: AppEvent) => void): void {
  window.bridge.onEvent((event) => {
    callback(event as AppEvent)
  })
}
