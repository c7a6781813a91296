import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Message {
  readonly key: number
  readonly kind: 'done' | 'problem'
  readonly text: string
}

/** Messages after an act, shown until they are read or replaced. */
export const useMessages = defineStore('messages', () => {
  const current = ref<Message | null>(null)
  let keys = 0

  function show(kind: Message['kind'], text: string): void {
    keys += 1
    current.value = { key: keys, kind, text }
  }

  return {
    current,
    done: (text: string) => {
      show('done', text)
    },
    problem: (text: string) => {
      show('problem', text)
    },
    dismiss: () => {
      current.value = null
    },
  }
})
