import { ok, refuse } from '../../../src-shared/result'
import {
  lacksCoordinator,
  mayTouch,
  reactivateAccess,
  suspendAccess,
  suspendAllAccesses,
} from '../../domain/accesses'
import { mayChangeRole, mayRemoveAccess, removeAccess } from '../../domain/access-changes'
import { mayGrant } from '../../domain/granting'
import { catalogueOf } from '../catalogue'
import type { ReaderPart, WriterPart } from '../handlers'
import { accessFacts, accessSeen, ownAuthority, questionContext } from './facts'
import { grantingCommands, grantingQueries, roleFacts } from './granting'
import { obstacle } from './obstacle'

/** How many linked authorities a preview names before it only counts. */
const MENTIONED = 20

/** Questions about accesses. */
export const accessQueries: ReaderPart<'accesses'> = {
  ...grantingQueries,

  'accesses.list': ({ authorityId }, { store, caller, clock }) => {
    const authority = store.find('authority', authorityId)?.row
    if (authority === undefined) return { accesses: [], mayGrant: obstacle(refuse('authority-unknown')) }
    const context = questionContext(caller, clock)
    return {
      mayGrant: obstacle(
        mayGrant({ catalogue: catalogueOf(store), own: ownAuthority(store, caller), authority }, context),
      ),
      accesses: store.accessesOf(authorityId).map(({ row, revision }) => {
        const facts = accessFacts(store, caller, row, authority)
        const linkedFrom = store.linkedFrom(authorityId, row.module, MENTIONED)
        const names = linkedFrom.first.map((each) => each.officialName)
        const coordinating = { ...facts, linkedFrom: { count: linkedFrom.count, names } }
        return {
          access: row,
          revision,
          linkedCoordinators: store.mentions(row.linkedCoordinators),
          linkedFrom,
          noActiveCoordinator: lacksCoordinator(facts),
          may: {
            suspend: obstacle(suspendAccess(facts, context)),
            reactivate: obstacle(reactivateAccess(facts, context)),
            changeRole: obstacle(mayChangeRole(coordinating, context)),
            remove: obstacle(mayRemoveAccess(coordinating, context)),
            settings: obstacle(mayTouch(facts, 'settings', context)),
            link: obstacle(mayTouch(facts, 'accesses', context)),
          },
        }
      }),
    }
  },
}

/** Acts on accesses. */
export const accessCommands: WriterPart<'accesses'> = {
  ...grantingCommands,

  'accesses.suspend': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const { access, authority } = seen.value
    const decided = suspendAccess(accessFacts(store, context.actor, access, authority), context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.reactivate': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const { access, authority } = seen.value
    const decided = reactivateAccess(accessFacts(store, context.actor, access, authority), context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'accesses.remove': (input, { store, context, record }) => {
    const seen = accessSeen(store, input)
    if (!seen.ok) return seen
    const decided = removeAccess(roleFacts(store, context.actor, seen.value), input.reason, context)
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
