import type { Module } from '../../../src-shared/catalogue'
import type { AuthorityRole } from '../../../src-shared/entities/access'
import type { V6Case } from './facts'

/** An access as it will be, its linked coordinators still under their identifiers of V6. */
export interface MigratedAccess {
  readonly module: string
  readonly role: AuthorityRole | null
  readonly active: boolean
  readonly links: readonly string[]
  readonly keywords: readonly string[]
  readonly professions: readonly string[]
}

/** A set as it is stored: sorted, each member once. */
export const sortedSet = (items: Iterable<string>): string[] => [...new Set(items)].sort()

/**
 * What an authority had selected in a legal area, for one module of it (M15, M16): the keywords, as a copy of the
 * module's own; sectors and professions together, since they are one tree now.
 */
export function selectionsFor(
  subject: Pick<V6Case, 'keywords' | 'sectors' | 'professions'>,
  module: Pick<Module, 'legalArea' | 'settings'>,
): Pick<MigratedAccess, 'keywords' | 'professions'> {
  const keywords = subject.keywords.filter((each) => each.legalArea === module.legalArea)
  return {
    keywords: module.settings.includes('keywords') ? sortedSet(keywords.map((each) => each.code)) : [],
    professions: module.settings.includes('professions')
      ? sortedSet([...subject.sectors, ...subject.professions].map((each) => each.code))
      : [],
  }
}
