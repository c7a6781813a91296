import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'

/**
 * Every criterion of the search form is a word of the index, so that text and criteria are one question to it. A word
 * is `kind:value`; the search's own column keeps them apart from the words of names.
 */
export const facet = {
  /** Every authority that is not removed. */
  all: 'all',
  status: (status: string) => `st:${status}`,
  memberState: (code: string) => `ms:${code.toLowerCase()}`,
  type: (ref: string) => `ty:${ref}`,
  firstType: (code: string) => `t1:${code}`,
  module: (code: string) => `mo:${code}`,
  moduleRole: (code: string, role: string) => `mr:${code}:${role}`,
  anyRole: (role: string) => `ro:${role}`,
  accessManager: (id: string) => `am:${id.toLowerCase()}`,
  administrators: (which: 'with' | 'without') => `ad:${which}`,
} as const

/** Stands where an authority has no type. */
export const NO_TYPE = 'none'

export interface FacetFacts {
  readonly authority: Authority
  readonly accesses: readonly Pick<Access, 'module' | 'role'>[]
  readonly managerIds: readonly string[]
  readonly hasAdministrator: boolean
}

/** The words under which the index knows an authority. */
export function facetsOf(facts: FacetFacts): string {
  const { authority } = facts
  const words: string[] = [facet.status(authority.status), facet.memberState(authority.memberState)]
  if (authority.status !== 'removed') words.push(facet.all)
  for (const ref of authority.types) {
    words.push(facet.type(ref))
    const [code] = ref.split(':')
    if (code !== undefined && code !== ref) words.push(facet.type(code))
  }
  words.push(facet.firstType(authority.types[0]?.split(':')[0] ?? NO_TYPE))
  for (const access of facts.accesses) {
    words.push(facet.module(access.module))
    if (access.role !== null)
      words.push(facet.moduleRole(access.module, access.role), facet.anyRole(access.role))
  }
  for (const id of facts.managerIds) words.push(facet.accessManager(id))
  words.push(facet.administrators(facts.hasAdministrator ? 'with' : 'without'))
  return words.join(' ')
}
