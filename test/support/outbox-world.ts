import { join } from 'node:path'
import type { Caller, Keychain, MailProgram } from '../../src-main/app/ports'
import { Outbox } from '../../src-main/app/shell/outbox'
import { createMailSender } from '../../src-main/exchange/mail/smtp'
import { openMailSettings } from '../../src-main/store/preferences/mail-settings'
import type { MailRow, MailServer } from '../../src-shared/contract/mail'
import type { Mail } from '../../src-shared/entities/mail'
import { documentOf } from '../../src-shared/mail-document'
import { must, openCore, type Core } from './core'
import { authorityOf } from './samples'
import type { TestServer } from './smtp'
import { place } from './story'

/** So long a server is waited for in tests, in milliseconds: one that answers, and one that is known to be silent. */
const PATIENT = 20_000
export const IMPATIENT = 1000

/** A keychain that can be seen through, or none. */
const keychain = (there: boolean): Keychain => ({
  isAvailable: () => there,
  wrap: (text) => `wrapped:${Buffer.from(text).toString('base64')}`,
  unwrap: (wrapped) => Buffer.from(wrapped.slice(8), 'base64').toString(),
})

/** The code that a refusal carries; null where nothing was refused. */
export const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  result.ok ? null : result.refusal.code

/** A store with one authority that can be written to, and the outbox that sends from it. */
export class OutboxWorld {
  /** What the mail program was asked to open. */
  opened: Mail[] = []
  /** Whether a mail program is there. */
  opens = true
  outbox!: Outbox
  private readonly servers: TestServer[] = []
  readonly core: Core
  readonly helpdesk: Caller

  private constructor(core: Core, helpdesk: Caller) {
    this.core = core
    this.helpdesk = helpdesk
  }

  static async start(): Promise<OutboxWorld> {
    const core = openCore()
    const world = new OutboxWorld(core, await core.start())
    world.outbox = await world.outboxWith(true)
    place(core, authorityOf({ officialName: 'Столична община', email: 'office@place.example' }))
    return world
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.splice(0).map((server) => server.close()))
    this.core.close()
  }

  /** @param there whether this PC has a keychain @param trusted certificates that it trusts beside its own */
  async outboxWith(there: boolean, patience = PATIENT, trusted: readonly string[] = []): Promise<Outbox> {
    const host = {
      run: (job: { name: string; input: unknown; caller: Caller }) =>
        this.core.ask(job.name, job.input, { as: job.caller }),
    }
    const program: MailProgram = {
      open: (mail) => {
        this.opened.push(mail)
        return Promise.resolve(this.opens)
      },
    }
    return new Outbox({
      ...{ host: host as never, ids: this.core.ids, keychain: keychain(there), program },
      sender: createMailSender({ patience, trusted: () => trusted }),
      settings: await openMailSettings(join(this.core.folder, 'mail-server.json')),
    })
  }

  /** Makes a server the one that mails are sent through; it ends with the test. */
  async use(
    server: TestServer,
    more: Partial<MailServer> = {},
    password: string | null = null,
  ): Promise<void> {
    this.servers.push(server)
    const settings: MailServer = {
      ...{ host: '127.0.0.1', port: server.port, security: 'plain', userName: '', sendsAs: '' },
      ...more,
    }
    must(await this.outbox.setServer({ server: settings, password }))
  }

  /** Puts a mail into the outbox. */
  async queue(): Promise<void> {
    const authorityId = this.core.raw('SELECT id FROM authority')[0]?.['id'] as Mail['authorityId']
    await this.core.done('mail.queue', {
      ...{ template: { kind: 'blank' }, language: 'en', document: documentOf('Здравейте') },
      recipients: [{ authorityId, userId: null }],
    })
  }

  async rows(): Promise<readonly MailRow[]> {
    const page = { offset: 0, limit: 50 }
    return (await this.core.done('mail.list', { status: null, text: '', page })).rows
  }

  /** The mail as it stands in the list. */
  async seen(): Promise<{ id: Mail['id']; revision: number }> {
    const [row] = await this.rows()
    return { id: row!.id, revision: row!.revision }
  }

  async send(): ReturnType<Outbox['send']> {
    return this.outbox.send(await this.seen(), this.helpdesk)
  }
}
