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

  /** Ends the first start. */
  async function setUpDone(): Promise<void> {
    await request('session.setUpDone', {})
    settingUp.value = false
  }

  const operator = computed(() => status.value?.operator ?? null)
  /** The authority with whose eyes the Helpdesk looks at the program, read only. */
  const viewing = computed(() => status.value?.viewing ?? null)
  /** The authority that the operator acts for, or looks at; null for the Helpdesk. */
  const actsFor = computed(() => viewing.value?.id ?? operator.value?.actsFor ?? null)
  const actsForName = computed(() => viewing.value?.officialName ?? operator.value?.actsForName ?? null)
  /** The Member State of that authority; null for the Helpdesk. */
  const memberState = computed(() => viewing.value?.memberState ?? operator.value?.memberState ?? null)
  /** What the check found damaged in the store; null where it found nothing. */
  const found = computed(() => status.value?.found ?? null)
  const isHelpdesk = computed(() => operator.value !== null && actsFor.value === null)
  return {
    ...{ status, settingUp, operator, viewing, actsFor, actsForName, memberState, found, isHelpdesk },
    ...{ refresh, setUpDone },
  }
})
