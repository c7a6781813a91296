import type { SearchCriteria } from '../../../src-shared/contract/authorities'
import type { Recipient, RecipientChoice, RecipientRef } from '../../../src-shared/contract/mail'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Catalogue } from '../../../src-shared/catalogue'
import { MAILS_AT_ONCE } from '../../../src-shared/limits'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { addresseeOf, mayWriteTo, type RecipientFacts } from '../../domain/mail'
import { borderOf } from '../../domain/standing'
import { catalogueOf } from '../catalogue'
import type { WorkerPart } from '../handlers'
import type { Caller, ReadStore } from '../ports'
import { ownAuthority } from './facts'
import { obstacle } from './obstacle'

/** The first language of each Member State: for authorities that name none. */
export function languageOf(catalogue: Catalogue): (memberState: string) => string {
  const languages = new Map(catalogue.memberStates.map((state) => [state.code, state.languages[0]]))
  return (memberState) => languages.get(memberState) ?? 'en'
}

interface Found {
  readonly recipients: readonly RecipientFacts[]
  readonly matching: number
}

const NOBODY: Found = { recipients: [], matching: 0 }

/** Whether the accesses match: a coordinator only by a suspended access does not count as one. */
function counts(
  { module, role }: Pick<SearchCriteria, 'module' | 'role'>,
  accesses: readonly { module: string; role: string | null; status: string }[],
): boolean {
  return (
    module === null ||
    accesses.some((each) => each.module === module && each.role === role && each.status === 'active')
  )
}

function authoritiesLike(
  store: ReadStore,
  criteria: Pick<SearchCriteria, 'memberState' | 'module' | 'role'>,
): Found {
  const request = {
    criteria: {
      ...{ text: '', myAuthoritiesOnly: false, type: null, accessManager: null, administrators: null },
      ...criteria,
      status: 'active' as const,
    },
    sort: { by: 'officialName' as const, descending: false },
    actsFor: null,
  }
  const found = store.searchAuthorities(request, 0, MAILS_AT_ONCE)
  const matching = found.length < MAILS_AT_ONCE ? found.length : store.countAuthorities(request)
  const counting = found.filter((each) => counts(criteria, each.accesses))
  return {
    recipients: counting.map(({ authority }) => ({ authority, user: null })),
    matching: matching - (found.length - counting.length),
  }
}

/**
 * The authorities that an authority without the Access manager role may write to besides itself (P43): its Access
 * managers, the coordinators its accesses are linked to, and those linked to it as coordinator.
 */
export function contactsOf(store: ReadStore, own: Authority | null): ReadonlySet<string> {
  if (own === null) return new Set()
  const accesses = store.accessesOf(own.id).map(({ row }) => row)
  return new Set([
    ...store.managersOf(own.id).map((relation) => relation.managerId),
    ...accesses.flatMap((access) => access.linkedCoordinators),
    ...accesses
      .filter((access) => access.role === 'coordinator')
      .flatMap((access) => store.linkedAccesses(own.id, access.module).map((each) => each.authorityId)),
  ])
}

/** The contacts of an authority, itself included, that match; in place of a search over the Member State. */
function contactsLike(
  store: ReadStore,
  own: Authority,
  criteria: Pick<SearchCriteria, 'module' | 'role'>,
): Found {
  const recipients = store
    .authoritiesById([own.id, ...contactsOf(store, own)])
    .filter(({ authority, accesses }) => authority.status === 'active' && counts(criteria, accesses))
    .map(({ authority }) => ({ authority, user: null }))
  return { recipients, matching: recipients.length }
}

function chosen(store: ReadStore, caller: Caller, choice: RecipientChoice): Result<Found, string> {
  const own = ownAuthority(store, caller)
  const border = borderOf(caller, own)
  if (border === null) return ok(NOBODY)
  const contacts = contactsOf(store, own)
  const mayWrite = (recipient: RecipientFacts) => mayWriteTo(caller, own, recipient, contacts)
  if (choice.by === 'authorities') {
    const found = store.authoritiesById([...new Set(choice.ids)])
    const recipients = found
      .map(({ authority }) => ({ authority, user: null }))
      .filter(({ authority }) => authority.status !== 'removed')
    for (const recipient of recipients) {
      const allowed = mayWrite(recipient)
      if (!allowed.ok) return allowed
    }
    return ok({ recipients, matching: recipients.length })
  }
  if (choice.by === 'named') {
    const recipients = choice.refs
      .flatMap((ref) => {
        const found = recipientFacts(store, [ref])
        return found.ok ? found.value : []
      })
      .filter((recipient) => mayWrite(recipient).ok)
    return ok({ recipients, matching: recipients.length })
  }
  // Whoever acts for an authority means those of the own Member State, also where none is named (P31).
  const memberState = choice.memberState ?? border.memberState
  if (border.memberState !== null && memberState !== border.memberState) {
    return refuse('not-in-your-member-state', { memberState: memberState ?? '' })
  }
  if (choice.by !== 'users') {
    const wanted =
      choice.by === 'coordinators'
        ? { module: choice.module, role: 'coordinator' as const }
        : { module: null, role: null }
    const contactsOnly = border.authorityId !== null && own !== null
    return ok(
      contactsOnly ? contactsLike(store, own, wanted) : authoritiesLike(store, { memberState, ...wanted }),
    )
  }
  const { users, count } = store.usersWithRole(choice.role, { ...border, memberState }, MAILS_AT_ONCE)
  const recipients = users.flatMap(({ user, authority: { id } }) => {
    const authority = store.find('authority', id)?.row
    return authority === undefined ? [] : [{ authority, user }]
  })
  return ok({ recipients, matching: count })
}

/** The recipients that are named, each once, with what decides whether they may be written to. */
export function recipientFacts(
  store: ReadStore,
  refs: readonly RecipientRef[],
): Result<RecipientFacts[], 'recipient-unknown'> {
  const once = new Map(refs.map((ref) => [`${ref.authorityId} ${ref.userId ?? ''}`, ref]))
  const facts: RecipientFacts[] = []
  for (const { authorityId, userId } of once.values()) {
    const authority = store.find('authority', authorityId)?.row
    const user = userId === null ? null : store.find('user', userId)?.row
    const known = user === null || (user?.authorityId === authorityId && user.status === 'active')
    if (authority === undefined || user === undefined || !known) return refuse('recipient-unknown')
    facts.push({ authority, user })
  }
  return ok(facts)
}

/** Who is written to, one by one, before anything is written down (P25). */
export const recipientQueries: Pick<WorkerPart<'mail'>, 'mail.recipients'> = {
  'mail.recipients': ({ choice }, { store, caller }) => {
    const found = chosen(store, caller, choice)
    if (!found.ok) return { recipients: [], matching: 0, obstacle: obstacle(found) }
    const fallback = languageOf(catalogueOf(store))
    const recipients = found.value.recipients.map((facts): Recipient => {
      const { id, officialName, memberState, status } = facts.authority
      return {
        ref: { authorityId: id, userId: facts.user?.id ?? null },
        authority: { id, officialName, memberState, status },
        ...addresseeOf(facts, fallback(memberState)),
      }
    })
    return { recipients, matching: found.value.matching, obstacle: null }
  },
}
