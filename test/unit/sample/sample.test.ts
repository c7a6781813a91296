import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import {
  sampleActs,
  sampleRows,
  sampleSizes,
  type SampleAct,
  type SampleRow,
} from '../../../src-main/app/sample'
import { fold } from '../../../src-main/domain/folding'
import { linkedCoordinatorRequired, userRolesFor } from '../../../src-shared/catalogue'
import { authorityTypeRefs, keywordsOf, regionsOf } from '../../../src-shared/catalogue-lookups'
import { entities } from '../../../src-shared/entities'
import type { Access } from '../../../src-shared/entities/access'
import type { AccessManager } from '../../../src-shared/entities/access-manager'
import type { Authority } from '../../../src-shared/entities/authority'
import { ADMINISTRATOR_ROLE, type User } from '../../../src-shared/entities/user'
import { addMonths, type Instant } from '../../../src-shared/time'

const NOW = '2026-11-23T00:00:00.000Z' as Instant
const SEED = 7

/** A store of the sample, as far as the test needs one. */
class Store {
  readonly rows = new Map<string, { entity: string; row: unknown }>()
  readonly faults: string[] = []

  apply(act: SampleAct): void {
    for (const change of act.changes) {
      const key = `${change.entity} ${change.id}`
      const held = this.rows.get(key)?.row ?? null
      if (!isDeepStrictEqual(held, change.before)) this.faults.push(`${act.command} ${key}: before differs`)
      if (isDeepStrictEqual(change.before, change.after))
        this.faults.push(`${act.command} ${key}: changes nothing`)
      if ((change.op === 'create') !== (held === null))
        this.faults.push(`${act.command} ${key}: ${change.op}`)
      this.rows.set(key, { entity: change.entity, row: change.after })
    }
  }

  all<Row>(entity: string): Row[] {
    return [...this.rows.values()].filter((held) => held.entity === entity).map((held) => held.row as Row)
  }
}

const store = new Store()
const baseline: SampleRow[] = []
const acts: SampleAct[] = []
let authorities: Authority[]
let accesses: Access[]
let users: User[]
let managers: AccessManager[]
let byId: Map<string, Authority>

beforeAll(() => {
  for (const entry of sampleRows('S', SEED, catalogue, NOW)) {
    baseline.push(entry)
    store.rows.set(`${entry.entity} ${entry.row.id}`, entry)
  }
  for (const act of sampleActs('S', SEED, catalogue, NOW)) {
    acts.push(act)
    store.apply(act)
  }
  authorities = store.all('authority')
  accesses = store.all('access')
  users = store.all('user')
  managers = store.all('accessManager')
  byId = new Map(authorities.map((authority) => [authority.id, authority]))
})

describe('the demonstration set', () => {
  it('has exactly the promised numbers', () => {
    expect({
      authorities: authorities.length,
      users: users.length,
      accesses: accesses.length,
      historyEntries: acts.reduce((sum, act) => sum + act.changes.length, 0),
      alerts: sampleSizes.S.alerts,
    }).toEqual(sampleSizes.S)
  })

  it('lists authorities before what belongs to them', () => {
    const firstOther = baseline.findIndex((entry) => entry.entity !== 'authority')
    expect(baseline.slice(firstOther).every((entry) => entry.entity !== 'authority')).toBe(true)
    expect(new Set(baseline.map((entry) => entry.row.id)).size).toBe(baseline.length)
  })

  it('holds only rows that the store would take as they are', () => {
    for (const { entity, row } of store.rows.values()) {
      const parsed = entities[entity as 'authority'].schema.safeParse(row)
      expect(parsed.error?.issues ?? [], JSON.stringify(row)).toEqual([])
      expect(parsed.data).toEqual(row)
    }
  })

  it('is the same on every PC, and another one with another seed', () => {
    expect([...sampleRows('S', SEED, catalogue, NOW)]).toEqual(baseline)
    expect([...sampleActs('S', SEED, catalogue, NOW)]).toEqual(acts)
    const [other] = sampleRows('S', SEED + 1, catalogue, NOW)
    expect(other?.row.id).not.toBe(baseline[0]?.row.id)
  })

  it('replays act by act from the first rows to the last', () => {
    expect(store.faults).toEqual([])
  })

  it('tells its acts in order, within the last 24 months, each with a reason', () => {
    const times = acts.map((act) => act.at)
    expect([...times].sort()).toEqual(times)
    expect((times[0] ?? '') >= addMonths(NOW, -24)).toBe(true)
    expect((times.at(-1) ?? '') < NOW).toBe(true)
    expect(acts.every((act) => act.reason !== '' && act.changes.length > 0)).toBe(true)
    expect(new Set(acts.map((act) => act.command))).toEqual(
      new Set([
        'authorities.register',
        'accesses.grant',
        'users.add',
        'authorities.edit',
        'users.edit',
        'users.resetPassword',
        'accesses.suspend',
        'accesses.reactivate',
        'accesses.edit',
        'accesses.suspendAll',
        'authorities.inactivate',
      ]),
    )
  })
})

