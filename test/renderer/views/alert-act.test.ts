import { flushPromises } from '@vue/test-utils'
import { h } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { useAlert } from '../../../src-renderer/stores/alert'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useSession } from '../../../src-renderer/stores/session'
import AlertAct from '../../../src-renderer/views/alerts/AlertAct.vue'
import type { Output } from '../../../src-shared/contract'
import type { AlertView } from '../../../src-shared/contract/alerts'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { byRole, descriptionOf, mountInProgram } from '../../support/renderer'
import { authorityOf, newId } from '../../support/samples'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
  bridge.answer('alerts.view', { alert: null })
})

const { id, officialName, memberState, status } = authorityOf({ officialName: 'Bauamt', memberState: 'DE' })

/** An act that only these can do, as the Helpdesk sees it while it acts on behalf of an authority. */
async function show(who: string[]): Promise<void> {
  const obstacle = { code: 'alert-not-your-part', params: { who } }
  const parties = [{ id, officialName, memberState, status, position: 'author' }]
  const AsHelpdesk = {
    setup: () => {
      const operator = { id: newId(), userName: 'ops', name: 'Ops', email: '', actsFor: null }
      useSession().status = { operator, viewing: null } as unknown as Output<'session.status'>
      Object.assign(useAlert(), { id: newId(), as: id, found: { parties } as unknown as AlertView })
      void useCatalogue().load()
      return () => h(AlertAct, { label: 'Close alert', obstacle })
    },
  }
  mountInProgram(AsHelpdesk)
  await flushPromises()
  byRole('button', 'Why not? Close alert').click()
  await flushPromises()
}

describe('an act on an alert that needs somebody else', () => {
  it('is offered to the Helpdesk as itself where that may do it', async () => {
    await show(['helpdesk'])
    expect(descriptionOf(byRole('button', 'Close alert'))).toContain('Set “On behalf of” to nobody')
    byRole('button', 'On behalf of nobody, as the IMI Helpdesk').click()
    await flushPromises()
    expect(bridge.inputs('alerts.view').at(-1)?.as).toBeNull()
  })

  it('is offered on behalf of those who may, with their Member State and their part', async () => {
    await show(['author'])
    byRole('button', 'On behalf of Bauamt (Germany), initiating authority').click()
    await flushPromises()
    expect(bridge.inputs('alerts.view').at(-1)?.as).toBe(id)
  })
})
