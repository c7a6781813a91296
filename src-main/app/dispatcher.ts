import type { ContractEntry } from '../../src-shared/contract/define'
import type { AppEvent, Progress } from '../../src-shared/events'
import type { EntityName } from '../../src-shared/entities'
import type { Fault, UnavailableReason } from '../../src-shared/faults'
import type { Result } from '../../src-shared/result'
import { millisecondsOf } from '../../src-shared/time'
import type { Change } from '../domain/change'
import { aboutAuthority } from '../domain/about'
import type { Context } from '../domain/context'
import { checkInput, entryOf, failed, faultOf, mayAct, mayAsk, refused, type Answer } from './answering'
import { unitHead } from './unit-head'
import type { Caller, Clock, ErasedList, Ids, Job, Log, ReadStore, UnitHead, WriteStore } from './ports'
import type { ReadTaskTools } from './handlers'

/** What a place offers the dispatcher besides its handlers. */
export interface Place {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly emit: (event: AppEvent) => void
  readonly store: ReadStore
  /** Only the writer has it. */
  readonly writing: {
    readonly store: WriteStore
    readonly transaction: <Value>(work: () => Value, size?: 'bulk') => Value
    readonly erasures: ErasedList
  } | null
  readonly verify: ReadTaskTools['verify']
  /** Recognises what the operating system or the driver says, null for a bug. */
  readonly unavailable: (error: unknown, saving: boolean) => UnavailableReason | null
}

type AnyHandler = (input: unknown, tools: unknown) => unknown
/**
 * The one way a request takes inside a store thread: may it be asked, schema in, handle, handler, schema out, commit, events, reply.
 * Logs name, duration and outcome; never the payload.
 */
export function createDispatcher(handlers: object, place: Place): (job: Job) => Promise<Answer> {
  const table = new Map<string, AnyHandler>(Object.entries(handlers) as [string, AnyHandler][])

  return async (job) => {
    const started = millisecondsOf(place.clock.now())
    const reply = await answer(job)
    const outcome = reply.ok ? 'ok' : outcomeOf(reply.error)
    place.log.info(`${job.name} ${outcome} ${millisecondsOf(place.clock.now()) - started} ms`)
    return reply
  }

  async function answer(job: Job): Promise<Answer> {
    const entry = entryOf(job.name)
    const handler = table.get(job.name)
    if (entry === undefined || handler === undefined)
      return failed({ kind: 'invalid-input', paths: ['name'] })
    const forbidden = mayAsk(entry, job.caller) ?? mayAct(entry, job.caller, place.store)
    if (forbidden !== null) return failed(forbidden)
    const input = checkInput(entry, job.input)
    if (!input.ok) return failed(input.error)
    try {
      const touched = new Touched()
      const answered = await run(entry, handler, input.data, job, touched)
      if (!answered.ok) return refused(entry, answered.refusal)
      const output = entry.output.parse(answered.value)
      touched.tell(place.emit)
      // Told only where it can be taken back.
      const unit = entry.kind !== 'query' && entry.undo === 'inverse' ? touched.unit() : undefined
      return unit === undefined ? { ok: true, value: output } : { ok: true, value: output, unit }
    } catch (error) {
      return failed(faultOf(job.name, error, place))
    }
  }

  async function run(
    entry: ContractEntry,
    handler: AnyHandler,
    input: unknown,
    job: Job,
    touched: Touched,
  ): Promise<Result<unknown, string>> {
    const shared = {
      store: place.store,
      caller: job.caller,
      clock: place.clock,
      ids: place.ids,
      file: job.file,
    }
    if (entry.kind === 'query') return { ok: true, value: handler(input, shared) }
    const context = contextOf(job.caller)
    const progress = (state: Progress): boolean => {
      place.emit({ type: 'progress', call: job.call, name: job.name, progress: state })
      return Atomics.load(new Int32Array(job.cancel), 0) === 0
    }
    if (place.writing === null) {
      return (await handler(input, { ...shared, progress, verify: place.verify })) as Result<unknown, string>
    }
    const { store, transaction, erasures } = place.writing
    const watched = touched.watch(store)
    if (entry.kind === 'command') {
      return transaction(() => {
        const units: string[] = []
        const record = (changes: readonly Change[], reason = '', actsFor = job.caller.actsFor): string => {
          const unit = watched.apply(unitHead(job.name, reason, { ...job.caller, actsFor }), changes)
          units.push(unit)
          return unit
        }
        const decided = handler(input, {
          store: place.store,
          context,
          record,
          drafts: store,
          signIns: store,
        }) as Result<unknown, string>
        // Both are bugs of the handler. Thrown before the commit, nothing of what it wrote stays.
        if (decided.ok) entry.output.parse(decided.value)
        else if (units.length > 0) throw new Error(`${job.name} refused after it had written`)
        return decided
      })
    }
    const commit = <Value>(work: (store: WriteStore) => Value): Value =>
      transaction(() => work(watched), 'bulk')
    return (await handler(input, { ...shared, context, progress, commit, erasures })) as Result<
      unknown,
      string
    >
  }

  function contextOf(caller: Caller): Context {
    return { now: place.clock.now(), actor: caller, newId: () => place.ids.next() }
  }
}

function outcomeOf(error: Fault): string {
  return error.kind === 'refused' ? `refused ${error.refusal.code}` : error.kind
}

/** Above this many authorities an event names none: whoever shows one asks anew. */
const NAMED_AT_MOST = 500

/** Collects what a request wrote, for the event that follows its commit. */
class Touched {
  private readonly entities = new Set<EntityName>()
  private readonly authorities = new Set<string>()
  private readonly units: string[] = []

  watch(store: WriteStore): WriteStore {
    return {
      ...store,
      apply: (head, changes, watch) => this.written(store.apply(head, this.noting(changes), watch)),
      applyUnits: (units, watch) => this.writtenAll(store.applyUnits(this.notingUnits(units), watch)),
      writeBaseline: (head, rows, acts, watch) =>
        this.writtenAll(store.writeBaseline(head, this.notingRows(rows), this.notingUnits(acts), watch)),
    }
  }

  /** The one unit that was written; undefined where there were none or several. */
  unit(): string | undefined {
    return this.units.length === 1 ? this.units[0] : undefined
  }

  private written(id: string): string {
    this.units.push(id)
    return id
  }

  /** One by one: a batch has more of them than a call takes arguments. */
  private writtenAll(ids: string[]): string[] {
    for (const id of ids) this.units.push(id)
    return ids
  }

  tell(emit: (event: AppEvent) => void): void {
    if (this.entities.size === 0) return
    const authorities = this.authorities.size > NAMED_AT_MOST ? [] : [...this.authorities]
    emit({ type: 'changed', entities: [...this.entities], authorities })
  }

  private *noting(changes: Iterable<Change>): Generator<Change> {
    for (const change of changes) {
      this.note(change.entity, change.after ?? change.before)
      yield change
    }
  }

  private *notingUnits(
    units: Iterable<{ head: UnitHead; changes: Iterable<Change> }>,
  ): Generator<{ head: UnitHead; changes: Iterable<Change> }> {
    for (const { head, changes } of units) yield { head, changes: this.noting(changes) }
  }

  private *notingRows(
    rows: Iterable<{ entity: EntityName; row: object }>,
  ): Generator<{ entity: EntityName; row: object }> {
    for (const each of rows) {
      this.note(each.entity, each.row)
      yield each
    }
  }

  private note(entity: EntityName, row: object): void {
    this.entities.add(entity)
    if (this.authorities.size <= NAMED_AT_MOST) this.authorities.add(aboutAuthority(entity, row))
  }
}
