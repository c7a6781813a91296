import type { EntityName } from './entities'

/** How far a task is. `what` is a key of the texts. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly what: string
}

/** What the main process tells the window without being asked. */
export type AppEvent =
  | {
      readonly type: 'changed'
      readonly entities: readonly EntityName[]
      readonly authorities: readonly string[]
    }
  | { readonly type: 'progress'; readonly call: string; readonly name: string; readonly progress: Progress }
  | { readonly type: 'ended'; readonly call: string }
  | { readonly type: 'session' }
  | { readonly type: 'crashed' }
  | { readonly type: 'file-given' }
  | { readonly type: 'notice'; readonly code: string; readonly params: Readonly<Record<string, string>> }
