import { fold, foldVariants, foldWords } from '../../src-main/domain/folding'
import { fromColumns } from '../../src-main/store/codec'
import type { SearchCriteria } from '../../src-shared/contract/authorities'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ADMINISTRATOR_ROLE } from '../../src-shared/entities/user'
import type { Core } from './core'

interface Known {
  readonly authority: Authority
  readonly accesses: readonly Access[]
  readonly managers: ReadonlySet<string>
  readonly hasAdministrator: boolean
  /** Words of names and titles: found by their start, and by letters inside. */
  readonly names: readonly string[]
  /** Words of other fields: found by their start. */
  readonly others: readonly string[]
}

/** The search of authorities as one would do it by hand: row by row, without any index. */
export class NaiveSearch {
  private readonly known: readonly Known[]

  constructor(core: Core) {
    const accesses = core.raw('SELECT * FROM access').map((row) => fromColumns('access', row))
    const relations = core.raw('SELECT * FROM accessManager').map((row) => fromColumns('accessManager', row))
    const users = core.raw('SELECT * FROM user').map((row) => fromColumns('user', row))
    this.known = core.raw('SELECT * FROM authority').map((row) => {
      const authority = fromColumns('authority', row)
      const { id, officialName, informalTitle } = authority
      const { city, region, postcode, email, website, externalIds } = authority
      return {
        authority,
        accesses: accesses.filter((access) => access.authorityId === id),
        managers: new Set(
          relations.filter((each) => each.authorityId === id).map((each) => String(each.managerId)),
        ),
        hasAdministrator: users.some(
          (user) =>
            user.authorityId === id && user.status === 'active' && user.roles.includes(ADMINISTRATOR_ROLE),
        ),
        names: [officialName, informalTitle].flatMap((text) => [...foldWords(text), ...foldVariants(text)]),
        others: [city, region, postcode, email, website, ...externalIds].flatMap(foldWords),
      }
    })
  }

  /** Ids of every match, sorted. @param actsFor whose authorities 'My authorities only' means */
  find(criteria: SearchCriteria, actsFor: string | null): string[] {
    return this.known
      .filter((known) => this.matches(known, criteria, actsFor))
      .map(({ authority }) => authority.id as string)
      .sort()
  }

  /** Words that occur, in every script. */
  someWords(): string[] {
    const texts = this.known.flatMap(({ authority }) => [
      authority.officialName,
      authority.city,
      authority.email,
    ])
    return [...new Set(texts.flatMap((text) => text.split(/\s+/)))].filter((word) => fold(word) !== '')
  }

  /** Access managers of anybody. */
  managers(): Authority['id'][] {
    return [...new Set(this.known.flatMap(({ managers }) => [...managers]))] as Authority['id'][]
  }

  private matches(known: Known, criteria: SearchCriteria, actsFor: string | null): boolean {
    const { authority, accesses, managers } = known
    const { memberState, type, status, module, role, accessManager, administrators } = criteria
    return (
      (status === null ? authority.status !== 'removed' : authority.status === status) &&
      (memberState === null || authority.memberState === memberState) &&
      (type === null || authority.types.some((ref) => ref === type || ref.startsWith(`${type}:`))) &&
      ((module === null && role === null) ||
        accesses.some(
          (access) =>
            (module === null || access.module === module) && (role === null || access.role === role),
        )) &&
      (accessManager === null || managers.has(accessManager)) &&
      (administrators === null || (administrators === 'with') === known.hasAdministrator) &&
      (!criteria.myAuthoritiesOnly || actsFor === null || managers.has(actsFor)) &&
      foldWords(criteria.text).every((word) => this.has(known, word))
    )
  }

  private has({ names, others }: Known, word: string): boolean {
    return (
      [...names, ...others].some((each) => each.startsWith(word)) ||
      (word.length >= 3 && names.some((each) => each.includes(word)))
    )
  }
}