describe('the authorities of the sample', () => {
  it('have one NIMIC in each Member State, with the role of Access manager', () => {
    const nimics = authorities.filter((authority) => authority.types.includes('nimic'))
    expect(nimics.map((authority) => authority.memberState).sort()).toEqual(
      catalogue.memberStates.map((state) => state.code).sort(),
    )
    expect(nimics.every((authority) => authority.hasAccessManagerRole)).toBe(true)
  })

  it('have a coordinator for each federal state in Germany and each autonomous community in Spain', () => {
    const count = (type: string) => authorities.filter((authority) => authority.types.includes(type)).length
    expect(count('coordinator-federal-state')).toBe(16)
    expect(count('coordinator-autonomous-community')).toBe(19)
  })

  it('use types, regions and languages of the catalogue', () => {
    const types = new Set(authorityTypeRefs(catalogue))
    for (const authority of authorities) {
      expect(authority.types.every((type) => types.has(type))).toBe(true)
      expect(regionsOf(catalogue, authority.memberState)).toContain(authority.region)
    }
  })

  it('are written in the script of their Member State', () => {
    const of = (state: string) => authorities.filter((authority) => authority.memberState === state)
    expect(of('EL').every((authority) => /\p{Script=Greek}/u.test(authority.officialName))).toBe(true)
    expect(of('BG').every((authority) => /\p{Script=Cyrillic}/u.test(authority.officialName))).toBe(true)
    expect(
      of('PL').some((authority) => fold(authority.officialName) !== authority.officialName.toLowerCase()),
    ).toBe(true)
  })

  it('register nobody new in a Member State that has left', () => {
    const registered = acts
      .filter((act) => act.command === 'authorities.register')
      .flatMap((act) => act.changes)
    const states = registered.flatMap((change) =>
      change.entity === 'authority' && change.after !== null ? [change.after.memberState] : [],
    )
    expect(states).toHaveLength(20)
    expect(states).not.toContain('UK')
  })

  it('are inactivated only with every access suspended', () => {
    const inactivated = authorities.filter((authority) => authority.status === 'inactivated')
    expect(inactivated).toHaveLength(6)
    for (const { id } of inactivated) {
      const own = accesses.filter((access) => access.authorityId === id)
      expect(own.every((access) => access.status === 'suspended')).toBe(true)
    }
  })
})

