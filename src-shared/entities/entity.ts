import { z } from 'zod'

/** The fields every entity description is made of. */
export type Fields = Record<string, z.ZodType>

/**
 * Marks a field as personal data: its values stand in the history only as salted digests and can be erased for good
 * while the chain still verifies.
 */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), personal: true })
}

/** Marks a field whose value nobody reads, such as the hash of a password: the history tells only that it was set. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), secret: true })
}

/** Whether `personal` marked this field. */
export function isPersonal(schema: z.ZodType): boolean {
  return schema.meta()?.['personal'] === true
}

/** Whether `secret` marked this field. */
export function isSecret(schema: z.ZodType): boolean {
  return schema.meta()?.['secret'] === true
}

/**
 * What becomes of an entity between PCs:
 * - `shared`: every PC has it and may write it
 * - `owned`: every PC has it; only the PC that made it acts on it
 * - `local`: it stays on this PC
 */
export type Travel = 'shared' | 'owned' | 'local'

/**
 * Who reads the entries of an entity in Management Information (F2, P37):
 * - `all`: whoever opens the authority
 * - `users`: who sees its users (P31, P43)
 * - `mail`: who sees the mail itself
 * - `helpdesk`: the IMI Helpdesk
 * - `elsewhere`: its entries belong to no authority's Management Information
 */
export type Readers = 'all' | 'users' | 'mail' | 'helpdesk' | 'elsewhere'

/** Everything that is said of an entity, once; what lists it elsewhere is derived from here. */
export interface Description<Shape extends Fields> {
  /** The field that leads to the authority whose Management Information shows its history; `id` if it stands alone. */
  readonly about: keyof Shape & string
  /** The fields that hold the id of the authority or alert whose erasing erases this row's personal data. */
  readonly owners: readonly (keyof Shape & string)[]
  readonly travels: Travel
  readonly readers: Readers
  /** Sets of fields that no two rows share, the identifier aside; the store has a unique index for each. */
  readonly unique: readonly (readonly (keyof Shape & string)[])[]
}

/** An entity: the one description of its fields. Store columns, conversions, history and files derive from it. */
export interface Entity<Name extends string, Shape extends Fields> extends Description<Shape> {
  readonly name: Name
  readonly schema: z.ZodObject<Shape, z.core.$strict>
}

/** Describes an entity. Each statement of the description is required, so that a new entity cannot forget one. */
export function entity<const Name extends string, Shape extends Fields>(
  name: Name,
  description: NoInfer<Description<Shape>>,
  shape: Shape,
): Entity<Name, Shape> {
  return { name, ...description, schema: z.strictObject(shape) }
}
