import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AlertView } from '../../../src-shared/contract/alerts'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, type Core } from '../../support/core'
import { AlertPlayer, alertThrows, type AlertThrow, type DoneAct } from '../../support/model/alert-acts'

const RUNS = 180
const SEED = 20261123
const MINUTES = 60_000

let core: Core
let player: AlertPlayer
const undone = new Set<string>()
const refused = new Set<string>()

beforeAll(async () => {
  core = openCore()
  await core.start()
  player = new AlertPlayer(core)
})
afterAll(() => {
  core.close()
})

/** What an alert that was sent says, to whom, and with which documents. */
function sentAlerts(): Map<string, string> {
  const rows = core.raw(
    `SELECT alert.id, title, language, personalContent, content, recipients, toCommission,
       (SELECT group_concat(id) FROM alertAttachment WHERE alertId = alert.id) AS documents,
       (SELECT group_concat(authorityId) FROM alertRecipient WHERE alertId = alert.id) AS reached
     FROM alert WHERE broadcastAt IS NOT NULL`,
  )
  return new Map(rows.map((row) => [String(row['id']), JSON.stringify(row)]))
}

/** Comments that are there, deleted ones included. */
const comments = (): string[] => core.raw('SELECT id FROM alertComment').map((row) => String(row['id']))

/** The step of the workflow that permits an act. */
const STEPS: Readonly<Record<string, string>> = {
  ...{ create: 'discard', copy: 'discard', discard: 'discard', saveDraft: 'edit', submit: 'submit' },
  ...{ takeBack: 'take-back', return: 'return', instruct: 'instruct' },
  uninstruct: 'withdraw-instruction',
  ...{ askDeletion: 'ask-deletion', deleteComment: 'delete-comment' },
}

/** Refusals that speak of the person or the state; others speak of what the alert still lacks. */
const NOT_ALLOWED = [
  ...['alert-not-your-part', 'alert-on-behalf', 'alert-not-in-state', 'alert-no-such-step'],
  ...['alert-submit-first', 'alert-broadcast-directly'],
]

/** The act that a chain of undos is about, and whether it is done again. */
function rootOf(act: DoneAct): { root: DoneAct; again: boolean } {
  let [root, again] = [act, false]
  for (; root.undoes !== null; root = root.undoes) again = !again
  return { root, again }
}

/** Fails unless the actor of an undo could have done the act by hand. */
function mayByHand(act: DoneAct, by: Authority | null, before: AlertView | null, after: AlertView | null) {
  const { root, again } = rootOf(act)
  const step = STEPS[root.act]
  if (step === undefined) return
  const own = ['askDeletion', 'deleteComment'].includes(root.act)
  if (own && by !== null) expect([root.act, by.officialName]).toEqual([root.act, root.by?.officialName])
  const where = again ? (before ?? after) : (after ?? before)
  if (where !== null && by !== null) expect(NOT_ALLOWED, root.act).not.toContain(where.may[step]?.code)
}

async function tryThrow(thrown: AlertThrow): Promise<void> {
  const by = player.actor(thrown)
  const target = thrown.act === 'undo' ? player.undone(thrown.pick) : undefined
  const alert = target?.alert ?? null
  const [sent, said] = [sentAlerts(), comments()]
  const before = alert === null ? null : await player.view(alert, by)
  const played = await player.play(thrown)
  if (played === null) return
  const failure = failureOf(played.reply)
  expect(['internal', 'invalid-input'], JSON.stringify(thrown)).not.toContain(failure)
  if (failure !== null) {
    if (played.undone !== null) refused.add(`${rootOf(played.undone).root.act} ${failure}`)
    return
  }
  if (thrown.act !== 'modify' && thrown.act !== 'disseminate') {
    for (const [id, text] of sentAlerts()) if (sent.has(id)) expect(text, thrown.act).toBe(sent.get(id))
  }
  if (played.undone === null) return
  undone.add(rootOf(played.undone).root.act)
  expect(comments()).toEqual(said)
  mayByHand(played.undone, by, before, alert === null ? null : await player.view(alert, by))
}

/** Every sequence begins with an alert that has come so far, so that every state and act is tried. */
const SENT = ['create', 'submit', 'broadcast'] as const
const PROPOSED = [...SENT, 'propose'] as const
const WAYS: readonly (readonly AlertThrow['act'][])[] = [
  ['create'],
  ['create', 'submit', 'takeBack'],
  ['create', 'submit', 'return'],
  SENT,
  [...SENT, 'comment'],
  PROPOSED,
  [...PROPOSED, 'askDeletion'],
  [...PROPOSED, 'deleteComment'],
  [...PROPOSED, 'instruct'],
  [...PROPOSED, 'instruct', 'uninstruct'],
]
const first = (act: AlertThrow['act']): AlertThrow => ({ act, actor: 0, pick: 0 })

function invariants(): void {
  const proposed = `EXISTS (SELECT 1 FROM alertComment WHERE alertId = alert.id AND kind = 'closure-proposal'
    AND deletedAt IS NULL)`
  expect(core.raw(`SELECT id FROM alert WHERE status = 'closure-proposed' AND NOT ${proposed}`)).toEqual([])
  expect(core.raw(`SELECT id FROM alert WHERE status = 'broadcast' AND ${proposed}`)).toEqual([])
  expect(
    core.raw(`SELECT id FROM alert WHERE (status IN ('draft', 'submitted')) <> (broadcastAt IS NULL)
      OR (status = 'broadcast' AND instructedAt IS NOT NULL)
      OR (status = 'draft' AND coordinatorId IS NOT NULL)`),
  ).toEqual([])
}

describe('undoing acts on alerts, whoever acts and in whatever order', () => {
  it(
    'succeeds or is refused in words, never changes what was sent, and is open only to who could do the act',
    async () => {
      const property = fc.asyncProperty(fc.constantFrom(...WAYS), alertThrows, async (way, sequence) => {
        player.begin()
        for (const thrown of [...way.map(first), ...sequence]) await tryThrow(thrown)
        invariants()
        await restoreAccesses()
      })
      const result = await fc.check(property, { numRuns: RUNS, seed: SEED })
      expect(result.failed ? `${fc.defaultReportMessage(result)} ${String(result.errorInstance)}` : '').toBe(
        '',
      )
      expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
      // Otherwise nothing would have been tried.
      const tried = [...Object.keys(STEPS)].filter((act) => !undone.has(act))
      expect(tried).toEqual([])
      expect([...refused]).toEqual(
        expect.arrayContaining(['comment undo-never', 'propose undo-never', 'instruct alert-not-your-part']),
      )
    },
    4 * MINUTES,
  )
})

/** Lets everybody act again, for the next sequence. */
async function restoreAccesses(): Promise<void> {
  for (const row of core.raw("SELECT id, rev FROM access WHERE status = 'suspended'")) {
    await core.request('accesses.reactivate', {
      ...{ id: String(row['id']), revision: Number(row['rev']), reason: '' },
    })
  }
}
