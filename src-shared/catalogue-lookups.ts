import type {
  Catalogue,
  ClassificationChanges,
  ClassificationItem,
  MemberState,
  Module,
  ModuleKind,
  Sector,
} from './catalogue'
import type { AuthorityRole } from './entities/access'

type ChangedItem = ClassificationChanges['items'][number]

/** The module every active authority has (C6). */
export const REGISTERS_MODULE = 'registers'

/** The type whose parameters are the legal areas. */
export const AREA_COORDINATOR = 'area-coordinator'

/** Kinds whose authorities must be linked to a coordinator (C2). */
export const SUPERVISED_KINDS: readonly ModuleKind[] = ['information-request', 'notification', 'alert']

/** The module with this code, if the catalogue has it. */
export function moduleOf(catalogue: Catalogue, code: string): Module | undefined {
  return catalogue.modules.find((module) => module.code === code)
}

/**
 * The user roles an access to this module offers, as `module:role` in catalogue order (product decision P30).
 * None for a module the catalogue does not know.
 * @param role the authority's role in the module; null where the module has none
 */
export function userRolesFor(catalogue: Catalogue, moduleCode: string, role: AuthorityRole | null): string[] {
  const kind = moduleOf(catalogue, moduleCode)?.kind
  return catalogue.roles
    .filter((entry) => entry.kind === kind && (!entry.coordinatorOnly || role === 'coordinator'))
    .map((entry) => `${moduleCode}:${entry.code}`)
}

/** The roles that belong to no module, as `general:role`. */
export function generalRoles(catalogue: Catalogue): string[] {
  return catalogue.roles.filter((entry) => entry.kind === 'general').map((entry) => `general:${entry.code}`)
}

/**
 * Whether an access must name at least one linked coordinator: role Authority in an information request,
 * notification or alert module (C2).
 */
export function linkedCoordinatorRequired(
  catalogue: Catalogue,
  moduleCode: string,
  role: AuthorityRole | null,
): boolean {
  const module = moduleOf(catalogue, moduleCode)
  return role === 'authority' && module !== undefined && SUPERVISED_KINDS.includes(module.kind)
}

/**
 * Whether the Member State takes part on a day; expired ones take no new registrations (product decision P22).
 * @param day an instant or a day, `2020-01-31…`
 */
export function memberStateValid(state: MemberState, day: string): boolean {
  const date = day.slice(0, 10)
  return date >= state.validFrom && (state.validTo === null || date <= state.validTo)
}

/** The Member State with this code (EL, UK …), if the catalogue has it. */
export function memberStateOf(catalogue: Catalogue, code: string): MemberState | undefined {
  return catalogue.memberStates.find((state) => state.code === code)
}

/** The regions of a Member State by name; none where the catalogue lists none. */
export function regionsOf(catalogue: Catalogue, memberState: string): string[] {
  const entry = catalogue.regions.find((candidate) => candidate.memberState === memberState)
  return entry?.regions.map((region) => region.name) ?? []
}

/** What the Helpdesk changed in the lists of a module, by code. */
function changesOf(catalogue: Catalogue, moduleCode: string): ReadonlyMap<string, ChangedItem> {
  const changes = catalogue.classifications.find((each) => each.module === moduleCode)
  return new Map(changes?.items.map((item) => [item.code, item]))
}

/** A list with changed names and without what was retired. */
function withChanges(
  items: readonly ClassificationItem[],
  changes: ReadonlyMap<string, ChangedItem>,
): ClassificationItem[] {
  return items.flatMap(({ code, label }) => {
    const change = changes.get(code)
    return change?.retired === true ? [] : [{ code, label: change?.label ?? label }]
  })
}

/** The items that the Helpdesk added under a sector, or at the top (parent null), and did not retire. */
function addedUnder(
  changes: ReadonlyMap<string, ChangedItem>,
  parent: string | null,
  known: ReadonlySet<string>,
): ClassificationItem[] {
  return [...changes.values()]
    .filter((item) => item.parent === parent && !item.retired && !known.has(item.code))
    .map(({ code, label }) => ({ code, label }))
}

