import type { SearchCriteria } from '../../../src-shared/contract/authorities'
import type { Recipient, RecipientChoice, RecipientRef } from '../../../src-shared/contract/mail'
import type { Catalogue } from '../../../src-shared/catalogue'
import { MAILS_AT_ONCE } from '../../../src-shared/limits'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { addresseeOf, mayWriteTo, type RecipientFacts } from '../../domain/mail'
import { seesUsers } from '../../domain/standing'
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
  // One that is a coordinator only by a suspended access does not count as one.
  const counts = (accesses: readonly { module: string; role: string | null; status: string }[]): boolean =>
    criteria.module === null ||
    accesses.some(
      (each) => each.module === criteria.module && each.role === criteria.role && each.status === 'active',
    )
  const found = store.searchAuthorities(request, 0, MAILS_AT_ONCE)
  const matching = found.length < MAILS_AT_ONCE ? found.length : store.countAuthorities(request)
  const counting = found.filter((each) => counts(each.accesses))
  return {
    recipients: counting.map(({ authority }) => ({ authority, user: null })),
    matching: matching - (found.length - counting.length),
  }
}

function chosen(store: ReadStore, caller: Caller, choice: RecipientChoice): Result<Found, string> {
  const own = ownAuthority(store, caller)
  if (choice.by === 'authorities') {
    const found = store.authoritiesById([...new Set(choice.ids)])
    const recipients = found
      .map(({ authority }) => ({ authority, user: null }))
      .filter(({ authority }) => authority.status !== 'removed')
    const beyond = recipients.find(({ authority }) => !mayWriteTo(caller, own, authority).ok)
    if (beyond !== undefined) return mayWriteTo(caller, own, beyond.authority) as Result<Found, string>
    return ok({ recipients, matching: recipients.length })
  }
  if (choice.by === 'named') {
    const recipients = choice.refs
      .flatMap((ref) => {
        const found = recipientFacts(store, [ref])
        return found.ok ? found.value : []
      })
      .filter(({ authority }) => mayWriteTo(caller, own, authority).ok)
    return ok({ recipients, matching: recipients.length })
  }
  // Whoever acts for an authority means those of the own Member State, also where none is named (P31).
  const memberState = choice.memberState ?? own?.memberState ?? null
  if (memberState !== null && !seesUsers(caller, own, memberState)) {
    return refuse('not-in-your-member-state', { memberState })
  }
  if (memberState === null && caller.actsFor !== null) return ok(NOBODY)
  if (choice.by === 'member-state')
    return ok(authoritiesLike(store, { memberState, module: null, role: null }))
  if (choice.by === 'coordinators') {
    return ok(authoritiesLike(store, { memberState, module: choice.module, role: 'coordinator' }))
  }
  const { users, count } = store.usersWithRole(choice.role, memberState, MAILS_AT_ONCE)
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
