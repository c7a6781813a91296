import {
  linkedCoordinatorRequired,
  moduleOf,
  REGISTERS_MODULE,
  type Catalogue,
  type Module,
} from '../../../src-shared/catalogue'
import { migrateAlerts } from './alerts'
import { selectionsFor, sortedSet, type MigratedAccess } from './selections'
import { byRule, type Remark, type Step, type V6AreaAccess, type V6Case } from './facts'
import type { Network } from './managers'

interface Migrated {
  readonly accesses: readonly MigratedAccess[]
  readonly steps: readonly Step[]
  readonly remarks: readonly Remark[]
}

/** The modules an access to a legal area of V6 covers: not the alert, which had a network of its own, and none that is new in V7. */
export function modulesOfV6(catalogue: Catalogue, legalArea: string): Module[] {
  return catalogue.modules.filter(
    (module) => module.legalArea === legalArea && module.kind !== 'alert' && !module.newInV7,
  )
}

/** The accesses that an access to a legal area becomes, one for each module of it (M25), its links with it. */
function ofArea(subject: V6Case, access: V6AreaAccess, catalogue: Catalogue): MigratedAccess[] {
  const links = sortedSet(
    subject.links.filter((link) => link.legalArea === access.legalArea).map((link) => link.coordinator),
  )
  return modulesOfV6(catalogue, access.legalArea)
    .filter((module) => access.modules?.includes(module.code) ?? true)
    .map((module) => {
      const role = module.hasAuthorityRole ? access.role : null
      return {
        module: module.code,
        role,
        active: access.active,
        links: role === null ? [] : links,
        ...selectionsFor(subject, module),
      }
    })
}

/** M22: every active authority gets access to Registers, an inactive one does not (C6). */
export function registersOf(active: boolean): MigratedAccess[] {
  return active
    ? [{ module: REGISTERS_MODULE, role: null, active: true, links: [], keywords: [], professions: [] }]
    : []
}

/** What should be looked at about links: those that count for nothing, and accesses that need one and have none (C2, P7, P28). */
function* linkRemarks(
  subject: V6Case,
  network: Network,
  catalogue: Catalogue,
): Generator<Remark, void, undefined> {
  const state = subject.authority.memberState
  for (const { line, coordinator: value, legalArea } of subject.links) {
    const place = { file: 'links', line, column: 'coordinator_id', value } as const
    const counts = network.memberStateOf(value) === state && network.coordinatesArea(value, legalArea)
    if (!counts) yield { code: 'link-without-effect', ...place }
    const access = subject.accesses.find((each) => each.legalArea === legalArea)
    if (access === undefined) yield { code: 'link-without-access', ...place }
  }
  for (const { line, legalArea, role, active } of subject.accesses) {
    const needs = modulesOfV6(catalogue, legalArea).some((module) =>
      linkedCoordinatorRequired(catalogue, module.code, role),
    )
    if (active && needs && !subject.links.some((link) => link.legalArea === legalArea)) {
      const place = { file: 'area_accesses', line, column: 'legal_area', value: legalArea } as const
      yield { code: 'no-linked-coordinator', ...place }
    }
  }
}

/** Selections that have no access to stand in, and accesses to areas of which V6 had no module. */
function* placeRemarks(
  subject: V6Case,
  migrated: readonly MigratedAccess[],
  catalogue: Catalogue,
): Generator<Remark, void, undefined> {
  const areas = new Set(migrated.map((access) => moduleOf(catalogue, access.module)?.legalArea))
  for (const { line, legalArea: value } of subject.accesses) {
    if (modulesOfV6(catalogue, value).length === 0)
      yield { code: 'area-without-module', file: 'area_accesses', line, column: 'legal_area', value }
  }
  for (const { line, legalArea, code: value } of subject.keywords) {
    if (!areas.has(legalArea))
      yield { code: 'selection-without-access', file: 'classifications', line, column: 'keyword', value }
  }
  if (migrated.some((access) => access.professions.length > 0)) return
  for (const file of ['sectors', 'professions'] as const) {
    for (const { line, code: value } of subject[file])
      yield { code: 'selection-without-access', file, line, column: 'code', value }
  }
}

function stepsFor(subject: V6Case, areas: readonly MigratedAccess[], all: readonly MigratedAccess[]): Step[] {
  const steps: Step[] = []
  if (areas.length > 0) steps.push(byRule('M25', areas.map((access) => access.module).join(' ')))
  const withKeywords = all.filter((access) => access.keywords.length > 0)
  if (withKeywords.length > 0) {
    steps.push(
      byRule(
        'M15',
        withKeywords.reduce((sum, access) => sum + access.keywords.length, 0),
      ),
    )
  }
  const professions = all.find((access) => access.professions.length > 0)?.professions.length ?? 0
  if (professions > 0) steps.push(byRule('M16', professions))
  if (subject.authority.active) steps.push(byRule('M22'))
  return steps
}

/**
 * The accesses of a migrated authority: those to legal areas, module by module (M25), with the selections of the area
 * (M15, M16) and its links; the one to the alert (M17 to M20); Registers where it is active (M22). Those of an inactive
 * authority are suspended, since V7 knows no other (B5).
 */
export function accessesOf(subject: V6Case, network: Network, catalogue: Catalogue): Migrated {
  const { active } = subject.authority
  const areas = subject.accesses.flatMap((access) => ofArea(subject, access, catalogue))
  const alert = migrateAlerts(subject, network, catalogue)
  const before = [...areas, ...alert.accesses]
  const remarks = [
    ...linkRemarks(subject, network, catalogue),
    ...placeRemarks(subject, before, catalogue),
    ...alert.remarks,
  ]
  if (!active && before.some((access) => access.active)) {
    const { line, id } = subject.authority
    remarks.push({ code: 'suspended-with-authority', file: 'authorities', line, column: 'status', value: id })
  }
  const accesses = [
    ...before.map((access) => ({ ...access, active: access.active && active })),
    ...registersOf(active),
  ]
  return { accesses, steps: [...stepsFor(subject, areas, accesses), ...alert.steps], remarks }
}
