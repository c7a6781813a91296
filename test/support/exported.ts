import { join } from 'node:path'
import type { SearchCriteria } from '../../src-shared/contract/authorities'
import type { Core } from './core'

const EVERYTHING: SearchCriteria = {
  text: '',
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}

/** What asks for the list of all authorities, by name. */
export const exportOf = (format: 'csv' | 'xlsx') => ({
  criteria: EVERYTHING,
  sort: { by: 'officialName' as const, descending: false },
  only: [],
  format,
})

/** Lets the program write its list of all authorities; gives the path of the file. */
export async function exported(core: Core, format: 'csv' | 'xlsx'): Promise<string> {
  const file = join(core.folder, `Authorities (ausgeführt).${format}`)
  await core.done('authorities.export', exportOf(format), { file })
  return file
}
