import { z } from 'zod'
import { authority, AuthorityStatus } from '../entities/authority'
import { WRITTEN_FIELDS, type WrittenField } from '../entities/authority-fields'
import { AuthorityRole, ModuleCode } from '../entities/access'
import { RelationOrigin } from '../entities/access-manager'
import { AuthorityId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { AuthorityMention, Hits, Nothing, Obstacle, Page, Reason, Revision } from './common'
import { command, query, task } from './define'

const fields = authority.schema.shape

export const SORTS = ['relevance', 'officialName', 'memberState', 'status', 'type'] as const

/** The search form of 'Managed authorities' (A5). Null: this criterion does not count. */
export const SearchCriteria = z.strictObject({
  text: text(200),
  myAuthoritiesOnly: z.boolean(),
  memberState: fields.memberState.nullable(),
  type: text(80).nullable(),
  status: AuthorityStatus.nullable(),
  module: ModuleCode.nullable(),
  role: AuthorityRole.nullable(),
  accessManager: AuthorityId.nullable(),
  administrators: z.enum(['with', 'without']).nullable(),
})
export type SearchCriteria = z.infer<typeof SearchCriteria>

export const Sort = z.strictObject({ by: z.enum(SORTS), descending: z.boolean() })
export type Sort = z.infer<typeof Sort>

export const AuthorityRow = z.strictObject({
  id: AuthorityId,
  officialName: z.string(),
  informalTitle: z.string(),
  memberState: z.string(),
  city: z.string(),
  region: z.string(),
  email: z.string(),
  types: z.array(z.string()),
  status: AuthorityStatus,
  inactivatedAt: Instant.nullable(),
  hasAccessManagerRole: z.boolean(),
  modules: z.array(
    z.strictObject({
      module: z.string(),
      role: AuthorityRole.nullable(),
      status: z.enum(['active', 'suspended']),
    }),
  ),
  nameHits: Hits,
  titleHits: Hits,
})
export type AuthorityRow = z.infer<typeof AuthorityRow>

/** What a person may write of an authority; the rest follows from acts. */
export const AuthorityData = authority.schema.pick(
  Object.fromEntries(WRITTEN_FIELDS.map((field) => [field, true])) as Record<WrittenField, true>,
)

const Manager = AuthorityMention.extend({
  origin: RelationOrigin,
  since: Instant.nullable(),
  effective: z.boolean(),
})

const Duplicate = AuthorityMention.extend({ because: z.enum(['name', 'email']), city: z.string() })

export const authorities = {
  'authorities.search': query({
    input: z.strictObject({ criteria: SearchCriteria, sort: Sort, page: Page }),
    output: z.strictObject({ rows: z.array(AuthorityRow) }),
  }),
  'authorities.count': query({
    input: z.strictObject({ criteria: SearchCriteria }),
    output: z.strictObject({ matching: z.int(), all: z.int() }),
  }),
  /** Which authorities match, for selecting them all: at most as many as a bulk act takes. */
  'authorities.matching': query({
    input: z.strictObject({ criteria: SearchCriteria, sort: Sort }),
    output: z.strictObject({ ids: z.array(AuthorityId) }),
  }),
  /** For an empty result: how many there would be without each single criterion. */
  'authorities.excluding': query({
    input: z.strictObject({ criteria: SearchCriteria }),
    output: z.strictObject({
      without: z.array(z.strictObject({ criterion: z.string(), matching: z.int() })),
    }),
  }),
  'authorities.read': query({
    input: z.strictObject({ id: AuthorityId }),
    output: z.strictObject({
      found: z
        .strictObject({
          authority: authority.schema,
          revision: Revision,
          accessCount: z.int(),
          activeAccessCount: z.int(),
          userCount: z.int(),
          accessManagers: z.array(Manager),
          managed: z.strictObject({ count: z.int(), first: z.array(AuthorityMention) }),
          administrators: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              email: z.string(),
              lastLogin: Instant.nullable(),
            }),
          ),
          removalDueAt: Instant.nullable(),
          /** Where it went, if it was merged into another one (N5). */
          mergedInto: AuthorityMention.nullable(),
          may: z.strictObject({
            edit: Obstacle,
            inactivate: Obstacle,
            reactivate: Obstacle,
            suspendAll: Obstacle,
          }),
        })
        .nullable(),
    }),
  }),
  /** Whether whoever asks may register authorities, before a form is filled in. */
  'authorities.mayRegister': query({ input: Nothing, output: z.strictObject({ obstacle: Obstacle }) }),
  'authorities.duplicates': query({
    input: z.strictObject({
      officialName: text(300),
      memberState: text(2),
      email: text(254),
      except: AuthorityId.nullable(),
    }),
    output: z.strictObject({ duplicates: z.array(Duplicate) }),
  }),
  'authorities.accessManagerChoices': query({
    input: z.strictObject({ memberState: text(2), text: text(200) }),
    output: z.strictObject({ choices: z.array(AuthorityMention) }),
  }),
  /** Names of authorities that other facts know by their id only. Unknown ids are left out. */
  'authorities.mentions': query({
    input: z.strictObject({ ids: z.array(AuthorityId).max(500) }),
    output: z.strictObject({ authorities: z.array(AuthorityMention) }),
  }),
  'authorities.register': command({
    input: z.strictObject({
      data: AuthorityData,
      accessManager: AuthorityId.nullable(),
      duplicatesSeen: z.boolean(),
      reason: Reason,
    }),
    output: z.strictObject({ id: AuthorityId }),
    refusals: [
      'member-state-unknown',
      'member-state-expired',
      'type-unknown',
      'duplicates-unseen',
      'access-manager-not-possible',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    undo: 'inverse',
  }),
  'authorities.edit': command({
    input: z.strictObject({ id: AuthorityId, revision: Revision, data: AuthorityData, reason: Reason }),
    output: z.strictObject({ revision: Revision }),
    refusals: [
      'authority-unknown',
      'stale',
      'nothing-changed',
      'authority-removed',
      'member-state-fixed',
      'types-helpdesk-only',
      'type-unknown',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    undo: 'inverse',
  }),
  'authorities.inactivate': command({
    input: z.strictObject({ id: AuthorityId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'stale',
      'already-inactivated',
      'authority-removed',
      'accesses-still-active',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    undo: 'inverse',
  }),
  'authorities.reactivate': command({
    input: z.strictObject({ id: AuthorityId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'stale',
      'already-active',
      'authority-removed',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    undo: 'inverse',
  }),
  'authorities.export': task({
    place: 'worker',
    input: z.strictObject({
      criteria: SearchCriteria,
      sort: Sort,
      /** Only these, where the operator selected some. */
      only: z.array(AuthorityId).max(200_000),
      format: z.enum(['csv', 'xlsx']),
    }),
    output: z.strictObject({ rows: z.int(), fileName: z.string() }),
    refusals: [],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'managed-authorities' },
  }),
}