/**
 * The keywords a module offers today: its area's list, with what was added for it and without what was withdrawn
 * (C7). None for modules without keywords.
 */
export function keywordsOf(catalogue: Catalogue, moduleCode: string): ClassificationItem[] {
  const list = catalogue.keywords.moduleLists.find((candidate) => candidate.module === moduleCode)
  if (list === undefined) return []
  const base = catalogue.keywords.baseLists.find((candidate) => candidate.code === list.startsFrom)
  const offered = [...(base?.items ?? []), ...list.added].filter(
    (item) => !list.withdrawn.includes(item.code),
  )
  const changes = changesOf(catalogue, moduleCode)
  const known = new Set(offered.map((item) => item.code))
  return [...withChanges(offered, changes), ...addedUnder(changes, null, known)]
}

/** The sectors with their professions a module offers (C8); none for modules without professions. */
export function professionsOf(catalogue: Catalogue, moduleCode: string): readonly Sector[] {
  if (moduleOf(catalogue, moduleCode)?.settings.includes('professions') !== true) return []
  const changes = changesOf(catalogue, moduleCode)
  if (changes.size === 0) return catalogue.professions
  const known = new Set(
    catalogue.professions.flatMap((sector) => [sector.code, ...sector.professions.map((each) => each.code)]),
  )
  const sectors = [...withChanges(catalogue.professions, changes), ...addedUnder(changes, null, known)]
  const professions = new Map(catalogue.professions.map((sector) => [sector.code, sector.professions]))
  return sectors.map((sector) => ({
    ...sector,
    professions: [
      ...withChanges(professions.get(sector.code) ?? [], changes),
      ...addedUnder(changes, sector.code, known),
    ],
  }))
}

/**
 * The label of a keyword, sector or profession, withdrawn ones included; the code itself where nothing is known.
 * @param moduleCode the module in whose list it is chosen: its own name for the item comes first
 */
export function classificationLabel(catalogue: Catalogue, code: string, moduleCode: string): string {
  return (
    changesOf(catalogue, moduleCode).get(code)?.label ?? classificationLabels(catalogue).get(code) ?? code
  )
}

const labelsByCatalogue = new WeakMap<Catalogue, ReadonlyMap<string, string>>()

/** Labels of all keywords, sectors and professions by code; built once per catalogue. */
export function classificationLabels(catalogue: Catalogue): ReadonlyMap<string, string> {
  const known = labelsByCatalogue.get(catalogue)
  if (known !== undefined) return known
  const { baseLists, moduleLists } = catalogue.keywords
  const items = [
    ...catalogue.professions.flatMap((sector) => [sector, ...sector.professions]),
    ...baseLists.flatMap((list) => list.items),
    ...moduleLists.flatMap((list) => list.added),
  ]
  const labels = new Map(items.map((item) => [item.code, item.label]))
  labelsByCatalogue.set(catalogue, labels)
  return labels
}

/**
 * The label of a type as an authority holds it: `nimic`, `area-coordinator:services` (E1, product decision P11).
 * The reference itself where the catalogue does not know it.
 */
export function authorityTypeLabel(catalogue: Catalogue, ref: string): string {
  const [code, parameter] = ref.split(':', 2)
  const type = catalogue.authorityTypes.find((candidate) => candidate.code === code)
  if (type === undefined) return ref
  if (parameter === undefined) return type.label
  return type.parameters.find((candidate) => candidate.code === parameter)?.label ?? ref
}

/** Every type an authority can hold, one per parameter, in catalogue order (product decision P11). */
export function authorityTypeRefs(catalogue: Catalogue): string[] {
  return catalogue.authorityTypes.flatMap((type) =>
    type.parameters.length === 0
      ? [type.code]
      : type.parameters.map((parameter) => `${type.code}:${parameter.code}`),
  )
}
