import type { EntityName, RowOf } from '../../src-shared/entities'
import { ok, refuse, type Result } from '../../src-shared/result'
import { created, removed, sameValue, updated, type Change } from './change'

/** What an entry of the history says of one field. */
export type EntryField =
  | { readonly kind: 'value'; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'set'; readonly added: readonly string[]; readonly removed: readonly string[] }
  /** The value was personal data and is erased for good. */
  | { readonly kind: 'erased' }

/** One entry of a unit, as the history keeps it. */
export interface UnitEntry {
  readonly entity: EntityName
  readonly entityId: string
  readonly op: 'create' | 'update' | 'remove'
  readonly fields: ReadonlyMap<string, EntryField>
}

export type InverseRefusal = 'undo-later-edit' | 'undo-gone' | 'undo-erased'

type Row = RowOf<EntityName>
type Fields = Record<string, unknown>

/** A row while a unit is taken back: as it is stored, and as it becomes. */
interface Working {
  readonly entity: EntityName
  readonly id: string
  readonly stored: Row | null
  now: Fields | null
}

/**
 * The changes that take a unit back, entry by entry, the newest first. A field that was edited since stands in the way;
 * edits of other fields do not (N10). A row that the unit made goes again, one that it took out comes back.
 * @param entries those of the unit, newest first
 * @param find a row as it is stored now; null where there is none
 */
export function inverseOf(
  entries: Iterable<UnitEntry>,
  find: (entity: EntityName, id: string) => Row | null,
): Result<Change[], InverseRefusal> {
  const rows = new Map<string, Working>()
  for (const entry of entries) {
    const key = `${entry.entity} ${entry.entityId}`
    let row = rows.get(key)
    if (row === undefined) {
      const stored = find(entry.entity, entry.entityId)
      row = { entity: entry.entity, id: entry.entityId, stored, now: stored as Fields | null }
      rows.set(key, row)
    }
    const problem = takeBack(row, entry)
    if (problem !== null) return refuse(problem, { entity: entry.entity })
  }
  return ok([...rows.values()].flatMap(changeOf))
}

function takeBack(row: Working, entry: UnitEntry): InverseRefusal | null {
  for (const field of entry.fields.values()) if (field.kind === 'erased') return 'undo-erased'
  if (entry.op === 'remove') {
    // What was taken out and made again since is not what this unit left.
    if (row.now !== null) return 'undo-later-edit'
    row.now = Object.fromEntries([...entry.fields].map(([name, field]) => [name, valueBefore(field)]))
    return null
  }
  if (row.now === null) return 'undo-gone'
  const before: Fields = { ...row.now }
  for (const [name, field] of entry.fields) {
    if (!stillAsLeft(field, row.now[name]) && !sameStatus(name, field, row.now[name]))
      return 'undo-later-edit'
    before[name] = earlier(field, row.now[name])
  }
  row.now = entry.op === 'create' ? null : before
  return null
}

/** Dates that follow from a status: an undo that brings the status back sets them to now (P38). */
const DATES_OF_STATUS: ReadonlySet<string> = new Set(['inactivatedAt', 'suspendedAt'])

/**
 * Whether a date of a status still says the same of the status. That it is another day is no later edit: an undo in
 * between dated it from then.
 */
function sameStatus(name: string, field: EntryField, now: unknown): boolean {
  return DATES_OF_STATUS.has(name) && field.kind === 'value' && (field.after === null) === (now === null)
}

/** Whether a field is still as the entry left it. */
function stillAsLeft(field: EntryField, now: unknown): boolean {
  if (field.kind === 'value') return sameValue(field.after, now)
  if (field.kind === 'erased') return false
  const members = new Set(now as readonly string[])
  return (
    field.added.every((member) => members.has(member)) && !field.removed.some((member) => members.has(member))
  )
}

function earlier(field: EntryField, now: unknown): unknown {
  if (field.kind === 'value') return field.before
  if (field.kind === 'erased') return now
  const kept = (now as readonly string[]).filter((member) => !field.added.includes(member))
  return [...kept, ...field.removed].sort()
}

function valueBefore(field: EntryField): unknown {
  return field.kind === 'set' ? [...field.removed].sort() : field.kind === 'value' ? field.before : null
}

function changeOf({ entity, stored, now }: Working): Change[] {
  if (stored === null && now === null) return []
  if (now === null) return [removed(entity, stored as never) as Change]
  if (stored === null) return [created(entity, now as never) as Change]
  return [updated(entity, stored as never, now as never) as Change]
}
