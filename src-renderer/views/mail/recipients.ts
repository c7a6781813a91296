import type { Recipient, RecipientChoice, RecipientRef } from '../../../src-shared/contract/mail'
import type { AuthorityId } from '../../../src-shared/ids'

/** How recipients are looked for: the criteria that stand in the bar above their list. */
export interface RecipientFilters {
  readonly by: 'authorities' | 'member-state' | 'coordinators' | 'users' | null
  readonly module: string | null
  readonly memberState: string | null
  readonly role: string | null
  /** Selected elsewhere; null where none were. */
  readonly authorities: readonly AuthorityId[] | null
}

/** What the bar begins with. */
export function filtersFor(authorities: readonly AuthorityId[] | null): RecipientFilters {
  const by = authorities === null ? 'coordinators' : 'authorities'
  return { by, module: null, memberState: null, role: null, authorities }
}

/** Whom the criteria mean; null while one of them is still missing. */
export function choiceOf(filters: RecipientFilters): RecipientChoice | null {
  const { by, module, memberState, role, authorities } = filters
  if (by === 'authorities') return authorities === null ? null : { by, ids: [...authorities] }
  if (by === 'member-state') return memberState === null ? null : { by, memberState }
  if (by === 'users') return role === null ? null : { by, role, memberState }
  return module === null ? null : { by: 'coordinators', module, memberState }
}

/** A recipient by one word, which `refOf` reads again. */
export function keyOf({ ref: { authorityId, userId } }: Recipient): string {
  return `${authorityId} ${userId ?? ''}`
}

/** Who is meant by such a word. */
export function refOf(key: string): RecipientRef {
  const [authorityId, userId] = key.split(' ')
  return { authorityId, userId: userId === '' ? null : userId } as RecipientRef
}
