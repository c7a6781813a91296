import type { OperatorView } from '../../../src-shared/contract/session'
import type { Name, Output, RefusalCode } from '../../../src-shared/contract'
import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { checkPassword } from '../../domain/operators'
import type { Caller, Clock, Host, Ids, PreferenceStore, Vault } from '../ports'
import { askStore, InnerFault } from './ask-store'
import { Attempts } from './attempts'

export interface SignInPorts {
  readonly host: Host
  readonly vault: Vault
  readonly preferences: PreferenceStore
  readonly clock: Clock
  readonly ids: Ids
  /** Called before the store is closed because its operator leaves: makes the backup. Never fails. */
  readonly leaving: () => Promise<void>
  /** Tells the window that who is signed in changed. */
  readonly changed: () => void
}

/** How a store can be damaged: it cannot be read, or lacks acts that were acknowledged. */
export type DamageKind = 'corrupt' | 'acts-missing'

/** An authority that is looked at. */
export interface Viewed {
  readonly id: AuthorityId
  readonly officialName: string
  readonly memberState: string
}

const NOBODY: Caller = { operatorId: null, actsFor: null }

/** Who is signed in on this PC, and everything that needs a password. */
export class SignIn {
  private operator: OperatorView | null = null
  private key: string | null = null
  private viewed: Viewed | null = null
  /** Done once the store that somebody left is closed. */
  private closing: Promise<void> = Promise.resolve()
  /** The key of a store that cannot be read, for whoever knew a password of it. */
  private damaged: { key: string; why: DamageKind } | null = null
  /** Whether the keychain may open the store: not after a lock, then the password does. */
  private byKeychain = true
  private readonly attempts: Attempts
  private readonly ports: SignInPorts

  constructor(ports: SignInPorts) {
    this.ports = ports
    this.attempts = new Attempts(ports.preferences, ports.clock)
  }

  /** The operator at work; null while nobody is signed in. */
  current(): OperatorView | null {
    return this.operator
  }

  /** The authority with whose eyes the program is looked at; null where it is not. */
  viewing(): Viewed | null {
    return this.viewed
  }

  /** What the rules know of the one who asks; null while nobody is signed in. */
  caller(): Caller | null {
    if (this.operator === null) return null
    return { operatorId: this.operator.id, actsFor: this.viewed?.id ?? this.operator.actsFor }
  }

  /** Lets the Helpdesk look at the program with the eyes of an authority, read only; null ends it (P1). */
  async viewAs(
    id: AuthorityId | null,
  ): Promise<Result<Output<'session.viewAs'>, RefusalCode<'session.viewAs'>>> {
    if (this.operator?.actsFor !== null) return refuse('helpdesk-only')
    const found = id === null ? null : await this.ask('authorities.mentions', { ids: [id] }, NOBODY, 'reader')
    const [authority] = found?.ok === true ? found.value.authorities : []
    if (id !== null && authority?.status !== 'active') return refuse('authority-unknown')
    if (authority === undefined) this.viewed = null
    else {
      const { officialName, memberState } = authority
      this.viewed = { id: authority.id, officialName, memberState }
    }
    this.ports.changed()
    return ok({})
  }

  /** Makes a new store with its first Helpdesk operator, who is signed in at once. */
  async createStore(input: {
    userName: string
    name: string
    email: string
    password: string
  }): Promise<Result<{ recoveryCode: string }, RefusalCode<'session.createStore'>>> {
    const { vault, host } = this.ports
    if (await vault.exists()) return refuse('store-exists')
    const strong = checkPassword(input.password)
    if (!strong.ok) return strong
    const { key, recoveryCode } = vault.generate()
    // The key file comes last: while it is missing there is no store, whatever a crash left behind.
    await host.close()
    await host.putAside()
    try {
      await this.openHost(key, 'new')
      const { password, ...rest } = input
      const passwordHash = await vault.hashPassword(password)
      const operator = { ...rest, actsFor: null, passwordHash, first: true }
      const stored = await this.ask('operators.store', operator, NOBODY, 'writer')
      if (!stored.ok) throw new InnerFault('operators.store', { kind: stored.refusal.code })
      await vault.create(key, recoveryCode, input.userName, password)
    } catch (error) {
      await host.close()
      throw error
    }
    this.key = key
    await this.become(input.userName)
    return ok({ recoveryCode })
  }

  /** While the sign-in screen is shown: starts the threads, and opens the store where the keychain holds the key. */
  async warmUp(): Promise<void> {
    this.ports.host.prepare()
    if (!this.byKeychain || this.ports.host.isOpen() || !(await this.ports.vault.exists())) return
    const key = await this.ports.vault.openWithKeychain()
    if (key === null) return
    await this.openHost(key)
    this.key = key
  }

