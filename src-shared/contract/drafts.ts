import { z } from 'zod'
import { AuthorityId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { Nothing } from './common'
import { command, query } from './define'

/** Which form of which thing: `authority.edit:01ABC…`. */
const Form = z.string().regex(/^[a-z]+\.[a-z]+(:[0-9A-Z]{26})?$/)

/** Drafts of one operator at a time; more are forms nobody comes back to. */
export const DRAFTS_AT_MOST = 50

const NEVER = { never: 'undo.never.draft' }

export const drafts = {
  /** What the operator at work typed into forms and has not saved, the newest first. */
  'drafts.list': query({
    who: 'signed-in',
    input: Nothing,
    output: z.strictObject({
      drafts: z.array(
        z.strictObject({ form: z.string(), label: z.string(), place: z.string(), at: Instant }),
      ),
    }),
  }),
  /** Returns what the caller typed into a form and did not save; null if nothing was kept. */
  'drafts.read': query({
    who: 'signed-in',
    input: z.strictObject({ form: Form }),
    output: z.strictObject({ draft: z.strictObject({ data: z.string(), at: Instant }).nullable() }),
  }),
  /** Keeps what was typed so far, in the place of what was kept before. */
  'drafts.keep': command({
    who: 'signed-in',
    centralEffect: false,
    input: z.strictObject({
      form: Form,
      /** The authority it is about: its removal takes the draft along. */
      about: AuthorityId.nullable(),
      label: text(300),
      place: z.string().max(500).startsWith('/'),
      data: text(100_000),
    }),
    output: Nothing,
    refusals: [],
    undo: NEVER,
  }),
  /** Deletes what was kept of a form. */
  'drafts.drop': command({
    who: 'signed-in',
    centralEffect: false,
    input: z.strictObject({ form: Form }),
    output: Nothing,
    refusals: [],
    undo: NEVER,
  }),
}
