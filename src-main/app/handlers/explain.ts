import type { Access } from '../../../src-shared/entities/access'
import type { SupervisionFacts } from '../../domain/accesses'
import { explainAccess, explainRole } from '../../domain/explain'
import { catalogueOf } from '../catalogue'
import type { ReaderPart } from '../handlers'
import type { ReadStore } from '../ports'
import { accessFacts, accessSeen, seesUsersOf } from './facts'

/** Why things are as they are (N7). */
export const explainQueries: ReaderPart<'explain'> = {
  'explain.access': ({ id }, { store, caller }) => {
    const seen = accessSeen(store, { id, revision: null })
    if (!seen.ok) return { explanation: null }
    const { access, authority } = seen.value
    const facts = {
      ...accessFacts(store, caller, access, authority),
      acts: store.actsOn('access', access.id, authority.id),
      users: seesUsersOf(store, caller, authority) ? store.usersOf(authority.id) : [],
      linked: linkedFacts(store, access),
    }
    return { explanation: explainAccess(facts) }
  },

  'explain.role': ({ userId, role }, { store, caller }) => {
    const user = store.find('user', userId)?.row
    const authority = user === undefined ? undefined : store.find('authority', user.authorityId)?.row
    if (user === undefined || authority === undefined || !seesUsersOf(store, caller, authority)) {
      return { explanation: null }
    }
    const explanation = explainRole({
      catalogue: catalogueOf(store),
      authority,
      user,
      role,
      access: store.accessTo(authority.id, role.split(':')[0] ?? ''),
      acts: store.actsOn('user', user.id, authority.id),
      administrators: store.administratorsOf(authority.id),
    })
    return { explanation }
  },
}

/** The accesses that this one coordinates, each with its coordinators. */
function linkedFacts(store: ReadStore, access: Access): SupervisionFacts[] {
  if (access.role !== 'coordinator') return []
  const { module } = access
  const linked = store.linkedAccesses(access.authorityId, module)
  const ids = [...new Set(linked.flatMap((each) => [each.authorityId, ...each.linkedCoordinators]))]
  const parties = new Map(store.mentions(ids).map((each) => [each.id, each]))
  const coordinators = new Map(
    [...new Set(linked.flatMap((each) => each.linkedCoordinators))].flatMap((id) => {
      const authority = parties.get(id)
      return authority === undefined ? [] : [[id, { authority, access: store.accessTo(id, module) }] as const]
    }),
  )
  const catalogue = catalogueOf(store)
  return linked.flatMap((each) => {
    const authority = parties.get(each.authorityId)
    if (authority === undefined) return []
    const theirs = each.linkedCoordinators.flatMap((id) => coordinators.get(id) ?? [])
    return [{ catalogue, authority, access: each, coordinators: theirs }]
  })
}
