import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Message {
  readonly key: number
  readonly kind: 'done' | 'problem'
  readonly text: string
  /** The unit of the history it tells of, where that can be taken back. */
  readonly unit: string | null
}

/** Messages after an act, shown until they are read or replaced. */
export const useMessages = defineStore('messages', () => {
  const current = ref<Message | null>(null)
  let keys = 0

  function show(kind: Message['kind'], text: string, unit: string | null): void {
    keys += 1
    current.value = { key: keys, kind, text, unit }
  }

  return {
    current,
    /** @param unit what the act wrote, so that the message offers to take it back */
    done: (text: string, unit: string | null = null) => {
      show('done', text, unit)
    },
    problem: (text: string) => {
      show('problem', text, null)
    },
    dismiss: () => {
      current.value = null
    },
  }
})
