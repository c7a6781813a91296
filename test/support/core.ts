import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { entryOf } from '../../src-main/app/answering'
import { createDispatcher, type Place } from '../../src-main/app/dispatcher'
import type { WriterHandlers } from '../../src-main/app/handlers'
import type { Caller, GrantedFile } from '../../src-main/app/ports'
import { unitHead } from '../../src-main/app/unit-head'
import type { Change } from '../../src-main/domain/change'
import { readerHandlers, workerHandlers, writerHandlers } from '../../src-main/host/handlers'
import { sortOrder } from '../../src-main/host/order'
import { createIds } from '../../src-main/host/ports/ids'
import { openForWriting } from '../../src-main/host/open-for-writing'
import { openReadStore } from '../../src-main/store/open'
import { openReader, openWriter, type SqlRow, type SqlValue } from '../../src-main/store/sqlite/driver'
import { unavailableReason } from '../../src-main/store/unavailable'
import type { Input, Name, Output, Reply } from '../../src-shared/contract'
import type { AppEvent, Progress } from '../../src-shared/events'
import type { ReplyOf } from '../../src-shared/faults'
import type { AuthorityId, UnitId } from '../../src-shared/ids'
import { steppingClock, steadyRandom } from './ports'

/** The key of every test store. */
export const KEY = 'abcdefghijklmnopqrstuvwxyz_-0123'

/** Nobody is signed in. */
export const NOBODY: Caller = { operatorId: null, actsFor: null }

export interface RequestOptions {
  /** Who asks; the operator of `actAs` where it is not given. */
  readonly as?: Caller
  /** Path of the file the operator picked in the dialog. */
  readonly file?: string
  /** Asked at each progress message; true cancels the task there and then. */
  readonly cancelAt?: (progress: Progress) => boolean
}

/** The core of the program with a real encrypted store, driven as the window drives it. */
export type Core = ReturnType<typeof openCore>

/**
 * A fresh folder whose name holds a blank and a letter outside ASCII, as folders of people do. A name of another length
 * gives a core other ids than the cores beside it.
 */
export function newFolder(name = 'Büro Łódź'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'imi-core-')), name)
  mkdirSync(folder)
  return folder
}

/** Removes what `newFolder` made, and nothing else. */
export function removeFolder(folder: string): void {
  const made = dirname(folder)
  if (!basename(made).startsWith('imi-core-')) throw new Error(`${folder} is no folder of a test`)
  rmSync(made, { recursive: true, force: true })
}

/** The value of a reply. @throws with the fault where the request failed */
export function must<Value>(reply: { ok: true; value: Value } | { ok: false }): Value {
  if (reply.ok) return reply.value
  throw new Error(`The request failed: ${JSON.stringify(reply)}`)
}

/** The unit that an act wrote. @throws where it was not done, or cannot be taken back */
export function unitOf(reply: Answered): UnitId {
  if (reply.ok && reply.unit !== undefined) return reply.unit as UnitId
  throw new Error(`There is no unit to take back: ${JSON.stringify(reply)}`)
}

/** A reply of whatever kind. */
export type Answered = ReplyOf<unknown, string>

/** What a reply failed with: the code of a refusal, else the kind of the fault and its reason; null where it did not. */
export function failureOf(reply: Answered): string | null {
  if (reply.ok) return null
  const { error } = reply
  if (error.kind === 'refused') return error.refusal.code
  return error.kind === 'unavailable' ? `unavailable: ${error.reason}` : error.kind
}

/**
 * Opens a store with writer and readers in this thread, and makes its first Helpdesk operator.
 * @param folder where the store lies; a fresh one where it is not given
 * @param wrong acts that answer in place of the program's own, to see that a test notices
 */
