import { z } from 'zod'

/** The fields every entity description is made of. */
export type Fields = Record<string, z.ZodType>

/**
 * Marks a field as personal data: its values stand in the history only as salted digests and can be erased for good
 * while the chain still verifies.
 */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ personal: true })
}

/** Whether `personal` marked this field. */
export function isPersonal(schema: z.ZodType): boolean {
  return schema.meta()?.['personal'] === true
}

/** An entity: the one description of its fields. Store columns, conversions, history and files derive from it. */
export interface Entity<Name extends string, Shape extends Fields> {
  readonly name: Name
  readonly schema: z.ZodObject<Shape, z.core.$strict>
  /** Which field leads to the authority whose Management Information shows this entity's history. */
  readonly about: (keyof Shape & string) | 'id'
}

/** Describes an entity. @param about the field that holds the authority's id, `id` where the entity stands alone */
export function entity<const Name extends string, Shape extends Fields>(
  name: Name,
  about: NoInfer<keyof Shape & string> | 'id',
  shape: Shape,
): Entity<Name, Shape> {
  return { name, about, schema: z.strictObject(shape) }
}
