import type { Output } from '../../src-shared/contract'
import type { AuthorityRow } from '../../src-shared/contract/authorities'
import type { Authority } from '../../src-shared/entities/authority'
import type { User } from '../../src-shared/entities/user'
import { accessOf, authorityOf, newId, userOf } from './samples'

/** An authority as the list of managed authorities gets it. */
export function rowOf(fields: Partial<AuthorityRow> = {}): AuthorityRow {
  return {
    id: newId(),
    officialName: 'Bundesanstalt für Straßenwesen',
    informalTitle: '',
    memberState: 'DE',
    city: '',
    region: '',
    email: '',
    types: [],
    status: 'active',
    inactivatedAt: null,
    hasAccessManagerRole: false,
    modules: [],
    nameHits: [],
    titleHits: [],
    ...fields,
  }
}

type Found = NonNullable<Output<'authorities.read'>['found']>

/** An authority as its own screen gets it. */
export function foundOf(fields: Partial<Authority> = {}, more: Partial<Found> = {}): Found {
  return {
    authority: authorityOf(fields),
    revision: 1,
    accessCount: 1,
    activeAccessCount: 1,
    userCount: 0,
    accessManagers: [],
    managed: { count: 0, first: [] },
    administrators: [],
    removalDueAt: null,
    mergedInto: null,
    may: { edit: null, inactivate: null, reactivate: null, suspendAll: null },
    ...more,
  }
}

type AccessView = Output<'accesses.list'>['accesses'][number]

/** An access as the screen of its authority gets it. */
export function accessViewOf(fields: Parameters<typeof accessOf>[1] = {}): AccessView {
  return {
    access: accessOf(authorityOf(), fields),
    revision: 1,
    linkedCoordinators: [],
    linkedFrom: { count: 0, first: [] },
    noActiveCoordinator: false,
    may: { suspend: null, reactivate: null, changeRole: null, remove: null, settings: null, link: null },
  }
}

type ListedUser = Output<'users.list'>['users'][number]

/** A user as the tab 'Users' gets one; everything may be done with them unless `may` says otherwise. */
export function listedOf(fields: Partial<User> = {}, may: Partial<ListedUser['may']> = {}): ListedUser {
  const { passwordHash: _secret, ...user } = userOf({ id: newId() }, fields)
  const unblock =
    user.passwordStatus === 'blocked' ? null : { code: 'not-blocked', params: { names: [user.name] } }
  return {
    user,
    revision: 3,
    may: { edit: null, block: null, unblock, resetPasswords: null, delete: null, ...may },
  }
}
