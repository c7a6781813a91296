import { flushPromises } from '@vue/test-utils'
import { h, type Slot } from 'vue'
import { describe, expect, it } from 'vitest'
import ObstacleButton from '../../../src-renderer/components/ObstacleButton.vue'
import { allByRole, byRole, descriptionOf, mountInProgram, textOf } from '../../support/renderer'

const WHY = '2 accesses are still active: Registers, SOLVIT. Suspend them first.'

function show(props: Readonly<Record<string, unknown>>, slot?: Slot) {
  const { wrapper } = mountInProgram(ObstacleButton, {
    props: { label: 'Inactivate', why: '', ...props },
    ...(slot === undefined ? {} : { slots: { default: slot } }),
  })
  return { wrapper, button: byRole('button', 'Inactivate') }
}

describe('the button of an act', () => {
  it('does the act', () => {
    const { wrapper, button } = show({})
    button.click()
    expect(wrapper.emitted('act')).toHaveLength(1)
    expect(allByRole('dialog')).toEqual([])
  })

  it('says why it cannot be used, also to who only hears it', () => {
    const { button } = show({ why: WHY })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(descriptionOf(button)).toBe(WHY)
  })

  it('says nothing where nothing stands in the way', () => {
    const { button } = show({})
    expect(button.getAttribute('aria-disabled')).not.toBe('true')
    expect(descriptionOf(button)).toBe('')
  })

  it('can be reached and pressed although it cannot be used, and then explains itself', async () => {
    const { wrapper, button } = show({ why: WHY })
    expect(button.hasAttribute('disabled')).toBe(false)
    button.click()
    await flushPromises()
    expect(textOf(byRole('dialog'))).toContain(WHY)
    expect(wrapper.emitted('act')).toBeUndefined()
  })

  it('explains itself at the link beside it', async () => {
    show({ why: WHY })
    byRole('button', 'Why not? Inactivate').click()
    await flushPromises()
    expect(byRole('dialog').getAttribute('aria-label')).toBe('Why not? Inactivate')
    byRole('button', 'Close').click()
    await flushPromises()
    expect(byRole('button', 'Why not? Inactivate').getAttribute('aria-expanded')).toBe('false')
  })

  it('leads to what stands in the way, and the explanation closes', async () => {
    const led: string[] = []
    const lead: Slot = ({ close }: { close: () => void }) => [
      h('button', { onClick: [() => led.push('there'), close] }, 'Show the 2 active accesses'),
    ]
    const { button } = show({ why: WHY }, lead)
    button.click()
    await flushPromises()
    byRole('button', 'Show the 2 active accesses').click()
    await flushPromises()
    expect(led).toEqual(['there'])
    expect(byRole('button', 'Why not? Inactivate').getAttribute('aria-expanded')).toBe('false')
  })
})
