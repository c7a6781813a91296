import type { contract, Name, NameAt, Output, Parsed, RefusalCode } from '../../src-shared/contract'
import type { Progress } from '../../src-shared/events'
import type { AuthorityId } from '../../src-shared/ids'
import type { Result } from '../../src-shared/result'
import type { Change } from '../domain/change'
import type { Context } from '../domain/context'
import type { Caller, Clock, ErasedList, GrantedFile, Ids, ReadStore, WriteStore } from './ports'

export interface QueryTools {
  readonly store: ReadStore
  readonly caller: Caller
  readonly clock: Clock
}

export interface CommandTools {
  readonly store: ReadStore
  readonly context: Context
  /**
   * Writes the changes as the one unit of this act.
   * @param actsFor the authority on whose behalf the Helpdesk does it (P1); whoever the caller acts for where it is not given
   */
  readonly record: (changes: readonly Change[], reason?: string, actsFor?: AuthorityId | null) => string
  /** What is typed and not saved. */
  readonly drafts: Pick<WriteStore, 'keepDraft' | 'dropDraft'>
  /** When operators signed in on this PC. */
  readonly signIns: Pick<WriteStore, 'noteSignIn'>
}

export interface ReadTaskTools extends QueryTools {
  readonly ids: Ids
  readonly file: GrantedFile | null
  /** Tells how far the task is; returns false once it was cancelled. */
  readonly progress: (progress: Progress) => boolean
  /** Walks the hash chain of the history. */
  readonly verify: (watch: (done: number) => boolean) => Output<'history.verify'>
}

export interface WriteTaskTools {
  readonly ids: Ids
  readonly clock: Clock
  readonly caller: Caller
  readonly context: Context
  readonly store: ReadStore
  readonly file: GrantedFile | null
  readonly progress: (progress: Progress) => boolean
  /** Runs the task's writing in one transaction: all of it or, where it throws or is cancelled, nothing. */
  readonly commit: <Value>(work: (store: WriteStore) => Value) => Value
  /** What was erased, kept beside the store. */
  readonly erasures: ErasedList
}

type Contract = typeof contract
type Answer<N extends Name> = Result<Output<N>, RefusalCode<N>>

type ReadHandler<N extends Name> = Contract[N]['kind'] extends 'query'
  ? (input: Parsed<N>, tools: QueryTools) => Output<N>
  : (input: Parsed<N>, tools: ReadTaskTools) => Answer<N> | Promise<Answer<N>>

type WriteHandler<N extends Name> = Contract[N]['kind'] extends 'command'
  ? (input: Parsed<N>, tools: CommandTools) => Answer<N>
  : (input: Parsed<N>, tools: WriteTaskTools) => Answer<N> | Promise<Answer<N>>

/** What a task of the main process itself gets. */
export interface ShellTools {
  readonly file: GrantedFile | null
  readonly caller: Caller
  /** Tells how far the task is. */
  readonly progress: (progress: Progress) => void
  /** Whether the operator cancelled it; who sees that throws `Cancelled`. */
  readonly cancelled: () => boolean
}

type ShellHandler<N extends Name> = Contract[N]['kind'] extends 'query'
  ? (input: Parsed<N>) => Output<N> | Promise<Output<N>>
  : (input: Parsed<N>, tools: ShellTools) => Promise<Answer<N>>

/** A handler for every entry of a place: a missing one, a wrong output or an undeclared refusal does not compile. */
export type ReaderHandlers = { readonly [N in NameAt<'reader'>]: ReadHandler<N> }
export type WorkerHandlers = { readonly [N in NameAt<'worker'>]: ReadHandler<N> }
export type WriterHandlers = { readonly [N in NameAt<'writer'>]: WriteHandler<N> }
export type ShellHandlers = { readonly [N in NameAt<'shell'>]: ShellHandler<N> }

/** Part of a place's handlers: the entries whose names begin so. */
export type ReaderPart<Prefix extends string> = Pick<
  ReaderHandlers,
  Extract<NameAt<'reader'>, `${Prefix}.${string}`>
>
export type WorkerPart<Prefix extends string> = Pick<
  WorkerHandlers,
  Extract<NameAt<'worker'>, `${Prefix}.${string}`>
>
export type WriterPart<Prefix extends string> = Pick<
  WriterHandlers,
  Extract<NameAt<'writer'>, `${Prefix}.${string}`>
>
export type ShellPart<Prefix extends string> = Pick<
  ShellHandlers,
  Extract<NameAt<'shell'>, `${Prefix}.${string}`>
>