describe('the accesses of the sample', () => {
  it('give every authority Registers, and no module twice', () => {
    const keys = accesses.map((access) => `${access.authorityId} ${access.module}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(accesses.filter((access) => access.module === 'registers')).toHaveLength(authorities.length)
  })

  it('have an authority role exactly where the module has one', () => {
    const modules = new Map(catalogue.modules.map((module) => [module.code, module.hasAuthorityRole]))
    for (const access of accesses) expect(access.role !== null).toBe(modules.get(access.module))
  })

  it('are linked to valid coordinators wherever that is required', () => {
    const coordinating = new Set(
      accesses
        .filter((access) => access.role === 'coordinator' && access.status === 'active')
        .map((access) => `${access.authorityId} ${access.module}`),
    )
    const needing = accesses.filter((access) =>
      linkedCoordinatorRequired(catalogue, access.module, access.role),
    )
    expect(needing.length).toBeGreaterThan(400)
    for (const access of needing) {
      expect(access.linkedCoordinators.length).toBeGreaterThan(0)
      for (const coordinator of access.linkedCoordinators) {
        expect(coordinating.has(`${coordinator} ${access.module}`)).toBe(true)
        expect(byId.get(coordinator)?.memberState).toBe(byId.get(access.authorityId)?.memberState)
        expect(coordinator).not.toBe(access.authorityId)
      }
    }
  })

  it('use keywords their module offers', () => {
    for (const access of accesses) {
      const offered = new Set(keywordsOf(catalogue, access.module).map((item) => item.code))
      expect(access.keywords.every((code) => offered.has(code))).toBe(true)
    }
    expect(accesses.some((access) => access.professions.length > 0)).toBe(true)
  })
})

describe('the users of the sample', () => {
  it('have user names of their own and roles of their authority only', () => {
    expect(new Set(users.map((user) => user.userName)).size).toBe(users.length)
    const offered = new Map<string, Set<string>>()
    for (const { authorityId, module, role } of accesses) {
      const roles = offered.get(authorityId) ?? new Set(['general:administrator', 'general:basic-user'])
      for (const ref of userRolesFor(catalogue, module, role)) roles.add(ref)
      offered.set(authorityId, roles)
    }
    for (const user of users) {
      for (const role of user.roles) expect(offered.get(user.authorityId)?.has(role), role).toBe(true)
    }
  })

  it('are few in most authorities and hundreds in some', () => {
    const counts = new Map<string, number>()
    for (const user of users) counts.set(user.authorityId, (counts.get(user.authorityId) ?? 0) + 1)
    const sizes = [...counts.values()].sort((left, right) => left - right)
    expect(counts.size).toBe(authorities.length)
    expect(sizes[Math.floor(sizes.length * 0.8)]).toBeLessThanOrEqual(5)
    expect(sizes.at(-1)).toBeGreaterThan(100)
  })

  it('leave some authorities without an Administrator, and some people without a logon since V7', () => {
    const administered = new Set(
      users.filter((user) => user.roles.includes(ADMINISTRATOR_ROLE)).map((user) => user.authorityId),
    )
    const without = authorities.length - administered.size
    expect(without).toBeGreaterThan(5)
    expect(without).toBeLessThan(50)
    expect(users.some((user) => user.lastLogin === null)).toBe(true)
    expect(new Set(users.map((user) => user.passwordStatus))).toEqual(
      new Set(['temporary', 'set', 'blocked']),
    )
  })

  it('have only addresses that can belong to nobody', () => {
    const mails = [...users, ...authorities].map((each) => each.email).filter((email) => email !== '')
    expect(mails.every((email) => email.endsWith('.example'))).toBe(true)
  })
})

describe('the Access managers of the sample', () => {
  it('have the role and manage authorities of their own Member State', () => {
    for (const { managerId, authorityId } of managers) {
      expect(byId.get(managerId)?.hasAccessManagerRole).toBe(true)
      expect(byId.get(managerId)?.memberState).toBe(byId.get(authorityId)?.memberState)
    }
    const managed = new Set(managers.map((relation) => relation.authorityId))
    expect(
      authorities
        .filter((authority) => !managed.has(authority.id))
        .every((each) => each.types[0] === 'nimic'),
    ).toBe(true)
  })
})
