import { z } from 'zod'
import { AuthorityId } from '../ids'
import { text } from '../text'

/** Nothing to say in, or nothing to say back. */
export const Nothing = z.strictObject({})

/** Why the operator does it; shown in the history. May be empty. */
export const Reason = text(500)

/** How often a row was written here; a command says which it saw, so that nobody overwrites what they have not read. */
export const Revision = z.int().min(0)

/** Where a list page begins and how many rows it holds. */
export const Page = z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(500) })

/** An authority as others mention it. */
export const AuthorityMention = z.strictObject({
  id: AuthorityId,
  officialName: z.string(),
  memberState: z.string(),
  status: z.enum(['active', 'inactivated', 'removed']),
})
export type AuthorityMention = z.infer<typeof AuthorityMention>

/** Half-open ranges of UTF-16 offsets in which a search hit a text. */
export const Hits = z.array(z.tuple([z.int(), z.int()]))

/** A refusal as a query tells it: the very one the command would give. Null: the act is possible. */
export const Obstacle = z
  .strictObject({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
  })
  .nullable()
export type Obstacle = z.infer<typeof Obstacle>

/** A file the operator picked, known to the main process under this name. */
export const FileToken = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
