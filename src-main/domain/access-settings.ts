import {
  classificationLabel,
  keywordsOf,
  linkedCoordinatorRequired,
  moduleOf,
  professionsOf,
  type Catalogue,
} from '../../src-shared/catalogue'
import type { Access, AuthorityRole } from '../../src-shared/entities/access'
import { ok, refuse, type Result } from '../../src-shared/result'
import { isValidCoordinator, type CoordinatorFacts, type Party } from './accesses'

/** What is chosen for an access besides its module: role, settings, linked coordinators (C1, C2, C7, C8). */
export interface AccessChoice {
  readonly role: AuthorityRole | null
  readonly keywords: readonly string[]
  readonly professions: readonly string[]
}

/**
 * The role must be one the module knows: Authority or Coordinator, or none in Registers, the CIT repository and SOLVIT
 * (C1, P30).
 */
export function possibleRole(
  catalogue: Catalogue,
  moduleCode: string,
  role: AuthorityRole | null,
): Result<null, 'module-unknown' | 'role-needed' | 'role-not-possible'> {
  const module = moduleOf(catalogue, moduleCode)
  if (module === undefined) return refuse('module-unknown', { module: moduleCode })
  if (module.hasAuthorityRole && role === null) return refuse('role-needed', { modules: [moduleCode] })
  if (!module.hasAuthorityRole && role !== null) return refuse('role-not-possible', { modules: [moduleCode] })
  return ok(null)
}

/**
 * The chosen items must stand in the module's own classification (C7); what was retired since may stay where it is
 * chosen already, but is not chosen anew. A sector may be chosen without any of its professions (C8).
 * @param kept what the access holds already
 */
export function possibleSettings(
  catalogue: Catalogue,
  moduleCode: string,
  chosen: Pick<AccessChoice, 'keywords' | 'professions'>,
  kept: Pick<Access, 'keywords' | 'professions'>,
): Result<null, 'setting-not-possible'> {
  const strangers = [
    ...strangersAmong(chosen.keywords, kept.keywords, () =>
      keywordsOf(catalogue, moduleCode).map((item) => item.code),
    ),
    ...strangersAmong(chosen.professions, kept.professions, () =>
      professionsOf(catalogue, moduleCode).flatMap((sector) => [
        sector.code,
        ...sector.professions.map((item) => item.code),
      ]),
    ),
  ]
  return strangers.length === 0
    ? ok(null)
    : refuse('setting-not-possible', {
        modules: [moduleCode],
        items: strangers.map((code) => classificationLabel(catalogue, code, moduleCode)),
      })
}

/** The long lists are made only where something is chosen anew: a bulk act asks thousands of times. */
function strangersAmong(
  chosen: readonly string[],
  kept: readonly string[],
  offered: () => readonly string[],
): string[] {
  const fresh = chosen.filter((code) => !kept.includes(code))
  if (fresh.length === 0) return []
  const possible = new Set(offered())
  return fresh.filter((code) => !possible.has(code))
}

/** Only a module with roles of authorities has linked coordinators: Registers, CIT repository and SOLVIT do not (P30). */
export function mayBeLinked(
  access: { readonly module: string; readonly role: AuthorityRole | null },
  chosen: readonly CoordinatorFacts[],
): Result<null, 'coordinators-without-role'> {
  return access.role === null && chosen.length > 0
    ? refuse('coordinators-without-role', { modules: [access.module] })
    : ok(null)
}

/**
 * The linked coordinators must each count at this moment (P7, P28), and there must be at least one where C2 asks for it:
 * role Authority in an information request, notification or alert module.
 * @param chosen the coordinators that are to be linked; those `kept` already are not asked again (P28)
 */
export function possibleCoordinators(
  catalogue: Catalogue,
  subject: Party,
  access: { readonly module: string; readonly role: AuthorityRole | null },
  chosen: readonly CoordinatorFacts[],
  kept: readonly string[] = [],
): Result<null, 'coordinator-needed' | 'coordinator-not-possible'> {
  const wrong = chosen.filter(
    (each) => !kept.includes(each.authority.id) && !isValidCoordinator(each, subject),
  )
  if (wrong.length > 0) {
    return refuse('coordinator-not-possible', {
      names: wrong.map((each) => each.authority.officialName),
      modules: [access.module],
    })
  }
  if (linkedCoordinatorRequired(catalogue, access.module, access.role) && chosen.length === 0) {
    return refuse('coordinator-needed', { modules: [access.module] })
  }
  return ok(null)
}
