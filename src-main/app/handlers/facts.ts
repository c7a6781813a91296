import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { catalogue } from '../catalogue'
import type { AccessFacts, CoordinatorFacts } from '../../domain/accesses'
import type { Caller, ReadStore, Versioned } from '../ports'
import { refuse, type Refused } from '../../../src-shared/result'

/** The authority the caller acts for; null for the Helpdesk. */
export function ownAuthority(store: ReadStore, caller: Pick<Caller, 'actsFor'>): Authority | null {
  return caller.actsFor === null ? null : (store.find('authority', caller.actsFor)?.row ?? null)
}

/** Whether the caller may see the users of an authority: the Helpdesk all, others those of their own Member State (P31). */
export function seesUsersOf(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  authority: Authority | undefined,
): boolean {
  if (caller.actsFor === null) return true
  return authority !== undefined && ownAuthority(store, caller)?.memberState === authority.memberState
}

/** What the rules about one access need to know. */
export function accessFacts(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  access: Access,
  authority: Authority,
): AccessFacts {
  return {
    catalogue,
    own: ownAuthority(store, caller),
    authority,
    access,
    coordinators: coordinatorsOf(store, access),
  }
}

function coordinatorsOf(store: ReadStore, access: Access): CoordinatorFacts[] {
  return store
    .authoritiesById(access.linkedCoordinators)
    .map(({ authority }) => ({ authority, access: store.accessTo(authority.id, access.module) }))
}

/** Refuses where the row was written since the caller read it, so that nobody overwrites what they have not seen. */
export function staleIf(stored: Versioned<unknown>, seen: number): Refused<'stale'> | null {
  return stored.revision === seen ? null : refuse('stale')
}
