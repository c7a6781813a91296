import { linkedCoordinatorRequired, type Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../src-shared/result'
import { removed, updated, type Change } from './change'

/** What merging needs to know of accesses (N5). */
export interface MergeAccessFacts {
  readonly catalogue: Catalogue
  readonly survivor: Authority
  readonly merged: readonly Authority[]
  /** Accesses of the survivor and of the merged ones. */
  readonly accesses: readonly Access[]
  /** Accesses of others that name one of them as linked coordinator. */
  readonly naming: readonly Access[]
  /** The official name of an authority, for refusals. */
  readonly nameOf: (authorityId: string) => string
  /** Which role counts in a module where they have different ones. */
  readonly roles: readonly { readonly module: string; readonly role: Access['role'] }[]
}

export type AccessRefusal = 'merge-role-conflict' | 'coordinator-still-linked' | 'coordinator-needed'

/** What becomes of the accesses to one module. */
export interface MergedModule {
  readonly module: string
  readonly parts: readonly Access[]
  /** Which of them goes on, as it becomes. */
  readonly kept: Access
  readonly before: Access
  /** They have different roles, and nobody decided which one counts. */
  readonly undecided: boolean
}

/**
 * What becomes of the accesses, module by module (N5). An access that the survivor has not moves to it; where several
 * have one, the survivor's goes on with all keywords, professions and linked coordinators. It is active if one of them
 * with its role was. Roles never change by merging: where they differ, the access with the role that counts goes on
 * (product decision).
 */
export function mergedModules(facts: MergeAccessFacts): MergedModule[] {
  const modules = [...new Set(facts.accesses.map((access) => access.module))].sort()
  return modules.flatMap((module) => {
    const parts = inOrder(
      facts,
      facts.accesses.filter((access) => access.module === module),
    )
    const roles = new Set(parts.map((part) => part.role))
    const decided = facts.roles.find((each) => each.module === module)
    const known = decided !== undefined && roles.has(decided.role)
    const role = known ? decided.role : (parts[0]?.role ?? null)
    const same = parts.filter((part) => part.role === role)
    return same.slice(0, 1).map((before) => ({
      ...{ module, parts, before },
      kept: unitedAccess(facts, before, parts, same),
      undecided: roles.size > 1 && !known,
    }))
  })
}

/** The survivor's first, then in the order of the merged ones. */
function inOrder({ survivor, merged }: MergeAccessFacts, accesses: readonly Access[]): Access[] {
  return [survivor, ...merged].flatMap(({ id }) => accesses.filter((access) => access.authorityId === id))
}

function unitedAccess(
  facts: MergeAccessFacts,
  before: Access,
  parts: readonly Access[],
  same: readonly Access[],
): Access {
  const active = same.some((part) => part.status === 'active')
  return {
    ...before,
    authorityId: facts.survivor.id,
    status: active ? 'active' : 'suspended',
    suspendedAt: active ? null : before.suspendedAt,
    keywords: together(parts.map((part) => part.keywords)),
    professions: together(parts.map((part) => part.professions)),
    linkedCoordinators: linksAfter(
      facts,
      same.flatMap((part) => part.linkedCoordinators),
    ),
  }
}

/** Links after the merge: the survivor stands where a merged one stood, and nobody is linked to itself (P7). */
function linksAfter(
  { survivor, merged }: Pick<MergeAccessFacts, 'survivor' | 'merged'>,
  links: Access['linkedCoordinators'],
  owner: string = survivor.id,
): Access['linkedCoordinators'] {
  const gone = new Set<string>(merged.map((each) => each.id))
  const after = links.map((id) => (gone.has(id) ? survivor.id : id)).filter((id) => id !== owner)
  return [...new Set(after)].sort()
}

/**
 * Merges the accesses (N5). Every difference of roles must be decided; a coordinator that others are linked to does not
 * become an Authority (C5), and who needs a coordinator keeps one (C2). Links of others then lead to the survivor, where
 * they count as they did.
 */
export function mergeAccesses(
  facts: MergeAccessFacts,
): Result<{ modules: MergedModule[]; changes: Change[] }, AccessRefusal> {
  const modules = mergedModules(facts)
  const undecided = modules.filter((each) => each.undecided)
  if (undecided.length > 0) {
    return refuse('merge-role-conflict', { modules: undecided.map((each) => each.module) })
  }
  for (const module of modules) {
    const possible = keepsLinks(facts, module)
    if (!possible.ok) return possible
  }
  const changes = modules.flatMap(({ parts, before, kept }): Change[] => [
    // First the others go, so that there are never two accesses of one authority to one module.
    ...parts.filter((part) => part.id !== before.id).map((part) => removed('access', part)),
    updated('access', before, kept),
  ])
  const relinked = facts.naming.map((access) =>
    updated('access', access, {
      linkedCoordinators: linksAfter(facts, access.linkedCoordinators, access.authorityId),
    }),
  )
  return ok({ modules, changes: [...changes, ...relinked] })
}

function keepsLinks(
  facts: MergeAccessFacts,
  { module, parts, kept }: MergedModule,
): Result<null, 'coordinator-still-linked' | 'coordinator-needed'> {
  if (kept.role !== 'coordinator') {
    const givenUp = new Set(
      parts.filter((part) => part.role === 'coordinator').map((part) => part.authorityId),
    )
    const linked = facts.naming.filter(
      (access) => access.module === module && access.linkedCoordinators.some((id) => givenUp.has(id)),
    )
    if (linked.length > 0) {
      const names = linked.slice(0, 20).map((access) => facts.nameOf(access.authorityId))
      return refuse('coordinator-still-linked', { count: linked.length, names })
    }
  }
  const hadOne = parts.some((part) => part.role === kept.role && part.linkedCoordinators.length > 0)
  const needs = linkedCoordinatorRequired(facts.catalogue, module, kept.role)
  return needs && hadOne && kept.linkedCoordinators.length === 0
    ? refuse('coordinator-needed', { modules: [module] })
    : ok(null)
}

function together(sets: readonly (readonly string[])[]): string[] {
  return [...new Set(sets.flat())].sort()
}
