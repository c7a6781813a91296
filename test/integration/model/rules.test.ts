import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WriterHandlers } from '../../../src-main/app/handlers'
import { created, updated } from '../../../src-main/domain/change'
import { writerHandlers } from '../../../src-main/host/handlers'
import type { AccessId } from '../../../src-shared/ids'
import { ok } from '../../../src-shared/result'
import { openCore } from '../../support/core'
import type { Act } from '../../support/model/acts'
import { compare, Tally } from '../../support/model/compare'
import { ALL_ACTS, throws } from '../../support/model/dice'
import { accessOf, NOW } from '../../support/samples'

const RUNS = 2000
const MINUTES = 60_000

/** Tries the rules against the model; the answer of fast-check, with the shortest sequence that shows a difference. */
async function tryRules(wrong: Partial<WriterHandlers>, tally: Tally) {
  const core = openCore(undefined, wrong)
  try {
    const helpdesk = await core.start()
    let worlds = 0
    const property = fc.asyncProperty(throws, (sequence) => {
      worlds += 1
      return compare(core, helpdesk, worlds, sequence, tally)
    })
    return await fc.check(property, { numRuns: RUNS })
  } finally {
    core.close()
  }
}

describe('the rules of the program', () => {
  it(
    'do what the requirements say, whoever acts and in whatever order',
    async () => {
      const tally = new Tally()
      const result = await tryRules({}, tally)
      expect(result.failed ? fc.defaultReportMessage(result) : '').toBe('')
      // Otherwise nothing would have been tried.
      expect([...tally.done].sort()).toEqual([...ALL_ACTS, 'history.undo'].sort())
      expect(MUST_BE_MET.filter((each) => !tally.refused.has(each))).toEqual([])
    },
    4 * MINUTES,
  )
})

/** Refusals that the requirements are about: each of them is met in the runs. */
const MUST_BE_MET = [
  'accessManagers.name access-manager-not-possible',
  'accessManagers.name helpdesk-only',
  'accesses.changeRole coordinator-still-linked',
  'accesses.changeRole role-only-while-suspended',
  'accesses.grant access-manager-role-needed',
  'accesses.grant coordinator-needed',
  'accesses.grant coordinator-not-possible',
  'accesses.grant not-in-your-member-state',
  'accesses.linkCoordinators coordinator-needed',
  'accesses.reactivate authority-not-active',
  'accesses.reactivate no-valid-coordinator',
  'authorities.edit types-helpdesk-only',
  'authorities.inactivate accesses-still-active',
  'managerRole.set helpdesk-only',
  'roleRequests.decide justification-needed',
  'users.delete last-administrator',
  'users.edit user-role-not-possible',
]

/** Acts that have forgotten a rule. */
const FAULTS: [string, Act['act'], Partial<WriterHandlers>][] = [
  [
    'an access as Authority is granted without any linked coordinator (C2)',
    'accesses.grant',
    {
      'accesses.grant': (input, tools) => {
        const decided = writerHandlers['accesses.grant'](input, tools)
        if (decided.ok || decided.refusal.code !== 'coordinator-needed') return decided
        const { module, role } = input
        const granted = accessOf({ id: input.authorityId }, { module, role })
        tools.record([created('access', granted)])
        return ok({ id: granted.id })
      },
    },
  ],
  [
    'administrators do not get the roles of a granted module (C3)',
    'accesses.grant',
    {
      'accesses.grant': (input, tools) =>
        writerHandlers['accesses.grant'](input, {
          ...tools,
          record: (changes) => tools.record(changes.filter((change) => change.entity !== 'user')),
        }),
    },
  ],
  [
    'the role of a coordinator changes although others are linked to it (C5)',
    'accesses.changeRole',
    {
      'accesses.changeRole': (input, tools) => {
        const decided = writerHandlers['accesses.changeRole'](input, tools)
        if (decided.ok || decided.refusal.code !== 'coordinator-still-linked') return decided
        const access = tools.store.find('access', input.id satisfies AccessId)
        if (access === null) return decided
        const { role, linkedCoordinators } = input
        tools.record([updated('access', access.row, { role, linkedCoordinators })])
        return ok({})
      },
    },
  ],
  [
    'an authority is inactivated although its accesses are active (B5)',
    'authorities.inactivate',
    {
      'authorities.inactivate': (input, tools) => {
        const decided = writerHandlers['authorities.inactivate'](input, tools)
        if (decided.ok || decided.refusal.code !== 'accesses-still-active') return decided
        const authority = tools.store.find('authority', input.id)
        if (authority === null) return decided
        tools.record([updated('authority', authority.row, { status: 'inactivated', inactivatedAt: NOW })])
        return ok({})
      },
    },
  ],
  [
    'an authority without the role grants itself an access (P35)',
    'accesses.grant',
    {
      'accesses.grant': (input, tools) => {
        const actor = { ...tools.context.actor, actsFor: null }
        return writerHandlers['accesses.grant'](input, { ...tools, context: { ...tools.context, actor } })
      },
    },
  ],
]

describe('the model finds the fault that', () => {
  it.each(FAULTS)(
    '%s',
    async (_fault, act, wrong) => {
      const { failed, counterexample } = await tryRules(wrong, new Tally())
      expect(failed).toBe(true)
      expect(counterexample?.[0].map(({ kind }) => kind)).toContain(act)
      // Shrunk to what it takes to see it.
      expect(counterexample?.[0].length).toBeLessThanOrEqual(4)
    },
    2 * MINUTES,
  )
})
