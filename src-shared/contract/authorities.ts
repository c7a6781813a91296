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
  /** Returns a page of the authorities that match the criteria, in the chosen order (A5, P32). */
  'authorities.search': query({
    who: 'signed-in',
    input: z.strictObject({ criteria: SearchCriteria, sort: Sort, page: Page }),
    output: z.strictObject({ rows: z.array(AuthorityRow) }),
  }),
  /** Counts the authorities that match the criteria. */
  'authorities.count': query({
    who: 'signed-in',
    input: z.strictObject({ criteria: SearchCriteria }),
    output: z.strictObject({ matching: z.int(), all: z.int() }),
  }),
  /** Which authorities match, for selecting them all: at most as many as a bulk act takes. */
  'authorities.matching': query({
    who: 'signed-in',
    input: z.strictObject({ criteria: SearchCriteria, sort: Sort }),
    output: z.strictObject({ ids: z.array(AuthorityId) }),
  }),
  /** For an empty result: how many there would be without each single criterion. */
  'authorities.excluding': query({
    who: 'signed-in',
    input: z.strictObject({ criteria: SearchCriteria }),
    output: z.strictObject({
      without: z.array(z.strictObject({ criterion: z.string(), matching: z.int() })),
    }),
  }),
  /** Returns an authority with its types, managers and counts, and what the caller may do with it. */
  'authorities.read': query({
    who: 'rule',
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
  'authorities.mayRegister': query({
    who: 'rule',
    input: Nothing,
    output: z.strictObject({ obstacle: Obstacle }),
  }),
  /**
   * Finds authorities of the Member State that may be the same body (P23). They are shown and never merged
   * automatically.
   */
  'authorities.duplicates': query({
    who: 'signed-in',
    input: z.strictObject({
      officialName: text(300),
      memberState: text(2),
      email: text(254),
      except: AuthorityId.nullable(),
    }),
    output: z.strictObject({ duplicates: z.array(Duplicate) }),
  }),
  /** Lists the authorities of a Member State that have the Access manager role, by name. */
  'authorities.accessManagerChoices': query({
    who: 'signed-in',
    input: z.strictObject({ memberState: text(2), text: text(200) }),
    output: z.strictObject({ choices: z.array(AuthorityMention) }),
  }),
  /** Names of authorities that other facts know by their id only. Unknown ids are left out. */
  'authorities.mentions': query({
    who: 'signed-in',
    input: z.strictObject({ ids: z.array(AuthorityId).max(500) }),
    output: z.strictObject({ authorities: z.array(AuthorityMention) }),
  }),
  /** The active NIMICs of a Member State, so that a form warns of a second one or of none left (P51). */
  'authorities.nimics': query({
    who: 'signed-in',
    input: z.strictObject({ memberState: text(2) }),
    output: z.strictObject({ authorities: z.array(AuthorityMention) }),
  }),
  /** Registers an authority with access to Registers (B1, B2). Likely duplicates must be confirmed (P23). */
  'authorities.register': command({
    who: 'rule',
    centralEffect: true,
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
      'types-helpdesk-only',
      'duplicates-unseen',
      'access-manager-not-possible',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    fieldOf: {
      'member-state-unknown': 'memberState',
      'member-state-expired': 'memberState',
      'type-unknown': 'types',
      'types-helpdesk-only': 'types',
      'duplicates-unseen': 'duplicatesSeen',
      'access-manager-not-possible': 'accessManager',
      'not-in-your-member-state': 'memberState',
    },
    undo: 'inverse',
  }),
  /** Changes the data of an authority. Types are changed by the Helpdesk only (P11). */
  'authorities.edit': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AuthorityId, revision: Revision, data: AuthorityData, reason: Reason }),
    output: z.strictObject({ revision: Revision }),
    refusals: [
      'authority-unknown',
      'stale',
      'nothing-changed',
      'authority-removed',
      'member-state-expired',
      'member-state-fixed',
      'types-helpdesk-only',
      'type-unknown',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    fieldOf: { 'member-state-fixed': 'memberState', 'types-helpdesk-only': 'types', 'type-unknown': 'types' },
    undo: 'inverse',
  }),
  /** Inactivates an authority whose accesses are all suspended (B4, B5). Its removal is due after six months (B6). */
  'authorities.inactivate': command({
    who: 'rule',
    centralEffect: true,
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
  /** Reactivates an authority. Its accesses stay suspended (P4). */
  'authorities.reactivate': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AuthorityId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'authority-unknown',
      'stale',
      'already-active',
      'authority-removed',
      'member-state-expired',
      'not-in-your-member-state',
      'access-manager-role-needed',
    ],
    undo: 'inverse',
  }),
  /** Writes the authorities that match the criteria as a list (CSV or XLSX). */
  'authorities.export': task({
    who: 'signed-in',
    centralEffect: false,
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