  /**
   * Signs in by user name and password; wrong ones are slowed down (P1). Who has a temporary password gives a new one with
   * it, else the store stays closed (P53).
   */
  async signIn(
    userName: string,
    password: string,
    newPassword: string | null = null,
  ): Promise<Result<OperatorView, RefusalCode<'session.signIn'>>> {
    await this.closing
    const may = await this.attempts.mayTry()
    if (!may.ok) return may
    const wasOpen = this.ports.host.isOpen()
    if (!(await this.enter(userName, password))) return this.attempts.wrong()
    await this.attempts.forgive()
    const found = await this.secretOf(userName)
    if (found?.passwordStatus === 'temporary') {
      const changed = await this.changeTemporary(found, password, newPassword)
      if (!changed.ok) {
        if (!wasOpen) await this.lock()
        return changed
      }
    }
    return ok(await this.become(userName))
  }

  private async changeTemporary(
    found: OperatorView,
    password: string,
    newPassword: string | null,
  ): Promise<
    Result<null, 'password-temporary' | 'password-same' | 'password-too-short' | 'password-too-simple'>
  > {
    if (newPassword === null) return refuse('password-temporary')
    if (newPassword === password) return refuse('password-same')
    const strong = checkPassword(newPassword)
    if (strong.ok) await this.storePassword(found, newPassword)
    return strong
  }

  /** Reads the operator at work again, whose data another act has changed. */
  async refresh(): Promise<void> {
    if (this.operator === null) return
    const { id } = this.operator
    const caller = { operatorId: id, actsFor: this.operator.actsFor }
    const found = await this.ask('operators.list', {}, caller, 'reader')
    const now = found.ok ? found.value.operators.find((each) => each.id === id) : undefined
    if (now === undefined) return
    this.operator = now
    this.ports.changed()
  }

  /** The key in another key file, by a password of it or its recovery code; wrong ones are slowed down (P1). */
  async keyOfOther(
    keyFile: string,
    userName: string,
    secret: string,
  ): Promise<Result<string, 'sign-in-wait' | 'take-over-wrong'>> {
    const may = await this.attempts.mayTry()
    if (!may.ok) return may
    const key = await this.ports.vault.openOther(keyFile, userName, secret)
    if (key === null) {
      await this.attempts.wrong()
      return refuse('take-over-wrong')
    }
    await this.attempts.forgive()
    return ok(key)
  }

  /** Opens the store by its recovery code and gives the operator a new password. */
  async recover(
    code: string,
    userName: string,
    password: string,
  ): Promise<Result<OperatorView, RefusalCode<'session.recover'>>> {
    await this.closing
    const may = await this.attempts.mayTry()
    if (!may.ok) return may
    const strong = checkPassword(password)
    if (!strong.ok) return strong
    const key = await this.ports.vault.openWithRecoveryCode(code)
    if (key === null) {
      await this.attempts.wrong()
      return refuse('recovery-code-wrong')
    }
    const wasOpen = this.ports.host.isOpen()
    if (!wasOpen) await this.openHost(key)
    this.key = key
    const found = await this.secretOf(userName)
    if (found?.active !== true) {
      // The code opens the store for an operator of it, and for nobody else.
      if (!wasOpen) await this.lock()
      return refuse('recovery-operator-unknown', { userName })
    }
    await this.storePassword(found, password)
    await this.attempts.forgive()
    return ok(await this.become(userName))
  }

  /** Adds an operator: their password is hashed and wraps the key here, where alone passwords are seen. */
  async addOperator(
    input: {
      userName: string
      name: string
      email: string
      password: string
      actsFor: OperatorView['actsFor']
    },
    caller: Caller,
  ): Promise<Result<Output<'operators.add'>, RefusalCode<'operators.add'>>> {
    const strong = checkPassword(input.password)
    if (!strong.ok) return strong
    const { password, ...rest } = input
    const passwordHash = await this.ports.vault.hashPassword(password)
    const stored = await this.ask(
      'operators.store',
      { ...rest, passwordHash, first: false },
      caller,
      'writer',
    )
    if (!stored.ok) return stored
    await this.ports.vault.setPassword(this.openKey(), input.userName, password)
    return stored
  }

  /** Changes the password of the operator at work. */
  async changePassword(
    current: string,
    password: string,
  ): Promise<Result<Record<string, never>, RefusalCode<'operators.changePassword'>>> {
    const may = await this.attempts.mayTry()
    if (!may.ok) return may
    const found = this.operator === null ? null : await this.secretOf(this.operator.userName)
    if (found === null || !(await this.ports.vault.matches(current, found.passwordHash)))
      return this.attempts.wrong()
    await this.attempts.forgive()
    const strong = checkPassword(password)
    if (!strong.ok) return strong
    await this.storePassword(found, password)
    return ok({})
  }

  /** The key of the open store, for backups of it; null while it is closed. */
  heldKey(): string | null {
    return this.key
  }

