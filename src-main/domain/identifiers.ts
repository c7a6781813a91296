import type { Authority } from '../../src-shared/entities/authority'

/**
 * Finds authorities by identifiers (P39): by those of other sources, and by this program's own. All of an authority's
 * identifiers count. One that a survivor took over in a merge means the survivor; one of a removed authority is known as
 * removed, so that no import makes it new.
 */
export class Identifiers {
  readonly #byId = new Map<string, Authority>()
  readonly #inUse = new Map<string, Authority[]>()
  readonly #removed = new Map<string, Authority>()
  /** Names of the authorities that were merged into each one. */
  readonly #takenOver = new Map<string, Set<string>>()

  /** @param authorities every one that an import could mean, removed ones included */
  constructor(authorities: Iterable<Authority>) {
    for (const authority of authorities) {
      this.#byId.set(authority.id, authority)
      if (authority.mergedInto !== null) {
        const names = this.#takenOver.get(authority.mergedInto) ?? new Set()
        this.#takenOver.set(authority.mergedInto, names.add(authority.officialName))
      }
      for (const id of authority.externalIds) {
        if (authority.status === 'removed') this.#removed.set(id, authority)
        else this.#inUse.set(id, [...(this.#inUse.get(id) ?? []), authority])
      }
    }
  }

  /** Returns the authorities in use that have an identifier of another source. */
  inUse(externalId: string): readonly Authority[] {
    return this.#inUse.get(externalId) ?? []
  }

  /** Returns the removed authority with this identifier of another source, null if one in use has it. */
  removed(externalId: string): Authority | null {
    return this.#inUse.has(externalId) ? null : (this.#removed.get(externalId) ?? null)
  }

  /** Returns the authority that an identifier of this program means: of a merged one the survivor. */
  own(id: string): Authority | null {
    let found = this.#byId.get(id) ?? null
    const passed = new Set<string>()
    while (found !== null && found.mergedInto !== null && !passed.has(found.id)) {
      passed.add(found.id)
      found = this.#byId.get(found.mergedInto) ?? null
    }
    return found
  }

  /** Whether an authority of this name was merged into this one. */
  tookOver(survivor: Authority, officialName: string): boolean {
    return this.#takenOver.get(survivor.id)?.has(officialName) ?? false
  }
}
