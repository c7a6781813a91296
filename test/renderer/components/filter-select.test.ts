import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import FilterSelect from '../../../src-renderer/components/FilterSelect.vue'
import { allByRole, byRole, descriptionOf, mountInProgram, textOf } from '../../support/renderer'

const STATUSES = [
  { value: 'active', title: 'Active' },
  { value: 'inactivated', title: 'Inactivated' },
]
const STATES = ['Austria', 'Belgium', 'Bulgaria', 'Croatia', 'Cyprus', 'Czechia', 'Denmark', 'Estonia']
  .concat(['Finland', 'France', 'Germany', 'Greece', 'Hungary'])
  .map((title) => ({ value: title.slice(0, 3), title }))

function show(props: Readonly<Record<string, unknown>> = {}) {
  const { wrapper } = mountInProgram(FilterSelect, {
    props: { label: 'Status', choices: STATUSES, any: 'Any', modelValue: null, ...props },
  })
  return { wrapper, chosen: () => wrapper.emitted('update:modelValue')?.at(-1)?.[0] }
}

async function open(): Promise<void> {
  allByRole('button')[0]!.click()
  await flushPromises()
}

async function type(text: string): Promise<HTMLElement> {
  const field = byRole('textbox', 'Find: Status') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await flushPromises()
  return field
}

const offered = () => allByRole('option').map(textOf)
const enter = () => new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })

describe('a filter', () => {
  it('says what it filters by without being opened', () => {
    show({ modelValue: 'inactivated' })
    expect(textOf(byRole('button'))).toBe('Status: Inactivated')
  })

  it('says that it does not count', () => {
    show()
    expect(textOf(byRole('button'))).toBe('Status: Any')
  })

  it('takes what is chosen, and closes', async () => {
    const { chosen } = show()
    await open()
    expect(offered()).toEqual(['Any', 'Active', 'Inactivated'])
    byRole('option', 'Active').click()
    await flushPromises()
    expect(chosen()).toBe('active')
    expect(allByRole('button')[0]!.getAttribute('aria-expanded')).toBe('false')
  })

  it('does not count any more when any value will do', async () => {
    const { chosen } = show({ modelValue: 'active' })
    await open()
    byRole('option', 'Any').click()
    expect(chosen()).toBeNull()
  })

  it('with a few choices shows them all, without a field', async () => {
    show()
    await open()
    expect(allByRole('textbox')).toEqual([])
  })

  it('with many choices is narrowed down while typing', async () => {
    show({ choices: STATES })
    await open()
    await type(' GER ')
    expect(offered()).toEqual(['Germany'])
  })

  it('with many choices lets one type at once', async () => {
    show({ choices: STATES })
    await open()
    expect(document.activeElement).toBe(byRole('textbox'))
  })

  it('takes the first choice that is left when Enter is pressed', async () => {
    const { chosen } = show({ choices: STATES })
    await open()
    const field = await type('fr')
    field.dispatchEvent(enter())
    expect(chosen()).toBe('Fra')
  })

  it('stays open when Enter is pressed and no choice is left', async () => {
    const { wrapper } = show({ choices: STATES })
    await open()
    const field = await type('atlantis')
    field.dispatchEvent(enter())
    await flushPromises()
    expect(wrapper.emitted('update:modelValue')).toBeUndefined()
    expect(allByRole('button')[0]!.getAttribute('aria-expanded')).toBe('true')
  })

  it('changes nothing when Enter is pressed before anything is typed', async () => {
    const { wrapper } = show({ choices: STATES, modelValue: 'Ger' })
    await open()
    byRole('textbox').dispatchEvent(enter())
    expect(wrapper.emitted('update:modelValue')).toBeUndefined()
  })

  it('that cannot be used says why, and does not open', async () => {
    const why = 'The IMI Helpdesk manages all authorities.'
    show({ disabledBecause: why })
    const button = byRole('button')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(descriptionOf(button)).toBe(why)
    await open()
    expect(offered()).toEqual([])
  })
})
