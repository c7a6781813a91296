import type { Catalogue } from '../../../src-shared/catalogue'
import type { Authority } from '../../../src-shared/entities/authority'
import { V6_SOURCE } from '../../domain/migration/migrate'
import { fold } from '../../domain/folding'
import { Identifiers } from '../../domain/identifiers'
import type { ReadStore } from '../../app/ports'

/** What the store knows of an authority that came with an earlier import. */
interface KnownAuthority {
  readonly row: Authority
  /** The plan adds what it gives, so that nothing is given twice. */
  readonly modules: Set<string>
  readonly managers: Set<string>
}

/** What the store holds already, as far as V6 data speak of it. */
export interface Known {
  /** By identifier of V6. */
  readonly authority: (id: string) => KnownAuthority | null
  /** The holders of a user name; user names are told apart without regard to capitals. */
  readonly holdersOf: (userName: string) => readonly { authorityId: string; active: boolean }[]
  /** Whether an authority that is none of V6 has this name in the Member State. */
  readonly hasName: (memberState: string, officialName: string) => boolean
  /** Member States with a NIMIC that is none of V6. */
  readonly nimics: ReadonlySet<string>
}

const PREFIX = `${V6_SOURCE}:`

const isOfV6 = ({ externalIds }: Authority): boolean => externalIds.some((id) => id.startsWith(PREFIX))

/** Reads what the store holds of the authorities, users and accesses that V6 data could speak of. */
export function knownIn(store: ReadStore, catalogue: Catalogue): Known {
  const identifiers = new Identifiers(store.authoritiesOfSource(V6_SOURCE))
  const read = new Map<string, KnownAuthority>()
  const known = (row: Authority): KnownAuthority => {
    const held = read.get(row.id) ?? {
      row,
      modules: new Set([
        ...store.accessesOf(row.id).map((access) => access.row.module),
        // What was removed here stays removed (P52).
        ...store.removedModules(row.id),
      ]),
      managers: new Set(store.managersOf(row.id).map((each) => each.managerId)),
    }
    read.set(row.id, held)
    return held
  }
  const names = new Set<string>()
  const nimics = new Set<string>()
  for (const { code } of catalogue.memberStates) {
    for (const authority of store.authoritiesOfMemberState(code)) {
      if (isOfV6(authority)) continue
      names.add(`${code} ${fold(authority.officialName)}`)
      if (authority.types.includes('nimic')) nimics.add(code)
    }
  }
  const holders = new Map<string, { authorityId: string; active: boolean }[]>()
  for (const { userName, authorityId, status } of store.userNames()) {
    const key = userName.toLowerCase()
    const held = holders.get(key) ?? []
    held.push({ authorityId, active: status === 'active' })
    holders.set(key, held)
  }
  return {
    authority: (id) => {
      const row = identifiers.inUse(PREFIX + id)[0] ?? identifiers.removed(PREFIX + id)
      return row === null ? null : known(row)
    },
    holdersOf: (userName) => holders.get(userName.toLowerCase()) ?? [],
    hasName: (state, name) => names.has(`${state} ${fold(name)}`),
    nimics,
  }
}
