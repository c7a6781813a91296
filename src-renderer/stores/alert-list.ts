import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AlertCriteria, AlertSort, FoundAlert } from '../../src-shared/contract/alerts'
import type { Fault } from '../../src-shared/faults'
import { request } from '../ipc/client'

/** Rows on a page. */
export const ALERTS_PER_PAGE = 100

/** Criteria that exclude nothing. */
export const EVERY_ALERT: AlertCriteria = {
  text: '',
  module: null,
  status: null,
  memberState: null,
  recipient: null,
  from: null,
  to: null,
  role: null,
  closure: null,
}

/** The search of alerts and notifications: criteria, order, and the page of its result that is shown. */
export const useAlertList = defineStore('alert-list', () => {
  const criteria = ref<AlertCriteria>({ ...EVERY_ALERT })
  const sort = ref<AlertSort>({ by: 'date', descending: true })
  const rows = shallowRef<readonly FoundAlert[]>([])
  const offset = ref(0)
  const total = ref(0)
  const searched = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const selected = ref<string | null>(null)
  let current = 0

  /** Asks for a page. What is shown stays until the answer is there, so that nothing flickers while typing. */
  async function show(from: number): Promise<void> {
    current += 1
    const mine = current
    const page = { offset: from, limit: ALERTS_PER_PAGE }
    const reply = await request('alerts.search', { criteria: criteria.value, sort: sort.value, page })
    if (mine !== current) return
    fault.value = reply.ok ? null : reply.error
    if (!reply.ok) return
    rows.value = reply.value.alerts
    total.value = reply.value.total
    offset.value = from
    searched.value = true
    if (!rows.value.some((row) => row.id === selected.value)) selected.value = rows.value[0]?.id ?? null
  }

  return { criteria, sort, rows, offset, total, searched, fault, selected, show }
})
