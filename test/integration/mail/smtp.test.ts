import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller, Keychain, MailProgram } from '../../../src-main/app/ports'
import { Outbox } from '../../../src-main/app/shell/outbox'
import { documentOf } from '../../../src-shared/mail-document'
import { createMailSender } from '../../../src-main/exchange/mail/smtp'
import { openMailSettings } from '../../../src-main/store/preferences/mail-settings'
import type { MailServer } from '../../../src-shared/contract/mail'
import type { Mail } from '../../../src-shared/entities/mail'
import { ownCertificate } from '../../support/certificate'
import { openCore, type Core } from '../../support/core'
import { authorityOf, newId } from '../../support/samples'
import { place } from '../../support/story'
import { startScripted, startSmtp, type TestServer } from '../../support/smtp'

/** So long a server is waited for here, in milliseconds: one that answers, and one that is known to be silent. */
const PATIENT = 20_000
const IMPATIENT = 1000
const ALL = { status: null, text: '', page: { offset: 0, limit: 50 } }

/** A keychain that can be seen through, or none. */
const keychain = (there: boolean): Keychain => ({
  isAvailable: () => there,
  wrap: (text) => `wrapped:${Buffer.from(text).toString('base64')}`,
  unwrap: (wrapped) => Buffer.from(wrapped.slice(8), 'base64').toString(),
})

let core: Core
let helpdesk: Caller
let outbox: Outbox
let opened: Mail[]
let opens: boolean
const servers: TestServer[] = []

async function outboxWith(
  there: boolean,
  patience = PATIENT,
  trusted: readonly string[] = [],
): Promise<Outbox> {
  const host = {
    run: (job: { name: string; input: unknown; caller: Caller }) =>
      core.ask(job.name, job.input, { as: job.caller }),
  }
  const program: MailProgram = {
    open: (mail) => {
      opened.push(mail)
      return Promise.resolve(opens)
    },
  }
  return new Outbox({
    ...{ host: host as never, ids: core.ids, keychain: keychain(there), program },
    sender: createMailSender({ patience, trusted: () => trusted }),
    settings: await openMailSettings(join(core.folder, 'mail-server.json')),
  })
}

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  opened = []
  opens = true
  outbox = await outboxWith(true)
  place(core, authorityOf({ officialName: 'Столична община', email: 'office@place.example' }))
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  core.close()
})

async function use(
  server: TestServer,
  more: Partial<MailServer> = {},
  password: string | null = null,
): Promise<void> {
  servers.push(server)
  const settings: MailServer = {
    ...{ host: '127.0.0.1', port: server.port, security: 'plain', userName: '', sendsAs: '' },
    ...more,
  }
  expect(await outbox.setServer({ server: settings, password }, helpdesk)).toMatchObject({ ok: true })
}

/** Puts a mail into the outbox. */
async function queue() {
  const authorityId = core.raw('SELECT id FROM authority')[0]?.['id'] as Mail['authorityId']
  const recipients = [{ authorityId, userId: null }]
  await core.done('mail.queue', {
    template: { kind: 'blank' },
    recipients,
    document: documentOf('Здравейте'),
  })
}
const rows = async () => (await core.done('mail.list', ALL)).rows
const seen = async () => {
  const [row] = await rows()
  return { id: row!.id, revision: row!.revision }
}
const send = async () => outbox.send(await seen(), helpdesk)
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  result.ok ? null : result.refusal.code

