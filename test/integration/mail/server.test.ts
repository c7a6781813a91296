import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailServer } from '../../../src-shared/contract/mail'
import { ownCertificate } from '../../support/certificate'
import { codeOf, OutboxWorld } from '../../support/outbox-world'
import { refusing, startSmtp } from '../../support/smtp'

let world: OutboxWorld
beforeEach(async () => {
  world = await OutboxWorld.start()
})
afterEach(() => world.close())

describe('a server that mails and the password are trusted to', () => {
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
    await world.use(server, { security, userName: 'imi' }, 'Secret2026')
    await world.queue()
    await world.send()
    expect(await world.rows()).toMatchObject([{ status: 'failed', failure: 'smtp-not-secure' }])
    expect([server.mails, passwords]).toEqual([[], []])
  })

  it.each(['tls', 'starttls'] as const)(
    'that this PC trusts gets mail and password by %s',
    async (security) => {
      const { key, cert } = ownCertificate()
      world.outbox = await world.outboxWith(true, undefined, [cert])
      const secured: [string | null | undefined, boolean][] = []
      const server = await startSmtp({
        ...{ key, cert, secure: security === 'tls', disabledCommands: [], authOptional: false },
        onAuth: (auth, session, done) => {
          secured.push([auth.password, session.secure])
          done(null, { user: 'imi' })
        },
      })
      await world.use(server, { security, userName: 'imi' }, 'Secret2026')
      await world.queue()
      expect(await world.send()).toEqual({ ok: true, value: { status: 'sent' } })
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
    await world.use(server, { userName: 'imi' }, 'Wrong2026')
    await world.queue()
    expect(codeOf(await world.outbox.testServer())).toBe('smtp-login')
    await world.send()
    expect(await world.rows()).toMatchObject([{ status: 'failed', failure: 'smtp-login' }])
    await world.use(server, { userName: 'imi' }, 'Right2026')
    expect(codeOf(await world.outbox.testServer())).toBeNull()
    await world.send()
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
  const kept = (): string => readFileSync(join(world.core.folder, 'mail-server.json'), 'utf8')

  it('are empty at first: nothing is sent', async () => {
    await world.queue()
    expect(codeOf(await world.send())).toBe('mail-no-server')
    expect(codeOf(await world.outbox.testServer())).toBe('mail-no-server')
    expect(world.outbox.server()).toMatchObject({ server: { host: '' }, password: 'none' })
  })

  it('keep the password in the keychain, and tell it to nobody', async () => {
    await world.outbox.setServer({ server: SERVER, password: 'Secret2026' })
    expect(world.outbox.server()).toEqual({ server: SERVER, password: 'keychain', keychain: true })
    expect(kept()).not.toContain('Secret2026')
    expect((await world.outboxWith(true)).server().password).toBe('keychain')
  })

  it('forget the password when the program ends, where there is no keychain', async () => {
    world.outbox = await world.outboxWith(false)
    await world.outbox.setServer({ server: SERVER, password: 'Secret2026' })
    expect(world.outbox.server()).toMatchObject({ password: 'session', keychain: false })
    expect(kept()).not.toContain('Secret2026')
    expect((await world.outboxWith(false)).server().password).toBe('none')
  })

  it('forget the password of another server, so that it is not carried there', async () => {
    await world.outbox.setServer({ server: SERVER, password: 'Secret2026' })
    await world.outbox.setServer({ server: { ...SERVER, sendsAs: 'imi@office.example' }, password: null })
    expect(world.outbox.server().password).toBe('keychain')
    await world.outbox.setServer({ server: { ...SERVER, host: 'other.example' }, password: null })
    expect(world.outbox.server().password).toBe('none')
  })

  it('are never used without encryption over a network', async () => {
    const plain = { ...SERVER, security: 'plain' } as const
    expect(codeOf(await world.outbox.setServer({ server: plain, password: null }))).toBe(
      'mail-plain-not-allowed',
    )
  })
})
