import { emptyV6, type V6Row, type V6Tables } from './v6-files'

function authority(id: string, name: string, state: string, fields: V6Row = {}): V6Row {
  return {
    id,
    official_name: name,
    member_state: state,
    status: 'active',
    is_competent_authority: 'no',
    is_solvit_centre: 'no',
    ...fields,
  }
}

/**
 * V6 data small enough to be read: Germany with a NIMIC, a Land, a LIMIC, a post box and two offices, one of them
 * inactive; SDIMICs of Austria, Belgium and France, and two NIMICs of Austria.
 */
export function smallV6(): V6Tables {
  const of = (authority_id: string, rest: V6Row): V6Row => ({ authority_id, ...rest })
  const access = (id: string, legal_area: string, role: string, granted_by: string, status = 'active') =>
    of(id, { legal_area, role, status, granted_by })
  return {
    ...emptyV6(),
    authorities: [
      authority('DE-1', 'Bundesverwaltungsamt', 'DE', { city: 'Köln', registered_on: '2008-03-01' }),
      authority('DE-2', 'Land Baden-Württemberg', 'DE', { policy_areas: 'internal-market' }),
      authority('DE-3', 'Ministerium für Dienste', 'DE', { email: 'dienste@bund.example' }),
      authority('DE-4', 'Gewerbeamt Köln; Mitte', 'DE', {
        is_competent_authority: 'yes',
        languages: 'de|en',
      }),
      authority('DE-5', 'Altes Amt', 'DE', { status: 'inactive', inactivated_on: '2014-02-03' }),
      authority('DE-6', 'SOLVIT Deutschland', 'DE', { is_solvit_centre: 'yes' }),
      authority('AT-1', 'Bundesministerium', 'AT'),
      authority('AT-2', 'Zweites Bundesministerium', 'AT'),
      authority('AT-3', 'Koordination Österreich', 'AT'),
      authority('BE-1', 'Coordination belge', 'BE'),
      authority('FR-1', 'Coordination nationale', 'FR'),
    ],
    coordinator_roles: [
      of('DE-1', { kind: 'NIMIC' }),
      of('DE-2', { kind: 'SDIMIC' }),
      of('DE-3', { kind: 'LIMIC', legal_area: 'services' }),
      of('AT-1', { kind: 'NIMIC' }),
      of('AT-2', { kind: 'NIMIC' }),
      of('AT-3', { kind: 'SDIMIC' }),
      of('BE-1', { kind: 'SDIMIC' }),
      of('FR-1', { kind: 'SDIMIC' }),
    ],
    validations: [
      of('DE-2', { validator_id: 'DE-1' }),
      of('DE-3', { validator_id: 'DE-1' }),
      of('DE-4', { validator_id: 'DE-2' }),
      of('DE-5', { validator_id: 'DE-1' }),
      of('DE-6', { validator_id: 'DE-1' }),
      of('AT-3', { validator_id: 'AT-1' }),
    ],
    area_accesses: [
      access('DE-3', 'services', 'coordinator', 'DE-1'),
      access('DE-4', 'services', 'authority', 'DE-3'),
      access('DE-4', 'professional-qualifications', 'authority', 'DE-1', 'suspended'),
      access('DE-5', 'services', 'authority', 'DE-3'),
      access('DE-6', 'solvit', '', 'DE-1'),
    ],
    links: [
      of('DE-4', { coordinator_id: 'DE-3', legal_area: 'services' }),
      of('DE-5', { coordinator_id: 'DE-3', legal_area: 'services' }),
      of('DE-4', { coordinator_id: 'DE-1', legal_area: 'professional-qualifications' }),
    ],
    users: [
      of('DE-1', {
        user_name: 'ada.nimic',
        name: 'Ada Lovelace',
        email: 'ada@bund.example',
        roles: 'administrator|basic-user',
        password_status: 'set',
        last_login: '2014-03-01',
      }),
      of('DE-4', {
        user_name: 'karl.amt',
        name: 'Karl Größe',
        email: 'no address',
        roles: 'basic-user|services:request-handler',
        password_status: 'blocked',
      }),
    ],
    classifications: [
      of('DE-4', { legal_area: 'services', keyword: 'hotels' }),
      of('DE-4', { legal_area: 'services', keyword: 'accommodation' }),
    ],
    sectors: [of('DE-4', { code: 'sector-transport' })],
    professions: [of('DE-4', { code: 'architect' })],
    alert_network: [
      of('DE-3', { role: 'post_box', status: 'active' }),
      of('DE-3', { role: 'alert_coordinator', status: 'active' }),
      of('DE-4', { role: 'alert_authority', status: 'active', coordinators: 'DE-3' }),
    ],
    registers: [{ id: 'R1', name: 'Handwerksrolle', manager_id: 'DE-1', url: 'https://register.example' }],
  }
}
