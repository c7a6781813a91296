import type { Authority } from '../../../src-shared/entities/authority'
import { fold, foldVariants } from '../../domain/folding'
import type { SqlRow } from '../sqlite/driver'
import { facetsOf, type FacetFacts } from './facets'

/** Columns of the full-text index of authorities, in their order, and how it takes words apart. */
export const AUTHORITY_INDEX = {
  columns: ['name', 'alt', 'title', 'other', 'facets'],
  options: `content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 0 tokenchars ':-'"`,
} as const

/** The same of users. */
export const USER_INDEX = {
  columns: ['name', 'login', 'email'],
  options: `content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0"`,
} as const

/** Shorter words hold nothing inside. */
const SHORTEST_INSIDE = 4

/** What the index holds of an authority, column by column. */
export function authorityWords(facts: FacetFacts): string[] {
  const { authority } = facts
  const variants = [...foldVariants(authority.officialName), ...foldVariants(authority.informalTitle)]
  return [
    fold(authority.officialName),
    variants.join(' '),
    fold(authority.informalTitle),
    otherWords(authority),
    facetsOf(facts),
  ]
}

/** Words of an authority that are also found by letters inside them. */
export function wordsInside({ officialName, informalTitle }: Authority): string[] {
  const words = [
    ...fold(officialName).split(' '),
    ...fold(informalTitle).split(' '),
    ...foldVariants(officialName),
    ...foldVariants(informalTitle),
  ]
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_INSIDE)
}

/** What the index holds of a user, column by column. */
export function userWords(user: SqlRow): string[] {
  return [fold(String(user['name'])), fold(String(user['userName'])), fold(String(user['email']))]
}

function otherWords(authority: Authority): string {
  return fold(
    [
      authority.city,
      authority.region,
      authority.postcode,
      authority.email,
      authority.website,
      ...authority.externalIds,
    ].join(' '),
  )
}
