import type { Catalogue } from '../../../src-shared/catalogue'
import type { V6Case } from '../../domain/migration/facts'
import { actorsOn, type Network } from '../../domain/migration/managers'
import type { V6Folder } from './folder'
import { readingOf, type Owned } from './reading'
import { readAccesses, readAlerts, readKeywords, readLinks, readSelections } from './rows-areas'
import { readAuthorities, readRegisters, readRoles, readUsers, readValidations } from './rows-authorities'

/** What a folder tells, authority by authority. */
export interface V6Data {
  readonly cases: readonly V6Case[]
  /** How many registers it holds (M21). */
  readonly registers: number
}

function grouped<Row>(rows: readonly Owned<Row>[]): (id: string) => Owned<Row>[] {
  const byOwner = new Map<string, Owned<Row>[]>()
  for (const row of rows) {
    const held = byOwner.get(row.owner)
    if (held === undefined) byOwner.set(row.owner, [row])
    else held.push(row)
  }
  return (id) => byOwner.get(id) ?? []
}

/** Reads what a folder tells; whatever is wrong with it stands in the folder's findings afterwards. */
export function readCases(folder: V6Folder, catalogue: Catalogue): V6Data {
  const reading = readingOf(folder, catalogue)
  const authorities = readAuthorities(reading)
  const roles = grouped(readRoles(reading))
  const accesses = grouped(readAccesses(reading))
  const validations = grouped(readValidations(reading))
  const links = grouped(readLinks(reading))
  const users = grouped(readUsers(reading))
  const keywords = grouped(readKeywords(reading))
  const sectors = grouped(readSelections(reading, 'sectors'))
  const professions = grouped(readSelections(reading, 'professions'))
  const alerts = grouped(readAlerts(reading))
  const registers = readRegisters(reading)
  const cases = authorities.map((authority): V6Case => {
    const { id } = authority
    return {
      authority,
      roles: roles(id),
      accesses: accesses(id),
      validator: validations(id)[0] ?? null,
      links: links(id),
      keywords: keywords(id),
      sectors: sectors(id),
      professions: professions(id),
      alerts: alerts(id),
      users: users(id),
    }
  })
  return { cases, registers }
}

/**
 * What the rules about one authority need to know of the others.
 * @param otherNimics Member States that have a NIMIC in the store which is none of the folder's
 */
export function networkOf(cases: readonly V6Case[], otherNimics: ReadonlySet<string>): Network {
  const byId = new Map(cases.map((each) => [each.authority.id, each]))
  const managed = new Map<string, Set<string>>()
  const nimics = new Map<string, number>()
  for (const each of cases) {
    for (const { id } of actorsOn(each)) {
      const held = managed.get(id) ?? new Set()
      held.add(each.authority.id)
      managed.set(id, held)
    }
    const { memberState } = each.authority
    if (each.roles.some((role) => role.kind === 'NIMIC')) {
      nimics.set(memberState, (nimics.get(memberState) ?? 0) + 1)
    }
  }
  return {
    memberStateOf: (id) => byId.get(id)?.authority.memberState,
    isCoordinator: (id) => (byId.get(id)?.roles.length ?? 0) > 0,
    coordinatesArea: (id, legalArea) =>
      byId.get(id)?.accesses.some((each) => each.legalArea === legalArea && each.role === 'coordinator') ??
      false,
    coordinatesAlerts: (id) => byId.get(id)?.alerts.some((each) => each.role !== 'alert_authority') ?? false,
    managedCount: (id) => managed.get(id)?.size ?? 0,
    hasRivalNimic: (id) => {
      const state = byId.get(id)?.authority.memberState ?? ''
      return (nimics.get(state) ?? 0) > 1 || otherNimics.has(state)
    },
  }
}
