import { z } from 'zod'
import { Nothing } from './common'
import { query, task } from './define'

/** What stopped: the window, the program behind it, or something shown in the window. */
export const CrashKind = z.enum(['window', 'program', 'view'])
export type CrashKind = z.infer<typeof CrashKind>

/** Done by whoever is at the PC, signed in or not; nothing of the store changes. */
const act = <const Code extends string>(refusals: readonly Code[]) =>
  task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: Nothing,
    refusals,
    undo: { never: 'undo.never.session' },
    readsOnly: true,
  })

export const crash = {
  /** The last crash that nobody has read yet; null where there is none. */
  'crash.last': query({
    who: 'anyone',
    place: 'shell',
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
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ name: z.string().max(200), stack: z.string().max(20_000) }),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
    readsOnly: true,
  }),
  /** Copies the report, for whoever looks after the program. */
  'crash.copy': act(['nothing-crashed']),
  /** Somebody has read it. */
  'crash.forget': act([]),
  /** Ends the program and starts it again. */
  'crash.relaunch': act([]),
  /** Ends the program. */
  'crash.quit': act([]),
}
