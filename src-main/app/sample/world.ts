import { REGISTERS_MODULE, userRolesFor, type Catalogue } from '../../../src-shared/catalogue'
import type { Access, AuthorityRole } from '../../../src-shared/entities/access'
import type { AccessManager } from '../../../src-shared/entities/access-manager'
import { ADMINISTRATOR_ROLE, type User } from '../../../src-shared/entities/user'
import type { AccessId, AuthorityId, RelationId, UserId } from '../../../src-shared/ids'
import { instantOf, type Instant } from '../../../src-shared/time'
import { SampleAuthorities, sortedSet } from './authorities'
import { subjects, vocabulary } from './layout'
import { mix, type Random } from './random'
import type { SampleSet } from './sizes'

/** Accesses and users of an authority are numbered within these limits. */
export const ACCESSES_MAX = 16
export const USERS_MAX = 1024

/** The start of V7: accesses from before came by migration and have no date. */
const V7 = Date.UTC(2014, 3, 1)
const BASIC_USER = 'general:basic-user'

/** An access as far as others depend on it: to which module, in which role. */
export interface Grant {
  readonly module: string
  readonly role: AuthorityRole | null
  /** The user roles it offers, as the catalogue gives them (product decision P30). */
  readonly roles: readonly string[]
}

/** The sample's authorities with their accesses, users and Access managers, each by its number. */
export class World extends SampleAuthorities {
  readonly #grants = new Map<string, Grant>()
  readonly #pool: readonly string[]
  readonly #withRole: ReadonlySet<string>

