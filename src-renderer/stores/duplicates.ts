import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Output } from '../../src-shared/contract'

export type DuplicateGroup = Output<'duplicates.find'>['groups'][number]

/** What the last search for duplicates found, and what was set aside in this session. */
export const useDuplicates = defineStore('duplicates', () => {
  const memberState = ref<string | null>(null)
  const found = shallowRef<Output<'duplicates.find'> | null>(null)
  /** Whether authorities changed since the search. */
  const outdated = ref(false)
  const aside = ref(new Set<string>())

  const open = computed(() => (found.value?.groups ?? []).filter((group) => !aside.value.has(keyOf(group))))
  const asideCount = computed(() => (found.value?.groups.length ?? 0) - open.value.length)

  function take(answer: Output<'duplicates.find'>): void {
    found.value = answer
    outdated.value = false
  }

  /** Not a duplicate: the group is not shown any more in this session. */
  function setAside(group: DuplicateGroup): void {
    aside.value = new Set([...aside.value, keyOf(group)])
  }

  function showAgain(): void {
    aside.value = new Set()
  }

  /** Takes out what was merged, so that the list can be worked through. */
  function forget(merged: readonly string[]): void {
    if (found.value === null) return
    const groups = found.value.groups
      .map((group) => ({
        ...group,
        authorities: group.authorities.filter((each) => !merged.includes(each.id)),
      }))
      .filter((group) => group.authorities.length > 1)
    found.value = { ...found.value, groups }
  }

  return { memberState, found, outdated, open, asideCount, take, setAside, showAgain, forget }
})

/** The same authorities are the same group, however often they are found. */
export function keyOf(group: DuplicateGroup): string {
  return group.authorities
    .map((each) => each.id)
    .sort()
    .join(' ')
}
