import { flushPromises } from '@vue/test-utils'
import { h } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAuthorityList } from '../../../src-renderer/stores/authority-list'
import { useEvents } from '../../../src-renderer/stores/events'
import ManagedAuthorities from '../../../src-renderer/views/authorities/ManagedAuthorities.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { giveHeight } from '../../support/heights'
import { alerts, allByRole, byRole, mountInProgram, textOf, type Shown } from '../../support/renderer'
import { rowOf } from '../../support/rows'

const TOTAL = 150
let bridge: FakeBridge
let version: string
beforeEach(() => {
  giveHeight(520)
  version = 'first'
  bridge = installBridge()
  bridge.answer('authorities.count', { matching: TOTAL, all: 28_000 })
  bridge.answer('authorities.search', ({ page: { offset, limit } }) => ({
    rows: Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, index) =>
      rowOf({ officialName: `Amt ${String(offset + index)} (${version})` }),
    ),
  }))
  bridge.answer('searches.list', { searches: [] })
})

async function show(): Promise<Shown> {
  const Window = {
    setup: () => {
      useEvents().start()
      return () => h(ManagedAuthorities)
    },
  }
  const shown = mountInProgram(Window)
  await flushPromises()
  return shown
}

const rows = () => allByRole('row').slice(1).map(textOf)
const changed = async () => {
  bridge.emit({ type: 'changed', entities: ['authority'], authorities: [] })
  await flushPromises()
}

describe('managed authorities', () => {
  it('are listed with how many match', async () => {
    await show()
    expect(rows()[0]).toContain('Amt 0 (first)')
    expect(textOf(byRole('status'))).toContain('150')
  })

  it('are searched anew while a text is typed', async () => {
    const { wrapper } = await show()
    await wrapper.get('input').setValue('münster')
    await flushPromises()
    expect(bridge.inputs('authorities.search').at(-1)?.criteria.text).toBe('münster')
  })

  it('are fetched again when one of them was changed', async () => {
    await show()
    version = 'second'
    await changed()
    expect(rows()[0]).toContain('Amt 0 (second)')
  })

  it('are not fetched any more once the screen was left', async () => {
    const { wrapper } = await show()
    wrapper.unmount()
    const before = bridge.asked.length
    await changed()
    expect(bridge.asked).toHaveLength(before)
  })

  it('further down are fetched again as well, without scrolling', async () => {
    await show()
    const grid = byRole('grid')
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
    grid.scrollTop = (TOTAL - 10) * 52
    grid.dispatchEvent(new Event('scroll'))
    await flushPromises()
    expect(rows().join()).toContain('Amt 145 (first)')
    version = 'second'
    await changed()
    expect(rows().join()).toContain('Amt 145 (second)')
    expect(rows().join()).not.toContain('Loading')
  })

  it('say what excludes everything where nothing is found, and leave it out', async () => {
    bridge.answer('authorities.search', { rows: [] })
    bridge.answer('authorities.count', { matching: 0, all: 28_000 })
    bridge.answer('authorities.excluding', {
      without: [
        { criterion: 'status', matching: 12 },
        { criterion: 'text', matching: 0 },
      ],
    })
    const { wrapper } = await show()
    const list = useAuthorityList()
    list.criteria = { ...list.criteria, status: 'removed', text: 'xyz' }
    await flushPromises()
    const guilty = wrapper.findAll('.empty li')
    expect(guilty.map((each) => textOf(each.element))).toEqual([expect.stringContaining('12')])
    await guilty[0]!.get('button').trigger('click')
    expect(list.criteria).toMatchObject({ status: null, text: 'xyz' })
  })

  it('say so when the store cannot answer, instead of showing an old result as the new one', async () => {
    const { wrapper } = await show()
    bridge.fail('authorities.search', { kind: 'unavailable', reason: 'busy' })
    await wrapper.get('input').setValue('münster')
    await flushPromises()
    expect(alerts().join()).toContain('The store is busy with other work.')
  })
})
