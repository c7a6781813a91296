import { ref, watch, type Ref } from 'vue'

/**
 * Asks before something not saved is left: `asking` opens the dialog, `answer` closes it.
 * @param discarded called where somebody leaves it all the same
 */
export function useUnsaved(
  isDirty: () => boolean,
  discarded: () => unknown = () => undefined,
): {
  asking: Ref<boolean>
  mayLeave: () => Promise<boolean>
  answer: (leave: boolean) => void
} {
  const asking = ref(false)
  let settle: (leave: boolean) => void = () => undefined

  function mayLeave(): Promise<boolean> {
    if (!isDirty()) return Promise.resolve(true)
    settle(false)
    asking.value = true
    return new Promise((resolve) => {
      settle = resolve
    })
  }

  function answer(leave: boolean): void {
    if (leave) discarded()
    settle(leave)
    asking.value = false
  }

  // Closed by Esc or beside it: stay.
  watch(asking, (open) => {
    if (!open) settle(false)
  })

  return { asking, mayLeave, answer }
}
