import { z } from 'zod'
import { entities, ENTITY_NAMES, type EntityName, type RowOf } from '../../src-shared/entities'
import { isPersonal } from '../../src-shared/entities/entity'
import type { SqlRow, SqlValue } from './sqlite/driver'

export type ColumnKind = 'text' | 'integer' | 'boolean' | 'set'

export interface Column {
  readonly field: string
  readonly kind: ColumnKind
  readonly nullable: boolean
  readonly personal: boolean
}

export interface Codec {
  readonly columns: readonly Column[]
  /** Inserts a row: its last entry, then its columns. */
  readonly insert: string
  /** Writes these fields of a row and counts the write: last entry, the fields' values, number of the row. */
  readonly update: (fields: readonly string[]) => string
  readonly fieldNames: readonly string[]
  readonly kinds: ReadonlyMap<string, ColumnKind>
  readonly personalFields: ReadonlySet<string>
  readonly setFields: ReadonlySet<string>
}

function kindOf(schema: z.ZodType): { kind: ColumnKind; nullable: boolean } {
  if (schema instanceof z.ZodNullable)
    return { kind: kindOf(schema.unwrap() as z.ZodType).kind, nullable: true }
  if (schema instanceof z.ZodUnion) return kindOf(schema.options[0] as z.ZodType)
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean', nullable: false }
  if (schema instanceof z.ZodNumber) return { kind: 'integer', nullable: false }
  if (schema instanceof z.ZodArray) return { kind: 'set', nullable: false }
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return { kind: 'text', nullable: false }
  throw new Error(`No column kind for a field of type ${schema.type}`)
}

function describe(table: EntityName, shape: Record<string, z.ZodType>): Codec {
  const columns = Object.entries(shape).map(([field, schema]) => ({
    field,
    ...kindOf(schema),
    personal: isPersonal(schema),
  }))
  const names = columns.map((column) => `"${column.field}"`)
  const namesOf = (keep: (column: Column) => boolean): ReadonlySet<string> =>
    new Set(columns.filter(keep).map((column) => column.field))
  return {
    columns,
    insert: `INSERT INTO "${table}" (rev, lastEntry, ${names.join(', ')}) VALUES (1, ?, ${names.map(() => '?').join(', ')})`,
    update: (fields) =>
      `UPDATE "${table}" SET rev = rev + 1, lastEntry = ?, ${fields.map((field) => `"${field}" = ?`).join(', ')} WHERE row = ?`,
    fieldNames: columns.map((column) => column.field),
    kinds: new Map(columns.map((column) => [column.field, column.kind])),
    personalFields: namesOf((column) => column.personal),
    setFields: namesOf((column) => column.kind === 'set'),
  }
}

/** Columns of each entity, derived from its schema. */
export const codecs = Object.fromEntries(
  ENTITY_NAMES.map((name) => [name, describe(name, entities[name].schema.shape)]),
) as { readonly [Name in EntityName]: Codec }

/** The values of a row in the order of its columns: booleans as 0/1, sets as JSON. */
export function toColumns(name: EntityName, row: object): SqlValue[] {
  const fields = row as Record<string, unknown>
  return codecs[name].columns.map(({ field, kind }) => stored(kind, fields[field]))
}

/** As `toColumns`, of some fields only, in their order. */
export function fieldsToColumns(name: EntityName, row: object, fields: readonly string[]): SqlValue[] {
  const values = row as Record<string, unknown>
  const { kinds } = codecs[name]
  return fields.map((field) => stored(kinds.get(field) ?? 'text', values[field]))
}

function stored(kind: ColumnKind, value: unknown): SqlValue {
  if (kind === 'boolean') return value === true ? 1 : 0
  if (kind === 'set') return JSON.stringify(value)
  return value as SqlValue
}

/** The row as the entity describes it, out of what a statement answered. */
export function fromColumns<Name extends EntityName>(name: Name, record: SqlRow): RowOf<Name> {
  const row: Record<string, unknown> = {}
  for (const { field, kind } of codecs[name].columns) {
    const value = record[field]
    if (kind === 'boolean') row[field] = value === 1
    else if (kind === 'set') row[field] = value === '[]' ? [] : (JSON.parse(String(value)) as unknown)
    else row[field] = value
  }
  return row as RowOf<Name>
}
