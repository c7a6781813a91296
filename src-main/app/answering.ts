import { contract } from '../../src-shared/contract'
import type { ContractEntry } from '../../src-shared/contract/define'
import type { Fault, ReplyOf, UnavailableReason } from '../../src-shared/faults'
import type { Refusal } from '../../src-shared/result'
import { Cancelled } from './cancelled'
import type { Caller, Ids, Log } from './ports'

/** A reply of any request. */
export type Answer = ReplyOf<unknown, string>

const entries = new Map<string, ContractEntry>(Object.entries(contract))

/** Returns the entry of the contract with this name: looked up among its own names, so `constructor` is unknown. */
export function entryOf(name: string): ContractEntry | undefined {
  return entries.get(name)
}

/** Wraps a fault as the reply. */
export function failed(error: Fault): Answer {
  return { ok: false, error }
}

/** Wraps a refusal as the reply, with the field of the form that its contract entry names for it. */
export function refused(entry: ContractEntry, refusal: Refusal): Answer {
  const field = entry.kind === 'query' ? undefined : entry.fieldOf[refusal.code]
  return failed({ kind: 'refused', refusal, ...(field === undefined ? {} : { field }) })
}

/**
 * Whether the caller may ask at all, by the `who` of the entry. `rule` and `program` pass: the former is decided by the
 * handler, the latter is kept from the window by the gateway.
 * @returns the fault, null if the request may go on
 */
export function mayAsk(entry: ContractEntry, caller: Caller | null): Fault | null {
  if (entry.who === 'anyone') return null
  if (caller === null) return { kind: 'unavailable', reason: 'signed-out' }
  const isHelpdesk = caller.operatorId !== null && caller.actsFor === null
  if (entry.who !== 'helpdesk' || isHelpdesk) return null
  return { kind: 'refused', refusal: { code: 'helpdesk-only', params: {} } }
}

/** The input after its schema, or the fault that names the places that do not fit it. */
export type Checked =
  { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: Fault }

/** Checks an input against the schema of its entry. */
export function checkInput(entry: ContractEntry, input: unknown): Checked {
  const parsed = entry.input.safeParse(input)
  if (parsed.success) return { ok: true, data: parsed.data }
  return {
    ok: false,
    error: { kind: 'invalid-input', paths: parsed.error.issues.map((issue) => issue.path.join('.')) },
  }
}

export interface FaultPorts {
  readonly ids: Ids
  readonly log: Log
  /** Recognises what the operating system or the driver says; null for a mistake of the program. */
  readonly unavailable: (error: unknown, saving: boolean) => UnavailableReason | null
}

/** Turns what a handler threw into the fault of its reply, and logs it. The payload is never logged. */
export function faultOf(name: string, error: unknown, ports: FaultPorts): Fault {
  if (error instanceof Cancelled) return { kind: 'cancelled' }
  const reason = ports.unavailable(error, savesFile(name))
  if (reason !== null) {
    ports.log.error(`${name}: ${reason}`, error)
    return { kind: 'unavailable', reason }
  }
  const reference = ports.ids.next().slice(-8)
  ports.log.error(`${name}: internal fault ${reference}`, error)
  return { kind: 'internal', reference }
}

/** Whether the request writes a file where the operator chose. */
function savesFile(name: string): boolean {
  const entry = entries.get(name)
  return entry?.kind === 'task' && entry.file?.use === 'save'
}
