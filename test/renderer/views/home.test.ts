import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import HomeView from '../../../src-renderer/views/home/HomeView.vue'
import OutboxView from '../../../src-renderer/views/mail/OutboxView.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { allByRole, mountInProgram, textOf } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

describe('Home', () => {
  it('leads from mails in doubt, and from those that could not be sent, to the filtered outbox', async () => {
    bridge.answer('work.counts', {
      counts: [
        { kind: 'mails-in-doubt', count: 1 },
        { kind: 'mails-failed', count: 2 },
      ],
    })
    mountInProgram(HomeView)
    await flushPromises()
    const links = allByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      expect.stringContaining('/mail?status=unknown'),
      expect.stringContaining('/mail?status=failed'),
    ])
    expect(links.map(textOf).join()).toContain('mail of which it is not known whether it was sent')
    expect(links.map(textOf).join()).toContain('mails that could not be sent')
  })
})

describe('the outbox', () => {
  it('shows what its address asks for, and all of it without', async () => {
    bridge.answer('mail.list', { rows: [], total: 0 })
    const server = { host: '', port: 465, security: 'tls', userName: '', sendsAs: '' } as const
    bridge.answer('mail.server', { server, password: 'none', keychain: true })
    const { wrapper } = mountInProgram(OutboxView, { props: { wanted: 'unknown' } })
    await flushPromises()
    await wrapper.setProps({ wanted: null })
    await flushPromises()
    expect(bridge.inputs('mail.list').map(({ status }) => status)).toEqual(['unknown', null])
  })
})
