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

const USER_WORDS: ReadonlySet<string> = new Set([
  'authorityId',
  'name',
  'userName',
  'email',
  'roles',
  'status',
  'passwordStatus',
  'lastLogin',
])

/** Whether a change of these fields shows in the search of users: its words and its criteria. */
export function changesUserWords(fields: readonly string[]): boolean {
  return fields.some((field) => USER_WORDS.has(field))
}
