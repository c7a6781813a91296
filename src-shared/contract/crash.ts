import { z } from 'zod'
import { Nothing } from './common'
import { query, task } from './define'

/** What stopped: the window, the program behind it, or something shown in the window. */
export const CrashKind = z.enum(['window', 'program', 'view'])
export type CrashKind = z.infer<typeof CrashKind>

const NEVER = { never: 'undo.never.session' }

export const crash = {
  /** The last crash that nobody has read yet; null where there is none. */
  'crash.last': query({
    place: 'shell',
    open: true,
    input: Nothing,
    output: z.strictObject({
      crash: z
        .strictObject({
          kind: CrashKind,
          reference: z.string(),
          /** Without personal data: versions, the name of the error, places in the program's own files. */
          report: z.string(),
        })
        .nullable(),
    }),
  }),
  /** Keeps a mistake that the window noticed in itself; of what it sends, only names and places are kept. */
  'crash.note': task({
    place: 'shell',
    open: true,
    input: z.strictObject({ name: z.string().max(200), stack: z.string().max(20_000) }),
    output: Nothing,
    refusals: [],
    undo: NEVER,
    readsOnly: true,
  }),
  /** Copies the report, for whoever looks after the program. */
  'crash.copy': task({
    place: 'shell',
    open: true,
    input: Nothing,
    output: Nothing,
    refusals: ['nothing-crashed'],
    undo: NEVER,
    readsOnly: true,
  }),
  /** Somebody has read it. */
  'crash.forget': task({
    place: 'shell',
    open: true,
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: NEVER,
    readsOnly: true,
  }),
  /** Ends the program and starts it again. */
  'crash.relaunch': task({
    place: 'shell',
    open: true,
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: NEVER,
    readsOnly: true,
  }),
  'crash.quit': task({
    place: 'shell',
    open: true,
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: NEVER,
    readsOnly: true,
  }),
}
