import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Output } from '../../src-shared/contract'
import { placesOf } from '../../src-shared/stack'
import { request } from '../ipc/client'

type Crash = NonNullable<Output<'crash.last'>['crash']>

/** What crashed and was not read yet. */
export const useCrash = defineStore('crash', () => {
  const last = ref<Crash | null>(null)

  async function load(): Promise<void> {
    const reply = await request('crash.last', {})
    last.value = reply.ok ? reply.value.crash : null
  }

  /** A mistake that this window noticed in itself. Its message stays here: it may hold what somebody typed. */
  async function note(error: unknown): Promise<void> {
    const told = error instanceof Error ? error : null
    const name = told?.name ?? typeof error
    const stack = told === null ? '' : placesOf(told)
    await request('crash.note', { name: name.slice(0, 200), stack: stack.slice(0, 20_000) })
    await load()
  }

  async function forget(): Promise<void> {
    last.value = null
    await request('crash.forget', {})
  }

  return { last, load, note, forget }
})
