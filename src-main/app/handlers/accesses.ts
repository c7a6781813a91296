import type { AccessId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { lacksCoordinator, reactivateAccess, suspendAccess, suspendAllAccesses } from '../../domain/accesses'
import type { ReaderPart, WriterPart } from '../handlers'
import type { ReadStore } from '../ports'
import { accessFacts, ownAuthority, staleIf } from './facts'
import { obstacle } from './obstacle'

/** How many linked authorities a preview names before it only counts. */
const MENTIONED = 20

/** Questions about accesses. */
export const accessQueries: ReaderPart<'accesses'> = {
  'accesses.list': ({ authorityId }, { store, caller, clock }) => {
    const authority = store.find('authority', authorityId)?.row
    if (authority === undefined) return { accesses: [] }
    const context = { now: clock.now(), actor: caller, newId: () => '' }
    return {
      accesses: store.accessesOf(authorityId).map(({ row, revision }) => {
        const facts = accessFacts(store, caller, row, authority)
        return {
          access: row,
          revision,
          linkedCoordinators: store.mentions(row.linkedCoordinators),
          linkedFrom: store.linkedFrom(authorityId, row.module, MENTIONED),
          noActiveCoordinator: lacksCoordinator(facts),
          may: {
            suspend: obstacle(suspendAccess(facts, context)),
            reactivate: obstacle(reactivateAccess(facts, context)),
          },
        }
      }),
    }
  },
}

function found(
  store: ReadStore,
  input: { id: AccessId; revision: number },
): Result<{ access: Access; authority: Authority }, 'access-unknown' | 'stale'> {
  const stored = store.find('access', input.id)
  const authority = stored === null ? null : store.find('authority', stored.row.authorityId)
  if (stored === null || authority === null) return refuse('access-unknown')
  return staleIf(stored, input.revision) ?? ok({ access: stored.row, authority: authority.row })
}

/** Acts on accesses. */
export const accessCommands: WriterPart<'accesses'> = {
  'accesses.suspend': (input, { store, context, record }) => {
    const stored = found(store, input)
    if (!stored.ok) return stored
    const { access, authority } = stored.value
    const decided = suspendAccess(accessFacts(store, context.actor, access, authority), context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.reactivate': (input, { store, context, record }) => {
    const stored = found(store, input)
    if (!stored.ok) return stored
    const { access, authority } = stored.value
    const decided = reactivateAccess(accessFacts(store, context.actor, access, authority), context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.suspendAll': (input, { store, context, record }) => {
    const authority = store.find('authority', input.authorityId)
    if (authority === null) return refuse('authority-unknown')
    const accesses = store.accessesOf(input.authorityId)
    const active = accesses.filter((each) => each.row.status === 'active')
    const seen = new Map(input.seen.map((each) => [each.id as string, each.revision]))
    // What the preview did not show must not be suspended unseen.
    if (active.some((each) => seen.get(each.row.id) !== each.revision)) return refuse('stale')
    const decided = suspendAllAccesses(
      {
        own: ownAuthority(store, context.actor),
        authority: authority.row,
        accesses: accesses.map((each) => each.row),
      },
      context,
    )
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({ suspended: decided.value.length })
  },
}
