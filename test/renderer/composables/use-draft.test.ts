import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { useDraft } from '../../../src-renderer/composables/useDraft'
import type { Instant } from '../../../src-shared/time'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'

const CALM = 700

let bridge: FakeBridge

beforeEach(() => {
  vi.useFakeTimers()
  bridge = installBridge()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A form with one field. */
function openForm() {
  const typed = ref('')
  let draft!: ReturnType<typeof useDraft<string>>
  const wrapper = mount(
    defineComponent(() => {
      draft = useDraft<string>({
        ...{ form: 'authority.register', about: null, place: '/authorities/register' },
        label: () => `New ${typed.value}`,
        data: () => typed.value,
        dirty: () => typed.value !== '',
        restore: (data) => {
          typed.value = data
        },
      })
      return () => h('p')
    }),
    { global: { plugins: [createPinia()] } },
  )
  return { typed, wrapper, draft: () => draft }
}

const kept = () => bridge.inputs('drafts.keep').map((each) => JSON.parse(each.data) as string)

async function calm(milliseconds = CALM): Promise<void> {
  await flushPromises()
  await vi.advanceTimersByTimeAsync(milliseconds)
  await flushPromises()
}

describe('what is typed into a form', () => {
  it('is kept once typing pauses, with what it is about', async () => {
    const { typed } = openForm()
    for (const text of ['B', 'Bo', 'Bon', 'Bonn']) {
      typed.value = text
      await calm(CALM / 2)
    }
    expect(kept()).toEqual([])
    await calm()
    expect(kept()).toEqual(['Bonn'])
    expect(bridge.inputs('drafts.keep')[0]).toMatchObject({
      label: 'New Bonn',
      place: '/authorities/register',
    })
  })

  it('is dropped where nothing of it is left', async () => {
    const { typed } = openForm()
    typed.value = 'Bonn'
    await calm()
    typed.value = ''
    await calm()
    expect(bridge.inputs('drafts.drop')).toEqual([{ form: 'authority.register' }])
  })

  it('is kept to the last word where the screen is left in another way than by the form', async () => {
    const { typed, wrapper } = openForm()
    await calm()
    typed.value = 'Bonn'
    wrapper.unmount()
    await calm()
    expect(kept()).toEqual(['Bonn'])
  })

  it('is dropped for good when the form is saved, or left on purpose', async () => {
    const { typed, wrapper, draft } = openForm()
    typed.value = 'Bonn'
    await calm()
    await draft().end()
    wrapper.unmount()
    await calm()
    expect(kept()).toEqual(['Bonn'])
    expect(bridge.inputs('drafts.drop')).toHaveLength(1)
  })
})

describe('what was typed before', () => {
  beforeEach(() => {
    bridge.answer('drafts.read', { draft: { data: '"Köln"', at: '2026-11-23T08:00:00.000Z' as Instant } })
  })

  it('is offered, and is not written over meanwhile', async () => {
    const { typed, draft } = openForm()
    await calm()
    expect(draft().offer.value).toEqual({ at: '2026-11-23T08:00:00.000Z' })
    typed.value = 'Bonn'
    await calm()
    expect(kept()).toEqual([])
    draft().take()
    expect(typed.value).toBe('Köln')
    typed.value = 'Köln am Rhein'
    await calm()
    expect(kept()).toEqual(['Köln am Rhein'])
  })

  it('goes where it is not wanted; what is typed then is kept', async () => {
    const { typed, draft } = openForm()
    await calm()
    await draft().refuse()
    expect(bridge.inputs('drafts.drop')).toHaveLength(1)
    typed.value = 'Bonn'
    await calm()
    expect(kept()).toEqual(['Bonn'])
  })
})
