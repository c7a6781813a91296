import { z } from 'zod'
import { AuthorityId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { Nothing, Page } from './common'
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
  'history.list': query({
    input: z.strictObject({ authorityId: AuthorityId, filter: HistoryFilter, page: Page }),
    output: z.strictObject({ units: z.array(HistoryUnit), more: z.boolean() }),
  }),
  'history.verify': task({
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
