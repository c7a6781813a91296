import { flushPromises } from '@vue/test-utils'
import { h } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import AuthorityField from '../../../src-renderer/views/authority/AuthorityField.vue'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useSession } from '../../../src-renderer/stores/session'
import CreateAlert from '../../../src-renderer/views/alerts/CreateAlert.vue'
import type { Output } from '../../../src-shared/contract'
import type { AuthorityId } from '../../../src-shared/ids'
import { ALERT } from '../../support/alert-samples'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { byRole, openScreen, textOf } from '../../support/renderer'
import { authorityOf, newId } from '../../support/samples'

let bridge: FakeBridge
const [office, other] = [
  authorityOf({ officialName: 'Bauamt' }),
  authorityOf({ officialName: 'Bauaufsicht' }),
]

beforeEach(() => {
  bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
  bridge.answer('authorities.mentions', ({ ids }) => ({
    authorities: [office, other].filter((each) => ids.includes(each.id)),
  }))
  bridge.answer('alerts.modules', {
    modules: [{ module: ALERT, role: 'authority', obstacle: null }],
    today: '2026-11-27',
  })
  bridge.answer('alerts.reach', { states: [], uncovered: [] })
})

/** The page as the Helpdesk opens it. */
async function open() {
  const AsHelpdesk = {
    setup: () => {
      const operator = {
        id: newId(),
        userName: 'ops',
        name: 'Ops',
        email: '',
        actsFor: null,
        actsForName: null,
        memberState: null,
      }
      useSession().status = { operator, viewing: null } as unknown as Output<'session.status'>
      void useCatalogue().load()
      return () => h(CreateAlert)
    },
  }
  const { wrapper } = await openScreen(AsHelpdesk, {}, '/alerts/create')
  await flushPromises()
  const field = wrapper.findComponent(AuthorityField)
  return {
    choose: async (id: AuthorityId) => {
      field.vm.$emit('update:modelValue', id)
      await flushPromises()
    },
    save: async () => {
      byRole('button', 'Save draft').click()
      await flushPromises()
    },
    field: () => textOf(field.element),
  }
}

describe('an alert that the Helpdesk creates', () => {
  it('is created on behalf of somebody: the field says so and has the focus', async () => {
    const page = await open()
    await page.save()
    expect(bridge.inputs('alerts.create')).toEqual([])
    expect(page.field()).toContain('Choose the authority on whose behalf it is created.')
    expect(document.activeElement?.id).toBe('field-authorityId')
    await page.choose(office.id)
    expect(page.field()).not.toContain('Choose the authority')
  })

  it('is told of a refusal only as long as it is for the authority that it was refused for', async () => {
    bridge.refuse('alerts.create', 'alert-role-cannot-create')
    const page = await open()
    await page.choose(office.id)
    await page.save()
    expect(document.body.textContent).toContain('the authority cannot create any')
    await page.choose(other.id)
    expect(document.body.textContent).not.toContain('the authority cannot create any')
  })
})
