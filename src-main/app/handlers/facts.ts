import type { EntityName, RowOf } from '../../../src-shared/entities'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AccessId } from '../../../src-shared/ids'
import { ok, refuse, type Refused, type Result } from '../../../src-shared/result'
import type { AccessFacts, CoordinatorFacts } from '../../domain/accesses'
import type { Context } from '../../domain/context'
import { seesUsers } from '../../domain/standing'
import { catalogueOf } from '../catalogue'
import type { Caller, Clock, ReadStore, Versioned } from '../ports'

/** The authority the caller acts for; null for the Helpdesk. */
export function ownAuthority(store: ReadStore, caller: Pick<Caller, 'actsFor'>): Authority | null {
  return caller.actsFor === null ? null : (store.find('authority', caller.actsFor)?.row ?? null)
}

/** Whether the caller may see the users of an authority (P31, P43). */
export function seesUsersOf(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  authority: Authority | undefined,
): boolean {
  return authority !== undefined && seesUsers(caller, ownAuthority(store, caller), authority)
}

/** The context in which a question asks a rule; a question makes no new identifiers. */
export function questionContext(caller: Caller, clock: Clock): Context {
  return {
    now: clock.now(),
    actor: caller,
    newId: () => {
      throw new Error('A question makes no new identifiers')
    },
  }
}

/** What the rules about one access need to know. */
export function accessFacts(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  access: Access,
  authority: Authority,
): AccessFacts {
  return {
    catalogue: catalogueOf(store),
    own: ownAuthority(store, caller),
    authority,
    access,
    coordinators: coordinatorsNamed(store, access.module, access.linkedCoordinators),
  }
}

/** Authorities as possible coordinators of a module, each with its access to it; unknown ids are left out. */
export function coordinatorsNamed(
  store: ReadStore,
  module: string,
  ids: readonly string[],
): CoordinatorFacts[] {
  return store
    .authoritiesById(ids)
    .map(({ authority }) => ({ authority, access: store.accessTo(authority.id, module) }))
}

/** An access with its authority, as a command found it. */
export interface SeenAccess {
  readonly access: Access
  readonly authority: Authority
}

/** Finds an access and its authority. Refuses where it was written since the caller read it; null does not ask. */
export function accessSeen(
  store: ReadStore,
  input: { readonly id: AccessId; readonly revision: number | null },
): Result<SeenAccess, 'access-unknown' | 'stale'> {
  const stored = store.find('access', input.id)
  const authority = stored === null ? null : store.find('authority', stored.row.authorityId)
  if (stored === null || authority === null) return refuse('access-unknown')
  const found = ok({ access: stored.row, authority: authority.row })
  return input.revision === null ? found : (staleIf(stored, input.revision) ?? found)
}

/** Refuses where the row was written since the caller read it, so that nobody overwrites what they have not seen. */
export function staleIf(stored: Versioned<unknown>, seen: number): Refused<'stale'> | null {
  return stored.revision === seen ? null : refuse('stale')
}

/** Every row of whatever entity that names one of these authorities, by entity, each once. */
export function rowsNaming(
  store: ReadStore,
  authorityIds: Iterable<string>,
): <Name extends EntityName>(entity: Name) => RowOf<Name>[] {
  const rows = new Map<string, Map<string, unknown>>()
  for (const authorityId of authorityIds) {
    for (const { entity, id } of store.namesAuthority(authorityId)) {
      const known = rows.get(entity) ?? new Map<string, unknown>()
      rows.set(entity, known.set(id, known.get(id) ?? store.find(entity, id)?.row))
    }
  }
  return <Name extends EntityName>(entity: Name) => [...(rows.get(entity)?.values() ?? [])] as RowOf<Name>[]
}
