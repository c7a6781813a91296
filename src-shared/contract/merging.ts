import { z } from 'zod'
import { AccessStatus, AuthorityRole, ModuleCode } from '../entities/access'
import { authority } from '../entities/authority'
import { CHOSEN_FIELDS, type ChosenField } from '../entities/authority-fields'
import { AccessId, AuthorityId } from '../ids'
import { AuthorityMention, Nothing, Obstacle, Reason, Revision } from './common'
import { command, query, task } from './define'

/** How many authorities are merged into another one at a time. */
export const MERGED_AT_MOST = 9

/** Why authorities are likely the same body, the strongest reason first. */
export const LIKENESS_REASONS = [
  'same-name',
  'same-words',
  'near-name',
  'same-email',
  'same-address',
] as const
export const LikenessReason = z.enum(LIKENESS_REASONS)
export type LikenessReason = z.infer<typeof LikenessReason>

/** Which role counts in a module where the authorities have different ones. */
const RoleDecisions = z.array(z.strictObject({ module: ModuleCode, role: AuthorityRole.nullable() })).max(100)

/**
 * Whose value of each field counts. Null: of a text the one that is there, the survivor's first; of types and
 * languages all of them together.
 */
const Values = z.strictObject(
  Object.fromEntries(CHOSEN_FIELDS.map((field) => [field, AuthorityId.nullable()])) as Record<
    ChosenField,
    z.ZodNullable<typeof AuthorityId>
  >,
)
export type MergeValues = z.infer<typeof Values>

const Named = z.strictObject({ count: z.int(), names: z.array(z.string()) })

const MergedModule = z.strictObject({
  module: z.string(),
  /** The merged one's access moves to the survivor, or several become one; an undecided conflict of roles is neither. */
  outcome: z.enum(['stays', 'moves', 'unites', 'conflict']),
  role: AuthorityRole.nullable(),
  status: AccessStatus,
  parts: z.array(
    z.strictObject({ authorityId: AuthorityId, role: AuthorityRole.nullable(), status: AccessStatus }),
  ),
})

export const merging = {
  /** Looks for authorities that are likely the same body; suggested only, never merged by itself (P33). */
  'duplicates.find': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ memberState: authority.schema.shape.memberState.nullable() }),
    output: z.strictObject({
      looked: z.int(),
      groups: z.array(
        z.strictObject({
          authorities: z.array(AuthorityMention.extend({ city: z.string(), email: z.string() })),
          reasons: z.array(LikenessReason),
          /** From 0 to 100. */
          score: z.int(),
        }),
      ),
    }),
    refusals: [],
    undo: { never: 'undo.never.reads-only' },
  }),
  /** What merging would do, before it is done. The survivor comes first. */
  'merge.plan': query({
    who: 'helpdesk',
    input: z.strictObject({
      survivor: AuthorityId,
      merged: z.array(AuthorityId).min(1).max(MERGED_AT_MOST),
      roles: RoleDecisions,
    }),
    output: z.strictObject({
      authorities: z.array(z.strictObject({ authority: authority.schema, revision: Revision })),
      obstacle: Obstacle,
      modules: z.array(MergedModule),
      /** Every access of these authorities as it was seen. */
      accesses: z.array(z.strictObject({ id: AccessId, revision: Revision })),
      /** Whose value counts where nobody chooses; as `merge.apply` takes it. */
      values: Values,
      accessManagerRole: z.boolean(),
      /** Authorities that name a merged one as linked coordinator. */
      links: Named,
      users: Named,
      /** Users who are likely one person by their e-mail address; they stay apart. */
      samePersons: z.array(z.string()),
      manages: Named,
      managers: Named,
      requests: z.int(),
      decisions: z.int(),
      /** Mails that did not leave, and those in doubt. */
      mails: z.int(),
      operators: Named,
    }),
  }),
  /** Merges authorities into a surviving one of their Member State, as one act that can be taken back (N5). */
  'merge.apply': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({
      survivor: z.strictObject({ id: AuthorityId, revision: Revision }),
      merged: z
        .array(z.strictObject({ id: AuthorityId, revision: Revision }))
        .min(1)
        .max(MERGED_AT_MOST),
      accesses: z.array(z.strictObject({ id: AccessId, revision: Revision })).max(1000),
      values: Values,
      roles: RoleDecisions,
      reason: Reason,
    }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'authority-removed',
      'stale',
      'merge-with-itself',
      'merge-other-member-state',
      'merge-survivor-not-active',
      'merge-value-unknown',
      'merge-role-conflict',
      'merge-too-many-identifiers',
      'coordinator-still-linked',
      'coordinator-needed',
    ],
    undo: 'inverse',
  }),
}
