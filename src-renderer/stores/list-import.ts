import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Output } from '../../src-shared/contract'
import type { ListMapping, RowDecisions } from '../../src-shared/contract/lists'
import type { ListKind } from '../../src-shared/entities/list-fields'
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
  /** Answers to questions about rows of the list. */
  const decisions = ref<RowDecisions>([])
  const done = ref<ImportedList | null>(null)

  /** Lists of one kind with the same columns are mapped alike. */
  const form = computed(() => {
    const columns = opened.value?.columns.join('|') ?? ''
    const kind = mapping.value?.kind ?? 'authorities'
    return (kind === 'authorities' ? columns : `${kind}: ${columns}`).slice(0, 4000)
  })
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
    decisions.value = []
    done.value = null
    mapping.value = { ...list.suggested, columns: [...list.suggested.columns] }
    recall(list.suggested.columns)
  }

  /** Takes the columns as they were chosen the time before, else as they are suggested. */
  function recall(suggested: ListMapping['columns']): void {
    if (mapping.value === null || opened.value === null) return
    const { mappings } = preferences.values
    // The name of a column comes from a file: `constructor` is a property of every object, but was never remembered.
    const remembered = Object.hasOwn(mappings, form.value)
      ? (mappings[form.value] as ListMapping['columns'])
      : undefined
    const fits = remembered?.length === opened.value.columns.length
    mapping.value.columns = fits ? [...remembered] : [...suggested]
  }

  /** Says what the list holds; its columns mean something else then. */
  function chooseKind(kind: ListKind): void {
    if (mapping.value === null || opened.value === null) return
    mapping.value.kind = kind
    recall(opened.value.columnsOf[kind])
  }

  /** Keeps the answer to the question about a row; null takes it back. */
  function decide(line: number, choice: RowDecisions[number]['choice'] | null): void {
    const others = decisions.value.filter((each) => each.line !== line)
    decisions.value = choice === null ? others : [...others, { line, choice }]
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
    decisions.value = []
    done.value = null
  }

  return { opened, mapping, plan, decisions, done, step, begin, decide, chooseKind, remember, reset }
})