describe('a mail that is sent', () => {
  it('arrives once, names its real sender, and is not sent a second time', async () => {
    const server = await startSmtp()
    await use(server)
    await queue()
    expect(await send()).toEqual({ ok: true, value: { status: 'sent' } })
    expect(server.mails).toHaveLength(1)
    const arrived = await PostalMime.parse(server.mails[0]!)
    expect(arrived).toMatchObject({
      subject: 'Message from your IMI Coordinator',
      to: [{ name: 'Столична община', address: 'office@place.example' }],
      from: { address: 'operator1@helpdesk.example' },
    })
    expect(arrived.text).toContain('Registered e-mail address: operator1@helpdesk.example\n\nЗдравейте')
    expect(codeOf(await send())).toBe('mail-sent-already')
    expect(server.mails).toHaveLength(1)
    expect(await rows()).toMatchObject([{ status: 'sent', failure: '' }])
  })

  it('comes from the address the server sends as, where there is one; answers go to the sender', async () => {
    const server = await startSmtp()
    await use(server, { sendsAs: 'imi@office.example' })
    await queue()
    await send()
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
    await use(server)
    await queue()
    const first = await seen()
    const codes: (string | null)[] = []
    const again = async (): Promise<void> => {
      codes.push(codeOf(await outbox.send(first, helpdesk)))
      expect(outbox.busy()).toBe(true)
      // Nor by another program on the same store, which sees what was written down.
      codes.push(codeOf(await (await outboxWith(true)).send(await seen(), helpdesk)))
    }
    expect(await outbox.send(first, helpdesk)).toMatchObject({ value: { status: 'sent' } })
    expect(codes).toEqual(['mail-under-way', 'mail-under-way'])
    expect(server.mails).toEqual(['taken'])
    expect(outbox.busy()).toBe(false)
  })
})

type Case = readonly [what: string, server: () => Promise<TestServer>, failure: string, answer: RegExp]

const refusing = (code: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode: code })
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
      outbox = await outboxWith(true, IMPATIENT)
      await use(await start())
      await queue()
      expect(await send()).toEqual({ ok: true, value: { status: 'failed' } })
      const [row] = await rows()
      expect(row).toMatchObject({ status: 'failed', failure })
      expect(row?.answer).toMatch(answer)
      const { messageId } = core.raw('SELECT messageId FROM mail')[0]!
      const better = await startSmtp()
      outbox = await outboxWith(true)
      await use(better)
      expect(await send()).toEqual({ ok: true, value: { status: 'sent' } })
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
      outbox = await outboxWith(true, IMPATIENT)
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
      await use(server)
      await queue()
      expect(await send()).toEqual({ ok: true, value: { status: 'unknown' } })
      expect(codeOf(await send())).toBe('mail-may-be-sent')
      expect(mails).toBe(1)
      await core.done('mail.resolve', { ...(await seen()), was: 'sent' })
      expect(codeOf(await send())).toBe('mail-sent-already')
      expect(mails).toBe(1)
    },
  )

  it('that is not there is told so', async () => {
    const server = await startSmtp()
    await server.close()
    await use({ ...server, close: () => Promise.resolve() })
    await queue()
    await send()
    expect(await rows()).toMatchObject([{ status: 'failed', failure: 'smtp-unreachable' }])
  })

  it.each<[string, Parameters<typeof startSmtp>[0], 'tls' | 'starttls']>([
    ['offers no encryption where it is required', { disabledCommands: ['STARTTLS'] }, 'starttls'],
    ['has a certificate that nobody vouches for', { ...ownCertificate(), disabledCommands: [] }, 'starttls'],
    ['has such a certificate from the beginning', { ...ownCertificate(), secure: true }, 'tls'],
  ])('that %s gets neither mail nor password', async (_what, options, security) => {
    const passwords: (string | null | undefined)[] = []
    const server = await startSmtp({
      ...options,
      onAuth: (auth, _session, done) => {
        passwords.push(auth.password)
        done(null, { user: 'x' })
      },
    })
    await use(server, { security, userName: 'imi' }, 'Secret2026')
    await queue()
    await send()
    expect(await rows()).toMatchObject([{ status: 'failed', failure: 'smtp-not-secure' }])
    expect([server.mails, passwords]).toEqual([[], []])
  })

  it.each(['tls', 'starttls'] as const)(
    'that this PC trusts gets mail and password by %s',
    async (security) => {
      const { key, cert } = ownCertificate()
      outbox = await outboxWith(true, PATIENT, [cert])
      const secured: [string | null | undefined, boolean][] = []
      const server = await startSmtp({
        ...{ key, cert, secure: security === 'tls', disabledCommands: [], authOptional: false },
        onAuth: (auth, session, done) => {
          secured.push([auth.password, session.secure])
          done(null, { user: 'imi' })
        },
      })
      await use(server, { security, userName: 'imi' }, 'Secret2026')
      await queue()
      expect(await send()).toEqual({ ok: true, value: { status: 'sent' } })
      expect([server.mails.length, secured]).toEqual([1, [['Secret2026', true]]])
    },
  )

  it('that does not know the password says so, on a test as well', async () => {
    const server = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        auth.password === 'Right2026' ? done(null, { user: 'imi' }) : done(refusing(535, 'Wrong password')),
    })
    await use(server, { userName: 'imi' }, 'Wrong2026')
    await queue()
    expect(codeOf(await outbox.testServer(helpdesk))).toBe('smtp-login')
    await send()
    expect(await rows()).toMatchObject([{ status: 'failed', failure: 'smtp-login' }])
    await use(server, { userName: 'imi' }, 'Right2026')
    expect(codeOf(await outbox.testServer(helpdesk))).toBeNull()
    await send()
    expect(server.mails).toHaveLength(1)
  })
})

