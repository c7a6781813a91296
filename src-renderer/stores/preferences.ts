import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Preferences } from '../../src-shared/contract/store'
import { request } from '../ipc/client'

/** What this PC remembers of how the program looked. */
export const usePreferences = defineStore('preferences', () => {
  const values = ref<Preferences>({
    theme: 'system',
    place: '/',
    placeOf: '',
    columns: [],
    preview: false,
    lockAfter: 15,
    mappings: {},
  })

  async function load(): Promise<void> {
    const reply = await request('preferences.read', {})
    if (reply.ok) values.value = reply.value
  }

  /** Changes some of them, here at once and on the disk. */
  async function change(part: Partial<Preferences>): Promise<void> {
    values.value = { ...values.value, ...part }
    await request('preferences.write', part)
  }

  return { values, load, change }
})
