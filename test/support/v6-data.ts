import { catalogue } from '../../src-main/app/catalogue'
import type { SampleSet } from '../../src-main/app/sample'
import { World, type Grant } from '../../src-main/app/sample/world'
import { moduleOf, REGISTERS_MODULE } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Instant } from '../../src-shared/time'
import { emptyV6, type V6Tables } from './v6-files'

const NOW = '2014-03-31T00:00:00.000Z' as Instant
/** Every so many competent authorities one was inactive in V6. */
const INACTIVE_EVERY = 211
/** Member States whose coordinator for Services was an SDIMIC as well: each a case of its own (M8 to M10). */
const NATIONAL_SDIMIC = ['BE', 'FR', 'AT', 'IT']

const yes = (value: boolean): string => (value ? 'yes' : 'no')
const joined = (items: Iterable<string>): string => [...new Set(items)].join('|')

/** The sample world as V6 would have told of it: the same authorities, users, selections and links. */
class V6World {
  readonly tables = emptyV6()
  readonly #world: World
  readonly #ids = new Map<string, string>()
  readonly #sectors = new Set(catalogue.professions.map((sector) => sector.code))

  constructor(set: SampleSet, seed: number) {
    this.#world = new World(set, seed, catalogue, NOW)
    const { total } = this.#world.layout
    for (let index = 0; index < total; index += 1)
      this.#ids.set(this.#world.authorityId(index), this.#id(index))
    for (let index = 0; index < total; index += 1) this.#add(index)
  }

  #id(index: number): string {
    return `V6-${String(index)}`
  }

  #v6(ids: readonly string[]): string[] {
    return ids.flatMap((id) => this.#ids.get(id) ?? [])
  }

  #add(index: number): void {
    const post = this.#world.layout.postOf(index)
    const inactive = post === 'competent' && index % INACTIVE_EVERY === 0
    const authority = this.#world.authority(index)
    const { memberState } = authority
    const id = this.#id(index)
    this.tables.authorities.push({
      id,
      official_name: authority.officialName,
      informal_title: authority.informalTitle,
      description: authority.description,
      member_state: memberState,
      region: authority.region,
      address: authority.address,
      postcode: authority.postcode,
      city: authority.city,
      phone: authority.phone,
      fax: authority.fax,
      email: authority.email,
      website: authority.website,
      languages: joined(authority.languages),
      policy_areas: joined(authority.policyAreas),
      economic_areas: joined(authority.economicAreas),
      status: inactive ? 'inactive' : 'active',
      registered_on: authority.registeredAt?.slice(0, 10) ?? '',
      inactivated_on: inactive ? '2014-02-03' : '',
      is_competent_authority: yes(post === 'competent' || post === 'services'),
      is_solvit_centre: yes(post === 'solvit'),
    })
    this.#roles(id, post, memberState)
    const managers = this.#v6(this.#world.managers(index).map((relation) => relation.managerId))
    if (managers[0] !== undefined) {
      this.tables.validations.push({ authority_id: id, validator_id: managers[0] })
    }
    this.#accesses(index, managers[0] ?? '')
    this.#users(index)
    if (post === 'nimic') {
      this.tables.registers.push({
        id: `R-${String(index)}`,
        name: `Register of ${memberState}`,
        manager_id: id,
      })
    }
  }

  #roles(id: string, post: string, state: string): void {
    const add = (kind: string, legalArea = ''): void => {
      this.tables.coordinator_roles.push({ authority_id: id, kind, legal_area: legalArea })
    }
    if (post === 'nimic') add('NIMIC')
    if (post === 'regional') add('SDIMIC')
    if (post === 'qualifications') add('DIMIC', 'professional-qualifications')
    if (post === 'services') add('LIMIC', 'services')
    if (post === 'services' && NATIONAL_SDIMIC.includes(state)) add('SDIMIC')
  }

  #accesses(index: number, grantedBy: string): void {
    const id = this.#id(index)
    const grants = this.#world.grants(index)
    const byArea = new Map<string, { grant: Grant; access: Access }[]>()
    for (const [number, grant] of grants.entries()) {
      const module = moduleOf(catalogue, grant.module)
      const access = this.#world.access(index, number, grant)
      if (module === undefined || grant.module === REGISTERS_MODULE) continue
      if (module.kind === 'alert') this.#alert(id, access)
      else if (module.legalArea !== null && !module.newInV7) {
        byArea.set(module.legalArea, [...(byArea.get(module.legalArea) ?? []), { grant, access }])
      }
    }
    for (const [area, held] of byArea) {
      this.tables.area_accesses.push({
        authority_id: id,
        legal_area: area,
        modules: joined(held.map(({ grant }) => grant.module)),
        role: held[0]?.grant.role ?? '',
        status: held[0]?.access.status ?? 'active',
        granted_by: area === 'professional-qualifications' ? this.#granter(index, grantedBy) : grantedBy,
      })
      const links = new Set(held.flatMap(({ access }) => this.#v6(access.linkedCoordinators)))
      for (const coordinator of links) {
        this.tables.links.push({ authority_id: id, coordinator_id: coordinator, legal_area: area })
      }
      for (const keyword of new Set(held.flatMap(({ access }) => access.keywords))) {
        this.tables.classifications.push({ authority_id: id, legal_area: area, keyword })
      }
      for (const code of new Set(held.flatMap(({ access }) => access.professions))) {
        this.tables[this.#sectors.has(code) ? 'sectors' : 'professions'].push({ authority_id: id, code })
      }
    }
  }

  /** The coordinator for Professional Qualifications grants access to its area, in some Member States. */
  #granter(index: number, otherwise: string): string {
    const { layout } = this.#world
    const state = layout.stateOf(index)
    const granter = layout.national(state, 'qualifications')
    return state % 2 === 0 && granter !== index ? this.#id(granter) : otherwise
  }

  #alert(id: string, access: Access): void {
    const row = {
      authority_id: id,
      status: access.status,
      coordinators: joined(this.#v6(access.linkedCoordinators)),
    }
    if (access.role === 'authority') this.tables.alert_network.push({ ...row, role: 'alert_authority' })
    else {
      // Nearly every post box was alert coordinator, too (M18).
      this.tables.alert_network.push({ ...row, role: 'alert_coordinator' }, { ...row, role: 'post_box' })
    }
  }

  #users(index: number): void {
    const grants = this.#world.grants(index)
    for (let number = 0; number < this.#world.layout.users(index); number += 1) {
      const user = this.#world.user(index, number, grants)
      this.tables.users.push({
        authority_id: this.#id(index),
        user_name: user.userName,
        name: user.name,
        email: user.email,
        phone: user.phone,
        language: user.language,
        password_status: user.passwordStatus,
        last_login: user.lastLogin?.slice(0, 10) ?? '',
        roles: joined(user.roles.flatMap((role) => roleInV6(role) ?? [])),
      })
    }
  }
}

/** A role as V6 had it; undefined for one of a module that V6 did not have. */
function roleInV6(role: string): string | undefined {
  const [where, code] = role.split(':')
  if (where === 'general') return code
  const module = moduleOf(catalogue, where ?? '')
  if (module === undefined || module.newInV7 || module.legalArea === null) return undefined
  return `${module.kind === 'alert' ? 'alert' : module.legalArea}:${code ?? ''}`
}

/** V6 data of a size, made of the sample data: equal arguments give equal data. */
export function v6Data(set: SampleSet, seed = 20140401): V6Tables {
  return new V6World(set, seed).tables
}
