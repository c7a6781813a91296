import { z } from 'zod'
import { AuthorityId, UnitId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { Nothing, Obstacle, Page, Reason } from './common'
import { query, task } from './define'

/** A value in the history: as stored, or erased for good. */
const Value = z.union([
  z.strictObject({
    kind: z.literal('value'),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  }),
  z.strictObject({ kind: z.literal('set'), added: z.array(z.string()), removed: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('erased') }),
])
export type HistoryValue = z.infer<typeof Value>

export const HistoryUnit = z.strictObject({
  id: z.string(),
  at: Instant,
  operator: z.string(),
  actingFor: z.string().nullable(),
  command: z.string(),
  reason: z.string(),
  origin: z.string(),
  /** The act that it takes back. */
  undoes: z.string().nullable(),
  /** The act that took it back and stands. */
  undoneBy: z.string().nullable(),
  entries: z.array(
    z.strictObject({
      id: z.string(),
      entity: z.string(),
      entityId: z.string(),
      op: z.enum(['create', 'update', 'remove', 'baseline']),
      /** What the entry is about, in words: a module, a user. */
      label: z.string(),
      changes: z.array(z.strictObject({ field: z.string(), before: Value, after: Value })),
    }),
  ),
})
export type HistoryUnit = z.infer<typeof HistoryUnit>

export const HistoryFilter = z.strictObject({
  operator: text(200),
  field: text(80),
  from: Instant.nullable(),
  to: Instant.nullable(),
  text: text(200),
})
export type HistoryFilter = z.infer<typeof HistoryFilter>

export const history = {
  /** Returns a page of the Management Information of an authority, the newest unit first (F1, F2). */
  'history.list': query({
    who: 'rule',
    input: z.strictObject({ authorityId: AuthorityId, filter: HistoryFilter, page: Page }),
    output: z.strictObject({ units: z.array(HistoryUnit), more: z.boolean() }),
  }),
  /** Whether an act was taken back, and not done again since: cheap to ask after every change. */
  'history.isTakenBack': query({
    who: 'signed-in',
    input: z.strictObject({ unit: UnitId }),
    output: z.strictObject({ takenBack: z.boolean() }),
  }),
  /** Whether an act can be taken back by whoever asks, and what stands in the way. */
  'history.mayUndo': query({
    who: 'rule',
    place: 'worker',
    input: z.strictObject({ unit: UnitId }),
    output: z.strictObject({
      obstacle: Obstacle,
      /** Key of the sentence that says why this act can never be taken back; null for all others. */
      never: z.string().nullable(),
      /** How many rows would change. */
      changes: z.int(),
    }),
  }),
  /** Takes a whole act back as an act of its own, which can be taken back in turn (N10). */
  'history.undo': task({
    who: 'rule',
    centralEffect: true,
    place: 'writer',
    input: z.strictObject({ unit: UnitId, reason: Reason }),
    output: z.strictObject({ changes: z.int() }),
    refusals: [
      'unit-unknown',
      'undo-never',
      'undo-already',
      'undo-nothing',
      'undo-later-edit',
      'undo-gone',
      'undo-erased',
      'undo-depends',
      'alert-undo-depends',
      'not-in-your-member-state',
      'access-manager-role-needed',
      'helpdesk-only',
      'search-unknown',
      'access-exists',
      'accesses-still-active',
      'authority-not-active',
      'no-valid-coordinator',
      'role-only-while-suspended',
      'coordinator-still-linked',
      'user-name-taken',
      'last-administrator',
      'operator-unknown',
      'operator-last-helpdesk',
      'operator-self',
      'alert-not-in-state',
      'alert-not-yours',
      'mail-unknown',
    ],
    undo: 'inverse',
  }),
  /** Checks the hash chain and the signature of the whole history. */
  'history.verify': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'worker',
    input: Nothing,
    output: z.strictObject({
      entries: z.int(),
      /** Null: the chain holds. Else the first entry that does not fit, and how. */
      broken: z
        .strictObject({
          seq: z.int(),
          id: z.string(),
          at: z.string(),
          how: z.enum(['hash', 'gap', 'previous', 'personal', 'head', 'signature']),
        })
        .nullable(),
    }),
    refusals: [],
    undo: { never: 'undo.never.reads-only' },
  }),
}
