import type { Name, Output, RefusalCode } from '../../../src-shared/contract'
import type { Result } from '../../../src-shared/result'
import type { Caller, Host, Ids } from '../ports'

/** Thrown where a request inside the main process itself failed: a fault, not a refusal the operator can cause. */
export class InnerFault extends Error {
  readonly fault: { kind: string; reason?: string }

  constructor(request: string, fault: { kind: string; reason?: string }) {
    super(`${request}: ${JSON.stringify(fault)}`)
    this.fault = fault
  }
}

/**
 * Asks the store from inside the main process, internal requests included.
 * @throws InnerFault where it was neither answered nor refused
 */
export async function askStore<N extends Name>(
  ports: { readonly host: Host; readonly ids: Ids },
  name: N,
  input: unknown,
  caller: Caller,
  place: 'reader' | 'writer',
): Promise<Result<Output<N>, RefusalCode<N>>> {
  const cancel = new SharedArrayBuffer(4)
  const job = { call: ports.ids.next(), name, input, caller, file: null, cancel }
  const reply = await ports.host.run(job, place)
  if (reply.ok) return { ok: true, value: reply.value as Output<N> }
  if (reply.error.kind === 'refused') {
    return {
      ok: false,
      refusal: { ...reply.error.refusal, code: reply.error.refusal.code as RefusalCode<N> },
    }
  }
  throw new InnerFault(name, reply.error)
}
