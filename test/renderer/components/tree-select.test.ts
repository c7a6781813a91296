import { describe, expect, it } from 'vitest'
import {
  labelsOf,
  narrowed,
  stateOf,
  toggled,
  type TreeNode,
} from '../../../src-renderer/components/tree-choice'

const leaf = (code: string, label: string): TreeNode => ({ code, label, children: [] })
const NURSES: TreeNode = {
  code: 'nurses',
  label: 'Nurses and midwives',
  children: [leaf('nurse', 'Nurse'), leaf('midwife', 'Midwife')],
}
const TREE = [NURSES, leaf('hotels', 'Hôtels')]

describe('a choice out of a tree', () => {
  it.each([
    [[], 'none'],
    [['midwife'], 'some'],
    [['nurses'], 'all'],
    [['nurses', 'midwife'], 'all'],
  ] as const)('shows of %j that %s of a sector is chosen', (chosen, state) => {
    expect(stateOf(NURSES, new Set(chosen))).toBe(state)
  })

  it('takes a sector without its professions, beside them, and out again with all of them (C8)', () => {
    expect(toggled(NURSES, [])).toEqual(['nurses'])
    expect(toggled(NURSES, ['midwife'])).toEqual(['midwife', 'nurses'])
    expect(toggled(NURSES, ['midwife', 'nurses', 'hotels'])).toEqual(['hotels'])
    expect(toggled(leaf('nurse', 'Nurse'), ['nurse', 'nurses'])).toEqual(['nurses'])
  })

  it('is narrowed by words of a label, accents aside, with what stands above what was found', () => {
    expect(narrowed(TREE, 'hotel').map((node) => node.code)).toEqual(['hotels'])
    expect(narrowed(TREE, 'midwife')).toEqual([{ ...NURSES, children: [leaf('midwife', 'Midwife')] }])
    expect(narrowed(TREE, 'nurses mid')).toEqual([NURSES])
    expect(narrowed(TREE, ' ')).toEqual(TREE)
    expect(narrowed(TREE, 'nothing')).toEqual([])
  })

  it('knows the names of everything in it', () => {
    expect([...labelsOf(TREE).keys()].sort()).toEqual(['hotels', 'midwife', 'nurse', 'nurses'])
  })
})
