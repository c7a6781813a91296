/** Columns of the list of authorities besides the name, which always stands first. */
export const COLUMNS = ['memberState', 'types', 'status', 'modules', 'city', 'region', 'email'] as const
export type ColumnName = (typeof COLUMNS)[number]

export const DEFAULT_COLUMNS: readonly ColumnName[] = ['memberState', 'types', 'status', 'modules']

/** Width of each column in the grid of the list. */
export const WIDTHS: Readonly<Record<ColumnName, string>> = {
  memberState: '56px',
  types: 'minmax(110px, 1.2fr)',
  status: '108px',
  modules: 'minmax(120px, 1.6fr)',
  city: 'minmax(90px, 0.8fr)',
  region: 'minmax(90px, 0.9fr)',
  email: 'minmax(130px, 1.1fr)',
}

/** Which order a click on a column's header asks for; columns that are not here cannot be sorted. */
export const SORT_OF: Readonly<
  Partial<Record<ColumnName | 'officialName', 'officialName' | 'memberState' | 'status' | 'type'>>
> = {
  officialName: 'officialName',
  memberState: 'memberState',
  status: 'status',
  types: 'type',
}

/** The stored choice, without names this version does not know; the default where nothing was chosen. */
export function chosenColumns(stored: readonly string[]): ColumnName[] {
  const known = COLUMNS.filter((column) => stored.includes(column))
  return known.length === 0 ? [...DEFAULT_COLUMNS] : known
}
