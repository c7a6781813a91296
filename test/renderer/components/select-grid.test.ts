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

describe('a list of which several rows can be ticked', () => {
  const ticked = ref<ReadonlySet<string>>(new Set())
  const opened = ref<string[]>([])
  beforeEach(() => {
    ticked.value = new Set()
    opened.value = []
  })

  async function showMany(count: number, canTick = (_row: { id: string }) => true): Promise<HTMLElement> {
    const rows = Array.from({ length: count }, (_, index) => ({ id: `user-${String(index)}` }))
    const List = {
      setup: () => () =>
        h(
          SelectGrid<{ id: string }>,
          {
            label: 'Users',
            columns: [{ key: 'name', title: 'Name', width: '1fr' }],
            rows,
            nameOf: (row: { id: string }) => row.id,
            canTick,
            modelValue: selected.value,
            'onUpdate:modelValue': (id: string | null) => (selected.value = id),
            ticked: ticked.value,
            'onUpdate:ticked': (ids: ReadonlySet<string>) => (ticked.value = ids),
            onOpen: (row: { id: string }) => opened.value.push(row.id),
          },
          { default: ({ row }: { row: { id: string } }) => h('span', { role: 'gridcell' }, row.id) },
        ),
    }
    mountInProgram(List)
    await flushPromises()
    return byRole('grid', 'Users')
  }

  async function key(grid: HTMLElement, name: string, held: KeyboardEventInit = {}): Promise<string[]> {
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...held }))
    await flushPromises()
    return [...ticked.value]
  }

  async function click(row: number, held: MouseEventInit = {}): Promise<string[]> {
    allByRole('row')[row + 1]!.dispatchEvent(new MouseEvent('click', { bubbles: true, ...held }))
    await flushPromises()
    return [...ticked.value]
  }

  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]

  it('ticks no row that cannot be, neither alone, nor in a range, nor with all', async () => {
    const grid = await showMany(4, (row) => row.id !== 'user-1')
    expect(await key(grid, 'a', { ctrlKey: true })).toEqual(['user-0', 'user-2', 'user-3'])
    expect(await key(grid, 'a', { ctrlKey: true })).toEqual([])
    expect(await click(1, { ctrlKey: true })).toEqual([])
    expect(await click(0, { ctrlKey: true })).toEqual(['user-0'])
    expect(await click(2, { shiftKey: true })).toEqual(['user-0', 'user-2'])
    expect(allByRole('row')[2]?.querySelector('input')?.disabled).toBe(true)
  })

  it('ticks and unticks the selected row by Space, and says that several can be', async () => {
    const grid = await showMany(3)
    expect(grid.getAttribute('aria-multiselectable')).toBe('true')
    await key(grid, 'ArrowDown')
    expect(await key(grid, ' ')).toEqual(['user-0'])
    expect(await key(grid, ' ')).toEqual([])
  })

  it('ticks a range with Shift, by keys and by clicks', async () => {
    const grid = await showMany(5)
    await key(grid, 'Home')
    expect(await key(grid, 'ArrowDown', { shiftKey: true })).toEqual(['user-0', 'user-1'])
    await key(grid, 'Escape')
    await click(1, { ctrlKey: true })
    expect(await click(3, { shiftKey: true })).toEqual(['user-1', 'user-2', 'user-3'])
  })

  it('ticks one more with Ctrl, and a plain click leaves the ticks alone', async () => {
    await showMany(3)
    await click(0, { ctrlKey: true })
    expect(await click(2, { ctrlKey: true })).toEqual(['user-0', 'user-2'])
    expect(await click(1)).toEqual(['user-0', 'user-2'])
    expect(selected.value).toBe('user-1')
  })

  it('tells who only hears it which rows an act is about', async () => {
    const grid = await showMany(3)
    await key(grid, 'Home')
    expect(marked()).toEqual(['user-0'])
    await click(2, { ctrlKey: true })
    expect(marked()).toEqual(['user-2'])
    expect(boxes().map((box) => box.getAttribute('aria-label'))).toEqual([
      'Select all',
      'Select user-0',
      'Select user-1',
      'Select user-2',
    ])
  })

  it('ticks all by the box above or by Ctrl+A, and none by Esc', async () => {
    const grid = await showMany(3)
    expect(await key(grid, 'a', { ctrlKey: true })).toHaveLength(3)
    expect(await key(grid, 'Escape')).toEqual([])
    boxes()[2]!.click()
    await flushPromises()
    expect([...ticked.value]).toEqual(['user-1'])
    expect(boxes()[0]!.indeterminate).toBe(true)
    boxes()[0]!.click()
    await flushPromises()
    expect(ticked.value.size).toBe(3)
  })

  it('opens the selected row by Enter', async () => {
    const grid = await showMany(2)
    await key(grid, 'End')
    await key(grid, 'Enter')
    expect(opened.value).toEqual(['user-1'])
  })

  it('ticks nothing in a list of which one row is selected only', async () => {
    const grid = await show(3)
    await press(grid, 'ArrowDown', ' ')
    expect(boxes()).toEqual([])
  })
})
