import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef, watch } from 'vue'
import type { Reply } from '../../src-shared/contract'
import type { AuthorityRow, SearchCriteria, Sort } from '../../src-shared/contract/authorities'
import type { Fault } from '../../src-shared/faults'
import { request } from '../ipc/client'
import { useSession } from './session'

/** Rows fetched at a time. */
const PAGE = 60

/** A search form that excludes nothing. */
export const NO_CRITERIA: SearchCriteria = {
  text: '',
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}

/** The search of 'Managed authorities': criteria, order, and the pages of its result fetched so far. */
export const useAuthorityList = defineStore('authority-list', () => {
  const session = useSession()
  /** Whoever acts for an authority begins with the authorities it manages, in its Member State (A5, P36). */
  const defaults = computed<SearchCriteria>(() =>
    session.actsFor === null
      ? NO_CRITERIA
      : { ...NO_CRITERIA, myAuthoritiesOnly: true, memberState: session.memberState },
  )
  const criteria = ref<SearchCriteria>({ ...defaults.value })
  const chosenSort = ref<Sort | null>(null)
  /** By index in the result; what is not fetched yet is missing. */
  const rows = shallowRef(new Map<number, AuthorityRow>())
  const total = ref(0)
  const all = ref(0)
  const searched = ref(false)
  /** True from asking until the rows asked for are here. */
  const searching = ref(false)
  /** Why the last search has no result. */
  const fault = shallowRef<Fault | null>(null)
  const selected = ref(new Set<string>())
  /** Where the list stood: its active row and how far it was scrolled. A search anew begins at its top. */
  const place = ref({ at: 0, top: 0 })
  /** True from opening an authority until the list is shown again: the officer comes back to it. */
  const left = ref(false)
  const excluding = ref<{ criterion: string; matching: number }[]>([])
  let current = 0
  let underWay = new Set<number>()

  /** Puts the criteria back to those the search begins with. */
  function clear(): void {
    criteria.value = { ...defaults.value }
    chosenSort.value = null
  }
  // Nobody inherits the search of whoever was signed in before.
  watch(() => `${session.operator?.id ?? ''} ${session.actsFor ?? ''}`, clear)

  /** Best match first while a text is typed, else by name (P32), until a column is chosen. */
  const sort = computed<Sort>(
    () =>
      chosenSort.value ?? {
        by: criteria.value.text === '' ? 'officialName' : 'relevance',
        descending: false,
      },
  )

  function page(index: number): Promise<Reply<'authorities.search'>> {
    const input = { criteria: criteria.value, sort: sort.value, page: { offset: index * PAGE, limit: PAGE } }
    return request('authorities.search', input)
  }

  /** Searches anew. The rows shown stay until the new ones are there, so that nothing flickers while typing. */
  async function search(): Promise<void> {
    current += 1
    const mine = current
    underWay = new Set([0])
    searching.value = true
    // The rows are asked for first: the store answers in this order, and the count may follow.
    const listing = page(0)
    const counting = request('authorities.count', { criteria: criteria.value })
    const reply = await listing
    if (mine !== current) return
    searching.value = false
    fault.value = reply.ok ? null : reply.error
    if (!reply.ok) return
    const first = reply.value.rows
    rows.value = new Map(first.map((row, index) => [index, row]))
    if (first.length < PAGE) total.value = first.length
    else total.value = Math.max(total.value, first.length)
    searched.value = true
    excluding.value = []
    const counted = await counting
    if (mine !== current || !counted.ok) return
    total.value = counted.value.matching
    all.value = counted.value.all
    if (counted.value.matching > 0) return
    const why = await request('authorities.excluding', { criteria: criteria.value })
    if (mine === current && why.ok) excluding.value = why.value.without
  }

  /** Fetches what is missing between two indexes. What is missing of a search under way is known when it has ended. */
  async function ensure(from: number, to: number): Promise<void> {
    if (searching.value) return
    const mine = current
    for (let index = Math.floor(from / PAGE); index <= Math.floor(to / PAGE); index += 1) {
      if (underWay.has(index) || index * PAGE >= total.value) continue
      underWay.add(index)
      const reply = await page(index)
      if (mine !== current) return
      if (!reply.ok) {
        underWay.delete(index)
        return
      }
      reply.value.rows.forEach((row, at) => rows.value.set(index * PAGE + at, row))
      triggerRef(rows)
    }
  }

  /** Selects every authority that matches, up to what a bulk act takes. */
  async function selectAll(): Promise<void> {
    const reply = await request('authorities.matching', { criteria: criteria.value, sort: sort.value })
    if (reply.ok) selected.value = new Set(reply.value.ids)
    else fault.value = reply.error
  }

  function select(id: string, on: boolean): void {
    const next = new Set(selected.value)
    if (on) next.add(id)
    else next.delete(id)
    selected.value = next
  }

  return {
    criteria,
    chosenSort,
    sort,
    rows,
    total,
    all,
    searched,
    searching,
    fault,
    selected,
    place,
    left,
    excluding,
    search,
    clear,
    ensure,
    select,
    selectAll,
  }
})
