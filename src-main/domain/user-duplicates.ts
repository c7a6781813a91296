import { fold } from './folding'

interface Described {
  readonly name: string
  readonly email: string
}

/**
 * Which candidates are likely the same person as the one described: the same e-mail address, or the same name after
 * folding. The candidates are those of one Member State. Shown only, since one person may work for several authorities
 * (product decision, as P23 for authorities).
 * @param except the id of the user described, where there is one already
 */
export function likelySamePerson<Candidate extends Described & { readonly id: string }>(
  described: Described,
  candidates: readonly Candidate[],
  except: string | null,
): { user: Candidate; because: 'name' | 'email' }[] {
  const name = fold(described.name)
  const email = described.email.toLowerCase()
  const reason = (user: Candidate): 'name' | 'email' | null => {
    if (user.id === except) return null
    if (email !== '' && user.email.toLowerCase() === email) return 'email'
    return name !== '' && fold(user.name) === name ? 'name' : null
  }
  return candidates.flatMap((user) => {
    const because = reason(user)
    return because === null ? [] : [{ user, because }]
  })
}
