import type { MergeValues } from '../../src-shared/contract/merging'
import { CHOSEN_FIELDS, type ChosenField } from '../../src-shared/entities/authority-fields'
import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse, type Result } from '../../src-shared/result'
import { updated, type Change } from './change'
import type { Context } from './context'
import {
  mergeAccesses,
  type AccessRefusal,
  type MergeAccessFacts,
  type MergedModule,
} from './merging-accesses'
import { moveOthers, type MergeOtherFacts } from './merging-others'
import { helpdeskOnly } from './standing'

/** How many identifiers of other sources an authority carries at most. */
const IDENTIFIERS_AT_MOST = 20

/** Everything that a merge touches. */
export interface MergeFacts extends MergeAccessFacts, MergeOtherFacts {
  /** Authorities that were merged into a merged one before. */
  readonly earlier: readonly Authority[]
}

/** What is decided before a merge. */
export interface MergeChoice {
  readonly values: MergeValues
  readonly roles: MergeAccessFacts['roles']
}

export type MayMergeRefusal =
  | 'helpdesk-only'
  | 'authority-removed'
  | 'merge-with-itself'
  | 'merge-other-member-state'
  | 'merge-survivor-not-active'

/**
 * Whether these authorities can be merged at all (N5): by the Helpdesk, into another one of the same Member State. The
 * survivor must be active, so that what is active at a merged one stays so (product decision).
 */
export function mayMerge(
  { survivor, merged }: Pick<MergeFacts, 'survivor' | 'merged'>,
  context: Context,
): Result<null, MayMergeRefusal> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const all = [survivor, ...merged]
  if (new Set(all.map((each) => each.id)).size < all.length) return refuse('merge-with-itself')
  if (all.some((each) => each.status === 'removed')) return refuse('authority-removed')
  const stranger = merged.find((each) => each.memberState !== survivor.memberState)
  if (stranger !== undefined) {
    return refuse('merge-other-member-state', { name: stranger.officialName })
  }
  return survivor.status === 'active'
    ? ok(null)
    : refuse('merge-survivor-not-active', { name: survivor.officialName })
}

/**
 * Merges authorities into a surviving one (N5): its fields as chosen, their accesses, links, users and relations. The
 * merged ones stay in the store as removed, each naming the survivor, so that old references lead on.
 */
export function mergeAuthorities(
  facts: MergeFacts,
  values: MergeValues,
  context: Context,
): Result<Change[], MayMergeRefusal | AccessRefusal | 'merge-value-unknown' | 'merge-too-many-identifiers'> {
  const allowed = mayMerge(facts, context)
  if (!allowed.ok) return allowed
  const { survivor, merged } = facts
  const all = [survivor, ...merged]
  const strange = CHOSEN_FIELDS.some(
    (field) => values[field] !== null && !all.some((each) => each.id === values[field]),
  )
  if (strange) return refuse('merge-value-unknown')
  const externalIds = together(all.map((each) => each.externalIds))
  if (externalIds.length > IDENTIFIERS_AT_MOST) {
    return refuse('merge-too-many-identifiers', { count: IDENTIFIERS_AT_MOST })
  }
  const accesses = mergeAccesses(facts)
  if (!accesses.ok) return accesses
  return ok([
    updated('authority', survivor, {
      ...chosenValues(all, values),
      externalIds,
      policyAreas: together(all.map((each) => each.policyAreas)),
      economicAreas: together(all.map((each) => each.economicAreas)),
      hasAccessManagerRole: all.some((each) => each.hasAccessManagerRole),
    }),
    ...merged.map((each) =>
      updated('authority', each, {
        status: 'removed',
        inactivatedAt: null,
        mergedInto: survivor.id,
        // What leads to it leads to the survivor from now on: the role and the identifiers of lists are there.
        hasAccessManagerRole: false,
        externalIds: [],
      }),
    ),
    ...facts.earlier.map((each) => updated('authority', each, { mergedInto: survivor.id })),
    ...accesses.value.changes,
    ...moveOthers(facts, rolesGivenUp(accesses.value.modules)),
  ])
}

/** Modules in which some of the authorities have another role than the one that counts. */
function rolesGivenUp(modules: readonly MergedModule[]): MergedModule[] {
  return modules.filter(({ parts, kept }) => parts.some((part) => part.role !== kept.role))
}

/**
 * Whose value counts where nobody chooses: of a text the survivor's, or the first that there is; of types and languages
 * all of them together, which null stands for (product decision).
 */
export function usualValues(all: readonly Authority[]): MergeValues {
  const usual = (field: ChosenField): Authority['id'] | null =>
    Array.isArray(all[0]?.[field]) ? null : (all.find((each) => each[field] !== '')?.id ?? null)
  return Object.fromEntries(CHOSEN_FIELDS.map((field) => [field, usual(field)])) as MergeValues
}

function chosenValues(all: readonly Authority[], values: MergeValues): Partial<Authority> {
  const usual = usualValues(all)
  const value = (field: ChosenField): string | string[] => {
    const whose = values[field] ?? usual[field]
    const chosen = all.find((each) => each.id === whose)?.[field]
    return (
      chosen ?? (Array.isArray(all[0]?.[field]) ? together(all.map((each) => each[field] as string[])) : '')
    )
  }
  return Object.fromEntries(CHOSEN_FIELDS.map((field) => [field, value(field)]))
}

function together(sets: readonly (readonly string[])[]): string[] {
  return [...new Set(sets.flat())].sort()
}
