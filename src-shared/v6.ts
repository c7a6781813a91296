import type { DecisionKind } from './entities/open-decision'

// Without zod, so that the window reads it too.

/** The files of a V6 data folder, in the order in which they are read and told about. */
export const V6_FILES = [
  'authorities',
  'coordinator_roles',
  'area_accesses',
  'validations',
  'links',
  'users',
  'classifications',
  'sectors',
  'professions',
  'alert_network',
  'registers',
] as const
export type V6File = (typeof V6_FILES)[number]

/** The rows of the migration from V6 to V7. M26, old alerts, has no rule: no source mentions them. */
export const V6_RULES = [
  'M1',
  'M2',
  'M3',
  'M4',
  'M5',
  'M6',
  'M7',
  'M8',
  'M9',
  'M10',
  'M11',
  'M12',
  'M13',
  'M14',
  'M15',
  'M16',
  'M17',
  'M18',
  'M19',
  'M20',
  'M21',
  'M22',
  'M23',
  'M24',
  'M25',
] as const
export type V6Rule = (typeof V6_RULES)[number]

/** The answers each question of the migration has; types stand as an authority holds them (P12, P22, M4, M8 to M10). */
export const DECISION_CHOICES = {
  'sdimic-type': [
    'coordinator-national',
    'coordinator-federal-regional:federal',
    'coordinator-federal-regional:regional',
    'none',
  ],
  'belgian-type': ['coordinator-federal-regional:federal', 'coordinator-federal-regional:regional', 'none'],
  'french-review': ['keep', 'none'],
  'coordinator-without-authorities': ['grant-role', 'none'],
  'second-nimic': ['keep', 'none'],
} as const satisfies Readonly<Record<DecisionKind, readonly string[]>>

/** What stops an import. Each has a sentence. */
export const V6_ERRORS = [
  'file-missing',
  'file-too-large',
  'file-not-utf8',
  'file-not-readable',
  'file-empty',
  'column-missing',
  'column-repeated',
  'too-many-rows',
  'cells-differ',
  'value-missing',
  'value-too-long',
  'value-not-storable',
  'value-unknown',
  'id-not-usable',
  'id-repeated',
  'row-repeated',
  'authority-unknown',
  'date-not-valid',
  'legal-area-not-expected',
  'points-at-itself',
  'validation-circle',
  'user-name-taken',
] as const
export type V6Error = (typeof V6_ERRORS)[number]

/** What a person should look at: data that is taken over and means less than it seems, or is left out. */
export const V6_WARNINGS = [
  'column-unknown',
  'email-not-valid',
  'date-without-effect',
  'inactivated-without-date',
  'suspended-with-authority',
  'not-a-coordinator',
  'no-validator',
  'area-without-module',
  'selection-without-access',
  'link-without-effect',
  'link-without-access',
  'no-linked-coordinator',
  'post-box-and-coordinator',
  'alert-authority-and-coordinator',
  'alert-status-differs',
  'role-without-access',
  'likely-duplicate',
  'removed-here',
  'no-nimic-left',
] as const
export type V6Warning = (typeof V6_WARNINGS)[number]
