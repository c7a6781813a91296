import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Output } from '../../src-shared/contract'
import type { V6Answer, V6Question } from '../../src-shared/contract/migration'

export type OpenedV6 = Output<'v6.open'>
export type PlannedV6 = Output<'v6.plan'>
export type MigratedV6 = Output<'v6.apply'>

const keyOf = ({ authority, kind }: Pick<V6Answer, 'authority' | 'kind'>): string => `${kind} ${authority}`

/** V6 data on their way into the store; kept here so that a look at another screen loses nothing. */
export const useMigration = defineStore('migration', () => {
  const opened = ref<OpenedV6 | null>(null)
  const plan = ref<PlannedV6 | null>(null)
  const done = ref<MigratedV6 | null>(null)
  const given = ref<ReadonlyMap<string, V6Answer>>(new Map())
  /** The answers of which the plan was made. */
  const planned = ref('')

  const answers = computed(() =>
    [...given.value.values()].sort((left, right) => keyOf(left).localeCompare(keyOf(right))),
  )
  /** Answers were given or taken back since the dry run: it must be made anew before it is carried out. */
  const answersChanged = computed(
    () => plan.value !== null && JSON.stringify(answers.value) !== planned.value,
  )
  const step = computed(() =>
    done.value !== null ? 'done' : plan.value !== null ? 'plan' : opened.value !== null ? 'found' : 'folder',
  )

  function begin(folder: OpenedV6): void {
    reset()
    opened.value = folder
  }

  function take(made: PlannedV6): void {
    plan.value = made
    planned.value = JSON.stringify(answers.value)
  }

  function answerOf(question: V6Question): string {
    return given.value.get(keyOf(question))?.choice ?? ''
  }

  /** @param choice empty leaves the question open */
  function answer(questions: readonly V6Question[], choice: string): void {
    const now = new Map(given.value)
    for (const { authority, kind } of questions) {
      if (choice === '') now.delete(keyOf({ authority, kind }))
      else now.set(keyOf({ authority, kind }), { authority, kind, choice })
    }
    given.value = now
  }

  function reset(): void {
    opened.value = null
    plan.value = null
    done.value = null
    given.value = new Map()
  }

  return { opened, plan, done, answers, answersChanged, step, begin, take, answerOf, answer, reset }
})
