import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../src-shared/contract'
import type { MailRow } from '../../../src-shared/contract/mail'
import { useMessages } from '../../../src-renderer/stores/messages'
import LeaveDialog from '../../../src-renderer/views/mail/LeaveDialog.vue'
import MailDetail from '../../../src-renderer/views/mail/MailDetail.vue'
import OutboxActs from '../../../src-renderer/views/mail/OutboxActs.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { alerts, allByRole, byRole, descriptionOf, mountInProgram, textOf } from '../../support/renderer'
import { authorityOf, mailOf } from '../../support/samples'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

const office = authorityOf({ officialName: 'Landratsamt' })

function rowOf(fields: Partial<MailRow> = {}): MailRow {
  const { id, kind, recipientName, recipientEmail, senderName, subject, createdAt } = mailOf(office)
  const { officialName, memberState, status } = office
  return {
    ...{ id, kind, recipientName, recipientEmail, senderName, subject, createdAt },
    withheld: false,
    ...{ status: 'queued', statusAt: createdAt, failure: '', answer: '', revision: 1 },
    authority: { id: office.id, officialName, memberState, status },
    ...fields,
  }
}

/** Opens the dialog that was asked for once more, for other mails. */
let again: (mails: readonly MailRow[]) => Promise<void>
async function ask(how: 'send' | 'export', mails: readonly MailRow[]): Promise<HTMLElement> {
  const { wrapper } = mountInProgram(LeaveDialog, { props: { mails, modelValue: null } })
  again = async (other) => {
    await wrapper.setProps({ modelValue: null, mails: other })
    await wrapper.setProps({ modelValue: how })
  }
  await wrapper.setProps({ modelValue: how })
  await flushPromises()
  return byRole('dialog')
}

const press = async (name: string): Promise<void> => {
  byRole('button', name, byRole('dialog')).click()
  await flushPromises()
}

describe('mails that are to leave', () => {
  const mails = ['a', 'b', 'c'].map((name) =>
    rowOf({ recipientName: name, recipientEmail: `${name}@x.example` }),
  )

  it('are named one by one, with what cannot be taken back, and nothing leaves before it is confirmed', async () => {
    const dialog = await ask('send', mails)
    expect(allByRole('listitem', dialog).map(textOf)).toEqual([
      'aDE · a@x.example',
      'bDE · b@x.example',
      'cDE · c@x.example',
    ])
    expect(textOf(dialog)).toContain('A mail that was sent cannot be called back.')
    expect(bridge.inputs('mail.send')).toEqual([])
  })

  it('are sent one after the other; what is stopped in between stays', async () => {
    const held = bridge.hold('mail.send')
    await ask('send', mails)
    await press('Send')
    expect(held.map(({ input }) => input.id)).toEqual([mails[0]!.id])
    held[0]!.answer({ status: 'sent' })
    await flushPromises()
    expect(held).toHaveLength(2)
    await press('Stop')
    held[1]!.answer({ status: 'failed' })
    await flushPromises()
    expect(held).toHaveLength(2)
    expect(useMessages().current?.text).toBe(
      '1 mail was sent. 1 mail was not sent: the reason stands beside it.',
    )
  })

  it('that were stopped stay, also where others are to be sent before it is known what became of the one under way', async () => {
    const held = bridge.hold('mail.send')
    await ask('send', mails)
    await press('Send')
    await press('Stop')
    await again([mails[2]!])
    await flushPromises()
    expect(textOf(byRole('dialog'))).toContain('The mail before is still being sent')
    held[0]!.answer({ status: 'unknown' })
    await flushPromises()
    expect(held).toHaveLength(1)
    expect(useMessages().current?.text).toContain('Of 1 mail it is not known whether it was sent')
    await press('Send')
    expect(held.map(({ input }) => input.id)).toEqual([mails[0]!.id, mails[2]!.id])
  })

  it('stop where one of them is refused, and say why', async () => {
    bridge.refuse('mail.send', 'mail-sent-already')
    await ask('send', mails)
    await press('Send')
    expect(bridge.inputs('mail.send')).toHaveLength(1)
    expect(alerts().join()).toContain('This mail was sent already.')
  })

  it('become one ZIP file where there are several', async () => {
    bridge.answer('mail.export', { fileName: 'mails.zip' })
    await ask('export', mails)
    await press('Save')
    expect(bridge.inputs('mail.export')).toMatchObject([{ format: 'zip', mails: [{}, {}, {}] }])
    expect(useMessages().current?.text).toBe('Written to mails.zip.')
  })

  it('warn where a mail may have left in another way already', async () => {
    const dialog = await ask('send', [rowOf({ status: 'handed-over' })])
    expect(textOf(byRole('note', undefined, dialog))).toContain('may have been sent in another way')
  })
})

