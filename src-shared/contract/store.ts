import { z } from 'zod'
import { Catalogue } from '../catalogue'
import { Nothing } from './common'
import { query, task } from './define'

/** After how many minutes without use the program can lock; 0 is never. */
export const LOCK_AFTER = [0, 5, 15, 30, 60] as const

export const SAMPLE_SETS = ['S', 'R', 'L'] as const

/** Small and losable: what this PC remembers of how the program looked. */
export const Preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** The place in the program, restored at the next start for the operator who was there. */
  place: z.string().max(500),
  placeOf: z.string().max(26),
  columns: z.array(z.string().max(40)).max(20),
  preview: z.boolean(),
  lockAfter: z.literal(LOCK_AFTER),
  /** How lists were mapped, by the names of their columns, so that the next list of that form is mapped at once. */
  mappings: z.record(z.string().max(4000), z.array(z.string().max(40).nullable()).max(200)),
})
export type Preferences = z.infer<typeof Preferences>

export const store = {
  'store.status': query({
    input: Nothing,
    output: z.strictObject({
      authorities: z.int(),
      users: z.int(),
      accesses: z.int(),
      entries: z.int(),
      bytes: z.int(),
    }),
  }),
  /** When the whole store was checked last, and whether it is being checked. */
  'store.health': query({
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ checkedAt: z.string().nullable(), checking: z.boolean() }),
  }),
  /** Reads the whole store: rows against history, history against its hashes, search against rows. */
  'store.check': task({
    place: 'shell',
    input: Nothing,
    output: z.strictObject({
      rows: z.int(),
      entries: z.int(),
      broken: z
        .strictObject({ what: z.enum(['structure', 'history', 'row', 'search']), table: z.string() })
        .nullable(),
      /** The search was damaged and is made anew. */
      repaired: z.boolean(),
    }),
    refusals: ['store-left'],
    undo: { never: 'undo.never.reads-only' },
    readsOnly: true,
  }),
  /** Makes everything that the search knows anew out of the rows. */
  'store.rebuildSearch': task({
    place: 'writer',
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.derived' },
  }),
  'catalogue.read': query({ input: Nothing, output: Catalogue }),
  'sample.generate': task({
    place: 'writer',
    input: z.strictObject({ set: z.enum(SAMPLE_SETS) }),
    output: z.strictObject({ authorities: z.int(), users: z.int(), accesses: z.int(), entries: z.int() }),
    refusals: ['store-not-empty', 'helpdesk-only'],
    undo: { never: 'undo.never.sample' },
  }),
  'preferences.read': query({ place: 'shell', open: true, input: Nothing, output: Preferences }),
  'preferences.write': task({
    place: 'shell',
    open: true,
    input: Preferences.partial(),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.preferences' },
  }),
  'tasks.cancel': task({
    place: 'shell',
    open: true,
    input: z.strictObject({ call: z.string().max(40) }),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
}
