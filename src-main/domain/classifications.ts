import { moduleOf, type Catalogue } from '../../src-shared/catalogue'
import type { ListedItem } from '../../src-shared/contract/classifications'
import type { Authority } from '../../src-shared/entities/authority'
import type { AreaTreeState, ClassificationItem, TreeName } from '../../src-shared/entities/classification'
import type { ClassificationItemId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { changedFields, created, updated, type Change } from './change'
import type { Context } from './context'
import { fold } from './folding'
import { helpdeskOnly, mayManage, type ManageRefusal } from './standing'

export interface ClassificationFacts {
  /** The catalogue that comes with the program, without what was changed here. */
  readonly builtIn: Catalogue
  /** What was changed here, of every module. */
  readonly changed: readonly ClassificationItem[]
}

interface BuiltIn {
  readonly code: string
  readonly label: string
  readonly parent: string | null
}

/** The items a module came with: keywords, or sectors with their professions. */
function builtInItems(catalogue: Catalogue, moduleCode: string): BuiltIn[] {
  const settings = moduleOf(catalogue, moduleCode)?.settings ?? []
  const list = catalogue.keywords.moduleLists.find((each) => each.module === moduleCode)
  const base = catalogue.keywords.baseLists.find((each) => each.code === list?.startsFrom)
  const keywords = settings.includes('keywords') ? [...(base?.items ?? []), ...(list?.added ?? [])] : []
  const sectors = settings.includes('professions') ? catalogue.professions : []
  return [
    ...keywords
      .filter((item) => list?.withdrawn.includes(item.code) !== true)
      .map(({ code, label }) => ({ code, label, parent: null })),
    ...sectors.flatMap((sector) => [
      { code: sector.code, label: sector.label, parent: null },
      ...sector.professions.map(({ code, label }) => ({ code, label, parent: sector.code })),
    ]),
  ]
}

/** Everything a module's classification holds, in its order, retired items included (C7). */
export function listedItems(facts: ClassificationFacts, moduleCode: string): ListedItem[] {
  const changes = new Map(
    facts.changed.filter((row) => row.module === moduleCode).map((row) => [row.code, row]),
  )
  const own = builtInItems(facts.builtIn, moduleCode).map(({ code, label, parent }): ListedItem => {
    const change = changes.get(code)
    changes.delete(code)
    return {
      ...{ code, parent, added: false },
      label: change?.label ?? label,
      retired: change?.retired ?? false,
      firstLabel: change === undefined || change.label === label ? null : label,
    }
  })
  const added = [...changes.values()].map(({ code, label, parent, retired }): ListedItem => ({
    ...{ code, label, parent, retired },
    added: true,
    firstLabel: null,
  }))
  return [...own, ...added]
}

type ModuleRefusal = 'helpdesk-only' | 'module-unknown' | 'module-without-settings'

function mayChange(
  facts: ClassificationFacts,
  moduleCode: string,
  context: Context,
): Result<null, ModuleRefusal> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  const module = moduleOf(facts.builtIn, moduleCode)
  if (module === undefined) return refuse('module-unknown', { module: moduleCode })
  return module.settings.length === 0
    ? refuse('module-without-settings', { modules: [moduleCode] })
    : ok(null)
}

/** Whether another item at the same place has this name, however it is written. */
function isTaken(
  items: readonly ListedItem[],
  item: { readonly code: string | null; readonly label: string; readonly parent: string | null },
): boolean {
  return items.some(
    (each) => each.code !== item.code && each.parent === item.parent && fold(each.label) === fold(item.label),
  )
}

/** A code out of a name, not given in this module before. */
function codeFor(label: string, items: readonly ListedItem[]): string {
  const plain = fold(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const base = plain === '' ? 'item' : plain
  const taken = new Set(items.map((item) => item.code))
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? `own-${base}` : `own-${base}-${String(number)}`
    if (!taken.has(code)) return code
  }
}

/**
 * Adds an item to the classification of one module: a keyword, a sector, or a profession under a sector (C7). Other
 * modules of the area are not touched by it.
 */
