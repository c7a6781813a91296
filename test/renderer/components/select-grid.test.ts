import { flushPromises } from '@vue/test-utils'
import { h, ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import SelectGrid from '../../../src-renderer/components/SelectGrid.vue'
import { giveHeight } from '../../support/heights'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'

const selected = ref<string | null>(null)
beforeEach(() => {
  giveHeight(520)
  selected.value = null
})

async function show(count: number): Promise<HTMLElement> {
  const rows = Array.from({ length: count }, (_, index) => ({ id: `user-${String(index)}` }))
  const columns = [{ key: 'name', title: 'Name', width: '1fr' }]
  const List = {
    setup: () => () =>
      h(
        SelectGrid<{ id: string }>,
        {
          label: 'Users',
          columns,
          rows,
          modelValue: selected.value,
          'onUpdate:modelValue': (id: string | null) => (selected.value = id),
        },
        { default: ({ row }: { row: { id: string } }) => h('span', { role: 'gridcell' }, row.id) },
      ),
  }
  mountInProgram(List)
  await flushPromises()
  return byRole('grid', 'Users')
}

async function press(grid: HTMLElement, ...keys: string[]): Promise<(string | null)[]> {
  const passed: (string | null)[] = []
  for (const key of keys) {
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await flushPromises()
    passed.push(selected.value)
  }
  return passed
}

const marked = () =>
  allByRole('row')
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map(textOf)

describe('a list of which one row is selected', () => {
  it('is walked through by the arrow keys, and stops at both ends', async () => {
    const grid = await show(3)
    expect(await press(grid, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')).toEqual([
      'user-0',
      'user-1',
      'user-2',
      'user-2',
    ])
    expect(await press(grid, 'ArrowUp', 'ArrowUp', 'ArrowUp')).toEqual(['user-1', 'user-0', 'user-0'])
  })

  it('goes to its ends by Home and End, and by pages', async () => {
    const grid = await show(200)
    expect(await press(grid, 'End', 'Home')).toEqual(['user-199', 'user-0'])
    const [page] = await press(grid, 'PageDown')
    expect(page).not.toBe('user-1')
    expect(await press(grid, 'PageUp')).toEqual(['user-0'])
  })

  it('takes the row that is clicked', async () => {
    await show(3)
    allByRole('row')[2]!.click()
    await flushPromises()
    expect(selected.value).toBe('user-1')
    expect(marked()).toEqual(['user-1'])
  })

  it('names the row that is selected to who only hears it', async () => {
    const grid = await show(3)
    expect(grid.hasAttribute('aria-activedescendant')).toBe(false)
    await press(grid, 'ArrowDown')
    const active = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
    expect(active === null ? null : textOf(active)).toBe('user-0')
  })

  it('draws only the rows in sight, and says how many there are', async () => {
    const grid = await show(5000)
    expect(allByRole('gridcell').length).toBeLessThan(40)
    expect(grid.getAttribute('aria-rowcount')).toBe('5001')
  })

  it('does nothing where there is nothing to select', async () => {
    const grid = await show(0)
    expect(await press(grid, 'ArrowDown', 'End')).toEqual([null, null])
  })
})
