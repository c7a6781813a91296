import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, IMPATIENT, OutboxWorld } from '../../support/outbox-world'
import { refusing, startScripted, startSmtp, type TestServer } from '../../support/smtp'

let world: OutboxWorld
beforeEach(async () => {
  world = await OutboxWorld.start()
})
afterEach(() => world.close())

describe('a mail that is sent', () => {
  it('arrives once, names its real sender, and is not sent a second time', async () => {
    const server = await startSmtp()
    await world.use(server)
    await world.queue()
    expect(await world.send()).toEqual({ ok: true, value: { status: 'sent' } })
    expect(server.mails).toHaveLength(1)
    const arrived = await PostalMime.parse(server.mails[0]!)
    expect(arrived).toMatchObject({
      subject: 'Message from your IMI Coordinator',
      to: [{ name: 'Столична община', address: 'office@place.example' }],
      from: { address: 'operator1@helpdesk.example' },
    })
    expect(arrived.text).toContain('Registered e-mail address: operator1@helpdesk.example\n\nЗдравейте')
    expect(codeOf(await world.send())).toBe('mail-sent-already')
    expect(server.mails).toHaveLength(1)
    expect(await world.rows()).toMatchObject([{ status: 'sent', failure: '' }])
  })

  it('comes from the address the server sends as, where there is one; answers go to the sender', async () => {
    const server = await startSmtp()
    await world.use(server, { sendsAs: 'imi@office.example' })
    await world.queue()
    await world.send()
    const arrived = await PostalMime.parse(server.mails[0]!)
    expect(arrived.from).toMatchObject({ name: 'Operator 1', address: 'imi@office.example' })
    expect(arrived.replyTo).toMatchObject([{ address: 'operator1@helpdesk.example' }])
  })

  it('is sent once, however often it is asked for while it is under way', async () => {
    let taken = (): void => undefined
    const server = await startSmtp({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => {
          server.mails.push('taken')
          taken = done
          void again().then(() => taken())
        })
      },
    })
    await world.use(server)
    await world.queue()
    const first = await world.seen()
    const codes: (string | null)[] = []
    const again = async (): Promise<void> => {
      codes.push(codeOf(await world.outbox.send(first, world.helpdesk)))
      expect(world.outbox.busy()).toBe(true)
      // Nor by another program on the same store, which sees what was written down.
      codes.push(codeOf(await (await world.outboxWith(true)).send(await world.seen(), world.helpdesk)))
    }
    expect(await world.outbox.send(first, world.helpdesk)).toMatchObject({ value: { status: 'sent' } })
    expect(codes).toEqual(['mail-under-way', 'mail-under-way'])
    expect(server.mails).toEqual(['taken'])
    expect(world.outbox.busy()).toBe(false)
  })
})

type Case = readonly [what: string, server: () => Promise<TestServer>, failure: string, answer: RegExp]

const CASES: readonly Case[] = [
  [
    'that refuses the address',
    () => startSmtp({ onRcptTo: (_to, _session, done) => done(refusing(550, 'No such mailbox')) }),
    'smtp-address-refused',
    /550 No such mailbox/,
  ],
  [
    'that answers with what cannot be stored, and without an end',
    () =>
      startScripted((heard) =>
        heard.startsWith('RCPT') ? `550 a\0b \u0007${'💙'.repeat(400)}\r\n` : '250 ok\r\n',
      ),
    'smtp-address-refused',
    /^550 a b 💙+$/u,
  ],
  [
    'that refuses the mail after it was read',
    () =>
      startSmtp({
        onData: (stream, _session, done) => {
          stream.resume()
          stream.on('end', () => done(refusing(554, 'Not wanted')))
        },
      }),
    'smtp-refused',
    /554 Not wanted/,
  ],
  ['that greets nobody', () => startScripted(() => '', ''), 'smtp-unreachable', /./],
  [
    'that hangs up before the mail is on its way',
    () => startScripted((heard) => (heard.startsWith('MAIL') ? null : '250 ok\r\n')),
    'smtp-cut-off',
    /./,
  ],
  [
    'that falls silent before the mail is on its way',
    () => startScripted((heard) => (heard.startsWith('EHLO') ? '250 ok\r\n' : '')),
    'smtp-cut-off',
    /./,
  ],
]

describe('a server', () => {
  it.each(CASES)(
    '%s: the mail has failed with a reason, and can be tried again by hand',
    async (_what, start, failure, answer) => {
      world.outbox = await world.outboxWith(true, IMPATIENT)
      await world.use(await start())
      await world.queue()
      expect(await world.send()).toEqual({ ok: true, value: { status: 'failed' } })
      const [row] = await world.rows()
      expect(row).toMatchObject({ status: 'failed', failure })
      expect(row?.answer).toMatch(answer)
      const { messageId } = world.core.raw('SELECT messageId FROM mail')[0]!
      const better = await startSmtp()
      world.outbox = await world.outboxWith(true)
      await world.use(better)
      expect(await world.send()).toEqual({ ok: true, value: { status: 'sent' } })
      expect(better.mails).toHaveLength(1)
      expect((await PostalMime.parse(better.mails[0]!)).messageId).toBe(messageId)
    },
  )

  it.each<[string, (heard: string) => string | null]>([
    ['hangs up', () => null],
    ['falls silent', () => ''],
  ])(
    'that has the mail and %s without an answer leaves it in doubt; nothing sends it again',
    async (_what, last) => {
      world.outbox = await world.outboxWith(true, IMPATIENT)
      let inMail = false
      let mails = 0
      const server = await startScripted((heard) => {
        if (inMail) {
          if (heard.endsWith('\r\n.\r\n')) mails += 1
          return last(heard)
        }
        inMail = heard.startsWith('DATA')
        return inMail ? '354 go on\r\n' : '250 ok\r\n'
      })
      await world.use(server)
      await world.queue()
      expect(await world.send()).toEqual({ ok: true, value: { status: 'unknown' } })
      expect(codeOf(await world.send())).toBe('mail-may-be-sent')
      expect(mails).toBe(1)
      await world.core.done('mail.resolve', { ...(await world.seen()), was: 'sent' })
      expect(codeOf(await world.send())).toBe('mail-sent-already')
      expect(mails).toBe(1)
    },
  )

  it('that is not there is told so', async () => {
    const server = await startSmtp()
    await server.close()
    await world.use({ ...server, close: () => Promise.resolve() })
    await world.queue()
    await world.send()
    expect(await world.rows()).toMatchObject([{ status: 'failed', failure: 'smtp-unreachable' }])
  })
})
