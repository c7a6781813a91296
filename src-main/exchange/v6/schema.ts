import { V6_FILES, type V6File } from '../../../src-shared/v6'

/** The columns of a file. A required column must be there; what may stand in it says the README. */
export interface V6Columns {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** Every file of a V6 data folder with its columns; the README beside this file says what each means. */
export const V6_COLUMNS: Readonly<Record<V6File, V6Columns>> = {
  authorities: {
    required: ['id', 'official_name', 'member_state', 'status', 'is_competent_authority', 'is_solvit_centre'],
    optional: [
      'informal_title',
      'description',
      'region',
      'address',
      'postcode',
      'city',
      'phone',
      'fax',
      'email',
      'website',
      'languages',
      'policy_areas',
      'economic_areas',
      'registered_on',
      'inactivated_on',
    ],
  },
  coordinator_roles: { required: ['authority_id', 'kind', 'legal_area'], optional: ['responsibility'] },
  area_accesses: {
    required: ['authority_id', 'legal_area', 'role', 'status', 'granted_by'],
    optional: ['modules'],
  },
  validations: { required: ['authority_id', 'validator_id'], optional: [] },
  links: { required: ['authority_id', 'coordinator_id', 'legal_area'], optional: [] },
  users: {
    required: ['authority_id', 'user_name', 'name', 'email', 'roles', 'password_status'],
    optional: ['phone', 'language', 'last_login'],
  },
  classifications: { required: ['authority_id', 'legal_area', 'keyword'], optional: [] },
  sectors: { required: ['authority_id', 'code'], optional: [] },
  professions: { required: ['authority_id', 'code'], optional: [] },
  alert_network: { required: ['authority_id', 'role', 'status', 'coordinators'], optional: [] },
  registers: { required: ['id', 'name', 'manager_id'], optional: ['url', 'description'] },
}

/** How the name of each file ends. */
export const V6_EXTENSION = '.csv'

/** What a folder may hold at most; beyond that it is refused before it fills the memory. */
export const V6_CAPS = { bytes: 128 * 1024 * 1024, rows: 1_000_000, cellLength: 32_000 } as const

/** The file of the folder that has this name, in any case; undefined for one that is no part of V6 data. */
export function v6FileNamed(name: string): V6File | undefined {
  return V6_FILES.find((file) => `${file}${V6_EXTENSION}` === name.toLowerCase())
}
