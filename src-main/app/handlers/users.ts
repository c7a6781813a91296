import type { FoundUserRow, UserView } from '../../../src-shared/contract/users'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import { findHits, foldWords } from '../../domain/folding'
import { withinBorder } from '../../domain/standing'
import { likelySamePerson } from '../../domain/user-duplicates'
import { blockUsers, deleteUsers, mayManageUsers, unblockUsers, type UserFacts } from '../../domain/users'
import { catalogueOf } from '../catalogue'
import type { ReaderPart } from '../handlers'
import type { Caller, FoundUser, ReadStore } from '../ports'
import { ownAuthority, questionContext, seesUsersOf } from './facts'
import { obstacle } from './obstacle'

/** How many likely duplicates are shown. */
const SHOWN = 5

/** The words of a text are found at the beginning of words only, so they are marked there only. */
const OPTIONS = { inside: false }

/** A user without the hash of the password. */
function viewOf({ passwordHash: _secret, ...view }: User): UserView {
  return view
}

/** What the rules about the users of an authority need to know. */
export function userFacts(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  authority: Authority,
  users = store.usersOf(authority.id),
): UserFacts {
  return {
    catalogue: catalogueOf(store),
    own: ownAuthority(store, caller),
    authority,
    accesses: store.accessesOf(authority.id).map((each) => each.row),
    users,
  }
}

function foundRow({ user, authority }: FoundUser, words: readonly string[]): FoundUserRow {
  return {
    ...viewOf(user),
    authority,
    nameHits: findHits(user.name, words, OPTIONS),
    userNameHits: findHits(user.userName, words, OPTIONS),
    emailHits: findHits(user.email, words, OPTIONS),
  }
}

/** Questions about users. */
export const userQueries: ReaderPart<'users'> = {
  'users.list': ({ authorityId }, { store, caller, clock }) => {
    const authority = store.find('authority', authorityId)?.row
    if (authority === undefined) return { users: [], mayAdd: { code: 'authority-unknown', params: {} } }
    const listed = store.versionedUsersOf(authorityId)
    const facts = userFacts(
      store,
      caller,
      authority,
      listed.map((each) => each.row),
    )
    const context = questionContext(caller, clock)
    const managing = obstacle(mayManageUsers(facts, context))
    if (!seesUsersOf(store, caller, authority)) return { users: [], mayAdd: managing }
    return {
      users: listed.map(({ row, revision }) => ({
        user: viewOf(row),
        revision,
        may: {
          edit: managing,
          resetPasswords: managing,
          block: obstacle(blockUsers(facts, [row], context)),
          unblock: obstacle(unblockUsers(facts, [row], context)),
          delete: obstacle(deleteUsers(facts, [row], context)),
        },
      })),
      mayAdd: managing,
    }
  },

  'users.duplicates': ({ authorityId, name, email, except }, { store, caller }) => {
    const authority = store.find('authority', authorityId)?.row
    if (authority === undefined || !seesUsersOf(store, caller, authority)) return { duplicates: [] }
    const candidates = store
      .usersLike(authority.memberState, name, email)
      .map((found) => ({ ...found.user, authority: found.authority }))
    return {
      duplicates: likelySamePerson({ name, email }, candidates, except)
        .slice(0, SHOWN)
        .map(({ user, because }) => ({
          id: user.id,
          name: user.name,
          userName: user.userName,
          email: user.email,
          authority: user.authority,
          because,
        })),
    }
  },

  'users.search': ({ criteria, page }, { store, caller }) => {
    const allowed = withinBorder(caller, ownAuthority(store, caller), criteria)
    if (allowed === null) return { rows: [] }
    const words = foldWords(criteria.text)
    return {
      rows: store.findUsers(allowed, page.offset, page.limit).map((found) => foundRow(found, words)),
    }
  },

  'users.count': ({ criteria }, { store, caller }) => {
    const allowed = withinBorder(caller, ownAuthority(store, caller), criteria)
    return allowed === null ? { matching: 0, more: false } : store.countUsers(allowed)
  },
}
