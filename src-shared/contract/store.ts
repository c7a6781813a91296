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
  /** Counts what is in the store, and says where it is kept. */
  'store.status': query({
    who: 'signed-in',
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
    who: 'signed-in',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ checkedAt: z.string().nullable(), checking: z.boolean() }),
  }),
  /** Reads the whole store: rows against history, history against its hashes, search against rows. */
  'store.check': task({
    who: 'signed-in',
    centralEffect: false,
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
    who: 'signed-in',
    centralEffect: false,
    place: 'writer',
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.derived' },
  }),
  /** Returns Member States, modules, roles, types and classifications as they apply now. */
  'catalogue.read': query({ who: 'signed-in', input: Nothing, output: Catalogue }),
  /** Fills an empty store with sample data, with progress; cancelling leaves it empty. */
  'sample.generate': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({ set: z.enum(SAMPLE_SETS) }),
    output: z.strictObject({ authorities: z.int(), users: z.int(), accesses: z.int(), entries: z.int() }),
    refusals: ['store-not-empty'],
    undo: { never: 'undo.never.sample' },
  }),
  /** Returns the preferences of this PC: language, look, time until it locks. */
  'preferences.read': query({ who: 'anyone', place: 'shell', input: Nothing, output: Preferences }),
  /** Changes preferences of this PC. */
  'preferences.write': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Preferences.partial(),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.preferences' },
  }),
  /** Cancels a task under way. Unknown calls are ignored. */
  'tasks.cancel': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ call: z.string().max(40) }),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
}
