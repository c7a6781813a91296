import type { EntityName, RowOf } from '../../src-shared/entities'

/** What one entity row becomes. Removing leaves a tombstone, so `after` is never missing. */
export type ChangeOf<Name extends EntityName> = {
  readonly entity: Name
  readonly op: 'create' | 'update' | 'remove'
  readonly id: string
  readonly before: RowOf<Name> | null
  readonly after: RowOf<Name>
}
export type Change = { [Name in EntityName]: ChangeOf<Name> }[EntityName]

/** A new row. */
export function created<Name extends EntityName>(entity: Name, after: RowOf<Name>): ChangeOf<Name> {
  return { entity, op: 'create', id: after.id, before: null, after }
}

/** A row with some fields replaced. */
export function updated<Name extends EntityName>(
  entity: Name,
  before: RowOf<Name>,
  fields: Partial<RowOf<Name>>,
): ChangeOf<Name> {
  return { entity, op: 'update', id: before.id, before, after: { ...before, ...fields } }
}

/** Whether two values of a field are equal; sets are stored sorted, so order needs no thought. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
  return left.every((member, index) => member === right[index])
}

/** Names of the fields in which two rows of one entity differ, in the order of the entity's description. */
export function changedFields(before: object | null, after: object): string[] {
  const earlier = before as Record<string, unknown> | null
  return Object.entries(after)
    .filter(([field, value]) => earlier === null || !sameValue(earlier[field], value))
    .map(([field]) => field)
}
