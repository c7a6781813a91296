import { classificationLabel, moduleOf, type Catalogue } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'
import type { ListColumn } from './list-writer'

/** Columns of a list of accesses, in words that the import of lists knows. */
export const ACCESS_COLUMNS: readonly ListColumn[] = [
  { header: 'Authority', width: 50 },
  { header: 'Member State', width: 14 },
  { header: 'Module', width: 40 },
  { header: 'Role', width: 14 },
  { header: 'Status', width: 12 },
  { header: 'Linked coordinators', width: 60 },
  { header: 'Keywords', width: 50 },
  { header: 'Professions', width: 50 },
  { header: 'Granted', width: 14 },
  { header: 'Suspended', width: 14 },
]

/** One row of the list. @param nameOf the official name of an authority by its id, the id where it is not known */
export function accessCells(
  access: Access,
  authority: Pick<Authority, 'officialName' | 'memberState'>,
  nameOf: (id: string) => string,
  catalogue: Catalogue,
): string[] {
  const labels = (codes: readonly string[]): string =>
    codes.map((code) => classificationLabel(catalogue, code, access.module)).join('; ')
  return [
    authority.officialName,
    authority.memberState,
    moduleOf(catalogue, access.module)?.name ?? access.module,
    access.role === null ? '' : access.role === 'coordinator' ? 'Coordinator' : 'Authority',
    access.status === 'active' ? 'Active' : 'Suspended',
    access.linkedCoordinators.map(nameOf).join('; '),
    labels(access.keywords),
    labels(access.professions),
    access.grantedAt?.slice(0, 10) ?? '',
    access.suspendedAt?.slice(0, 10) ?? '',
  ]
}
