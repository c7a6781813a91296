import { millisecondsOf } from '../../../src-shared/time'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { waitAfterFailures } from '../../domain/operators'
import type { Clock, PreferenceStore } from '../ports'

/** Counts wrong passwords and codes on this PC, across starts, and slows them down (P1). */
export class Attempts {
  private readonly preferences: Pick<PreferenceStore, 'failures' | 'setFailures'>
  private readonly clock: Clock

  constructor(preferences: Pick<PreferenceStore, 'failures' | 'setFailures'>, clock: Clock) {
    this.preferences = preferences
    this.clock = clock
  }

  /** Whether another one may be tried now. */
  async mayTry(): Promise<Result<null, 'sign-in-wait'>> {
    const { count, lastAt } = this.preferences.failures()
    const now = millisecondsOf(this.clock.now())
    // A clock that was set back must not lock everybody out until it has caught up.
    if (lastAt > now) await this.preferences.setFailures({ count, lastAt: now })
    const wait = waitAfterFailures(count) - Math.max(0, now - lastAt)
    return wait > 0 ? refuse('sign-in-wait', { seconds: Math.ceil(wait / 1000) }) : ok(null)
  }

  /** A right one: the wrong ones before it count no more. */
  async forgive(): Promise<void> {
    await this.preferences.setFailures({ count: 0, lastAt: 0 })
  }

  /** A wrong one. */
  async wrong(): Promise<Result<never, 'sign-in-wrong'>> {
    const { count } = this.preferences.failures()
    await this.preferences.setFailures({ count: count + 1, lastAt: millisecondsOf(this.clock.now()) })
    return refuse('sign-in-wrong')
  }
}
