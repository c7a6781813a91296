import type { Output, Parsed, RefusalCode } from '../../../src-shared/contract'
import type { MailServer, PasswordKept } from '../../../src-shared/contract/mail'
import type { Mail } from '../../../src-shared/entities/mail'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { mayLeave, mayUseServer, seesMail, type Outcome } from '../../domain/outbox'
import type { Caller, Host, Ids, Keychain, MailProgram, MailSender, MailSettings, OpenServer } from '../ports'
import { askStore } from './ask-store'

export interface OutboxPorts {
  readonly host: Host
  readonly ids: Ids
  readonly keychain: Keychain
  readonly settings: MailSettings
  readonly sender: MailSender
  readonly program: MailProgram
}

type Answer<N extends 'mail.send' | 'mail.handOver' | 'mail.setServer' | 'mail.testServer'> = Promise<
  Result<Output<N>, RefusalCode<N>>
>

/** How mails leave the PC (P25): through the one server that is configured, or by the PC's mail program. */
export class Outbox {
  /** Mails that this program is sending right now, whatever the store says of them. */
  private readonly underWay = new Set<string>()
  /** The password of the server where no keychain keeps it: it is forgotten when the program ends. */
  private password: string | null = null
  private readonly ports: OutboxPorts

  constructor(ports: OutboxPorts) {
    this.ports = ports
  }

  /** Whether a mail is being sent: locking the program now would leave it in doubt. */
  busy(): boolean {
    return this.underWay.size > 0
  }

  /**
   * Sends one mail. That it is being sent is written down before the server is asked, and what became of it afterwards;
   * nothing is ever tried again by itself.
   */
  async send(seen: Parsed<'mail.send'>, caller: Caller): Answer<'mail.send'> {
    const server = this.openServer()
    if (server === null) return refuse('mail-no-server')
    const allowed = mayUseServer(server)
    if (!allowed.ok) return allowed
    if (this.underWay.has(seen.id)) return refuse('mail-under-way')
    this.underWay.add(seen.id)
    try {
      const mail = await this.find(seen.id, caller)
      if (mail === null) return refuse('mail-unknown')
      const started = await askStore(this.ports, 'mail.startSending', seen, caller, 'writer')
      if (!started.ok) return started
      const outcome = await this.ports.sender.send(server, mail)
      await this.settle(mail, outcome, caller)
      return ok({ status: outcome.status })
    } finally {
      this.underWay.delete(seen.id)
    }
  }

  /** Opens a mail in the PC's mail program, which sends it or not: that it was handed over is all that is known. */
  async handOver({ id }: Parsed<'mail.handOver'>, caller: Caller): Answer<'mail.handOver'> {
    const mail = await this.find(id, caller)
    if (mail === null) return refuse('mail-unknown')
    const allowed = mayLeave(mail)
    if (!allowed.ok) return allowed
    if (!(await this.ports.program.open(mail))) return refuse('mail-program-missing')
    const handedOver = { id, status: 'handed-over', failure: '', answer: '' }
    const written = await askStore(this.ports, 'mail.settle', handedOver, caller, 'writer')
    return written.ok ? ok({}) : written
  }

  /** The server that is configured; its password is never told. */
  server(): Output<'mail.server'> {
    const { server } = this.ports.settings.read()
    return { server, password: this.kept(), keychain: this.ports.keychain.isAvailable() }
  }

  /**
   * Keeps a server. A password that was kept for another one is forgotten: it must not be carried to a server that it is
   * not meant for.
   */
  async setServer({ server, password }: Parsed<'mail.setServer'>): Answer<'mail.setServer'> {
    const usable = mayUseServer(server)
    if (!usable.ok) return usable
    const { keychain, settings } = this.ports
    const before = settings.read()
    const same = sameDoor(before.server, server)
    const known = password ?? (same ? this.password : null)
    const wraps = password !== null && password !== '' && keychain.isAvailable()
    const wrapped =
      password === null ? (same ? before.wrapped : null) : wraps ? keychain.wrap(password) : null
    this.password = wrapped !== null || known === '' ? null : known
    await settings.write({ server, wrapped })
    return ok({ password: this.kept() })
  }

  /** Whether the server takes the connection and the password; nothing is sent. */
  async testServer(): Answer<'mail.testServer'> {
    const server = this.openServer()
    if (server === null) return refuse('mail-no-server')
    const usable = mayUseServer(server)
    if (!usable.ok) return usable
    const checked = await this.ports.sender.check(server)
    return checked.ok ? ok({}) : checked
  }

  private openServer(): OpenServer | null {
    const { server, wrapped } = this.ports.settings.read()
    if (server.host === '') return null
    const kept = wrapped === null ? this.password : this.ports.keychain.unwrap(wrapped)
    return { ...server, password: kept ?? '' }
  }

  private kept(): PasswordKept {
    if (this.ports.settings.read().wrapped !== null) return 'keychain'
    return this.password === null ? 'none' : 'session'
  }

  private async find(id: string, caller: Caller): Promise<Mail | null> {
    const found = await askStore(this.ports, 'mail.raw', { id }, caller, 'reader')
    const mail = found.ok ? found.value.mail : null
    return mail !== null && seesMail(caller, mail) ? mail : null
  }

  private async settle(mail: Mail, outcome: Outcome, caller: Caller): Promise<void> {
    const failed = outcome.status === 'failed'
    const settled = {
      id: mail.id,
      status: outcome.status,
      failure: failed ? outcome.failure : '',
      answer: failed ? outcome.answer : '',
    }
    await askStore(this.ports, 'mail.settle', settled, caller, 'writer')
  }
}

/** Whether two servers are opened by the same password. */
function sameDoor(one: MailServer, other: MailServer): boolean {
  return one.host === other.host && one.port === other.port && one.userName === other.userName
}
