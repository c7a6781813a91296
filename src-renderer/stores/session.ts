import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Output } from '../../src-shared/contract'
import { request } from '../ipc/client'

type Status = Output<'session.status'>

/** Who is signed in, and what this PC says of its store. */
export const useSession = defineStore('session', () => {
  const status = ref<Status | null>(null)
  /** True from making a store until its first data is chosen: the frame must not open over these steps. */
  const settingUp = ref(false)

  async function refresh(): Promise<void> {
    const reply = await request('session.status', {})
    if (reply.ok) status.value = reply.value
  }

  const operator = computed(() => status.value?.operator ?? null)
  const isHelpdesk = computed(() => operator.value?.actsFor === null)
  return { status, settingUp, operator, isHelpdesk, refresh }
})