  /** The key of a store that cannot be read, after somebody signed in with the right password; else null. */
  keyOfDamaged(): string | null {
    return this.damaged?.key ?? null
  }

  /** What is wrong with the store that somebody has shown a password of; null where nothing is. */
  damage(): DamageKind | null {
    return this.damaged?.why ?? null
  }

  /** Closes the store and forgets the key, so that another store can take its place. */
  async leaveForRestore(): Promise<void> {
    this.damaged = null
    this.operator = null
    this.viewed = null
    await this.lock()
  }

  /** Closes a store in which a check found damage; its key stays, so that a backup can take its place. */
  async leaveDamaged(): Promise<void> {
    const key = this.openKey()
    this.operator = null
    this.viewed = null
    await this.lock()
    this.damaged = { key, why: 'corrupt' }
    this.comeBack()
  }

  /** Shows the sign-in screen again after `leaveForRestore`. */
  comeBack(): void {
    this.ports.host.prepare()
    this.ports.changed()
  }

  /** Closes the store and forgets the key, after a backup. */
  async signOut(): Promise<void> {
    this.operator = null
    this.viewed = null
    // The sign-in screen does not wait for the backup; who signs in does.
    this.ports.changed()
    this.closing = this.ports.leaving().then(() => this.lock())
    await this.closing
    this.ports.host.prepare()
  }

  /** Whether the password is right; the store is open then. @throws InnerFault where the store cannot be opened */
  private async enter(userName: string, password: string): Promise<boolean> {
    this.damaged = null
    try {
      await this.warmUp()
      if (this.ports.host.isOpen()) return await this.knows(userName, password)
      return await this.openWith(await this.ports.vault.openWithPassword(userName, password), userName)
    } catch (error) {
      const why = error instanceof InnerFault ? damageIn(error.fault) : null
      if (why === null) throw error
      // Where the keychain gave the key nobody has shown a password yet.
      const key = await this.ports.vault.openWithPassword(userName, password)
      if (key === null) return false
      this.damaged = { key, why }
      throw error
    }
  }

  /** As signing out; and the store stays shut until a password or the recovery code opens it. */
  async lockUp(): Promise<void> {
    this.byKeychain = false
    await this.signOut()
  }

  private async lock(): Promise<void> {
    this.key = null
    await this.ports.host.close()
  }

  private async knows(userName: string, password: string): Promise<boolean> {
    const found = await this.secretOf(userName)
    return found?.active === true && (await this.ports.vault.matches(password, found.passwordHash))
  }

  private async openWith(key: string | null, userName: string): Promise<boolean> {
    if (key === null) return false
    await this.openHost(key)
    this.key = key
    const found = await this.secretOf(userName)
    if (found?.active === true) {
      await this.ports.vault.keepInKeychain(key)
      return true
    }
    await this.lock()
    return false
  }

  private async openHost(key: string, as?: 'new'): Promise<void> {
    const failed = await this.ports.host.open(key, as)
    if (failed !== null) throw new InnerFault('host.open', { kind: 'unavailable', reason: failed })
  }

  private async storePassword(found: OperatorView, password: string): Promise<void> {
    const passwordHash = await this.ports.vault.hashPassword(password)
    const caller = { operatorId: found.id, actsFor: found.actsFor }
    await this.ask('operators.storePassword', { id: found.id, passwordHash }, caller, 'writer')
    await this.ports.vault.setPassword(this.openKey(), found.userName, password)
  }

  private openKey(): string {
    if (this.key === null) throw new Error('The store is closed')
    return this.key
  }

  private async become(userName: string): Promise<OperatorView> {
    const found = await this.secretOf(userName)
    if (found === null) throw new Error('The operator was there a moment ago')
    const { passwordHash: _secret, ...operator } = found
    const caller = { operatorId: found.id, actsFor: found.actsFor }
    await this.ask('operators.noteSignIn', { id: found.id }, caller, 'writer')
    this.operator = operator
    this.byKeychain = true
    this.viewed = null
    this.ports.changed()
    return operator
  }

  private async secretOf(userName: string): Promise<(OperatorView & { passwordHash: string }) | null> {
    const answer = await this.ask('operators.secret', { userName }, NOBODY, 'reader')
    return answer.ok ? answer.value.found : null
  }

  private async ask<N extends Name>(
    name: N,
    input: unknown,
    caller: Caller,
    place: 'reader' | 'writer',
  ): Promise<Result<Output<N>, RefusalCode<N>>> {
    return await askStore(this.ports, name, input, caller, place)
  }
}

/** What a fault says of the store; null where it is not damaged. */
function damageIn(fault: InnerFault['fault']): DamageKind | null {
  if (fault.kind !== 'unavailable') return null
  return fault.reason === 'corrupt' || fault.reason === 'acts-missing' ? fault.reason : null
}
