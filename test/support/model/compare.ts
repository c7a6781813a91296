import { expect } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import type { UnitId } from '../../../src-shared/ids'
import type { Core } from '../core'
import { actOf, type Throw } from './dice'
import { predict, reasonsAgainstUndo } from './predict'
import type { ModelState } from './state'
import { World } from './world'

/** What happened in all runs, to see that they tried everything. */
export class Tally {
  readonly done = new Set<string>()
  readonly refused = new Set<string>()
  acts = 0

  /** Notes an act and what it was refused with; null where it was done. */
  count(act: string, refused: string | null): void {
    this.acts += 1
    if (refused === null) this.done.add(act)
    else this.refused.add(`${act} ${refused}`)
  }
}

/**
 * Lets the acts happen in a fresh world of the store and in the model, and compares answer and world after each.
 * @param number of the world, so that its user names are its own
 */
export async function compare(
  core: Core,
  helpdesk: Caller,
  number: number,
  sequence: readonly Throw[],
  tally: Tally,
): Promise<void> {
  const world = new World(core, helpdesk, number)
  let model = world.state()
  const acts: { unit: UnitId; before: ModelState }[] = []

  const agree = (
    did: object,
    { refused, unit }: Awaited<ReturnType<World['undo']>>,
    reasons: readonly string[],
    after: ModelState,
  ) => {
    const fits = refused === null ? reasons.length === 0 : reasons.includes(refused)
    expect({ ...did, refused, reasons, fits }).toEqual({ ...did, refused, reasons, fits: true })
    if (unit !== null) acts.push({ unit, before: model })
    if (refused === null) model = after
    expect({ ...did, world: world.state() }).toEqual({ ...did, world: model })
  }

  for (const [turn, { kind, as, dice }] of sequence.entries()) {
    if (kind === 'undo') {
      const last = acts.pop()
      if (last === undefined) continue
      const outcome = await world.undo(last.unit)
      tally.count('history.undo', outcome.refused)
      agree({ undo: last.unit }, outcome, reasonsAgainstUndo(model, last.before), last.before)
      continue
    }
    const act = actOf(model, kind, as, dice, turn)
    if (act === null) continue
    const { reasons, after } = predict(model, act, as)
    const outcome = await world.carryOut(act, as)
    tally.count(act.act, outcome.refused)
    agree({ as, act }, outcome, reasons, after)
  }
}
