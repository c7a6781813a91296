import { computed, ref } from 'vue'
import type { Input, Name, Output, Reply } from '../../src-shared/contract'
import type { Fault } from '../../src-shared/faults'
import { newCall, request } from '../ipc/client'
import { useSentences } from './useSentences'

/**
 * A call with everything a screen needs of it: run it, whether it is pending, and what came back instead of a value,
 * in words. `call` names it while it runs, for its progress.
 */
export function useCall<N extends Name>(name: N) {
  const sentences = useSentences()
  const pending = ref(false)
  const fault = ref<Fault | null>(null)
  const call = ref<string | null>(null)
  const problem = computed(() => (fault.value === null ? '' : sentences.ofFault(fault.value)))
  /** Names of the fields that cannot be used as they were entered. */
  const invalid = computed(() => {
    const paths = fault.value?.kind === 'invalid-input' ? fault.value.paths : []
    return new Set(paths.map((path) => path.split('.').at(-1) ?? path))
  })
  let latest = 0

  /** Runs the call; the value, or null where there was a fault. An answer overtaken by a newer call is dropped. */
  async function run(input: Input<N>): Promise<Output<N> | null> {
    latest += 1
    const mine = latest
    pending.value = true
    fault.value = null
    call.value = newCall()
    const reply: Reply<N> = await request(name, input, call.value)
    if (mine !== latest) return null
    pending.value = false
    if (reply.ok) return reply.value
    fault.value = reply.error
    return null
  }

  function clear(): void {
    fault.value = null
  }

  return { run, pending, fault, problem, invalid, call, clear }
}
