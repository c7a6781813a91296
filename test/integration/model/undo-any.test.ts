import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { userRolesFor } from '../../../src-shared/catalogue'
import type { UnitId } from '../../../src-shared/ids'
import { catalogue } from '../../support/facts'
import { failureOf, openCore } from '../../support/core'
import { actOf, throws } from '../../support/model/dice'
import { active } from '../../support/model/facts'
import { predict } from '../../support/model/predict'
import { accessesOf, accessKey, type ModelState } from '../../support/model/state'
import { World } from '../../support/model/world'

const RUNS = 400
const MINUTES = 60_000

/** What the requirements say of every world, however it came about; each with its row. */
function broken(state: ModelState): string[] {
  const ofAuthorities = Object.entries(state.authorities).flatMap(([name, { status }]) =>
    status === 'inactivated' && accessesOf(state, name).some(active)
      ? [`${name} is inactivated with active accesses (B5)`]
      : [],
  )
  const ofUsers = Object.entries(state.users).flatMap(([name, user]) =>
    user.roles.flatMap((role) => {
      const [module = ''] = role.split(':')
      const access = state.accesses[accessKey(user.authority, module)]
      const possible = module === 'general' || (access !== undefined && offers(access, role))
      return possible || user.status === 'deleted' ? [] : [`${name} has ${role}, which cannot be (D2, P30)`]
    }),
  )
  return [...ofAuthorities, ...ofUsers]
}

function offers(access: ModelState['accesses'][string], role: string): boolean {
  return userRolesFor(catalogue, access.module, access.role).includes(role)
}

describe('any earlier act', () => {
  it(
    'can be tried to be undone, and done again, by anybody in any order: it is done or refused in words, and the rules hold',
    async () => {
      const core = openCore()
      const helpdesk = await core.start()
      const seen = { done: 0, refused: new Set<string>() }
      let worlds = 0
      const property = fc.asyncProperty(
        fc.array(throws, { minLength: 2, maxLength: 3 }),
        fc.array(fc.nat(59), { minLength: 8, maxLength: 8 }),
        async (sequences, picks) => {
          worlds += 1
          const world = new World(core, helpdesk, worlds)
          const units: UnitId[] = []
          for (const [turn, { kind, as, dice }] of sequences.flat().entries()) {
            const before = world.state()
            if (kind === 'undo') continue
            const act = actOf(before, kind, as, dice, turn)
            if (act === null || predict(before, act, as).reasons.length > 0) continue
            const { unit } = await world.carryOut(act, as)
            if (unit !== null) units.push(unit)
          }
          for (const pick of units.length === 0 ? [] : picks) {
            const unit = units[pick % units.length] as UnitId
            const as = world.callerOf((['helpdesk', 'helpdesk', 'M', 'P'] as const)[pick % 4] ?? 'helpdesk')
            const asked = await core.request('history.mayUndo', { unit }, { as })
            const reply = await core.request('history.undo', { unit, reason: '' }, { as })
            const refused = failureOf(reply)
            expect(refused).not.toBe('internal')
            const foretold = asked.ok && asked.value.obstacle === null && asked.value.never === null
            expect(foretold).toBe(refused === null)
            if (refused === null && reply.ok && reply.unit !== undefined) units.push(reply.unit as UnitId)
            if (refused === null) seen.done += 1
            else seen.refused.add(refused)
            expect(broken(world.state())).toEqual([])
          }
        },
      )
      const result = await fc.check(property, { numRuns: RUNS, seed: 12 })
      core.close()
      expect(result.failed ? fc.defaultReportMessage(result) : '').toBe('')
      expect(seen.done).toBeGreaterThan(RUNS)
      expect([...seen.refused]).toEqual(
        expect.arrayContaining(['undo-later-edit', 'undo-already', 'not-in-your-member-state']),
      )
    },
    4 * MINUTES,
  )
})