  constructor(set: SampleSet, seed: number, catalogue: Catalogue, now: Instant) {
    super(set, seed, catalogue, now)
    const open = catalogue.modules.filter(
      (module) => module.kind !== 'solvit' && module.code !== REGISTERS_MODULE,
    )
    this.#pool = open.map((module) => module.code)
    this.#withRole = new Set(
      catalogue.modules.filter((each) => each.hasAuthorityRole).map((each) => each.code),
    )
  }

  /** Codes that a module's setting offers. */
  keywords(module: string, random: Random, most: number): string[] {
    return this.some(module, random, most)
  }

  /** The grant of a module; equal ones are one object. The role counts only where the module has one. */
  #grant(module: string, wanted: AuthorityRole | null): Grant {
    const key = `${module} ${wanted ?? ''}`
    let grant = this.#grants.get(key)
    if (grant === undefined) {
      const role = this.#withRole.has(module) ? wanted : null
      grant = { module, role, roles: userRolesFor(this.catalogue, module, role) }
      this.#grants.set(key, grant)
    }
    return grant
  }

  /** The modules an authority has access to, Registers first, with its role in each (C6, product decision P30). */
  grants(index: number): Grant[] {
    const { layout } = this
    const registers = this.#grant(REGISTERS_MODULE, null)
    const as = (role: AuthorityRole) => (module: string) => this.#grant(module, role)
    const ofArea = (area: string) =>
      layout.supervised.filter((each) => each.legalArea === area).map((each) => each.code)
    const qualifications = ofArea('professional-qualifications')
    const services = ofArea('services')
    switch (layout.postOf(index)) {
      case 'nimic': {
        const others = layout.supervised.map((each) => each.code)
        const left = others.filter((code) => !qualifications.includes(code) && !services.includes(code))
        return [registers, ...left.map(as('coordinator'))]
      }
      case 'qualifications':
        return [registers, ...qualifications.map(as('coordinator'))]
      case 'services':
        return [registers, ...services.map(as('coordinator'))]
      case 'solvit':
        return [registers, this.#grant('solvit', null)]
      case 'regional':
        return [registers, ...services.slice(0, 1).map(as('coordinator'))]
      case 'competent': {
        const wanted = subjects[this.subject(index)]?.modules ?? []
        const turn = this.random(9, index).below(this.#pool.length)
        const rest = [...this.#pool.slice(turn), ...this.#pool.slice(0, turn)]
        const all = [...new Set([...wanted, ...rest])]
        return [registers, ...all.slice(0, layout.extraAccesses(index)).map(as('authority'))]
      }
    }
  }

  /** Coordinators an access is linked to: of the same Member State, with an active Coordinator access (P7). */
  #coordinators(index: number, { module, role }: Grant): AuthorityId[] {
    if (role !== 'authority') return []
    const { layout } = this
    const state = layout.stateOf(index)
    const area = layout.supervised.find((each) => each.code === module)?.legalArea
    if (area === 'professional-qualifications')
      return [this.authorityId(layout.national(state, 'qualifications'))]
    if (area !== 'services') return [this.authorityId(layout.national(state, 'nimic'))]
    const national = this.authorityId(layout.national(state, 'services'))
    const regional = layout.regionalFor(state, this.place(index).region)
    const first = layout.supervised.find((each) => each.legalArea === 'services')?.code
    if (regional === undefined || module !== first) return [national]
    return [national, this.authorityId(regional)].sort()
  }

  access(index: number, number: number, grant: Grant): Access {
    const random = this.random(10, index, number)
    const module = this.catalogue.modules.find((each) => each.code === grant.module)
    const suspended =
      this.layout.postOf(index) === 'competent' &&
      random.chance(grant.module === REGISTERS_MODULE ? 0.005 : 0.03)
    const registered = this.registered(index)
    return {
      id: this.id('access', index * ACCESSES_MAX + number) as AccessId,
      authorityId: this.authorityId(index),
      module: grant.module,
      role: grant.role,
      status: suspended ? 'suspended' : 'active',
      linkedCoordinators: this.#coordinators(index, grant),
      keywords: module?.settings.includes('keywords') ? this.some(grant.module, random, 5) : [],
      professions: module?.settings.includes('professions') ? this.some('professions', random, 5) : [],
      grantedAt: registered < V7 ? null : instantOf(registered),
      suspendedAt: suspended
        ? instantOf(registered + Math.floor((this.start - registered) * random.next()))
        : null,
    }
  }

  /** All roles a user of this authority can have, the Administrator's included. */
  administratorRoles(grants: readonly Grant[]): string[] {
    return sortedSet([ADMINISTRATOR_ROLE, BASIC_USER, ...grants.flatMap((grant) => grant.roles)])
  }

  /** Some authorities have no user with the Administrator role: work for the helpdesk. */
  withoutAdministrator(index: number): boolean {
    return index >= this.layout.core && index < this.layout.atStart && mix(this.seed, 11, index) % 19 === 0
  }

  user(index: number, number: number, grants: readonly Grant[]): User {
    const random = this.random(12, index, number)
    const state = this.layout.state(this.layout.stateOf(index))
    const language = random.pick(state.languages)
    const words = vocabulary(language)
    const given = random.pick(words.given)
    const family = random.pick(words.family)
    const administrator = !this.withoutAdministrator(index) && (number === 0 || random.chance(0.08))
    const serial = index * USERS_MAX + number
    const password = random.next()
    const loggedOn = random.chance(0.75) && password >= 0.12
    return {
      id: this.id('user', serial) as UserId,
      authorityId: this.authorityId(index),
      userName: `${this.fold(family).slice(0, 20)}.${serial.toString(36)}`,
      name: `${given} ${family}`,
      email: random.chance(0.98)
        ? `${this.fold(given)}.${this.fold(family)}@users-${index}.${state.code.toLowerCase()}.example`
        : '',
      phone: random.chance(0.6) ? this.phone(state.phonePrefix, random) : '',
      language,
      roles: administrator ? this.administratorRoles(grants) : this.#someRoles(grants, random),
      status: 'active',
      passwordStatus: password < 0.12 ? 'temporary' : password < 0.16 ? 'blocked' : 'set',
      passwordHash: '',
      lastLogin: loggedOn
        ? instantOf(this.start + Math.floor((this.now - this.start) * random.next()))
        : null,
    }
  }

  #someRoles(grants: readonly Grant[], random: Random): string[] {
    const chosen = grants.flatMap((grant) => grant.roles.filter(() => random.chance(0.4)))
    return sortedSet([BASIC_USER, ...chosen])
  }

  /** Who manages an authority: the regional coordinator where there is one, else the NIMIC; sometimes both (A4, P9). */
  managers(index: number): AccessManager[] {
    const { layout } = this
    if (layout.postOf(index) === 'nimic') return []
    const state = layout.stateOf(index)
    const regional =
      layout.postOf(index) === 'competent' ? layout.regionalFor(state, this.place(index).region) : undefined
    const nimic = layout.national(state, 'nimic')
    const both = regional !== undefined && index < layout.atStart && mix(this.seed, 13, index) % 5 === 0
    const managers = regional === undefined ? [nimic] : both ? [regional, nimic] : [regional]
    return managers.map((manager, number) => ({
      id: this.id('accessManager', index * 2 + number) as RelationId,
      managerId: this.authorityId(manager),
      authorityId: this.authorityId(index),
      origin: 'migration',
      since: null,
    }))
  }
}
