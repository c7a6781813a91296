import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { isValidCoordinator } from '../../domain/accesses'
import { explainAccess, explainRole, NAMED_LOSERS, type LinkedGroup } from '../../domain/explain'
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
      linked: linkedGroups(store, access, authority),
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

/**
 * The accesses that this one coordinates, in groups. Those who could supervise them in its place are asked for once:
 * whoever could coordinate this authority could coordinate anyone of its Member State, and nobody else could (P7).
 */
function linkedGroups(store: ReadStore, access: Access, authority: Authority): LinkedGroup[] {
  if (access.role !== 'coordinator') return []
  const { module } = access
  const ids = store.coordinatorsLinked(authority.memberState, module)
  const others = store
    .mentions(ids)
    .map((other) => ({ authority: other, access: store.accessTo(other.id, module) }))
    .filter((each) => isValidCoordinator(each, authority))
  const asked = { coordinatorId: authority.id, module, others: others.map((each) => each.authority.id) }
  const catalogue = catalogueOf(store)
  return store.supervisedBy(asked).flatMap((group) => {
    const first = store.firstSupervised(asked, group, NAMED_LOSERS)
    const [one] = first
    if (one === undefined) return []
    const coordinators = [{ authority, access }, ...(group.shared ? others.slice(0, 1) : [])]
    const supervision = { catalogue, authority: one, access: { module, role: group.role }, coordinators }
    return [{ supervision, count: group.count, first }]
  })
}
