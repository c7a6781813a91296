import { z } from 'zod'
import { user } from '../entities/user'
import { AuthorityId } from '../ids'
import { text } from '../text'
import { query } from './define'
import { AuthorityMention, Hits } from './common'

/** A user as the window sees one: the hash of the password stays in the store. */
export const UserView = user.schema.omit({ passwordHash: true })
export type UserView = z.infer<typeof UserView>

export const people = {
  'users.list': query({
    input: z.strictObject({ authorityId: AuthorityId }),
    output: z.strictObject({ users: z.array(UserView) }),
  }),
  /** The search on top: authorities and users; commands are found by the window itself. */
  'search.top': query({
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
    }),
  }),
}
