import type { AppEvent } from '../../src-shared/events'
import type { ReplyOf, UnavailableReason } from '../../src-shared/faults'
import type { Job } from '../app/ports'

/** What a store thread needs to open the store. */
export interface ThreadStart {
  readonly path: string
  readonly key: string
}

/** What the main thread tells a store thread: `open` comes first, and once. */
export type ToThread =
  | { readonly type: 'open'; readonly start: ThreadStart }
  | { readonly type: 'job'; readonly job: Job }
  | { readonly type: 'close' }

/** What a store thread tells the main thread. */
export type FromThread =
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly reason: UnavailableReason }
  | { readonly type: 'reply'; readonly call: string; readonly reply: ReplyOf<unknown, string> }
  | { readonly type: 'event'; readonly event: AppEvent }
  | { readonly type: 'log'; readonly message: string }
  | { readonly type: 'log-error'; readonly message: string; readonly detail: string }
