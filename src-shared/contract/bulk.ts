import { z } from 'zod'
import { access, AuthorityRole, ModuleCode } from '../entities/access'
import { AccessId, AuthorityId } from '../ids'
import { Obstacle, Reason, Revision } from './common'
import { task } from './define'

/** How many authorities one bulk act takes. */
export const BULK_AT_MOST = 20_000

/** What the dry run says of an authority besides the refusals of the single acts. */
export const BULK_OBSTACLES = ['access-missing'] as const

/** What is done to every selected authority. */
export const BulkAct = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('grant'),
    module: ModuleCode,
    role: AuthorityRole.nullable(),
    keywords: access.schema.shape.keywords,
    professions: access.schema.shape.professions,
    linkedCoordinators: access.schema.shape.linkedCoordinators,
  }),
  z.strictObject({ kind: z.literal('suspend'), module: ModuleCode }),
  z.strictObject({ kind: z.literal('reactivate'), module: ModuleCode }),
  /** Adds a linked coordinator to the accesses to this module. */
  z.strictObject({ kind: z.literal('link'), module: ModuleCode, coordinator: AuthorityId }),
])
export type BulkAct = z.infer<typeof BulkAct>

/** What the dry run saw of an authority: what changed since is skipped, and told. */
const Seen = z.strictObject({
  authorityId: AuthorityId,
  accessId: AccessId.nullable(),
  /** Of the access, or of the authority where there is none. */
  revision: Revision,
})

const Refused = z.strictObject({
  authorityId: AuthorityId,
  officialName: z.string(),
  memberState: z.string(),
  obstacle: Obstacle,
})
export type RefusedAuthority = z.infer<typeof Refused>

export const bulk = {
  /** The dry run: what would be done to whom, and who is refused because of what. */
  'bulk.plan': task({
    who: 'rule',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ act: BulkAct, authorities: z.array(AuthorityId).min(1).max(BULK_AT_MOST) }),
    output: z.strictObject({
      will: z.array(Seen.extend({ officialName: z.string(), memberState: z.string() })),
      refused: z.array(Refused),
      /** How many users receive roles by it (C3). */
      usersWithRoles: z.int(),
    }),
    refusals: [],
    undo: { never: 'undo.never.reads-only' },
  }),
  /** Does it to those the dry run found possible, as one act that can be taken back as a whole. */
  'bulk.apply': task({
    who: 'rule',
    centralEffect: true,
    place: 'writer',
    input: z.strictObject({ act: BulkAct, rows: z.array(Seen).min(1).max(BULK_AT_MOST), reason: Reason }),
    output: z.strictObject({ done: z.int(), skipped: z.array(Refused) }),
    refusals: ['bulk-nothing'],
    undo: 'inverse',
  }),
}
