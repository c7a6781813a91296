import type { SeenUsers } from '../../../src-shared/contract/users'
import type { User } from '../../../src-shared/entities/user'
import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import {
  addUser,
  blockUsers,
  deleteUsers,
  editUser,
  resetPasswords,
  unblockUsers,
  type UserFacts,
} from '../../domain/users'
import type { Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import type { CommandTools, WriterPart } from '../handlers'
import type { ReadStore } from '../ports'
import { staleIf } from './facts'
import { userFacts } from './users'

/** The chosen users as they are now: all of this authority, none deleted, none changed since they were seen. */
function chosenUsers(
  store: ReadStore,
  authorityId: AuthorityId,
  seen: SeenUsers,
): Result<User[], 'user-unknown' | 'stale'> {
  const known = new Map(store.versionedUsersOf(authorityId).map((each) => [each.row.id, each]))
  const chosen: User[] = []
  for (const { id, revision } of new Map(seen.map((each) => [each.id, each])).values()) {
    const stored = known.get(id)
    if (stored === undefined) return refuse('user-unknown')
    const stale = staleIf(stored, revision)
    if (stale !== null) return stale
    chosen.push(stored.row)
  }
  return ok(chosen)
}

/** An act on the chosen users of an authority: all of them or, where one stands in the way, none. */
function actOnUsers<Code extends string>(
  input: { authorityId: AuthorityId; users: SeenUsers; reason: string },
  { store, context, record }: CommandTools,
  decide: (facts: UserFacts, chosen: readonly User[], context: Context) => Result<Change[], Code>,
): Result<Record<string, never>, Code | 'user-unknown' | 'stale'> {
  const authority = store.find('authority', input.authorityId)?.row
  if (authority === undefined) return refuse('user-unknown')
  const chosen = chosenUsers(store, input.authorityId, input.users)
  if (!chosen.ok) return chosen
  const decided = decide(userFacts(store, context.actor, authority), chosen.value, context)
  if (!decided.ok) return decided
  record(decided.value, input.reason)
  return ok({})
}

/** Acts on users. Hashes come from the shell, which alone sees passwords. */
export const userCommands: WriterPart<'users'> = {
  'users.add': (input, { store, context, record }) => {
    const authority = store.find('authority', input.authorityId)?.row
    if (authority === undefined) return refuse('authority-unknown')
    const facts = {
      ...userFacts(store, context.actor, authority),
      holder: store.activeUserNamed(input.data.userName),
    }
    const decided = addUser(facts, input.data, context)
    if (!decided.ok) return decided
    record(decided.value.changes, input.reason)
    return ok({ id: decided.value.id })
  },

  'users.edit': (input, { store, context, record }) => {
    const stored = store.find('user', input.id)
    const authority = stored === null ? null : store.find('authority', stored.row.authorityId)
    if (stored?.row.status !== 'active' || authority === null) return refuse('user-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const facts = {
      ...userFacts(store, context.actor, authority.row),
      user: stored.row,
      holder: store.activeUserNamed(input.data.userName),
    }
    const decided = editUser(facts, input.data, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({ revision: stored.revision + 1 })
  },

  'users.block': (input, tools) => actOnUsers(input, tools, blockUsers),

  'users.unblock': (input, tools) => actOnUsers(input, tools, unblockUsers),

  'users.delete': (input, tools) => actOnUsers(input, tools, deleteUsers),

  'users.storePasswords': (input, tools) => {
    const hashes = new Map(input.users.map((each) => [each.id, each.passwordHash]))
    return actOnUsers(input, tools, (facts, chosen, context) =>
      resetPasswords(facts, chosen, hashes, context),
    )
  },
}
