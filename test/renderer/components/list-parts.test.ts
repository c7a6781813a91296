import { flushPromises } from '@vue/test-utils'
import { h } from 'vue'
import { describe, expect, it } from 'vitest'
import ChoiceBar from '../../../src-renderer/components/ChoiceBar.vue'
import FormDialog from '../../../src-renderer/components/FormDialog.vue'
import ListPage from '../../../src-renderer/components/ListPage.vue'
import MoreButton from '../../../src-renderer/components/MoreButton.vue'
import PageTurner from '../../../src-renderer/components/PageTurner.vue'
import TickTable from '../../../src-renderer/components/TickTable.vue'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'

const rows = [
  { id: '1', name: 'Amt Nord' },
  { id: '2', name: 'Amt Süd' },
]

describe('a page with a list', () => {
  const page = (nothing: string) =>
    mountInProgram(ListPage, {
      props: { title: 'Outbox', count: '2 mails', problem: '', nothing },
      slots: { default: 'the list', nothing: 'write one', beside: 'the mail' },
    }).wrapper

  it('has its title, how many there are, the list and what is selected in it', () => {
    const wrapper = page('')
    expect(wrapper.get('h1').text()).toBe('Outbox')
    expect(textOf(byRole('status'))).toBe('2 mails')
    expect(wrapper.text()).toContain('the list')
    expect(wrapper.text()).toContain('the mail')
    expect(wrapper.text()).not.toContain('write one')
  })

  it('says why there is nothing to list, and what can be done about it', () => {
    const text = page('No mail is waiting.').text()
    expect(text).toContain('No mail is waiting.')
    expect(text).toContain('write one')
    expect(text).not.toContain('the list')
  })
})

describe('the pages of a list', () => {
  const turned: number[] = []
  const turner = (offset: number, shown: number, total: number) =>
    mountInProgram({
      render: () =>
        h(PageTurner, { offset, shown, total, size: 100, onTurn: (to: number) => turned.push(to) }),
    })

  it('are turned back and on, and say where they stand', () => {
    const { wrapper } = turner(100, 100, 250)
    expect(wrapper.text()).toContain('101–200')
    byRole('button', 'Previous page').click()
    byRole('button', 'Next page').click()
    expect(turned).toEqual([0, 200])
  })

  it('end with the last one', () => {
    turner(200, 50, 250)
    expect(byRole('button', 'Next page').hasAttribute('disabled')).toBe(true)
  })

  it('are not turned where there is one only', () => {
    turner(0, 100, 100)
    expect(allByRole('button')).toEqual([])
  })
})

it('the rest of a list is offered as long as there is one', () => {
  mountInProgram(MoreButton, { props: { shown: rows, total: 2 } })
  expect(allByRole('button')).toEqual([])
  mountInProgram(MoreButton, { props: { shown: rows, total: 3 } })
  expect(allByRole('button').map(textOf)).toEqual(['More'])
})

it('a choice of what is shown says how many there are, and which one counts', async () => {
  const chosen: unknown[] = []
  mountInProgram({
    render: () =>
      h(ChoiceBar<'new' | 'all'>, {
        label: 'Rows',
        choices: [
          { value: 'all', title: 'All', count: '12' },
          { value: 'new', title: 'New', count: '3' },
        ],
        modelValue: 'all',
        'onUpdate:modelValue': (value: unknown) => chosen.push(value),
      }),
  })
  expect(allByRole('button').map((each) => each.getAttribute('aria-pressed'))).toEqual(['true', 'false'])
  byRole('button', 'New 3').click()
  await flushPromises()
  expect(chosen).toEqual(['new'])
})

describe('a table of which rows are ticked', () => {
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
  function show(ticked: readonly string[]): string[][] {
    const now: string[][] = []
    mountInProgram({
      render: () =>
        h(
          TickTable<{ id: string; name: string }>,
          {
            rows,
            columns: ['Authority'],
            tickLabel: (row: { name: string }) => `Tick ${row.name}`,
            allLabel: 'Tick all',
            ticked: new Set(ticked),
            'onUpdate:ticked': (next: ReadonlySet<string>) => now.push([...next]),
          },
          { default: ({ row }: { row: { name: string } }) => h('td', row.name) },
        ),
    })
    return now
  }

  it('ticks one, and takes the tick away', () => {
    const now = show(['1'])
    expect(boxes().map((box) => box.getAttribute('aria-label'))).toEqual([
      'Tick all',
      'Tick Amt Nord',
      'Tick Amt Süd',
    ])
    expect(boxes()[0]?.indeterminate).toBe(true)
    boxes()[2]?.dispatchEvent(new Event('change'))
    boxes()[1]?.dispatchEvent(new Event('change'))
    expect(now).toEqual([['1', '2'], []])
  })

  it('ticks all, and none where all are', () => {
    const some = show(['1'])
    boxes()[0]?.dispatchEvent(new Event('change'))
    expect(some).toEqual([['1', '2']])
  })
})

describe('a form in a dialog', () => {
  async function show(props: { pending?: boolean; disabled?: boolean }) {
    const done: string[] = []
    mountInProgram({
      render: () =>
        h(
          FormDialog,
          {
            ...{ title: 'Add operator', act: 'Add', pending: false, problem: '', open: true },
            ...props,
            onSubmit: () => done.push('submitted'),
          },
          { default: () => h('input') },
        ),
    })
    await flushPromises()
    return done
  }
  const keys = () =>
    byRole('dialog')
      .querySelector('input')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))

  it('is sent by Ctrl+Enter', async () => {
    const done = await show({})
    keys()
    expect(done).toEqual(['submitted'])
  })

  it('is not sent twice, nor before it can be', async () => {
    const pending = await show({ pending: true })
    keys()
    expect(pending).toEqual([])
  })
})
