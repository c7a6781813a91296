import fc from 'fast-check'
import { z } from 'zod'
import { entities, type EntityName, type RowOf } from '../../src-shared/entities'
import { formatId } from '../../src-shared/ids'
import { instantOf } from '../../src-shared/time'

const instants = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instantOf)
const ids = fc
  .tuple(fc.nat(), fc.uint8Array({ minLength: 10, maxLength: 10 }))
  .map(([moment, random]) => formatId(moment, random))
/** Texts in many scripts, with what is hard to store: emoji, joiners, control characters, quotes. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', 'Łódź', 'Αθήνα', 'София', `"'\\;--`, '💙', '[]', 'null', '0', 'true'),
)
const codes = fc.stringMatching(/^[a-z]{2}$/)

/** What could stand in a field, by the form of its values; those that the schema refuses are thrown away. */
const candidates = fc.oneof(
  texts,
  instants,
  ids,
  codes,
  codes.map((code) => code.toUpperCase()),
  fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8})?(:[a-z]{1,8})?$/),
  fc.stringMatching(/^[0-9a-f]{64}$/),
  fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/),
)

/** Values of a field, built from its schema. */
function valuesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodNullable) {
    return fc.option(valuesOf(schema.unwrap() as z.ZodType), { nil: null })
  }
  if (schema instanceof z.ZodUnion) {
    return fc.oneof(...schema.options.map((option) => valuesOf(option as z.ZodType)))
  }
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodNumber) return fc.nat()
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodArray) {
    return fc
      .array(valuesOf(schema.element as z.ZodType), { maxLength: 4 })
      .map((members) => schema.parse(members))
  }
  return candidates.filter((value) => schema.safeParse(value).success).map((value) => schema.parse(value))
}

/** Any row of an entity that its schema takes. */
export function rowsOf<Name extends EntityName>(name: Name): fc.Arbitrary<RowOf<Name>> {
  const fields = Object.entries(entities[name].schema.shape as Record<string, z.ZodType>)
  return fc.record(
    Object.fromEntries(fields.map(([field, schema]) => [field, valuesOf(schema)])),
  ) as fc.Arbitrary<RowOf<Name>>
}
