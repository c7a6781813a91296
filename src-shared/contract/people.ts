import { z } from 'zod'
import { ModuleCode } from '../entities/access'
import { AlertId, AuthorityId } from '../ids'
import { text } from '../text'
import { query } from './define'
import { AuthorityMention, Hits } from './common'

export const people = {
  /** Authorities for a field that asks for one; those that can create in a module first, where one is named. */
  'search.authorities': query({
    who: 'signed-in',
    input: z.strictObject({ text: text(200), createsIn: ModuleCode.nullable() }),
    output: z.strictObject({ authorities: z.array(AuthorityMention) }),
  }),
  /** The search on top: authorities, users and alerts; commands are found by the window itself. */
  'search.top': query({
    who: 'rule',
    input: z.strictObject({ text: text(200) }),
    output: z.strictObject({
      authorities: z.array(
        AuthorityMention.extend({ informalTitle: z.string(), nameHits: Hits, titleHits: Hits }),
      ),
      users: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          email: z.string(),
          authorityId: AuthorityId,
          authorityName: z.string(),
          hits: Hits,
        }),
      ),
      /** Alerts and notifications that the operator has part in. */
      alerts: z.array(
        z.strictObject({
          id: AlertId,
          number: z.string(),
          title: z.string(),
          module: z.string(),
          hits: Hits,
        }),
      ),
    }),
  }),
}
