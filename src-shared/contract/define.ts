import type { z } from 'zod'

/**
 * Where a call is answered.
 * - `reader`: a store thread that only reads; for what the screen waits for
 * - `worker`: a second reading thread, for long reads, so that nobody's search waits behind an export
 * - `writer`: the one thread that writes
 * - `shell`: the main process itself; for what exists before a store is open or needs Electron
 */
export type Place = 'reader' | 'worker' | 'writer' | 'shell'

/** Whether an act can be taken back; `never` carries the key of the sentence that is shown before the act. */
export type Undo = 'inverse' | { readonly never: string }

/**
 * A file the operator picks in a dialog that the main process shows; the window never sees or names a path.
 * - `open`: the dialog is shown first; the answer carries a token under which the file stays known
 * - `open-folder`: as `open`, for a folder
 * - `save`: the dialog is shown first; the task writes there
 * - `known`: the input carries the token of a file opened before
 */
export type FileNeed =
  | { readonly use: 'open'; readonly extensions: readonly string[] }
  | { readonly use: 'open-folder' }
  | { readonly use: 'save'; readonly extensions: readonly string[]; readonly suggested: string }
  | { readonly use: 'known' }

export interface Query<Input extends z.ZodType, Output extends z.ZodType, At extends Place> {
  readonly kind: 'query'
  readonly place: At
  readonly open: boolean
  readonly internal: boolean
  readonly input: Input
  readonly output: Output
}

export interface Command<Input extends z.ZodType, Output extends z.ZodType, Code extends string> {
  readonly kind: 'command'
  readonly place: 'writer'
  readonly open: false
  readonly internal: boolean
  readonly input: Input
  readonly output: Output
  readonly refusals: readonly Code[]
  readonly undo: Undo
}

export interface Task<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Code extends string,
  At extends Place,
> {
  readonly kind: 'task'
  readonly place: At
  readonly open: boolean
  readonly internal: false
  readonly input: Input
  readonly output: Output
  readonly refusals: readonly Code[]
  readonly undo: Undo
  readonly file: FileNeed | null
  /** Writes nothing into the store, so that it may also be done while another authority is looked at ('View as'). */
  readonly readsOnly: boolean
  /** A backup is kept before it begins. */
  readonly backupFirst: boolean
}

export type ContractEntry =
  | Query<z.ZodType, z.ZodType, Place>
  | Command<z.ZodType, z.ZodType, string>
  | Task<z.ZodType, z.ZodType, string, Place>

/** A question: reads, never writes. `open`: answered before anyone signed in. `internal`: never asked by the window. */
export function query<Input extends z.ZodType, Output extends z.ZodType, At extends Place = 'reader'>(entry: {
  input: Input
  output: Output
  place?: At
  open?: boolean
  internal?: boolean
}): Query<Input, Output, At> {
  return {
    kind: 'query',
    place: (entry.place ?? 'reader') as At,
    open: entry.open ?? false,
    internal: entry.internal ?? false,
    input: entry.input,
    output: entry.output,
  }
}

/** An act: synchronous, one transaction, one unit of the history. `internal`: asked by the shell, never by the window. */
export function command<Input extends z.ZodType, Output extends z.ZodType, const Code extends string>(entry: {
  input: Input
  output: Output
  refusals: readonly Code[]
  undo: Undo
  internal?: boolean
}): Command<Input, Output, Code> {
  return {
    kind: 'command',
    place: 'writer',
    open: false,
    internal: entry.internal ?? false,
    input: entry.input,
    output: entry.output,
    refusals: entry.refusals,
    undo: entry.undo,
  }
}

/** Something that takes time, a file, a dialog or a hash: reports progress, can be cancelled without a trace. */
export function task<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Code extends string,
  At extends Place,
>(entry: {
  place: At
  input: Input
  output: Output
  refusals: readonly Code[]
  undo: Undo
  file?: FileNeed
  open?: boolean
  readsOnly?: boolean
  backupFirst?: boolean
}): Task<Input, Output, Code, At> {
  return {
    kind: 'task',
    place: entry.place,
    open: entry.open ?? false,
    internal: false,
    input: entry.input,
    output: entry.output,
    refusals: entry.refusals,
    undo: entry.undo,
    file: entry.file ?? null,
    readsOnly: entry.readsOnly ?? entry.place === 'worker',
    backupFirst: entry.backupFirst ?? false,
  }
}
