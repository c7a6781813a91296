import { defineStore } from 'pinia'
import { ref } from 'vue'
import { request } from '../ipc/client'

/** How much waits, as far as the menu shows it. */
export const useWork = defineStore('work', () => {
  const openRequests = ref(0)

  async function refresh(): Promise<void> {
    const reply = await request('roleRequests.list', { status: 'open', page: { offset: 0, limit: 1 } })
    if (reply.ok) openRequests.value = reply.value.open
  }

  return { openRequests, refresh }
})
