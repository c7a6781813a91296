import type { EntityName } from '../../../src-shared/entities'

/**
 * Fields whose change shows in the search of authorities: their words and criteria. A change of any other field leaves
 * the index alone.
 */
export const searchedFields: { readonly [Name in EntityName]?: ReadonlySet<string> } = {
  authority: new Set([
    'officialName',
    'informalTitle',
    'memberState',
    'region',
    'types',
    'status',
    'postcode',
    'city',
    'email',
    'website',
    'externalIds',
  ]),
  access: new Set(['authorityId', 'module', 'role']),
  user: new Set(['authorityId', 'roles', 'status']),
  accessManager: new Set(['authorityId', 'managerId']),
}

/** Fields of an alert that hold words by which it is found. */
export const ALERT_FIELDS: ReadonlySet<string> = new Set(['number', 'title', 'personalContent', 'content'])

/** Fields of a user that are words of the search of users, or decide whether the user is found at all. */
const USER_WORDS: ReadonlySet<string> = new Set(['name', 'userName', 'email', 'status'])

/** Fields of a user that the criteria of the search of users follow from. */
const USER_CRITERIA: ReadonlySet<string> = new Set(['authorityId', 'roles', 'passwordStatus', 'lastLogin'])

/** What of a user the search of users has to learn: all of a new one, its words and criteria, or its criteria alone. */
export type UserNews = 'new' | 'words' | 'criteria'

/** What a change of these fields tells the search of users; null where it shows nowhere there. */
export function userNewsOf(fields: readonly string[]): Exclude<UserNews, 'new'> | null {
  if (fields.some((field) => USER_WORDS.has(field))) return 'words'
  return fields.some((field) => USER_CRITERIA.has(field)) ? 'criteria' : null
}
