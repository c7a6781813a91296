import type { AlertField, AlertModule } from './alert-modules'
import type { Catalogue } from './catalogue'

/** What is written into the form, by field: a text, a day, a code; several codes where several can be chosen. */
export type AlertContent = Readonly<Record<string, string | readonly string[]>>

/** What is wrong with one field. */
export interface ContentFault {
  readonly field: string
  readonly label: string
  readonly group: string
  readonly fault: 'missing' | 'too-long' | 'not-in-list' | 'not-a-day' | 'in-the-future' | 'not-in-form'
}

interface Asked {
  readonly complete: boolean
  readonly today: string
}

/** What stands in the place of a day that is none: no form takes it. */
export const NO_DAY = '?'

const DAY = /^\d{4}-\d\d-\d\d$/

/** The description of a module's form; undefined where the module is none of alerts or notifications. */
export function alertModuleOf(
  catalogue: Pick<Catalogue, 'alertModules'>,
  module: string,
): AlertModule | undefined {
  return catalogue.alertModules.find((each) => each.module === module)
}

/** Every field of a form, in its order. */
export function fieldsOf(module: AlertModule): AlertField[] {
  return module.groups.flatMap((group) => group.fields)
}

/** The items of a field's list; none where it has no list. */
export function choicesOf(module: AlertModule, field: AlertField): { code: string; label: string }[] {
  return module.lists.find((list) => list.code === field.list)?.items ?? []
}

/** The value of a field as texts: none where nothing is written. */
export function valuesOf(content: AlertContent, field: string): readonly string[] {
  const value = content[field]
  if (value === undefined || value === '') return []
  return typeof value === 'string' ? [value] : value
}

/** The value of a field in words: labels of choices, names of Member States; the text itself else. */
export function valueInWords(
  catalogue: Pick<Catalogue, 'memberStates'>,
  module: AlertModule,
  field: AlertField,
  value: string,
): string {
  if (field.kind === 'member-state')
    return catalogue.memberStates.find((state) => state.code === value)?.name ?? value
  if (field.list === null) return value
  return choicesOf(module, field).find((item) => item.code === value)?.label ?? value
}

/**
 * What is wrong with a content, field by field, in the order of the form.
 * @param asked.complete whether what is required must be there: before others get to see it, not in a draft
 * @param asked.today the latest day that fields about what has happened take, as `latestDay` says
 */
export function contentFaults(
  catalogue: Pick<Catalogue, 'memberStates'>,
  module: AlertModule,
  content: AlertContent,
  asked: Asked,
): ContentFault[] {
  const fields = module.groups.flatMap((group) =>
    group.fields.map((field) => ({ group: group.title, field })),
  )
  const known = new Set(fields.map(({ field }) => field.code))
  return [
    ...fields.flatMap(({ group, field }): ContentFault[] => {
      const fault = fieldFault(catalogue, module, field, valuesOf(content, field.code), asked)
      return fault === null ? [] : [{ field: field.code, label: field.label, group, fault }]
    }),
    ...Object.keys(content)
      .filter((code) => !known.has(code))
      .map((code): ContentFault => ({ field: code, label: code, group: '', fault: 'not-in-form' })),
  ]
}

/** A day of the calendar: 31 February is none, though a date is read from it. */
function isDay(value: string): boolean {
  if (!DAY.test(value)) return false
  const read = new Date(`${value}T00:00:00.000Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value)
}

function fieldFault(
  catalogue: Pick<Catalogue, 'memberStates'>,
  module: AlertModule,
  field: AlertField,
  values: readonly string[],
  { complete, today }: Asked,
): ContentFault['fault'] | null {
  if (values.length === 0) return complete && field.required ? 'missing' : null
  if (values.length > 1 && field.kind !== 'choices') return 'not-in-list'
  switch (field.kind) {
    case 'line':
    case 'text':
      return values.some((value) => value.length > field.max) ? 'too-long' : null
    case 'date':
      if (!values.every(isDay)) return 'not-a-day'
      return field.latest === 'today' && values.some((value) => value > today) ? 'in-the-future' : null
    case 'choice':
    case 'choices': {
      const codes = choicesOf(module, field).map((item) => item.code)
      return values.every((value) => codes.includes(value)) ? null : 'not-in-list'
    }
    case 'member-state':
      return values.every((value) => catalogue.memberStates.some((state) => state.code === value))
        ? null
        : 'not-in-list'
  }
}

/** Member States that the fields name, such as that of establishment. */
export function statesNamed(module: AlertModule, content: AlertContent): string[] {
  return fieldsOf(module)
    .filter((field) => field.kind === 'member-state')
    .flatMap((field) => valuesOf(content, field.code))
}

/** What a copy takes over (K10): fields that speak of the matter, not those that speak of this one event. */
export function copiedContent(module: AlertModule, content: AlertContent): AlertContent {
  return only(content, new Set(fieldsOf(module).flatMap((field) => (field.copied ? field.code : []))))
}

/** A content in two: what tells of persons, and the rest (P21). */
export function splitContent(
  module: AlertModule,
  content: AlertContent,
): { readonly personal: AlertContent; readonly other: AlertContent } {
  const personal = new Set(fieldsOf(module).flatMap((field) => (field.personal ? field.code : [])))
  return {
    personal: only(content, personal),
    other: only(content, new Set(Object.keys(content).filter((code) => !personal.has(code)))),
  }
}

function only(content: AlertContent, fields: ReadonlySet<string>): AlertContent {
  return Object.fromEntries(Object.entries(content).filter(([code]) => fields.has(code)))
}

/** A content as it is stored: fields in order, nothing empty, several choices sorted; so that equal ones are equal. */
export function writeContent(content: AlertContent): string {
  const written = Object.keys(content)
    .sort()
    .flatMap((code) => {
      const values = valuesOf(content, code)
      if (values.length === 0) return []
      return [[code, typeof content[code] === 'string' ? content[code] : [...new Set(values)].sort()]]
    })
  return written.length === 0 ? '' : JSON.stringify(Object.fromEntries(written))
}

/** The content out of its stored form; empty where nothing is stored or it was erased. */
export function readContent(...stored: readonly string[]): AlertContent {
  return Object.assign(
    {},
    ...stored.map((each) => (each === '' ? {} : (JSON.parse(each) as AlertContent))),
  ) as AlertContent
}
