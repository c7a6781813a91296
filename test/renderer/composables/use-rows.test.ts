import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { useSelected, useTicked } from '../../../src-renderer/composables/useChoice'
import { useRows } from '../../../src-renderer/composables/useRows'
import { useEvents } from '../../../src-renderer/stores/events'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'

interface Row {
  readonly id: string
}

let bridge: FakeBridge
/** What the store holds, and the pages it was asked for. */
let stored: Row[]
let asked: { offset: number; limit: number }[]

beforeEach(() => {
  bridge = installBridge()
  stored = Array.from({ length: 1300 }, (_, index) => ({ id: String(index) }))
  asked = []
})

function list(page: number, answers: () => boolean = () => true) {
  return inProgram(() => {
    useEvents().start()
    return useRows<Row>({
      page,
      of: ['mail'],
      read: (wanted) => {
        asked.push(wanted)
        const rows = stored.slice(wanted.offset, wanted.offset + wanted.limit)
        return Promise.resolve(answers() ? { rows, total: stored.length } : null)
      },
    })
  })
}

async function changed(entity: 'mail' | 'user'): Promise<void> {
  bridge.emit({ type: 'changed', entities: [entity], authorities: [] })
  await flushPromises()
}

describe('the rows of a list', () => {
  it('come page by page, and no row twice', async () => {
    const { rows, total, load, more } = list(100)
    expect(rows.value).toBeNull()
    await load()
    await more()
    expect(total.value).toBe(1300)
    expect(rows.value?.map((row) => row.id)).toEqual(stored.slice(0, 200).map((row) => row.id))
    expect(asked).toEqual([
      { offset: 0, limit: 100 },
      { offset: 100, limit: 100 },
    ])
  })

  it('are read again, as many as were shown, when something of theirs was changed', async () => {
    const { rows, load, more } = list(600)
    await load()
    await more()
    expect(rows.value).toHaveLength(1200)
    stored = stored.slice(1)
    asked = []
    await changed('user')
    expect(asked).toEqual([])
    await changed('mail')
    expect(asked.map(({ offset }) => offset)).toEqual([0, 500, 1000])
    expect(rows.value?.[0]?.id).toBe('1')
    expect(rows.value).toHaveLength(1200)
  })

  it('stay as they were where they cannot be read', async () => {
    let answers = true
    const { rows, load, more } = list(100, () => answers)
    await load()
    answers = false
    await more()
    await load()
    expect(rows.value).toHaveLength(100)
  })

  it('end where the list ends, even if it grew shorter meanwhile', async () => {
    const { rows, total, load, more } = list(100)
    await load()
    stored = stored.slice(0, 50)
    await more()
    await changed('mail')
    expect(rows.value).toHaveLength(50)
    expect(total.value).toBe(50)
  })
})

describe('what is selected in a list', () => {
  it('is its first row, or the one that was asked for', async () => {
    const rows = ref<Row[] | null>(null)
    const first = inProgram(() => useSelected(() => rows.value))
    const wanted = inProgram(() => useSelected(() => rows.value, '2'))
    rows.value = [{ id: '1' }, { id: '2' }]
    await flushPromises()
    expect(first.current.value?.id).toBe('1')
    expect(wanted.current.value?.id).toBe('2')
  })

  it('stays selected when the list is read again, and gives way when it is gone', async () => {
    const rows = ref<Row[]>([{ id: '1' }, { id: '2' }])
    const { selected, current } = inProgram(() => useSelected(() => rows.value))
    selected.value = '2'
    rows.value = [{ id: '0' }, { id: '2' }]
    await flushPromises()
    expect(selected.value).toBe('2')
    rows.value = [{ id: '0' }]
    await flushPromises()
    expect(current.value?.id).toBe('0')
    rows.value = []
    await flushPromises()
    expect(current.value).toBeNull()
  })
})

it('what is ticked and has left the list is ticked no more', async () => {
  const rows = ref<Row[]>([{ id: '1' }, { id: '2' }])
  const { ticked, chosen } = inProgram(() => useTicked(() => rows.value))
  ticked.value = new Set(['1', '2'])
  rows.value = [{ id: '2' }, { id: '3' }]
  await flushPromises()
  expect([...ticked.value]).toEqual(['2'])
  expect(chosen.value).toEqual([{ id: '2' }])
})
