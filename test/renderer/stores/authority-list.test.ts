import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAuthorityList } from '../../../src-renderer/stores/authority-list'
import type { Input, Output } from '../../../src-shared/contract'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { rowOf } from '../../support/rows'

type Asked = Input<'authorities.search'>
type Rows = Output<'authorities.search'>

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('authorities.count', { matching: 150, all: 28_000 })
  bridge.answer('authorities.search', page)
})

/** A result of 150 authorities. */
function page({ page: { offset, limit }, criteria }: Asked): Rows {
  const count = Math.max(0, Math.min(limit, 150 - offset))
  return {
    rows: Array.from({ length: count }, (_, index) =>
      rowOf({ officialName: `${criteria.text} ${String(offset + index)}` }),
    ),
  }
}

const list = () => inProgram(useAuthorityList)
type List = ReturnType<typeof useAuthorityList>
const names = (from: List) => [...from.rows.values()].map((row) => row.officialName)
const offsets = () => bridge.inputs('authorities.search').map((input) => input.page.offset)

describe('the search of managed authorities', () => {
  it('shows its first rows, how many there are, and among how many', async () => {
    const found = list()
    await found.search()
    expect(found.rows.get(0)?.officialName).toBe(' 0')
    expect([found.total, found.all, found.searched]).toEqual([150, 28_000, true])
  })

  it('shows its rows before they are counted', async () => {
    const counting = bridge.hold('authorities.count')
    const found = list()
    void found.search()
    await flushPromises()
    expect(found.rows.size).toBeGreaterThan(0)
    expect(found.searching).toBe(false)
    counting[0]!.answer({ matching: 150, all: 28_000 })
    await flushPromises()
    expect(found.total).toBe(150)
  })

  it('puts the best match first while a text is typed, and sorts by name without one', async () => {
    const found = list()
    await found.search()
    found.criteria.text = 'amt'
    await found.search()
    expect(bridge.inputs('authorities.search').map((input) => input.sort.by)).toEqual([
      'officialName',
      'relevance',
    ])
  })

  it('keeps to the column that was chosen, whatever is typed', async () => {
    const found = list()
    found.chosenSort = { by: 'memberState', descending: true }
    found.criteria.text = 'amt'
    await found.search()
    expect(bridge.inputs('authorities.search')[0]?.sort).toEqual({ by: 'memberState', descending: true })
  })

  it('keeps the rows shown until the new ones are there', async () => {
    const found = list()
    await found.search()
    const before = names(found)
    const held = bridge.hold('authorities.search')
    found.criteria.text = 'amt'
    void found.search()
    await flushPromises()
    expect(names(found)).toEqual(before)
    expect(found.searching).toBe(true)
    held[0]!.answer({ rows: [rowOf({ officialName: 'Amt' })] })
    await flushPromises()
    expect(names(found)).toEqual(['Amt'])
  })

  it('shows the answer to what was typed last, in whatever order the answers come', async () => {
    const held = bridge.hold('authorities.search')
    const found = list()
    void found.search()
    found.criteria.text = 'amt'
    void found.search()
    await flushPromises()
    held[1]!.answer({ rows: [rowOf({ officialName: 'Amt' })] })
    await flushPromises()
    held[0]!.answer({ rows: [rowOf({ officialName: 'Aachen' })] })
    await flushPromises()
    expect(names(found)).toEqual(['Amt'])
  })

  it('counts for what was typed last, in whatever order the counts come', async () => {
    const held = bridge.hold('authorities.count')
    const found = list()
    void found.search()
    await flushPromises()
    void found.search()
    await flushPromises()
    held[1]!.answer({ matching: 90, all: 28_000 })
    await flushPromises()
    held[0]!.answer({ matching: 150, all: 28_000 })
    await flushPromises()
    expect(found.total).toBe(90)
  })

  it('tells which criterion excludes everything where nothing is found', async () => {
    bridge.answer('authorities.search', { rows: [] })
    bridge.answer('authorities.count', { matching: 0, all: 28_000 })
    bridge.answer('authorities.excluding', { without: [{ criterion: 'memberState', matching: 12 }] })
    const found = list()
    found.criteria.memberState = 'MT'
    await found.search()
    expect(found.total).toBe(0)
    expect(found.excluding).toEqual([{ criterion: 'memberState', matching: 12 }])
  })

  it('leaves what is shown as it is when the store cannot answer', async () => {
    const found = list()
    await found.search()
    bridge.fail('authorities.search', { kind: 'unavailable', reason: 'busy' })
    await found.search()
    expect([found.total, found.rows.size > 0, found.searching]).toEqual([150, true, false])
  })
})

describe('the rows further down', () => {
  it('are fetched when they come into sight, each page once', async () => {
    const found = list()
    await found.search()
    await Promise.all([found.ensure(100, 125), found.ensure(110, 135)])
    await found.ensure(100, 125)
    expect(offsets()).toEqual([0, 60, 120])
    expect(found.rows.get(149)?.officialName).toBe(' 149')
  })

  it('are not asked for beyond the end of the result', async () => {
    const found = list()
    await found.search()
    await found.ensure(140, 400)
    expect(offsets()).toEqual([0, 120])
  })

  it('are dropped when a newer search has begun', async () => {
    const found = list()
    await found.search()
    const held = bridge.hold('authorities.search')
    void found.ensure(60, 70)
    await flushPromises()
    bridge.answer('authorities.search', { rows: [rowOf({ officialName: 'Amt' })] })
    await found.search()
    held[0]!.answer({ rows: [rowOf({ officialName: 'Aachen' })] })
    await flushPromises()
    expect(names(found)).toEqual(['Amt'])
  })

  it('are not asked for while a search is under way: only its end tells what is missing', async () => {
    const found = list()
    await found.search()
    bridge.hold('authorities.search')
    void found.search()
    await found.ensure(60, 70)
    expect(offsets()).toEqual([0, 0])
  })

  it('are asked for again after the store could not answer', async () => {
    const found = list()
    await found.search()
    bridge.fail('authorities.search', { kind: 'unavailable', reason: 'busy' })
    await found.ensure(60, 70)
    bridge.answer('authorities.search', page)
    await found.ensure(60, 70)
    expect(found.rows.get(60)?.officialName).toBe(' 60')
  })
})

describe('the selection', () => {
  it('outlives a new search', async () => {
    const found = list()
    await found.search()
    const [first, second] = [found.rows.get(0)!, found.rows.get(1)!]
    found.select(first.id, true)
    found.select(second.id, true)
    found.select(second.id, false)
    await found.search()
    expect([...found.selected]).toEqual([first.id])
  })
})
