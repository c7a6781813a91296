import { BULK_AT_MOST } from '../../../src-shared/contract/bulk'
import type { AuthorityRow } from '../../../src-shared/contract/authorities'
import type { Authority } from '../../../src-shared/entities/authority'
import { ok, refuse } from '../../../src-shared/result'
import { catalogueOf } from '../catalogue'
import type { ReaderPart, WriterPart } from '../handlers'
import type { Caller, FoundAuthority, ReadStore, SearchRequest } from '../ports'
import { isEffectiveManager } from '../../domain/access-manager-role'
import { suspendAllAccesses } from '../../domain/accesses'
import {
  editAuthority,
  inactivateAuthority,
  mayEdit,
  mayRegister,
  reactivateAuthority,
  registerAuthority,
  removalDueAt,
} from '../../domain/authorities'
import { likelyDuplicates } from '../../domain/duplicates'
import { findHits, foldWords } from '../../domain/folding'
import { obstacle } from './obstacle'
import { ownAuthority, questionContext, seesUsersOf, staleIf } from './facts'

/** How many names a preview lists before it only counts. */
const MENTIONED = 20

/** Letters from which on a word is also marked inside words, as the search finds it there. */
const OPTIONS = { inside: true }

function searchRow({ authority, accesses }: FoundAuthority, words: readonly string[]): AuthorityRow {
  const { id, officialName, informalTitle, memberState, city, region, email, types, status } = authority
  return {
    ...{ id, officialName, informalTitle, memberState, city, region, email, types, status },
    inactivatedAt: authority.inactivatedAt,
    hasAccessManagerRole: authority.hasAccessManagerRole,
    modules: accesses.map(({ module, role, status: accessStatus }) => ({
      module,
      role,
      status: accessStatus,
    })),
    nameHits: findHits(officialName, words, OPTIONS),
    titleHits: findHits(informalTitle, words, OPTIONS),
  }
}

function withCaller(request: Omit<SearchRequest, 'actsFor'>, caller: Caller): SearchRequest {
  return { ...request, actsFor: caller.actsFor }
}

/** Authorities of this Member State that could be the same body (P23), the one being edited left out. */
function duplicatesOf(
  store: ReadStore,
  data: { officialName: string; memberState: string; email: string },
  except: string | null,
): { authority: Authority; because: 'name' | 'email' }[] {
  const candidates = [
    ...store.authoritiesWithFoldedName(data.memberState, data.officialName),
    ...(data.email === '' ? [] : store.authoritiesWithEmail(data.memberState, data.email)),
  ]
  return likelyDuplicates(data, candidates, except)
}

const ANY_ORDER = { by: 'officialName', descending: false } as const

