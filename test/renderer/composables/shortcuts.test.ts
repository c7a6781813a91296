import { beforeEach, describe, expect, it } from 'vitest'
import { useShortcuts } from '../../../src-renderer/composables/useShortcuts'
import { useFormKeys } from '../../../src-renderer/views/authority/useFormKeys'
import { inProgram, mountInProgram } from '../../support/renderer'

let heard: string[]
beforeEach(() => {
  heard = []
  document.body.replaceChildren()
})

function press(key: string, held: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held })
  document.body.dispatchEvent(event)
  return event
}

describe('a shortcut', () => {
  const listen = () => {
    useShortcuts({ 'ctrl+k': () => heard.push('search'), f6: () => heard.push('next') })
    return () => null
  }

  it('works wherever the focus is, and the key does nothing else', () => {
    mountInProgram({ setup: listen })
    expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(true)
    press('F6')
    expect(heard).toEqual(['search', 'next'])
  })

  it('works with the command key of a Mac', () => {
    mountInProgram({ setup: listen })
    press('k', { metaKey: true })
    expect(heard).toEqual(['search'])
  })

  it('does not eat the letter that somebody types', () => {
    mountInProgram({ setup: listen })
    expect(press('k').defaultPrevented).toBe(false)
    expect(heard).toEqual([])
  })

  it('ends with the screen that gave it', () => {
    mountInProgram({ setup: listen }).wrapper.unmount()
    press('k', { ctrlKey: true })
    expect(heard).toEqual([])
  })
})

describe('the keys of a form', () => {
  const form = () =>
    inProgram(() => {
      useFormKeys({ save: () => heard.push('save'), leave: () => heard.push('leave') })
    })

  /** Something that lies above the form. */
  function cover(kind: string): void {
    const above = document.createElement('div')
    above.className = `${kind} v-overlay--active`
    document.body.append(above)
  }

  it('save with Ctrl and Enter, and leave with Escape', () => {
    form()
    press('Enter', { ctrlKey: true })
    press('Escape')
    expect(heard).toEqual(['save', 'leave'])
  })

  it('are not meant for the form while a dialog asks something', () => {
    form()
    cover('v-dialog')
    press('Enter', { ctrlKey: true })
    press('Escape')
    expect(heard).toEqual([])
  })

  it('close an open list of choices first, before the form is left', () => {
    form()
    cover('v-menu')
    press('Escape')
    expect(heard).toEqual([])
  })
})