describe('the buttons of the outbox', () => {
  const SERVER: Output<'mail.server'> = {
    server: { host: '', port: 465, security: 'tls', userName: '', sendsAs: '' },
    ...{ password: 'none', keychain: true },
  }
  const WITH = { ...SERVER, server: { ...SERVER.server, host: 'mail.office.example' } }

  it.each<[string, Output<'mail.server'>, MailRow[], string, string]>([
    ['nothing is selected', WITH, [], 'Send', 'Select a mail in the list first.'],
    ['no server is configured', SERVER, [rowOf()], 'Send', 'No mail server is configured.'],
    ['it was sent', WITH, [rowOf({ status: 'sent' })], 'Send', 'This mail was sent already.'],
    ['it may have been sent', WITH, [rowOf({ status: 'unknown' })], 'Send', 'It is not known whether'],
    [
      'it left the outbox',
      WITH,
      [rowOf({ status: 'exported' })],
      'Discard',
      'A mail that left the outbox stays',
    ],
  ])('say why they cannot be used where %s', async (_what, server, chosen, name, why) => {
    bridge.answer('mail.server', server)
    mountInProgram(OutboxActs, { props: { chosen, ticked: 0 } })
    await flushPromises()
    const button = byRole('button', name)
    expect([button.getAttribute('aria-disabled'), descriptionOf(button)]).toEqual([
      'true',
      expect.stringContaining(why),
    ])
  })

  it('discard with an undo', async () => {
    bridge.answer('mail.server', SERVER)
    bridge.answer('mail.discard', {})
    mountInProgram(OutboxActs, { props: { chosen: [rowOf(), rowOf()], ticked: 2 } })
    await flushPromises()
    byRole('button', 'Discard').click()
    await flushPromises()
    expect(bridge.inputs('mail.discard')[0]?.mails).toHaveLength(2)
    expect(useMessages().current?.text).toBe('2 mails are discarded.')
  })
})

describe('a mail in doubt', () => {
  it('asks the person what became of it', async () => {
    bridge.answer('mail.read', { found: null })
    bridge.answer('mail.resolve', {})
    const row = rowOf({ status: 'unknown', revision: 3 })
    mountInProgram(MailDetail, { props: { row } })
    await flushPromises()
    expect(document.body.textContent).toContain('It is not known whether this mail was sent')
    byRole('button', 'It was sent').click()
    await flushPromises()
    expect(bridge.inputs('mail.resolve')).toEqual([{ id: row.id, revision: 3, was: 'sent' }])
    expect(useMessages().current?.text).toBe('The mail is marked as sent.')
  })

  it('says where it came back with a backup', async () => {
    bridge.answer('mail.read', { found: null })
    mountInProgram(MailDetail, { props: { row: rowOf({ status: 'unknown', failure: 'restored' }) } })
    await flushPromises()
    expect(document.body.textContent).toContain('it waited when the backup was made that was restored since')
    expect(allByRole('button').map(textOf)).toContain('It was not sent: queue it again')
  })
})
