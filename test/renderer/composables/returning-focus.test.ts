import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useReturningFocus } from '../../../src-renderer/composables/useReturningFocus'
import { mountInProgram } from '../../support/renderer'

const Program = {
  setup: () => {
    useReturningFocus()
    return () => null
  },
}

function add(place: Element, label: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.textContent = label
  // Nothing is laid out here; what is in the page counts as seen.
  button.getClientRects = () => [{}] as unknown as DOMRectList
  place.append(button)
  return button
}

/** Something that lies over the page, or stands in it, for a while. */
async function part(label: string): Promise<{ button: HTMLButtonElement; close: () => Promise<void> }> {
  const place = document.createElement('div')
  document.body.append(place)
  await flushPromises()
  const button = add(place, label)
  const close = async () => {
    place.remove()
    await flushPromises()
  }
  return { button, close }
}

beforeEach(() => {
  document.body.replaceChildren()
  mountInProgram(Program)
})

describe('the focus', () => {
  it('returns from a dialog to the button that opened it, also over a menu and another dialog', async () => {
    const opener = add(document.body, 'More')
    opener.focus()
    const menu = await part('Rename')
    menu.button.focus()
    const dialog = await part('Name')
    dialog.button.focus()
    await menu.close()
    expect(document.activeElement).toBe(dialog.button)
    const question = await part('Leave')
    question.button.focus()
    await question.close()
    expect(document.activeElement).toBe(dialog.button)
    await dialog.close()
    expect(document.activeElement).toBe(opener)
  })

  it('goes past what is gone or cannot be used any more', async () => {
    const first = add(document.body, 'First')
    first.focus()
    const second = add(document.body, 'Second')
    second.focus()
    const dialog = await part('Delete')
    dialog.button.focus()
    second.disabled = true
    await dialog.close()
    expect(document.activeElement).toBe(first)
  })

  it('stays where somebody put it meanwhile', async () => {
    add(document.body, 'Opener').focus()
    const dialog = await part('Go')
    dialog.button.focus()
    const other = add(document.body, 'New page')
    other.focus()
    await dialog.close()
    expect(document.activeElement).toBe(other)
  })

  it('is given to nothing where somebody pressed beside everything', async () => {
    const field = add(document.body, 'Field')
    field.focus()
    const message = await part('Message')
    field.blur()
    await message.close()
    expect(document.activeElement).toBe(document.body)
  })
})
