import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AlertView } from '../../src-shared/contract/alerts'
import type { Fault } from '../../src-shared/faults'
import type { AlertId, AuthorityId } from '../../src-shared/ids'
import { request } from '../ipc/client'

/** The alert or notification that is open, as whoever acts sees it. */
export const useAlert = defineStore('alert', () => {
  const id = ref<AlertId | null>(null)
  /** On whose behalf the Helpdesk acts; null for itself. */
  const as = ref<AuthorityId | null>(null)
  const found = shallowRef<AlertView | null>(null)
  const state = ref<'looking' | 'there' | 'unknown' | 'unreadable'>('looking')
  const fault = shallowRef<Fault | null>(null)
  let current = 0

  async function refresh(): Promise<void> {
    if (id.value === null) return
    current += 1
    const mine = current
    const reply = await request('alerts.view', { id: id.value, as: as.value })
    if (mine !== current) return
    fault.value = reply.ok ? null : reply.error
    if (!reply.ok) state.value = 'unreadable'
    else {
      found.value = reply.value.alert
      state.value = reply.value.alert === null ? 'unknown' : 'there'
    }
  }

  /** Opens an alert; what was shown of another one goes at once. */
  async function open(wanted: AlertId, behalf: AuthorityId | null = null): Promise<void> {
    if (id.value !== wanted) {
      found.value = null
      state.value = 'looking'
      as.value = behalf
    }
    id.value = wanted
    await refresh()
  }

  /** Looks at it as another authority. */
  async function actAs(authority: AuthorityId | null): Promise<void> {
    as.value = authority
    await refresh()
  }

  return { id, as, found, state, fault, open, refresh, actAs }
})
