import type { Authority } from '../../src-shared/entities/authority'
import { fold } from './folding'

/**
 * Which candidates are likely the same body as the one described: same Member State, and the same name after folding
 * (Munster and Münster) or the same e-mail address. Product decision P23; suggested, never merged by itself (P33).
 * @param except the id of the authority described, where it is registered already
 */
export function likelyDuplicates(
  described: { readonly officialName: string; readonly memberState: string; readonly email: string },
  candidates: readonly Authority[],
  except: string | null,
): { authority: Authority; because: 'name' | 'email' }[] {
  const name = fold(described.officialName)
  const email = described.email.toLowerCase()
  const found = new Map<string, { authority: Authority; because: 'name' | 'email' }>()
  for (const authority of candidates) {
    if (authority.id === except || authority.status === 'removed') continue
    if (authority.memberState !== described.memberState || found.has(authority.id)) continue
    if (fold(authority.officialName) === name) found.set(authority.id, { authority, because: 'name' })
    else if (email !== '' && authority.email.toLowerCase() === email)
      found.set(authority.id, { authority, because: 'email' })
  }
  return [...found.values()]
}
