import {
  classificationLabel,
  keywordsOf,
  professionsOf,
  type Catalogue,
} from '../../../../src-shared/catalogue'
import { AccessStatus, AuthorityRole, type Access } from '../../../../src-shared/entities/access'
import type { AccessListField } from '../../../../src-shared/entities/list-fields'
import type { AuthorityId } from '../../../../src-shared/ids'
import { millisecondsOf, type Instant } from '../../../../src-shared/time'
import { fold } from '../../../domain/folding'
import { instantFrom } from '../values'
import type { Cells } from './cells'
import type { KnownAuthorities } from './known-authorities'

/** The cells of a row about an access. */
export type AccessCells = Cells<AccessListField>

/** What a row of a list says of an access, besides its authority and module. */
export type AccessDraft = Partial<
  Pick<
    Access,
    'role' | 'status' | 'linkedCoordinators' | 'keywords' | 'professions' | 'grantedAt' | 'suspendedAt'
  >
>

/** The most coordinators that an access can be linked to. */
const MOST_LINKED = 500

/**
 * Reads what a row says of an access. Only filled cells say something. A value that cannot be is an error: these are
 * facts of another system, so nothing is put right by guessing.
 * @param target the access as it is known
 */
export function readAccess(
  cells: AccessCells,
  module: string,
  target: Access | null,
  facts: { readonly authorities: KnownAuthorities; readonly items: ItemCodes },
  now: Instant,
): AccessDraft {
  const draft: AccessDraft = {}
  const role = cells.value('role')
  if (role !== '') {
    const known = AuthorityRole.safeParse(fold(role))
    if (known.success) draft.role = known.data
    else cells.fail('access-role-unknown', 'role')
  }
  const status = cells.value('status')
  if (status !== '') {
    const known = AccessStatus.safeParse(fold(status))
    if (known.success) draft.status = known.data
    else cells.fail('access-status-unknown', 'status')
  }
  for (const field of ['grantedAt', 'suspendedAt'] as const) {
    const day = cells.value(field)
    if (day === '') continue
    const at = instantFrom(day, target?.[field] ?? null)
    if (at === null || millisecondsOf(at) > millisecondsOf(now)) cells.fail('day-not-possible', field)
    else draft[field] = at
  }
  for (const field of ['keywords', 'professions'] as const) {
    const written = cells.value(field)
    if (written === '') continue
    const chosen = target?.[field] ?? []
    const items = membersOf(written, (item) => facts.items.meant(item, module, field, chosen))
    for (const item of items.unknown) cells.fail('item-unknown', field, item)
    draft[field] = items.found
  }
  const coordinators = coordinatorsOf(cells, facts.authorities, target?.linkedCoordinators ?? [])
  if (coordinators !== null) draft.linkedCoordinators = coordinators
  return draft
}

function coordinatorsOf(
  cells: AccessCells,
  authorities: KnownAuthorities,
  linked: readonly AuthorityId[],
): AuthorityId[] | null {
  const written = cells.value('linkedCoordinators')
  if (written === '') return null
  const ambiguous = new Set<string>()
  const removed = new Map<string, AuthorityId>()
  const { found, unknown } = membersOf(written, (item) => {
    const named = authorities.named(item, null)
    if (named.found === null && named.code === 'authority-ambiguous') ambiguous.add(item)
    if (named.found === null && named.code === 'authority-removed') {
      removed.set(item, named.removed.id)
      return named.removed.id
    }
    return named.found?.id
  })
  for (const item of unknown) {
    cells.fail(
      ambiguous.has(item) ? 'authority-ambiguous' : 'authority-not-found',
      'linkedCoordinators',
      item,
    )
  }
  if (found.length > MOST_LINKED) cells.fail('coordinators-too-many', 'linkedCoordinators')
  // A link to a removed authority stays where it is, and is not made new (P28, P39).
  for (const [item, id] of removed)
    if (!linked.includes(id)) cells.warn('coordinator-removed', 'linkedCoordinators', item)
  const gone = new Set(removed.values())
  return found.filter((id) => !gone.has(id) || linked.includes(id))
}

/** The members of a cell: one as a whole, since names have signs in them, else those between semicolons. */
function membersOf<Member extends string>(
  written: string,
  meant: (item: string) => Member | undefined,
): { readonly found: Member[]; readonly unknown: string[] } {
  const whole = meant(written)
  if (whole !== undefined) return { found: [whole], unknown: [] }
  const items = written
    .split(/[;|\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
  const found = new Set<Member>()
  const unknown: string[] = []
  for (const item of items) {
    const member = meant(item)
    if (member === undefined) unknown.push(item)
    else found.add(member)
  }
  return { found: [...found].sort(), unknown }
}

/** Codes of a module's own classification by what lists write for them (C7). */
export class ItemCodes {
  private readonly made = new Map<string, ReadonlyMap<string, string>>()
  private readonly catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue
  }

  /** @param chosen codes that the access has already: they stay possible, retired or not */
  meant(
    written: string,
    module: string,
    field: 'keywords' | 'professions',
    chosen: readonly string[],
  ): string | undefined {
    const name = fold(written)
    const label = (code: string) => classificationLabel(this.catalogue, code, module)
    return (
      this.offered(module, field).get(name) ??
      chosen.find((code) => fold(code) === name || fold(label(code)) === name)
    )
  }

  private offered(module: string, field: 'keywords' | 'professions'): ReadonlyMap<string, string> {
    const key = `${module} ${field}`
    const known = this.made.get(key)
    if (known !== undefined) return known
    const items =
      field === 'keywords'
        ? keywordsOf(this.catalogue, module)
        : professionsOf(this.catalogue, module).flatMap((sector) => [sector, ...sector.professions])
    const codes = new Map([
      ...items.map(({ code, label }) => [fold(label), code] as const),
      // A code means itself, whatever else has it for a name.
      ...items.map(({ code }) => [fold(code), code] as const),
    ])
    this.made.set(key, codes)
    return codes
  }
}
