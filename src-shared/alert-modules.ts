import { z } from 'zod'
import { AuthorityRole, ModuleCode } from './entities/access'

const Label = z.string().trim().min(1).max(200)
const Hint = z.string().trim().max(300)
const FieldCode = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/)
const ListCode = z.string().regex(/^[a-z][a-z-]{0,39}$/)
const Code = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** A field of the form. What marks a person is blocked and erased with the rest of the personal data (P21). */
export const AlertField = z.strictObject({
  code: FieldCode,
  label: Label,
  hint: Hint,
  /** One line, several lines, a day, one or several items of a list, or a Member State. */
  kind: z.enum(['line', 'text', 'date', 'choice', 'choices', 'member-state']),
  /** The list of a choice. */
  list: ListCode.nullable(),
  /** Must be there before others get to see it; a draft may lack it. */
  required: z.boolean(),
  personal: z.boolean(),
  /** Whether a copy takes it over (K10). */
  copied: z.boolean(),
  /** Characters at most; 0 where it is not written by hand. */
  max: z.int().min(0).max(10_000),
  /** The latest day it takes: today where it tells of what has happened. Without it, every day. */
  latest: z.literal('today').optional(),
})
export type AlertField = z.infer<typeof AlertField>

/**
 * A module of the kinds alert and notification, described by data: form, lists, steps, roles, texts (K1, K12). One more
 * module is one more file.
 */
export const AlertModule = z.strictObject({
  module: ModuleCode,
  /** Numbers begin with it: `SDA-2026-7KX4Q`. */
  prefix: z.string().regex(/^[A-Z]{2,6}$/),
  noun: z.strictObject({ one: Label, many: Label }),
  titleLabel: Label,
  titleHint: Hint,
  recipients: z.strictObject({
    hint: Hint,
    /** Whether the Commission is informed unless somebody unticks it. */
    commission: z.boolean(),
    /** Which Member States the form offers first: those the fields name, all, or none. */
    suggest: z.enum(['fields', 'all', 'chosen']),
  }),
  groups: z
    .array(z.strictObject({ code: FieldCode, title: Label, hint: Hint, fields: z.array(AlertField).min(1) }))
    .min(1),
  lists: z.array(
    z.strictObject({
      code: ListCode,
      items: z.array(z.strictObject({ code: Code, label: Label })).min(1),
    }),
  ),
  /** Two choices that are shown as one small matrix. */
  matrix: z.strictObject({ title: Label, hint: Hint, rows: FieldCode, columns: FieldCode }).nullable(),
  steps: z.strictObject({
    /** An authority submits to its coordinator, who broadcasts or returns; else it broadcasts itself (P17). */
    approval: z.boolean(),
    /** Coordinators of recipient Member States pass it on (K4). */
    dissemination: z.boolean(),
    /** Recipients may object to a proposal to close (K6). */
    objections: z.boolean(),
  }),
  roles: z.strictObject({
    /** In which role an authority may create one. */
    create: z.array(AuthorityRole).min(1),
  }),
  attachments: z.strictObject({
    most: z.int().min(0).max(50),
    megabytes: z.int().min(1).max(20),
    /** Endings of file names that are taken. */
    types: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)),
  }),
})
export type AlertModule = z.infer<typeof AlertModule>

const fieldsOf = (module: AlertModule): AlertField[] => module.groups.flatMap((group) => group.fields)

/** What is wrong inside a description of the right shape: codes twice, lists that are not there. */
export function alertModuleFaults(module: AlertModule): string[] {
  const fields = fieldsOf(module)
  const codes = fields.map((field) => field.code)
  const lists = new Set(module.lists.map((list) => list.code))
  const where = `alerts ${module.module}`
  const named = module.matrix === null ? [] : [module.matrix.rows, module.matrix.columns]
  return [
    ...codes
      .filter((code, index) => codes.indexOf(code) !== index)
      .map((code) => `${where}: field ${code} twice`),
    ...fields
      .filter((field) => field.kind.startsWith('choice') !== (field.list !== null))
      .map((field) => `${where}: field ${field.code} needs a list exactly if it is a choice`),
    ...fields.flatMap(({ list }) =>
      list === null || lists.has(list) ? [] : [`${where}: list ${list} unknown`],
    ),
    ...fields
      .filter((field) => ['line', 'text'].includes(field.kind) !== field.max > 0)
      .map((field) => `${where}: field ${field.code} needs a length exactly if it is a text`),
    ...fields
      .filter((field) => field.latest !== undefined && field.kind !== 'date')
      .map((field) => `${where}: field ${field.code} is no day, so there is no latest one`),
    ...named
      .filter((code) => fields.find((field) => field.code === code)?.kind !== 'choice')
      .map((code) => `${where}: the matrix needs the choice ${code}`),
  ]
}
