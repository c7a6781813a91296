import { flushPromises } from '@vue/test-utils'
import { h, ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import AlertFormFields from '../../../src-renderer/views/alerts/AlertFormFields.vue'
import RecipientChoice from '../../../src-renderer/views/alerts/RecipientChoice.vue'
import type { AlertForm } from '../../../src-shared/contract/alerts'
import { formOf, moduleNamed } from '../../support/alert-samples'
import { installBridge } from '../../support/fake-bridge'
import { mountInProgram, textOf } from '../../support/renderer'

beforeEach(() => {
  const bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
  bridge.answer('alerts.reach', { states: [], uncovered: [] })
})

async function show(written: AlertForm) {
  const form = ref(written)
  const Page = {
    setup: () => {
      void useCatalogue().load()
      return () =>
        h(AlertFormFields, {
          ...{ module: moduleNamed(), own: 'DE', kept: [], today: '2026-11-23', strict: false },
          modelValue: form.value,
          'onUpdate:modelValue': (value: AlertForm) => (form.value = value),
        })
    },
  }
  const { wrapper } = mountInProgram(Page)
  await flushPromises()
  const group = (id: string): string => {
    const section = document.querySelector(`[aria-labelledby="group-${id}"]`)
    if (section === null) throw new Error(`There is no group ${id}`)
    return textOf(section)
  }
  const recipients = wrapper.getComponent(RecipientChoice).getComponent({ name: 'VAutocomplete' })
  return { group, recipients }
}

describe('the form of an alert', () => {
  it('says what is required, and counts what one press fills in as one', async () => {
    const { group } = await show(formOf({ content: {}, recipients: [] }))
    expect(group('danger')).toContain('2 still to fill in')
    expect(group('danger')).toContain('Severity and probability (required)')
    expect(group('recipients')).toContain('1 still to fill in')
  })

  it('counts nothing where everything is there', async () => {
    const { group } = await show(formOf())
    expect(group('danger')).not.toContain('still to fill in')
    expect(group('recipients')).not.toContain('still to fill in')
  })

  it('tells of a day that is still to come at its field', async () => {
    const { group } = await show(formOf({ content: { ...formOf().content, noticedOn: '2030-01-01' } }))
    expect(group('narrative')).toContain('This day is still to come.')
  })

  it('says that the own Member State is not among the recipients', async () => {
    const { recipients } = await show(formOf({ recipients: [] }))
    expect(recipients.props('noDataText')).toBe(
      'No other Member State matches. Germany initiates it and is not among its recipients.',
    )
    const offered = recipients.props('items') as { value: string }[]
    expect(offered.map((each) => each.value)).not.toContain('DE')
  })
})
