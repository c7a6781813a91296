import type { AuthorityData } from '../../src-shared/contract/authorities'
import type { Authority } from '../../src-shared/entities/authority'

/** What a person may write of an authority, in the order of the form. */
export const DATA_FIELDS = [
  'officialName',
  'informalTitle',
  'description',
  'memberState',
  'region',
  'types',
  'address',
  'postcode',
  'city',
  'phone',
  'fax',
  'email',
  'website',
  'languages',
  'notes',
] as const satisfies readonly (keyof AuthorityData)[]
export type DataField = (typeof DATA_FIELDS)[number]

/** An authority of which nothing is written yet. */
export function emptyData(): AuthorityData {
  return {
    officialName: '',
    informalTitle: '',
    description: '',
    memberState: '',
    region: '',
    types: [],
    address: '',
    postcode: '',
    city: '',
    phone: '',
    fax: '',
    email: '',
    website: '',
    languages: [],
    notes: '',
  }
}

/** The part of an authority that a person may write, as a copy of its own. */
export function dataOf(authority: Authority): AuthorityData {
  return {
    officialName: authority.officialName,
    informalTitle: authority.informalTitle,
    description: authority.description,
    memberState: authority.memberState,
    region: authority.region,
    types: [...authority.types],
    address: authority.address,
    postcode: authority.postcode,
    city: authority.city,
    phone: authority.phone,
    fax: authority.fax,
    email: authority.email,
    website: authority.website,
    languages: [...authority.languages],
    notes: authority.notes,
  }
}

const comparable = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value.trim() : [...value].sort().join('\n')

/** The fields in which two versions differ; the order of sets and blanks around a text do not count. */
export function differingFields(left: AuthorityData, right: AuthorityData): DataField[] {
  return DATA_FIELDS.filter((field) => comparable(left[field]) !== comparable(right[field]))
}

/** A copy of `into` with these fields taken from `from`. */
export function takeFields(
  into: AuthorityData,
  from: AuthorityData,
  fields: readonly DataField[],
): AuthorityData {
  return { ...into, ...Object.fromEntries(fields.map((field) => [field, from[field]])) }
}
