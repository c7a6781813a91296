import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { FoundUserRow, UserCriteria } from '../../src-shared/contract/users'
import type { Fault } from '../../src-shared/faults'
import { request } from '../ipc/client'

/** Rows on a page. */
export const USERS_PER_PAGE = 100

/** Criteria that exclude nobody. */
export const EVERY_USER: UserCriteria = {
  text: '',
  memberState: null,
  administrator: null,
  passwordStatus: null,
  loggedOn: null,
}

/** The search of users over all authorities: criteria, and the page of its result that is shown. */
export const useUserList = defineStore('user-list', () => {
  const criteria = ref<UserCriteria>({ ...EVERY_USER })
  const rows = shallowRef<readonly FoundUserRow[]>([])
  const offset = ref(0)
  const total = ref(0)
  /** True where there are more than were counted. */
  const more = ref(false)
  const searched = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const selected = ref<string | null>(null)
  let current = 0

  /** Asks for a page. What is shown stays until the answer is there, so that nothing flickers while typing. */
  async function show(from: number): Promise<void> {
    current += 1
    const mine = current
    const page = { offset: from, limit: USERS_PER_PAGE }
    // The rows are asked for first: the store answers in this order, and the count may follow.
    const listing = request('users.search', { criteria: criteria.value, page })
    const counting = request('users.count', { criteria: criteria.value })
    const reply = await listing
    if (mine !== current) return
    fault.value = reply.ok ? null : reply.error
    if (!reply.ok) return
    rows.value = reply.value.rows
    offset.value = from
    if (!rows.value.some((row) => row.id === selected.value)) selected.value = rows.value[0]?.id ?? null
    const counted = await counting
    if (mine !== current || !counted.ok) return
    total.value = counted.value.matching
    more.value = counted.value.more
    searched.value = true
  }

  return { criteria, rows, offset, total, more, searched, fault, selected, show }
})
