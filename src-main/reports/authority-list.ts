import { authorityTypeLabel, moduleOf, type Catalogue } from '../../src-shared/catalogue'
import type { FoundAuthority } from '../app/ports'
import type { ListColumn } from './list-writer'

/** Columns of the exported list of authorities, in the words of the screen. */
export const AUTHORITY_COLUMNS: readonly ListColumn[] = [
  { header: 'Official name', width: 50 },
  { header: 'Informal title', width: 40 },
  { header: 'Member State', width: 14 },
  { header: 'Region', width: 24 },
  { header: 'Types', width: 34 },
  { header: 'Status', width: 12 },
  { header: 'Inactivated on', width: 14 },
  { header: 'Access manager role', width: 12 },
  { header: 'Active modules', width: 50 },
  { header: 'Suspended modules', width: 40 },
  { header: 'Address', width: 40 },
  { header: 'Postcode', width: 10 },
  { header: 'City', width: 24 },
  { header: 'Phone', width: 20 },
  { header: 'E-mail', width: 32 },
  { header: 'Website', width: 32 },
  { header: 'Identifier', width: 28 },
]

const STATUS = { active: 'Active', inactivated: 'Inactivated', removed: 'Removed' } as const

/** One row of the exported list. */
export function authorityCells({ authority, accesses }: FoundAuthority, catalogue: Catalogue): string[] {
  const modules = (status: string): string =>
    accesses
      .filter((access) => access.status === status)
      .map((access) => moduleOf(catalogue, access.module)?.shortName ?? access.module)
      .join('; ')
  return [
    authority.officialName,
    authority.informalTitle,
    authority.memberState,
    authority.region,
    authority.types.map((ref) => authorityTypeLabel(catalogue, ref)).join('; '),
    STATUS[authority.status],
    authority.inactivatedAt?.slice(0, 10) ?? '',
    authority.hasAccessManagerRole ? 'Yes' : 'No',
    modules('active'),
    modules('suspended'),
    authority.address,
    authority.postcode,
    authority.city,
    authority.phone,
    authority.email,
    authority.website,
    authority.id,
  ]
}
