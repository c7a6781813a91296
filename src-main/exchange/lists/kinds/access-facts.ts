import type { Catalogue } from '../../../../src-shared/catalogue'
import type { Access } from '../../../../src-shared/entities/access'
import type { Authority } from '../../../../src-shared/entities/authority'
import type { AuthorityId } from '../../../../src-shared/ids'
import { catalogueOf } from '../../../app/catalogue'
import type { ReadStore } from '../../../app/ports'
import { everyAuthority } from './authorities'
import { KnownAuthorities } from './known-authorities'
import { ItemCodes } from './read-access'

/** What the store knows, for a list of accesses; each part is read once. */
export class AccessFacts {
  readonly catalogue: Catalogue
  readonly authorities: KnownAuthorities
  readonly items: ItemCodes
  private readonly byId = new Map<string, Authority>()
  private readonly accesses = new Map<string, readonly Access[]>()
  private readonly store: ReadStore

  constructor(store: ReadStore, source: string) {
    this.store = store
    this.catalogue = catalogueOf(store)
    for (const authority of everyAuthority(store)) this.byId.set(authority.id, authority)
    this.authorities = new KnownAuthorities(this.byId.values(), source)
    this.items = new ItemCodes(this.catalogue)
  }

  authority(id: string): Authority | null {
    return this.byId.get(id) ?? null
  }

  nameOf(id: string): string {
    return this.byId.get(id)?.officialName ?? id
  }

  accessOf(authorityId: AuthorityId, module: string): Access | null {
    const known =
      this.accesses.get(authorityId) ?? this.store.accessesOf(authorityId).map((versioned) => versioned.row)
    this.accesses.set(authorityId, known)
    return known.find((access) => access.module === module) ?? null
  }

  /** How many accesses of others name this authority as linked coordinator in the module. */
  linkedTo(authorityId: AuthorityId, module: string): number {
    return this.store.linkedFrom(authorityId, module, 0).count
  }
}
