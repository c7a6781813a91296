import type { Catalogue } from '../../../src-shared/catalogue'
import { alertModuleOf } from '../../../src-shared/alert-content'
import type { Input, Output } from '../../../src-shared/contract'
import { foldWords } from '../../domain/folding'
import { catalogueOf } from '../catalogue'
import type { QueryTools } from '../handlers'
import type { FoundAuthority, SearchRequest } from '../ports'
import { ownAuthority } from './facts'

/** How many the field for an authority offers. */
const OFFERED = 12

const ANY = {
  ...{ myAuthoritiesOnly: false, type: null, status: null, module: null, role: null },
  ...{ accessManager: null, administrators: null },
} as const

/**
 * What was typed as a Member State and the rest of it: `Hamburg Germany`, `Hamburg (DE)`. A code counts in brackets only,
 * as it is shown: as a word of its own it is part of many names.
 */
function readState(
  { memberStates }: Pick<Catalogue, 'memberStates'>,
  text: string,
): { memberState: string | null; rest: string } {
  const words = ` ${foldWords(text).join(' ')} `
  for (const { code, name } of memberStates) {
    const named = [
      ...(text.toUpperCase().includes(`(${code})`) ? [code] : []),
      ...(words.includes(` ${foldWords(name).join(' ')} `) ? [name] : []),
    ]
    if (named.length === 0) continue
    const rest = named.reduce((left, each) => left.replace(` ${foldWords(each).join(' ')} `, ' '), words)
    return { memberState: code, rest: rest.trim() }
  }
  return { memberState: null, rest: text }
}

/**
 * Authorities for a field that asks for one. The name of a Member State narrows, and counts as a part of the name too.
 * Where it is for creating in a module, those that can come first.
 */
export function lookUpAuthorities(
  { text, createsIn }: Input<'search.authorities'>,
  { store, caller }: QueryTools,
): Output<'search.authorities'> {
  if (foldWords(text).length === 0) return { authorities: [] }
  const catalogue = catalogueOf(store)
  const own = ownAuthority(store, caller)?.memberState ?? null
  const { memberState, rest } = readState(catalogue, text)
  const found = (criteria: Pick<SearchRequest['criteria'], 'text' | 'memberState'>, module: string | null) =>
    store.searchAuthorities(
      {
        criteria: { ...ANY, ...criteria, module, memberState: own ?? criteria.memberState },
        sort: { by: criteria.text === '' ? 'officialName' : 'relevance', descending: false },
        actsFor: caller.actsFor,
      },
      0,
      OFFERED,
    )
  const creators = createsIn === null ? undefined : alertModuleOf(catalogue, createsIn)?.roles.create
  const canCreate = ({ authority, accesses }: FoundAuthority): boolean =>
    authority.status === 'active' &&
    accesses.some(
      ({ module, status, role }) =>
        module === createsIn && status === 'active' && role !== null && creators?.includes(role) === true,
    )
  const asked = [
    ...(memberState === null || memberState !== (own ?? memberState) ? [] : [{ text: rest, memberState }]),
    { text, memberState: null },
  ]
  const rows = [
    ...(creators === undefined ? [] : asked.flatMap((each) => found(each, createsIn).filter(canCreate))),
    ...asked.flatMap((each) => found(each, null)),
  ]
  return {
    authorities: [...new Map(rows.map(({ authority }) => [authority.id, authority])).values()]
      .slice(0, OFFERED)
      .map(({ id, officialName, memberState: of, status }) => ({
        id,
        officialName,
        memberState: of,
        status,
      })),
  }
}
