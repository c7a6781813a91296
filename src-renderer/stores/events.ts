import { defineStore } from 'pinia'
import type { EntityName } from '../../src-shared/entities'
import type { AppEvent, Progress } from '../../src-shared/events'
import { reactive, ref } from 'vue'
import { listen, request } from '../ipc/client'

type Changed = Extract<AppEvent, { type: 'changed' }>

export interface RunningTask {
  readonly call: string
  readonly name: string
  readonly progress: Progress
}

/** What the main process tells: changes to refetch after, work under way, notices. */
export const useEvents = defineStore('events', () => {
  const tasks = reactive(new Map<string, RunningTask>())
  const notice = ref<Extract<AppEvent, { type: 'notice' }> | null>(null)
  const sessionChanges = ref(0)
  const filesGiven = ref(0)
  const crashes = ref(0)
  const watchers = new Set<(event: Changed) => void>()

  function start(): void {
    listen((event) => {
      switch (event.type) {
        case 'changed':
          for (const watcher of watchers) watcher(event)
          break
        case 'progress':
          tasks.set(event.call, { call: event.call, name: event.name, progress: event.progress })
          break
        case 'ended':
          tasks.delete(event.call)
          break
        case 'session':
          sessionChanges.value += 1
          break
        case 'crashed':
          crashes.value += 1
          break
        case 'file-given':
          filesGiven.value += 1
          break
        case 'notice':
          notice.value = event
          break
      }
    })
  }

  /** Calls back after one of these entities changed; returns how to stop. */
  function onChange(entities: readonly EntityName[], callback: (event: Changed) => void): () => void {
    const watcher = (event: Changed): void => {
      if (event.entities.some((entity) => entities.includes(entity))) callback(event)
    }
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }

  async function cancel(call: string): Promise<void> {
    await request('tasks.cancel', { call })
  }

  return { tasks, notice, sessionChanges, filesGiven, crashes, start, onChange, cancel }
})
