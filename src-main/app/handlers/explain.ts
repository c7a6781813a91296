import type { Sentence } from '../../../src-shared/contract/explain'
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
    const { because, otherwise } = explainAccess(facts)
    return { explanation: { because, otherwise: withNames(store, otherwise) } }
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

/** The accesses that this one coordinates, each with its coordinators; names are looked up for those that are told. */
function linkedFacts(store: ReadStore, access: Access): SupervisionFacts[] {
  if (access.role !== 'coordinator') return []
  const { module } = access
  const linked = store.supervisedBy(access.authorityId, module)
  const coordinators = new Map(
    store
      .mentions([...new Set(linked.flatMap((each) => each.coordinators))])
      .map((authority) => [authority.id, { authority, access: store.accessTo(authority.id, module) }]),
  )
  const catalogue = catalogueOf(store)
  return linked.map(({ authorityId, memberState, status, role, coordinators: theirs }) => ({
    catalogue,
    authority: { id: authorityId, officialName: '', memberState, status },
    access: { module, role },
    coordinators: theirs.flatMap((id) => coordinators.get(id) ?? []),
  }))
}

/** The sentences with the names of the authorities they lead to. */
function withNames(store: ReadStore, sentences: readonly Sentence[]): Sentence[] {
  const ids = [...new Set(sentences.flatMap((each) => each.authorities.map((authority) => authority.id)))]
  const names = new Map(store.mentions(ids).map((each) => [each.id, each]))
  return sentences.map((each) => ({
    ...each,
    authorities: each.authorities.map((authority) => names.get(authority.id) ?? authority),
  }))
}
