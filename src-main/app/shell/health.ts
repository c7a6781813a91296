import type { Output, RefusalCode } from '../../../src-shared/contract'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { millisecondsOf } from '../../../src-shared/time'
import type { Clock, Keeper, Log, PreferenceStore, Scheduler } from '../ports'
import { InnerFault } from './ask-store'
import { reasonOf } from './backups'
import type { SignIn } from './sign-in'

export interface HealthPorts {
  readonly keeper: Pick<Keeper, 'checkAll'>
  readonly signIn: Pick<SignIn, 'heldKey' | 'leaveDamaged'>
  readonly preferences: Pick<PreferenceStore, 'checkedAt' | 'setCheckedAt'>
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Pick<Log, 'info' | 'error'>
  /** Whether a task is under way that the check would slow down. */
  readonly working: () => boolean
  /** Makes the search anew out of the rows. */
  readonly rebuildSearch: () => Promise<void>
  /** Tells the window that something was found, or put right. */
  readonly changed: () => void
}

type Verdict = Output<'store.check'>
/** What is damaged: the file, the history, a row; the search is put right at once. */
export type Found = NonNullable<Output<'session.status'>['found']>

const MINUTE = 60_000
/** How long the store is open before it is checked: whoever has just signed in needs the disk. */
const NOT_BEFORE = 5 * MINUTE
const DAY = 24 * 60 * MINUTE

/**
 * Reads the whole store once a day while somebody works with it, in a process of its own: each row against its history,
 * the history against its hashes, the search against the rows. What damage there is, is told before it spreads.
 */
export class Health {
  private readonly ports: HealthPorts
  private found: Found | null = null
  private openSince: number | null = null
  private running: Promise<Verdict | null> | null = null

  constructor(ports: HealthPorts) {
    this.ports = ports
  }

  /** Begins to look whether a check is due. */
  start(): void {
    this.ports.scheduler.every(MINUTE, () => {
      this.look().catch((error: unknown) => {
        this.ports.log.error('The store could not be checked', error)
      })
    })
  }

  /** What the check found in the store that is open; null where it found nothing, or was not made. */
  damage(): Found | null {
    return this.ports.signIn.heldKey() === null ? null : this.found
  }

  /** When the store was checked last, and whether it is being checked now. */
  status(): Output<'store.health'> {
    const at = this.ports.preferences.checkedAt()
    return { checkedAt: at === 0 ? null : new Date(at).toISOString(), checking: this.running !== null }
  }

  /** Checks where it is time to. */
  async look(): Promise<void> {
    const { signIn, clock, preferences, working } = this.ports
    const now = millisecondsOf(clock.now())
    if (signIn.heldKey() === null) {
      this.openSince = null
      this.found = null
      return
    }
    this.openSince ??= now
    const since = now - preferences.checkedAt()
    // A check in the future was made by a clock that was wrong.
    const due = since < 0 || since >= DAY
    if (due && now - this.openSince >= NOT_BEFORE && this.running === null && !working()) await this.check()
  }

  /** Checks now; one that is under way is waited for. Nothing where the store was closed meanwhile. */
  async checkNow(): Promise<Result<Verdict, RefusalCode<'store.check'>>> {
    const verdict = await this.check()
    return verdict === null ? refuse('store-left') : ok(verdict)
  }

  /** Closes a damaged store, so that a backup can take its place. */
  async leave(): Promise<Result<Output<'damage.leave'>, RefusalCode<'damage.leave'>>> {
    if (this.damage() === null) return refuse('not-damaged')
    await this.ports.signIn.leaveDamaged()
    return ok({})
  }

  private check(): Promise<Verdict | null> {
    this.running ??= this.read().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async read(): Promise<Verdict | null> {
    const { signIn, keeper, clock, preferences, changed, log } = this.ports
    const key = signIn.heldKey()
    if (key === null) return null
    const read = await keeper.checkAll(key)
    if (signIn.heldKey() !== key) return null
    const reason = reasonOf(read)
    if (reason !== null && reason !== 'corrupt')
      throw new InnerFault('store.check', { kind: 'unavailable', reason })
    const verdict: Omit<Verdict, 'repaired'> = read.ok
      ? read.value
      : { rows: 0, entries: 0, broken: { what: 'structure', table: '' } }
    const broken = verdict.broken
    if (broken !== null) log.info(`The check of the store found: ${broken.what} ${broken.table}`)
    const repaired = broken?.what === 'search'
    if (repaired) await this.ports.rebuildSearch()
    this.found = broken === null || broken.what === 'search' ? null : broken.what
    if (this.found === null) await preferences.setCheckedAt(millisecondsOf(clock.now()))
    changed()
    return { ...verdict, repaired }
  }
}
