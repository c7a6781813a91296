import type { Authority } from '../../../../src-shared/entities/authority'
import { fold } from '../../../domain/folding'
import { Identifiers } from '../../../domain/identifiers'

/** How a list can name an authority: its identifier here or in the source, or its official name. */
export type Named =
  | { readonly found: Authority }
  | { readonly found: null; readonly code: 'authority-not-found' | 'authority-ambiguous' }
  | { readonly found: null; readonly code: 'authority-removed'; readonly removed: Authority }

/** Finds authorities by whatever a list writes of them. Names of merged ones mean the survivor (P39). */
export class KnownAuthorities {
  readonly #identifiers: Identifiers
  readonly #source: string
  readonly #byName = new Map<string, Authority[]>()
  readonly #removedByName = new Map<string, Authority>()

  /**
   * @param authorities removed ones included
   * @param source the name that stands before the identifiers of this list
   */
  constructor(authorities: Iterable<Authority>, source: string) {
    const all = [...authorities]
    this.#identifiers = new Identifiers(all)
    this.#source = source
    for (const authority of all) {
      const name = fold(authority.officialName)
      if (authority.status === 'removed') this.#removedByName.set(name, authority)
      else this.#byName.set(name, [...(this.#byName.get(name) ?? []), authority])
    }
  }

  /**
   * The authority that is meant; of several with one folded name the one that the row is about already, else the one that
   * is written exactly so.
   * @param already identifier of the authority that the row is about as far as the store knows
   */
  named(written: string, already: string | null): Named {
    const known = this.#identified(written)
    if (known !== null) return known
    const alike = this.#byName.get(fold(written)) ?? []
    const same = alike.find((authority) => authority.id === already)
    if (same !== undefined) return { found: same }
    const exact = alike.filter((authority) => authority.officialName === written)
    const [one, ...others] = exact.length > 0 ? exact : alike
    if (one !== undefined) {
      return others.length > 0 ? { found: null, code: 'authority-ambiguous' } : { found: one }
    }
    const gone = this.#removedByName.get(fold(written))
    return gone === undefined
      ? { found: null, code: 'authority-not-found' }
      : namedAs(this.#identifiers.own(gone.id) ?? gone)
  }

  #identified(written: string): Named | null {
    const own = this.#identifiers.own(written)
    if (own !== null) return namedAs(own)
    const ids = [`${this.#source}:${written}`, written]
    const found = ids.map((id) => this.#identifiers.inUse(id).at(-1)).find((each) => each !== undefined)
    if (found !== undefined) return { found }
    const gone = ids.map((id) => this.#identifiers.removed(id)).find((each) => each !== null)
    return gone === undefined ? null : namedAs(gone)
  }
}

function namedAs(authority: Authority): Named {
  return authority.status === 'removed'
    ? { found: null, code: 'authority-removed', removed: authority }
    : { found: authority }
}
