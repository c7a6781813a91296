import { computed, ref } from 'vue'
import type { Input, Name, NameOfKind, Output, Reply } from '../../src-shared/contract'
import type { Fault } from '../../src-shared/faults'
import { newCall, request } from '../ipc/client'
import { useSentences } from './useSentences'

/**
 * A question with everything a screen needs of it: run it, whether it is pending, and what came back instead of a value,
 * in words. An answer overtaken by a newer question is dropped. `call` names it while it runs.
 */
export function useCall<N extends NameOfKind<'query'>>(name: N) {
  return useRequest(name, 'the newest counts')
}

/**
 * As `useCall`, for an act: one under way is not begun again by a second press, whose answer would be a refusal shown
 * in the place of the first.
 */
export function useAct<N extends NameOfKind<'command' | 'task'>>(name: N) {
  return useRequest(name, 'one at a time')
}

function useRequest<N extends Name>(name: N, order: 'the newest counts' | 'one at a time') {
  const sentences = useSentences()
  const pending = ref(false)
  const fault = ref<Fault | null>(null)
  const call = ref<string | null>(null)
  /** The unit of the history that the act wrote last: by it, it can be taken back. Null where it cannot. */
  const unit = ref<string | null>(null)
  const problem = computed(() => (fault.value === null ? '' : sentences.ofFault(fault.value)))
  let latest = 0

  /** Asks; the value, or null where there was a fault or the answer is not wanted any more. */
  async function run(input: Input<N>): Promise<Output<N> | null> {
    if (order === 'one at a time' && pending.value) return null
    latest += 1
    const mine = latest
    pending.value = true
    fault.value = null
    call.value = newCall()
    const reply: Reply<N> = await request(name, input, call.value)
    if (mine !== latest) return null
    pending.value = false
    if (reply.ok) {
      unit.value = reply.unit ?? null
      return reply.value
    }
    fault.value = reply.error
    return null
  }

  function clear(): void {
    fault.value = null
  }

  return { run, pending, fault, problem, call, unit, clear }
}
