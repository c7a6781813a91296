import type { z } from 'zod'

/**
 * Where a call is answered.
 * - `reader`: a store thread that only reads; for what the screen waits for
 * - `worker`: a second reading thread, for long reads, so that nobody's search waits behind an export
 * - `writer`: the one thread that writes
 * - `shell`: the main process itself; for what exists before a store is open or needs Electron
 */
export type Place = 'reader' | 'worker' | 'writer' | 'shell'

/**
 * Who may ask. Checked where a request arrives and again in the store thread, before any handler.
 * - `anyone`: also before sign-in
 * - `signed-in`: every operator
 * - `helpdesk`: the IMI Helpdesk; others are refused with `helpdesk-only`
 * - `rule`: every operator; the domain rule decides by the facts, or limits the answer to what the operator may see
 * - `program`: the main process itself, on behalf of an operator; never the window
 */
export type Who = 'anyone' | 'signed-in' | 'helpdesk' | 'rule' | 'program'

/** The code that `who: 'helpdesk'` adds to what an entry can be refused with. */
export type RefusalOfWho<By extends Who> = By extends 'helpdesk' ? 'helpdesk-only' : never

/** The field of the form that a refusal is about, so that its sentence appears there. */
export type FieldOf<Code extends string> = { readonly [C in Code]?: string }

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

export interface Query<Input extends z.ZodType, Output extends z.ZodType, At extends Place, By extends Who> {
  readonly kind: 'query'
  readonly who: By
  readonly place: At
  readonly input: Input
  readonly output: Output
}

export interface Command<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Code extends string,
  By extends Who,
> {
  readonly kind: 'command'
  readonly who: By
  readonly place: 'writer'
  readonly input: Input
  readonly output: Output
  readonly refusals: readonly (Code | RefusalOfWho<By>)[]
  readonly fieldOf: FieldOf<Code>
  readonly undo: Undo
  /** Whether the act must be repeated in the central IMI, so that the carry-over list contains it (P26, P47). */
  readonly centralEffect: boolean
}

export interface Task<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Code extends string,
  At extends Place,
  By extends Who,
> {
  readonly kind: 'task'
  readonly who: By
  readonly place: At
  readonly input: Input
  readonly output: Output
  readonly refusals: readonly (Code | RefusalOfWho<By>)[]
  readonly fieldOf: FieldOf<Code>
  readonly undo: Undo
  /** As of a command. */
  readonly centralEffect: boolean
  readonly file: FileNeed | null
  /** Writes nothing into the store, so that it may also be done while another authority is looked at ('View as'). */
  readonly readsOnly: boolean
  /** A backup is kept before it begins. */
  readonly backupFirst: boolean
}

export type ContractEntry =
  | Query<z.ZodType, z.ZodType, Place, Who>
  | Command<z.ZodType, z.ZodType, string, Who>
  | Task<z.ZodType, z.ZodType, string, Place, Who>

/** Describes a question: reads, never writes. */
export function query<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const By extends Who,
  At extends Place = 'reader',
>(entry: { who: By; input: Input; output: Output; place?: At }): Query<Input, Output, At, By> {
  return {
    kind: 'query',
    who: entry.who,
    place: (entry.place ?? 'reader') as At,
    input: entry.input,
    output: entry.output,
  }
}

/** Describes an act: synchronous, one transaction, one unit of the history. */
export function command<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Code extends string,
  const By extends Who,
>(entry: {
  who: By
  centralEffect: boolean
  input: Input
  output: Output
  refusals: readonly Code[]
  fieldOf?: FieldOf<NoInfer<Code>>
  undo: Undo
}): Command<Input, Output, Code, By> {
  return {
    kind: 'command',
    who: entry.who,
    place: 'writer',
    input: entry.input,
    output: entry.output,
    refusals: withWho(entry.who, entry.refusals),
    fieldOf: entry.fieldOf ?? {},
    undo: entry.undo,
    centralEffect: entry.centralEffect,
  }
}

/** Describes what takes time, a file, a dialog or a hash: reports progress, can be cancelled without a trace. */
export function task<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Code extends string,
  At extends Place,
  const By extends Who,
>(entry: {
  who: By
  centralEffect: boolean
  place: At
  input: Input
  output: Output
  refusals: readonly Code[]
  fieldOf?: FieldOf<NoInfer<Code>>
  undo: Undo
  file?: FileNeed
  readsOnly?: boolean
  backupFirst?: boolean
}): Task<Input, Output, Code, At, By> {
  return {
    kind: 'task',
    who: entry.who,
    place: entry.place,
    input: entry.input,
    output: entry.output,
    refusals: withWho(entry.who, entry.refusals),
    fieldOf: entry.fieldOf ?? {},
    undo: entry.undo,
    centralEffect: entry.centralEffect,
    file: entry.file ?? null,
    readsOnly: entry.readsOnly ?? entry.place === 'worker',
    backupFirst: entry.backupFirst ?? false,
  }
}

function withWho<Code extends string, By extends Who>(
  who: By,
  refusals: readonly Code[],
): readonly (Code | RefusalOfWho<By>)[] {
  return who === 'helpdesk' ? [...refusals, 'helpdesk-only' as RefusalOfWho<By>] : refusals
}
