import { moduleOf } from '../../../../src-shared/catalogue'
import type { Access } from '../../../../src-shared/entities/access'
import type { Authority } from '../../../../src-shared/entities/authority'
import type { Instant } from '../../../../src-shared/time'
import { sameValue } from '../../../domain/change'
import type { AccessFacts } from './access-facts'
import { readAccess, type AccessCells, type AccessDraft } from './read-access'
import { moduleNamed } from './role-names'

/** A row as it was read. */
export interface Row {
  readonly line: number
  readonly cells: AccessCells
  readonly authority: Authority | null
  readonly module: string | null
  readonly draft: AccessDraft
  /** The authority was removed here, so the row changes nothing (P39). */
  readonly isGone: boolean
}

/** Every row about one access: the first one stands for it, the others add to its linked coordinators. */
interface Group {
  readonly rows: readonly Row[]
  readonly authority: Authority
  readonly module: string
  readonly target: Access | null
}

/** What becomes of an access. */
export interface PlannedAccess extends Group {
  readonly after: Omit<Access, 'id'>
  readonly fields: Partial<Access>
}

/** Reads one row: which access it is about, and what it says of it. Errors stand in its cells. */
export function readRow(cells: AccessCells, line: number, facts: AccessFacts, now: Instant): Row {
  const named = cells.value('authorityId')
  const known = named === '' ? null : facts.authorities.named(named, null)
  if (known?.found === null && known.code === 'authority-removed') {
    cells.warn(known.code, 'authorityId', known.removed.officialName)
    return { line, cells, authority: null, module: null, draft: {}, isGone: true }
  }
  if (known === null) cells.fail('access-authority-missing', 'authorityId')
  else if (known.found === null) cells.fail(known.code, 'authorityId')
  const authority = known?.found ?? null
  const written = cells.value('module')
  const module = written === '' ? null : moduleNamed(written, facts.catalogue)
  const isModule = module !== null && moduleOf(facts.catalogue, module) !== undefined
  if (written === '') cells.fail('access-module-missing', 'module')
  else if (!isModule) cells.fail('access-module-unknown', 'module')
  if (authority === null || !isModule)
    return { line, cells, authority, module: null, draft: {}, isGone: false }
  const draft = readAccess(cells, module, facts.accessOf(authority.id, module), facts, now)
  return { line, cells, authority, module, draft, isGone: false }
}

/** Puts the rows about one access together; those whose access is not known are left out. */
export function groupsOf(rows: readonly Row[], facts: AccessFacts): Group[] {
  const groups = new Map<string, Group & { rows: Row[] }>()
  for (const row of rows) {
    const { authority, module } = row
    if (authority === null || module === null) continue
    const key = keyOf({ authority, module })
    const known = groups.get(key)
    if (known === undefined) {
      groups.set(key, { rows: [row], authority, module, target: facts.accessOf(authority.id, module) })
    } else known.rows.push(row)
  }
  return [...groups.values()]
}

/** What all rows of an access say together; what contradicts is noted on its row. */
export function planGroup(group: Group, facts: AccessFacts): PlannedAccess {
  const { rows, target, authority, module } = group
  const said: Record<string, unknown> = {}
  const linked = new Set<Authority['id']>()
  for (const { draft, cells } of rows) {
    for (const [field, value] of Object.entries(draft) as [keyof AccessDraft, unknown][]) {
      if (field === 'linkedCoordinators') for (const id of draft.linkedCoordinators ?? []) linked.add(id)
      else if (!(field in said)) said[field] = value
      else if (!sameValue(said[field], value)) cells.fail('access-contradicts', field)
    }
    if (draft.linkedCoordinators?.includes(authority.id) === true) {
      cells.fail('coordinator-itself', 'linkedCoordinators')
    }
  }
  if (linked.size > 0) said['linkedCoordinators'] = [...linked].sort()
  const draft = said as AccessDraft
  const after: Omit<Access, 'id'> = { ...(target ?? nothingOf(authority, module)), ...draft }
  const plan = { ...group, after: draft.status === 'active' ? { ...after, suspendedAt: null } : after }
  const isWrong = () => rows.some(({ cells }) => cells.errors.length > 0)
  // What a cell with an error would have said is not known, so that nothing is told of the whole.
  if (!isWrong()) checkWhole(plan, draft, facts)
  // Half of what is said of an access would be something else than what the list says.
  if (isWrong()) {
    for (const { cells } of rows) {
      if (cells.errors.length === 0) cells.errors.push({ code: 'access-other-row', column: '', value: '' })
    }
  }
  return { ...plan, fields: target === null ? {} : differences(target, plan.after) }
}

function nothingOf(authority: Authority, module: string): Omit<Access, 'id'> {
  return {
    ...{ authorityId: authority.id, module, role: null, status: 'active' },
    ...{ linkedCoordinators: [], keywords: [], professions: [], grantedAt: null, suspendedAt: null },
  }
}

/** What cannot be, whatever another system says: it stands on the first row of the access. */
function checkWhole(
  plan: Group & Pick<PlannedAccess, 'after'>,
  draft: AccessDraft,
  facts: AccessFacts,
): void {
  const { authority, target, after, module } = plan
  const cells = plan.rows[0]?.cells
  if (cells === undefined) return
  const hasRole = moduleOf(facts.catalogue, module)?.hasAuthorityRole === true
  if (hasRole && after.role === null) cells.fail('access-role-needed', 'role')
  if (!hasRole && after.role !== null) cells.fail('access-role-not-possible', 'role')
  if (!hasRole && after.linkedCoordinators.length > 0) {
    cells.fail('access-links-not-possible', 'linkedCoordinators')
  }
  if (after.status === 'active' && target?.status !== 'active' && authority.status !== 'active') {
    cells.fail('access-of-inactivated', 'status', authority.officialName)
  }
  if (after.status === 'active' && draft.suspendedAt !== undefined) {
    cells.fail('suspended-day-of-active', 'suspendedAt')
  }
}

function differences(target: Access, after: Omit<Access, 'id'>): Partial<Access> {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !sameValue(target[field as keyof Access], value)),
  )
}

/** Whether nothing of what is said of an access is wrong. */
export function isSound({ rows }: Group): boolean {
  return rows.every(({ cells }) => cells.errors.length === 0)
}

/** Whether it changes anything. */
export function isWritten({ target, fields }: PlannedAccess): boolean {
  return target === null || Object.keys(fields).length > 0
}

/** What an access is found by in its list. */
export function keyOf({ authority, module }: Pick<Group, 'authority' | 'module'>): string {
  return `${authority.id} ${module}`
}