export function openCore(folder = newFolder(), wrong: Partial<WriterHandlers> = {}) {
  const path = join(folder, 'imi.db')
  const clock = steppingClock('2026-11-23T08:00:00.000Z')
  const random = steadyRandom(folder.length)
  const ids = createIds(clock, random)
  const log: string[] = []
  const logging = {
    info: (message: string) => void log.push(message),
    error: (message: string, error: unknown) => void log.push(`${message}: ${String(error)}`),
  }
  const events: AppEvent[] = []
  let cancelAt: RequestOptions['cancelAt']
  let cancel = new Int32Array(new SharedArrayBuffer(4))

  const writer = openForWriting({ path, key: KEY }, { clock, random, ids, log: logging })
  const reader = openReadStore({ path, key: KEY }, sortOrder)
  const raw = openReader({ path, key: KEY })
  const shared = {
    clock,
    ids,
    log: logging,
    emit: (event: AppEvent) => {
      events.push(event)
      if (event.type === 'progress' && cancelAt?.(event.progress) === true) Atomics.store(cancel, 0, 1)
    },
    verify: reader.verify,
    unavailable: unavailableReason,
  } satisfies Partial<Place>
  const reading = { ...shared, store: reader.store, writing: null }
  const dispatchers = {
    reader: createDispatcher(readerHandlers, reading),
    worker: createDispatcher(workerHandlers, reading),
    writer: createDispatcher(
      { ...writerHandlers, ...wrong },
      { ...shared, store: writer.store, writing: writer },
    ),
  }

  /** Asks as the window would, without its types: for what a window must never send. */
  async function ask(name: string, input: unknown, options: RequestOptions = {}): Promise<Answered> {
    const place = entryOf(name)?.place ?? 'reader'
    if (place === 'shell') throw new Error(`${name} is answered by the shell`)
    cancel = new Int32Array(new SharedArrayBuffer(4))
    cancelAt = options.cancelAt
    const file: GrantedFile | null =
      options.file === undefined ? null : { token: ids.next(), path: options.file }
    const job = { call: ids.next(), name, input, caller: options.as ?? caller, file, cancel: cancel.buffer }
    // A thread gets a copy, never the objects of the window.
    return dispatchers[place](structuredClone<typeof job>(job))
  }

  async function request<N extends Name>(
    name: N,
    input: Input<N>,
    options?: RequestOptions,
  ): Promise<Reply<N>> {
    return (await ask(name, input, options)) as Reply<N>
  }

  /** As `request`, for what must succeed. */
  async function done<N extends Name>(
    name: N,
    input: Input<N>,
    options?: RequestOptions,
  ): Promise<Output<N>> {
    return must<Output<N>>(await request(name, input, options))
  }

  let caller: Caller = NOBODY
  let operators = 0

  /** Adds an operator; the first one opens the store. */
  async function addOperator(actsFor: AuthorityId | null): Promise<Caller> {
    operators += 1
    const { id } = await done('operators.store', {
      userName: `operator${String(operators)}`,
      name: `Operator ${String(operators)}`,
      email: `operator${String(operators)}@helpdesk.example`,
      actsFor,
      passwordHash: 'scrypt$c2FsdA==$aGFzaA==',
      first: operators === 1,
    })
    return { operatorId: id, actsFor }
  }

  return {
    folder,
    path,
    clock,
    ids,
    log,
    events,
    request,
    done,
    ask,
    /** Signs in as the store's first Helpdesk operator, made now. */
    start: async (): Promise<Caller> => (caller = await addOperator(null)),
    addOperator,
    /** Who asks from now on. */
    actAs: (other: Caller): void => {
      caller = other
    },
    /** Lets time pass. */
    advance: (milliseconds: number): void => {
      clock.advance(milliseconds)
    },
    /** What a statement answers, for assertions. */
    raw: (sql: string, parameters: readonly SqlValue[] = []): SqlRow[] => raw.all(sql, parameters),
    /** Edits the file behind the program's back. */
    tamper: (script: string): void => {
      const connection = openWriter({ path, key: KEY })
      connection.script(script)
      connection.close()
    },
    /** Writes rows that no command can write yet; they stand in the history as a unit named `given`. */
    given: (...changes: Change[]): void => {
      writer.transaction(() => writer.store.apply(unitHead('given', '', caller), changes))
    },
    writer,
    /** Closes the store; its folder stays. */
    shut: (): void => {
      raw.close()
      reader.close()
      writer.close()
    },
    /** Closes the store and removes its folder. */
    close(): void {
      this.shut()
      removeFolder(folder)
    },
  }
}
