import type { PlannedAuthority } from '../../../src-shared/contract/migration'
import type { V6Rule } from '../../../src-shared/v6'
import { foldWords } from '../../domain/folding'
import { ruleSpoke, type PlannedCase } from './plan'

type Show = 'all' | 'new' | 'known' | 'open' | 'problems' | V6Rule

function shows(each: PlannedCase, show: Show): boolean {
  switch (show) {
    case 'all':
      return true
    case 'new':
      return each.known === null
    case 'known':
      return each.known !== null
    case 'open':
      return each.questions.some((question) => question.choice === '')
    case 'problems':
      return each.findings.problems.length > 0
    default:
      return ruleSpoke(each, show)
  }
}

/** The cases of a plan that are asked for: by what happened to them, and by words of their name or their identifier. */
export function listed(cases: readonly PlannedCase[], show: Show, text: string): readonly PlannedCase[] {
  const words = foldWords(text)
  return cases.filter((each) => {
    if (!shows(each, show)) return false
    if (words.length === 0) return true
    const own = foldWords(`${each.migrated.v6.officialName} ${each.migrated.v6.id}`)
    return words.every((word) => own.some((part) => part.startsWith(word)))
  })
}

/** A case as the preview shows it. @param names official names by identifier of V6 */
export function plannedRow(
  { migrated, known, accesses, users, managers, findings }: PlannedCase,
  names: ReadonlyMap<string, string>,
): PlannedAuthority {
  const { id, line, officialName, memberState } = migrated.v6
  return {
    id,
    line,
    officialName,
    memberState,
    outcome: known === null ? 'new' : 'known',
    accesses: accesses.length,
    users: users.length,
    managers: managers.map((manager) => names.get(manager) ?? manager),
    steps: known === null ? [...migrated.steps] : [],
    problems: findings.problems,
  }
}
