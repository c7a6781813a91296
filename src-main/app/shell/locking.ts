import type { Output } from '../../../src-shared/contract'
import type { PreferenceStore, Presence, Scheduler } from '../ports'
import type { SignIn } from './sign-in'

export type Locked = NonNullable<Output<'session.status'>['locked']>

export interface LockingPorts {
  readonly signIn: Pick<SignIn, 'current' | 'lockUp'>
  readonly preferences: Pick<PreferenceStore, 'read'>
  readonly presence: Presence
  readonly scheduler: Scheduler
  /** Whether a task is under way that locking would cancel. */
  readonly working: () => boolean
  /** Told where a lock that nobody waits for fails. */
  readonly failed: (error: unknown) => void
}

/** How often it is looked whether the PC is used, and whether a lock that waited can be done. */
const LOOKS_EVERY_MS = 5000

/**
 * Locks the program: by the operator, with the PC, or because nobody used it. A task under way is never cancelled by
 * that: the lock waits until it has ended.
 */
export class Locking {
  private last: Locked | null = null
  private due: 'operator' | 'system' | null = null
  /** Whether the PC was seen in use since somebody signed in: where it cannot tell, it would lock again at once. */
  private used = false
  /** While a store is made its recovery code is shown, once: nothing may take it from the screen. */
  private settingUp = false
  private readonly ports: LockingPorts

  constructor(ports: LockingPorts) {
    this.ports = ports
  }

  /** Begins to watch. */
  start(): void {
    const { presence, scheduler, failed } = this.ports
    scheduler.every(LOOKS_EVERY_MS, () => {
      this.look().catch(failed)
    })
    presence.onAway(() => {
      this.lock('system').catch(failed)
    })
  }

  setUp(underWay: boolean): void {
    this.settingUp = underWay
  }

  /** Somebody signs out: an earlier lock is nothing to tell of any more. */
  signOut(): void {
    this.settingUp = false
    this.last = null
  }

  /** Who was at work when the program locked, and why; null where somebody is signed in or nobody was. */
  locked(): Locked | null {
    return this.ports.signIn.current() === null ? this.last : null
  }

  /** Locks now, or as soon as the work under way has ended; tells which. */
  async lock(why: 'operator' | 'system'): Promise<'now' | 'later'> {
    if (this.ports.working() || this.settingUp) {
      this.due = this.ports.signIn.current() === null ? null : why
      return 'later'
    }
    await this.lockUp(why, 0)
    return 'now'
  }

  /** Looks whether it is time to lock. */
  async look(): Promise<void> {
    const { signIn, preferences, presence, working } = this.ports
    if (signIn.current() === null) {
      this.forget()
      return
    }
    const minutes = preferences.read().lockAfter
    const idle = minutes > 0 && presence.idleSeconds() >= minutes * 60
    this.used ||= !idle
    if (working() || this.settingUp) return
    if (this.due !== null) await this.lockUp(this.due, 0)
    else if (idle && this.used) await this.lockUp('idle', minutes)
  }

  private async lockUp(why: Locked['why'], minutes: number): Promise<void> {
    const operator = this.ports.signIn.current()
    if (operator === null) return
    this.forget()
    this.last = { why, minutes, userName: operator.userName, name: operator.name }
    await this.ports.signIn.lockUp()
  }

  private forget(): void {
    this.due = null
    this.used = false
  }
}
