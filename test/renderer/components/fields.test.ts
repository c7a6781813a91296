import { flushPromises } from '@vue/test-utils'
import { h, ref, withDirectives } from 'vue'
import { describe, expect, it } from 'vitest'
import DayField from '../../../src-renderer/components/DayField.vue'
import ErrorSummary from '../../../src-renderer/components/ErrorSummary.vue'
import FieldLabel from '../../../src-renderer/components/FieldLabel.vue'
import PasswordField from '../../../src-renderer/components/PasswordField.vue'
import { vFirstField } from '../../../src-renderer/components/first-field'
import { NO_DAY } from '../../../src-shared/alert-content'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'

describe('the errors of a form', () => {
  const errors = [
    { field: 'field-officialName', label: 'Official name', text: 'An official name is needed.' },
    { field: 'field-email', label: 'E-mail', text: 'This is no e-mail address.' },
  ]

  it('are counted and read out at once, each with its sentence', () => {
    mountInProgram(ErrorSummary, { props: { errors } })
    const summary = byRole('alert')
    expect(textOf(summary)).toContain('2 fields need your attention')
    expect(textOf(summary)).toContain('E-mail – This is no e-mail address.')
  })

  it('each lead to their field', () => {
    const form = {
      render: () => [
        h(ErrorSummary, { errors }),
        h('input', { id: 'field-officialName' }),
        h('input', { id: 'field-email' }),
      ],
    }
    mountInProgram(form)
    byRole('button', 'E-mail').click()
    expect(document.activeElement?.id).toBe('field-email')
    byRole('button', 'Official name').click()
    expect(document.activeElement?.id).toBe('field-officialName')
  })

  it('take no room where there are none', () => {
    mountInProgram(ErrorSummary, { props: { errors: [] } })
    expect(allByRole('alert')).toEqual([])
  })
})

describe('a password', () => {
  async function show(error?: string) {
    const { wrapper } = mountInProgram(PasswordField, {
      props: { id: 'password', modelValue: 'Geheim2026', autocomplete: 'current-password', error },
    })
    await flushPromises()
    return { wrapper, field: byRole('textbox') as HTMLInputElement }
  }

  it('is hidden until it is asked for, and hidden again', async () => {
    const { field } = await show()
    expect(field.type).toBe('password')
    byRole('button', 'Show the password').click()
    await flushPromises()
    expect(field.type).toBe('text')
    byRole('button', 'Hide the password').click()
    await flushPromises()
    expect(field.type).toBe('password')
  })

  it('shows beside it what is wrong with it', async () => {
    const { wrapper } = await show('The password needs at least 12 characters.')
    expect(wrapper.text()).toContain('The password needs at least 12 characters.')
  })

  it('is never sent by showing it', async () => {
    await show()
    expect(byRole('button', 'Show the password').getAttribute('type')).toBe('button')
  })
})

describe('a label', () => {
  it('names its field, whether it is needed, and what helps to fill it', () => {
    const { wrapper } = mountInProgram(FieldLabel, {
      props: { for: 'city', text: 'City', required: true, hint: 'As in the address.' },
      slots: { default: () => [h('input', { id: 'city' })] },
    })
    expect((byRole('textbox') as HTMLInputElement).labels?.[0]?.textContent).toBe('City (required)')
    expect(wrapper.text()).toContain('As in the address.')
  })
})

describe('the field a person came for', () => {
  it('has the focus when its screen opens, once: it is not taken back later', async () => {
    const text = ref('')
    const screen = {
      render: () => [
        withDirectives(h('div', [h('input', { id: 'first', value: text.value })]), [[vFirstField]]),
        h('input', { id: 'second' }),
      ],
    }
    mountInProgram(screen)
    expect(document.activeElement?.id).toBe('first')
    document.getElementById('second')!.focus()
    text.value = 'something else is shown'
    await flushPromises()
    expect(document.activeElement?.id).toBe('second')
  })
})

describe('a day', () => {
  async function show() {
    const day = ref('')
    mountInProgram({
      render: () =>
        h(DayField, {
          id: 'day',
          error: '',
          latest: '2026-11-27',
          modelValue: day.value,
          'onUpdate:modelValue': (value: string) => (day.value = value),
        }),
    })
    await flushPromises()
    const input = document.querySelector<HTMLInputElement>('#day')
    if (input === null) throw new Error('There is a field')
    /** The browser gives out what is no day as nothing, and says that something stands there. */
    const leave = (badInput: boolean): void => {
      Object.defineProperty(input, 'validity', { configurable: true, value: { badInput } })
      input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    }
    return { day, input, leave }
  }

  it('that is not in the calendar is not dropped silently', async () => {
    const { day, input, leave } = await show()
    leave(true)
    expect(day.value).toBe(NO_DAY)
    await flushPromises()
    expect(input.value).toBe('')
  })

  it('that was cleared is nothing any more', async () => {
    const { day, leave } = await show()
    leave(true)
    await flushPromises()
    leave(false)
    expect(day.value).toBe('')
  })

  it('that is still to come is not offered where it tells of what has happened', async () => {
    const { input } = await show()
    expect(input.max).toBe('2026-11-27')
  })
})
