import { computed, ref, watch } from 'vue'

interface Listed {
  readonly id: string
}

/**
 * The row of a list that is selected. While there are rows, one of them is.
 * @param rows the list; null until it was read
 * @param first the one selected to begin with, where it is in the list
 */
export function useSelected<Row extends Listed>(rows: () => readonly Row[] | null, first = '') {
  const selected = ref<string | null>(null)
  const current = computed(() => rows()?.find((row) => row.id === selected.value) ?? null)

  watch(rows, (listed) => {
    if (listed === null || current.value !== null) return
    selected.value = (listed.find((row) => row.id === first) ?? listed[0])?.id ?? null
  })
  return { selected, current }
}

/**
 * The rows of a list that are ticked. What has left the list is ticked no more.
 * @param rows the list; null until it was read
 */
export function useTicked<Row extends Listed>(rows: () => readonly Row[] | null) {
  const ticked = ref<ReadonlySet<string>>(new Set())
  const chosen = computed(() => rows()?.filter((row) => ticked.value.has(row.id)) ?? [])

  watch(rows, () => {
    ticked.value = new Set(chosen.value.map((row) => row.id))
  })
  return { ticked, chosen }
}