describe('the settings of the server', () => {
  const SERVER: MailServer = {
    host: 'mail.office.example',
    port: 465,
    security: 'tls',
    userName: 'imi',
    sendsAs: '',
  }
  const kept = (): string => readFileSync(join(core.folder, 'mail-server.json'), 'utf8')

  it('are empty at first: nothing is sent', async () => {
    await queue()
    expect(codeOf(await send())).toBe('mail-no-server')
    expect(codeOf(await outbox.testServer(helpdesk))).toBe('mail-no-server')
    expect(outbox.server()).toMatchObject({ server: { host: '' }, password: 'none' })
  })

  it('keep the password in the keychain, and tell it to nobody', async () => {
    await outbox.setServer({ server: SERVER, password: 'Secret2026' }, helpdesk)
    expect(outbox.server()).toEqual({ server: SERVER, password: 'keychain', keychain: true })
    expect(kept()).not.toContain('Secret2026')
    expect((await outboxWith(true)).server().password).toBe('keychain')
  })

  it('forget the password when the program ends, where there is no keychain', async () => {
    outbox = await outboxWith(false)
    await outbox.setServer({ server: SERVER, password: 'Secret2026' }, helpdesk)
    expect(outbox.server()).toMatchObject({ password: 'session', keychain: false })
    expect(kept()).not.toContain('Secret2026')
    expect((await outboxWith(false)).server().password).toBe('none')
  })

  it('forget the password of another server, so that it is not carried there', async () => {
    await outbox.setServer({ server: SERVER, password: 'Secret2026' }, helpdesk)
    await outbox.setServer({ server: { ...SERVER, sendsAs: 'imi@office.example' }, password: null }, helpdesk)
    expect(outbox.server().password).toBe('keychain')
    await outbox.setServer({ server: { ...SERVER, host: 'other.example' }, password: null }, helpdesk)
    expect(outbox.server().password).toBe('none')
  })

  it('are the Helpdesk’s, and never without encryption over a network', async () => {
    const as = await core.addOperator(place(core, authorityOf()).id)
    const plain = { ...SERVER, security: 'plain' } as const
    expect(codeOf(await outbox.setServer({ server: SERVER, password: null }, as))).toBe('helpdesk-only')
    expect(codeOf(await outbox.testServer(as))).toBe('helpdesk-only')
    expect(codeOf(await outbox.setServer({ server: plain, password: null }, helpdesk))).toBe(
      'mail-plain-not-allowed',
    )
  })
})

describe('a mail that is handed over', () => {
  it('is opened by the mail program, which is all that is known of it', async () => {
    await queue()
    expect(await outbox.handOver(await seen(), helpdesk)).toEqual({ ok: true, value: {} })
    expect(opened).toMatchObject([{ recipientEmail: 'office@place.example' }])
    expect(await rows()).toMatchObject([{ status: 'handed-over' }])
  })

  it('stays queued where no program opens it; one that is not in the outbox is not opened', async () => {
    opens = false
    await queue()
    expect(codeOf(await outbox.handOver(await seen(), helpdesk))).toBe('mail-program-missing')
    expect(await rows()).toMatchObject([{ status: 'queued' }])
    opened = []
    expect(codeOf(await outbox.handOver({ id: newId() }, helpdesk))).toBe('mail-unknown')
    expect(opened).toEqual([])
  })
})
