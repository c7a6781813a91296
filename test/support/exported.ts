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

/** Lets the program write its list of all authorities, by name; gives the path of the file. */
export async function exported(core: Core, format: 'csv' | 'xlsx'): Promise<string> {
  const file = join(core.folder, `Authorities (ausgeführt).${format}`)
  const sort = { by: 'officialName', descending: false } as const
  await core.done('authorities.export', { criteria: EVERYTHING, sort, only: [], format }, { file })
  return file
}