/** Questions about authorities. */
export const authorityQueries: ReaderPart<'authorities'> = {
  'authorities.search': (input, { store, caller }) => {
    const words = foldWords(input.criteria.text)
    const found = store.searchAuthorities(withCaller(input, caller), input.page.offset, input.page.limit)
    return { rows: found.map((each) => searchRow(each, words)) }
  },

  'authorities.count': (input, { store, caller }) => ({
    matching: store.countAuthorities(withCaller({ criteria: input.criteria, sort: ANY_ORDER }, caller)),
    all: store.authorityCount(),
  }),

  'authorities.matching': (input, { store, caller }) => ({
    ids: store.authorityIds(withCaller(input, caller), BULK_AT_MOST),
  }),

  'authorities.excluding': ({ criteria }, { store, caller }) => {
    const neutral = { ...criteria, text: '', myAuthoritiesOnly: false }
    const without = Object.entries(criteria)
      .filter(([, value]) => value !== null && value !== '' && value !== false)
      .map(([criterion]) => {
        const rest =
          criterion === 'text' || criterion === 'myAuthoritiesOnly'
            ? { ...criteria, [criterion]: neutral[criterion] }
            : { ...criteria, [criterion]: null }
        return {
          criterion,
          matching: store.countAuthorities(withCaller({ criteria: rest, sort: ANY_ORDER }, caller)),
        }
      })
    return { without }
  },

  'authorities.read': ({ id }, { store, caller, clock }) => {
    const stored = store.find('authority', id)
    if (stored === null) return { found: null }
    const own = ownAuthority(store, caller)
    const authority = stored.row
    const accesses = store.accessesOf(id).map((each) => each.row)
    const facts = { authority, own, accesses, catalogue: catalogueOf(store) }
    const context = questionContext(caller, clock)
    const managers = store.managersOf(id)
    const managerRows = new Map(
      store
        .authoritiesById(managers.map((each) => each.managerId))
        .map((each) => [each.authority.id, each.authority]),
    )
    const seesUsers = seesUsersOf(store, caller, authority)
    return {
      found: {
        authority,
        revision: stored.revision,
        accessCount: accesses.length,
        activeAccessCount: accesses.filter((access) => access.status === 'active').length,
        userCount: seesUsers ? store.userCount(id) : 0,
        accessManagers: managers.flatMap((relation) => {
          const manager = managerRows.get(relation.managerId)
          if (manager === undefined) return []
          const { officialName, memberState, status } = manager
          const effective = isEffectiveManager(manager)
          return {
            id: manager.id,
            officialName,
            memberState,
            status,
            origin: relation.origin,
            since: relation.since,
            effective,
          }
        }),
        managed: store.managedBy(id, MENTIONED),
        administrators: seesUsers
          ? store
              .administratorsOf(id)
              .map(({ id: user, name, email, lastLogin }) => ({ id: user, name, email, lastLogin }))
          : [],
        removalDueAt: removalDueAt(authority),
        mergedInto:
          authority.mergedInto === null ? null : (store.mentions([authority.mergedInto])[0] ?? null),
        may: {
          edit: obstacle(mayEdit(facts, context)),
          inactivate: obstacle(inactivateAuthority(facts, context)),
          reactivate: obstacle(reactivateAuthority(facts, context)),
          suspendAll: obstacle(suspendAllAccesses(facts, context)),
        },
      },
    }
  },

  'authorities.mayRegister': (_input, { store, caller, clock }) => ({
    obstacle: obstacle(mayRegister(ownAuthority(store, caller), questionContext(caller, clock))),
  }),

  'authorities.duplicates': (input, { store }) => ({
    duplicates: duplicatesOf(store, input, input.except).map(({ authority, because }) => {
      const { id, officialName, memberState, status, city } = authority
      return { id, officialName, memberState, status, city, because }
    }),
  }),

  'authorities.mentions': ({ ids }, { store }) => ({ authorities: store.mentions(ids) }),

  'authorities.nimics': ({ memberState }, { store }) => ({
    authorities: store.mentions(store.activeNimics(memberState)),
  }),

  'authorities.accessManagerChoices': ({ memberState, text }, { store }) => ({
    choices: store.accessManagerChoices(memberState, text, 50),
  }),
}

/** Acts on authorities. */
export const authorityCommands: Omit<WriterPart<'authorities'>, 'authorities.chooseAreas'> = {
  'authorities.register': (input, { store, context, record }) => {
    const decided = registerAuthority(
      {
        catalogue: catalogueOf(store),
        own: ownAuthority(store, context.actor),
        accessManager:
          input.accessManager === null ? null : (store.find('authority', input.accessManager)?.row ?? null),
        likelyDuplicates: duplicatesOf(store, input.data, null).map((each) => each.authority.officialName),
      },
      input,
      context,
    )
    if (!decided.ok) return decided
    record(decided.value.changes, input.reason)
    return ok({ id: decided.value.id })
  },

  'authorities.edit': (input, { store, context, record }) => {
    const stored = store.find('authority', input.id)
    if (stored === null) return refuse('authority-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const facts = {
      authority: stored.row,
      own: ownAuthority(store, context.actor),
      accesses: [],
      catalogue: catalogueOf(store),
    }
    const decided = editAuthority(facts, input.data, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({ revision: stored.revision + 1 })
  },

  'authorities.inactivate': (input, { store, context, record }) => {
    const stored = store.find('authority', input.id)
    if (stored === null) return refuse('authority-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const accesses = store.accessesOf(input.id).map((each) => each.row)
    const facts = { authority: stored.row, own: ownAuthority(store, context.actor), accesses }
    const decided = inactivateAuthority(facts, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'authorities.reactivate': (input, { store, context, record }) => {
    const stored = store.find('authority', input.id)
    if (stored === null) return refuse('authority-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const own = ownAuthority(store, context.actor)
    const facts = { authority: stored.row, own, accesses: [], catalogue: catalogueOf(store) }
    const decided = reactivateAuthority(facts, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}
