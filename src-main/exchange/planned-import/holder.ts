import type { Caller } from '../../app/ports'

/**
 * Holds what a thread planned last, so that the preview pages through it. It belongs to the caller who planned it: it is
 * dropped when another caller asks, and ends with the thread, which is closed at sign-out.
 */
export class PlanHolder<State> {
  #held: { readonly token: string; readonly caller: Caller; readonly state: State } | null = null

  /** Holds a plan in place of the one before. @param token names the file that was planned */
  keep(token: string, caller: Caller, state: State): void {
    this.#held = { token, caller, state }
  }

  /** Returns the plan of this file if this caller made it, else null. */
  of(token: string, caller: Caller): State | null {
    this.dropForOthers(caller)
    return this.#held?.token === token ? this.#held.state : null
  }

  /** Drops the plan if it belongs to another caller. */
  dropForOthers({ operatorId, actsFor }: Caller): void {
    const owner = this.#held?.caller
    if (owner?.operatorId !== operatorId || owner.actsFor !== actsFor) this.#held = null
  }
}
