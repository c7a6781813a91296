import type { AppEvent } from '../../src-shared/events'
import type { Fault, UnavailableReason } from '../../src-shared/faults'
import type { Result } from '../../src-shared/result'
import type { ContractEntry, FileNeed } from '../../src-shared/contract/define'
import { checkInput, entryOf, failed, faultOf, mayAsk, refused, type Answer } from './answering'
import type { ShellHandlers, ShellTools } from './handlers'
import type { Caller, Files, GrantedFile, Host, Ids, Job, Log } from './ports'
import { InnerFault } from './shell/ask-store'

export interface GatewayPorts {
  readonly host: Host
  readonly shell: ShellHandlers
  readonly caller: () => Caller | null
  /** Whether the program is looked at with the eyes of an authority: then nothing is written (P1). */
  readonly viewing: () => boolean
  readonly files: Files
  /** Keeps a backup of the store; tells why it could not be made. */
  readonly backup: () => Promise<UnavailableReason | null>
  readonly ids: Ids
  readonly log: Log
  readonly emit: (event: AppEvent) => void
  readonly unavailable: (error: unknown, saving: boolean) => UnavailableReason | null
}

/** Where every request of the window arrives in the main process. */
export interface Gateway {
  /** @param request as it came over the channel: nothing of it is believed yet */
  answer: (request: unknown) => Promise<Answer>
  /** Cancels a task under way; unknown calls are ignored. */
  cancel: (call: string) => void
  /** Whether a task is under way in the store. */
  working: () => boolean
}

function isRequest(value: unknown): value is { call: string; name: string; input: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'call' in value &&
    typeof value.call === 'string' &&
    /^[0-9A-Za-z-]{1,40}$/.test(value.call) &&
    'name' in value &&
    typeof value.name === 'string' &&
    'input' in value
  )
}

/** Whether a request could change the store, or a password of it. */
function writes(entry: ContractEntry): boolean {
  if (entry.kind === 'query' || entry.who === 'anyone') return false
  return entry.kind === 'command' || !entry.readsOnly
}

/**
 * Routes a request: is it in the contract, may this caller ask it, does it need a file;
 * then to the shell's own handlers or to a thread of the store.
 */
export function createGateway(ports: GatewayPorts): Gateway {
  const running = new Map<string, SharedArrayBuffer>()
  const tasks = new Set<string>()
  const shell = new Map<string, (input: unknown, tools: unknown) => unknown>(
    Object.entries(ports.shell) as never,
  )

  async function answer(request: unknown): Promise<Answer> {
    if (!isRequest(request)) return failed({ kind: 'invalid-input', paths: ['request'] })
    const entry = entryOf(request.name)
    if (entry === undefined || entry.who === 'program')
      return failed({ kind: 'invalid-input', paths: ['name'] })
    const caller = ports.caller()
    if (caller !== null && ports.viewing() && writes(entry)) {
      return failed({ kind: 'unavailable', reason: 'viewing' })
    }
    const forbidden = mayAsk(entry, caller)
    if (forbidden !== null) return failed(forbidden)
    const cancel = new SharedArrayBuffer(4)
    try {
      const need = entry.kind === 'task' ? entry.file : null
      // Nobody is asked for a file by a request that will be refused anyway.
      const input = need === null ? null : checkInput(entry, request.input)
      if (input !== null && !input.ok) return failed(input.error)
      const file = need === null ? null : await fileFor(need, request.input)
      if (file === 'none') return failed({ kind: 'cancelled' })
      if (file === 'unknown') return refused(entry, { code: 'file-unknown', params: {} })
      // Meanwhile the program may have locked, and somebody else signed in.
      if (file !== null && ports.caller()?.operatorId !== caller?.operatorId)
        return failed({ kind: 'unavailable', reason: 'signed-out' })
      const job = { ...request, caller: caller ?? { operatorId: null, actsFor: null }, file, cancel }
      if (entry.place === 'shell' && entry.kind === 'query') return await answerHere(job)
      // Two calls of one name could not be told apart when they are answered or cancelled.
      if (running.has(request.call)) return failed({ kind: 'invalid-input', paths: ['call'] })
      running.set(request.call, cancel)
      if (entry.place === 'shell') return await answerHere(job)
      if (entry.kind === 'task') tasks.add(request.call)
      if (entry.kind === 'task' && entry.backupFirst) {
        const withoutBackup = await backupBefore(job)
        if (withoutBackup !== null) return failed(withoutBackup)
      }
      return await ports.host.run(job, entry.place)
    } catch (error) {
      return failed(faultOf(request.name, error, { ...ports, unavailable }))
    } finally {
      if (running.get(request.call) === cancel) {
        running.delete(request.call)
        tasks.delete(request.call)
        ports.emit({ type: 'ended', call: request.call })
      }
    }
  }

  async function backupBefore(job: Job): Promise<Fault | null> {
    const progress = { done: 0, total: 1, what: 'progress.backup' }
    ports.emit({ type: 'progress', call: job.call, name: job.name, progress })
    const reason = await ports.backup()
    if (reason !== null) return { kind: 'unavailable', reason }
    return Atomics.load(new Int32Array(job.cancel), 0) === 0 ? null : { kind: 'cancelled' }
  }

  async function fileFor(need: FileNeed, input: unknown): Promise<GrantedFile | 'none' | 'unknown'> {
    if (need.use === 'known') {
      const token = typeof input === 'object' && input !== null && 'file' in input ? String(input.file) : ''
      return ports.files.known(token) ?? 'unknown'
    }
    const hint =
      typeof input === 'object' && input !== null && 'format' in input ? String(input.format) : null
    return (await ports.files.ask(need, hint)) ?? 'none'
  }

  async function answerHere(job: Job): Promise<Answer> {
    const entry = entryOf(job.name)
    const handler = shell.get(job.name)
    if (entry === undefined || handler === undefined)
      return failed({ kind: 'invalid-input', paths: ['name'] })
    const input = checkInput(entry, job.input)
    if (!input.ok) return failed(input.error)
    const tools: ShellTools = {
      file: job.file,
      caller: job.caller,
      progress: (progress) => {
        ports.emit({ type: 'progress', call: job.call, name: job.name, progress })
      },
      cancelled: () => Atomics.load(new Int32Array(job.cancel), 0) !== 0,
    }
    const answered = await handler(input.data, tools)
    if (entry.kind === 'query') return { ok: true, value: entry.output.parse(answered) }
    const result = answered as Result<unknown, string>
    return result.ok ? { ok: true, value: entry.output.parse(result.value) } : refused(entry, result.refusal)
  }

  function unavailable(error: unknown, saving: boolean): UnavailableReason | null {
    if (error instanceof InnerFault && error.fault.kind === 'unavailable') {
      return (error.fault.reason ?? 'store-closed') as UnavailableReason
    }
    return ports.unavailable(error, saving)
  }

  return {
    answer,
    working: () => tasks.size > 0,
    cancel: (call) => {
      const flag = running.get(call)
      if (flag !== undefined) Atomics.store(new Int32Array(flag), 0, 1)
    },
  }
}