export function addItem(
  facts: ClassificationFacts,
  input: { readonly module: string; readonly label: string; readonly parent: string | null },
  context: Context,
): Result<{ code: string; changes: Change[] }, ModuleRefusal | 'sector-unknown' | 'item-exists'> {
  const allowed = mayChange(facts, input.module, context)
  if (!allowed.ok) return allowed
  const items = listedItems(facts, input.module)
  const isSector = items.some((item) => item.code === input.parent && item.parent === null && !item.retired)
  const nests = moduleOf(facts.builtIn, input.module)?.settings.includes('professions') === true
  if (input.parent !== null && (!nests || !isSector)) return refuse('sector-unknown')
  if (isTaken(items, { ...input, code: null })) return refuse('item-exists', { item: input.label })
  const code = codeFor(input.label, items)
  const row: ClassificationItem = {
    id: context.newId() as ClassificationItemId,
    module: input.module,
    code,
    label: input.label,
    parent: input.parent,
    retired: false,
  }
  return ok({ code, changes: [created('classificationItem', row)] })
}

/**
 * Gives an item of one module another name, retires it, or offers it again (C7). A retired item stays visible where it
 * is selected.
 */
export function changeItem(
  facts: ClassificationFacts,
  input: {
    readonly module: string
    readonly code: string
    readonly label: string
    readonly retired: boolean
  },
  context: Context,
): Result<Change[], ModuleRefusal | 'item-unknown' | 'item-exists' | 'nothing-changed'> {
  const allowed = mayChange(facts, input.module, context)
  if (!allowed.ok) return allowed
  const items = listedItems(facts, input.module)
  const item = items.find((each) => each.code === input.code)
  if (item === undefined) return refuse('item-unknown')
  if (item.label === input.label && item.retired === input.retired) return refuse('nothing-changed')
  if (isTaken(items, { ...input, parent: item.parent })) return refuse('item-exists', { item: input.label })
  const stored = facts.changed.find((row) => row.module === input.module && row.code === input.code)
  const fields = { label: input.label, retired: input.retired }
  return ok([
    stored === undefined
      ? created('classificationItem', {
          id: context.newId() as ClassificationItemId,
          module: input.module,
          code: input.code,
          parent: item.parent,
          ...fields,
        })
      : updated('classificationItem', stored, fields),
  ])
}

/** Offers the tree of policy or of economic areas again, or no longer; selections stay as they are (C9). */
export function enableTree(
  facts: { readonly catalogue: Catalogue; readonly stored: AreaTreeState | null },
  input: { readonly tree: TreeName; readonly enabled: boolean },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'nothing-changed'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (facts.catalogue[input.tree].enabled === input.enabled) return refuse('nothing-changed')
  const row = { id: input.tree, enabled: input.enabled }
  return ok([facts.stored === null ? created('areaTree', row) : updated('areaTree', facts.stored, row)])
}

/** Chooses policy and economic areas of an authority, in the trees that are enabled (C9, B3). */
export function chooseAreas(
  facts: { readonly catalogue: Catalogue; readonly own: Authority | null; readonly authority: Authority },
  input: Pick<Authority, TreeName>,
  context: Context,
): Result<
  Change[],
  ManageRefusal | 'authority-removed' | 'tree-disabled' | 'area-unknown' | 'nothing-changed'
> {
  const { authority, catalogue } = facts
  if (authority.status === 'removed') return refuse('authority-removed')
  const allowed = mayManage(context.actor, facts.own, authority, 'data')
  if (!allowed.ok) return allowed
  const change = updated('authority', authority, {
    policyAreas: [...input.policyAreas].sort(),
    economicAreas: [...input.economicAreas].sort(),
  })
  const fields = changedFields(change.before, change.after) as TreeName[]
  if (fields.length === 0) return refuse('nothing-changed')
  for (const field of fields) {
    const tree = catalogue[field]
    if (!tree.enabled) return refuse('tree-disabled')
    const known = new Set([...tree.items.map((item) => item.code), ...authority[field]])
    if (change.after[field].some((code) => !known.has(code))) return refuse('area-unknown')
  }
  return ok([change])
}
