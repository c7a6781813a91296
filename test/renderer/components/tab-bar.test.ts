import { beforeEach, describe, expect, it } from 'vitest'
import TabBar from '../../../src-renderer/components/TabBar.vue'
import { allByRole, mountInProgram, textOf, type Shown } from '../../support/renderer'

const TABS = [
  { key: 'authority', title: 'Authority', count: '' },
  { key: 'modules', title: 'Modules', count: '12' },
  { key: 'users', title: 'Users', count: '0' },
]

let shown: Shown
beforeEach(() => {
  shown = mountInProgram(TabBar, {
    props: { label: 'Parts of the authority', tabs: TABS, current: 'modules', panel: 'the-panel' },
  })
})

function press(key: string): string {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  document.activeElement!.dispatchEvent(event)
  return textOf(document.activeElement!)
}

describe('tabs', () => {
  it('say how much each holds', () => {
    expect(allByRole('tab').map(textOf)).toEqual(['Authority', 'Modules 12', 'Users 0'])
  })

  it('tell which is open, and which panel it opened', () => {
    const open = allByRole('tab').filter((tab) => tab.getAttribute('aria-selected') === 'true')
    expect(open.map(textOf)).toEqual(['Modules 12'])
    expect(open[0]!.getAttribute('aria-controls')).toBe('the-panel')
  })

  it('are one stop of the Tab key: the one that is open', () => {
    expect(allByRole('tab').map((tab) => tab.tabIndex)).toEqual([-1, 0, -1])
  })

  it('are reached by the arrow keys, round and round', () => {
    allByRole('tab')[1]!.focus()
    expect(['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'].map(press)).toEqual([
      'Users 0',
      'Authority',
      'Users 0',
      'Modules 12',
    ])
  })

  it('are reached by Home and End', () => {
    allByRole('tab')[1]!.focus()
    expect([press('End'), press('Home')]).toEqual(['Users 0', 'Authority'])
  })

  it('open when they are pressed, not when the arrow keys pass over them', () => {
    allByRole('tab')[1]!.focus()
    press('ArrowRight')
    expect(shown.wrapper.emitted('open')).toBeUndefined()
    allByRole('tab')[2]!.click()
    expect(shown.wrapper.emitted('open')).toEqual([['users']])
  })

  it('leave every other key alone', () => {
    allByRole('tab')[1]!.focus()
    const event = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
    document.activeElement!.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})
