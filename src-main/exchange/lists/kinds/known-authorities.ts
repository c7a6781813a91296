import type { Authority } from '../../../../src-shared/entities/authority'
import { fold } from '../../../domain/folding'

/** How a list can name an authority: its identifier here or in the source, or its official name. */
export type Named =
  | { readonly found: Authority }
  | { readonly found: null; readonly code: 'authority-not-found' | 'authority-ambiguous' }

/** Finds authorities by whatever a list writes of them. */
export class KnownAuthorities {
  private readonly byId = new Map<string, Authority>()
  private readonly byName = new Map<string, Authority[]>()

  /** @param source the name that stands before the identifiers of this list */
  constructor(authorities: Iterable<Authority>, source: string) {
    for (const authority of authorities) {
      this.byId.set(authority.id, authority)
      for (const id of authority.externalIds) {
        this.byId.set(id, authority)
        if (id.startsWith(`${source}:`)) this.byId.set(id.slice(source.length + 1), authority)
      }
      const name = fold(authority.officialName)
      this.byName.set(name, [...(this.byName.get(name) ?? []), authority])
    }
  }

  /**
   * The authority that is meant; of several with one folded name the one that the row is about already, else the one that
   * is written exactly so.
   * @param already identifier of the authority that the row is about as far as the store knows
   */
  named(written: string, already: string | null): Named {
    const known = this.byId.get(written)
    if (known !== undefined) return { found: known }
    const alike = this.byName.get(fold(written)) ?? []
    const same = alike.find((authority) => authority.id === already)
    if (same !== undefined) return { found: same }
    const exact = alike.filter((authority) => authority.officialName === written)
    const [one, ...others] = exact.length > 0 ? exact : alike
    if (one === undefined) return { found: null, code: 'authority-not-found' }
    return others.length > 0 ? { found: null, code: 'authority-ambiguous' } : { found: one }
  }
}
