import { WRITTEN_FIELDS, type Written, type WrittenField } from '../../src-shared/entities/authority-fields'

const comparable = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value.trim() : [...value].sort().join('\n')

/** The fields in which two versions differ; the order of sets and blanks around a text do not count. */
export function differingFields(left: Written, right: Written): WrittenField[] {
  return WRITTEN_FIELDS.filter((field) => comparable(left[field]) !== comparable(right[field]))
}

/** A copy of `into` with these fields taken from `from`. */
export function takeFields(into: Written, from: Written, fields: readonly WrittenField[]): Written {
  return { ...into, ...Object.fromEntries(fields.map((field) => [field, from[field]])) }
}
