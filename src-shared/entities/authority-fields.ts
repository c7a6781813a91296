import type { Authority } from './authority'

/**
 * What a person may write of an authority, in the order of the form, each with the group it stands in. Contract, forms,
 * lists, history filter and the comparison of versions follow from it. Without zod, so that the window reads it too.
 */
const GROUP_OF = {
  officialName: 'names',
  informalTitle: 'names',
  description: 'names',
  memberState: 'classification',
  region: 'classification',
  types: 'classification',
  address: 'contact',
  postcode: 'contact',
  city: 'contact',
  phone: 'contact',
  fax: 'contact',
  email: 'contact',
  website: 'contact',
  languages: 'languages',
  notes: 'languages',
} as const satisfies Partial<Record<keyof Authority, string>>

export type WrittenField = keyof typeof GROUP_OF
export type FieldGroup = (typeof GROUP_OF)[WrittenField]
/** What a person wrote, or could write, of an authority. */
export type Written = Pick<Authority, WrittenField>

export const WRITTEN_FIELDS = Object.keys(GROUP_OF) as WrittenField[]
export const FIELD_GROUPS = [...new Set(Object.values(GROUP_OF))]

/** Fields whose value is chosen where authorities are merged (N5): all but the Member State, which they share. */
export type ChosenField = Exclude<WrittenField, 'memberState'>
export const CHOSEN_FIELDS = WRITTEN_FIELDS.filter((field): field is ChosenField => field !== 'memberState')

const SETS: ReadonlySet<WrittenField> = new Set(['types', 'languages'])

/** The fields of one group, in the order of the form. */
export function fieldsOf(group: FieldGroup): WrittenField[] {
  return WRITTEN_FIELDS.filter((field) => GROUP_OF[field] === group)
}

/** An authority of which nothing is written yet. */
export function nothingWritten(): Written {
  return Object.fromEntries(WRITTEN_FIELDS.map((field) => [field, SETS.has(field) ? [] : ''])) as never
}

/** The part of an authority that a person may write, as a copy of its own. */
export function writtenOf(authority: Authority): Written {
  return Object.fromEntries(WRITTEN_FIELDS.map((field) => [field, copy(authority[field])])) as never
}

function copy(value: string | string[]): string | string[] {
  return typeof value === 'string' ? value : [...value]
}

/** The fields of an authority that a column of a list can fill. */
export const LIST_FIELDS = [...WRITTEN_FIELDS, 'externalId', 'registeredAt'] as const
export type ListField = (typeof LIST_FIELDS)[number]
