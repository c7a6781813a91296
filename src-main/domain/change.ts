import type { EntityName, RowOf } from '../../src-shared/entities'

/** A row that is new. */
export interface CreatedRow<Name extends EntityName> {
  readonly entity: Name
  readonly op: 'create'
  readonly id: string
  readonly before: null
  readonly after: RowOf<Name>
}

/** A row some fields of which change. */
export interface UpdatedRow<Name extends EntityName> {
  readonly entity: Name
  readonly op: 'update'
  readonly id: string
  readonly before: RowOf<Name>
  readonly after: RowOf<Name>
}

/** A row that goes, because the act that made it is taken back. What it was stays in the history. */
export interface RemovedRow<Name extends EntityName> {
  readonly entity: Name
  readonly op: 'remove'
  readonly id: string
  readonly before: RowOf<Name>
  readonly after: null
}

/** What one entity row becomes. */
export type ChangeOf<Name extends EntityName> = CreatedRow<Name> | UpdatedRow<Name> | RemovedRow<Name>
export type Change = { [Name in EntityName]: ChangeOf<Name> }[EntityName]

/** A new row. */
export function created<Name extends EntityName>(entity: Name, after: RowOf<Name>): CreatedRow<Name> {
  return { entity, op: 'create', id: after.id, before: null, after }
}

/** A row with some fields replaced. */
export function updated<Name extends EntityName>(
  entity: Name,
  before: RowOf<Name>,
  fields: Partial<RowOf<Name>>,
): UpdatedRow<Name> {
  return { entity, op: 'update', id: before.id, before, after: { ...before, ...fields } }
}

/** A row that is taken out again. */
export function removed<Name extends EntityName>(entity: Name, before: RowOf<Name>): RemovedRow<Name> {
  return { entity, op: 'remove', id: before.id, before, after: null }
}

/** Whether two values of a field are equal; sets are stored sorted, so order needs no thought. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
  return left.every((member, index) => member === right[index])
}

/**
 * Names of the fields in which two versions of a row differ, in the order of the entity's description; all of them
 * where one of the two is not there.
 */
export function changedFields(before: object | null, after: object | null): string[] {
  const earlier = before as Record<string, unknown> | null
  const later = after as Record<string, unknown> | null
  return Object.keys(after ?? before ?? {}).filter(
    (field) => earlier === null || later === null || !sameValue(earlier[field], later[field]),
  )
}
