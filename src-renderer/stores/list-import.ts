import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Output } from '../../src-shared/contract'
import type { ListMapping } from '../../src-shared/contract/lists'
import { usePreferences } from './preferences'

export type OpenedList = Output<'lists.open'>
export type PlanOfList = Output<'lists.plan'>
export type ImportedList = Output<'lists.apply'>

/** A list on its way into the store; kept here so that a look at another screen loses nothing. */
export const useListImport = defineStore('list-import', () => {
  const preferences = usePreferences()
  const opened = ref<OpenedList | null>(null)
  const mapping = ref<ListMapping | null>(null)
  const plan = ref<PlanOfList | null>(null)
  const done = ref<ImportedList | null>(null)

  /** Lists with the same columns are mapped alike. */
  const form = computed(() => opened.value?.columns.join('|').slice(0, 4000) ?? '')
  const step = computed(() =>
    done.value !== null
      ? 'done'
      : plan.value !== null
        ? 'preview'
        : opened.value !== null
          ? 'columns'
          : 'file',
  )

  function begin(list: OpenedList): void {
    opened.value = list
    plan.value = null
    done.value = null
    const { mappings } = preferences.values
    // The name of a column comes from a file: `constructor` is a property of every object, but was never remembered.
    const remembered = Object.hasOwn(mappings, form.value)
      ? (mappings[form.value] as ListMapping['columns'])
      : undefined
    const fits = remembered?.length === list.columns.length
    mapping.value = { ...list.suggested, columns: fits ? [...remembered] : [...list.suggested.columns] }
  }

  async function remember(): Promise<void> {
    if (mapping.value === null) return
    await preferences.change({
      mappings: { ...preferences.values.mappings, [form.value]: mapping.value.columns },
    })
  }

  function reset(): void {
    opened.value = null
    mapping.value = null
    plan.value = null
    done.value = null
  }

  return { opened, mapping, plan, done, step, begin, remember, reset }
})
