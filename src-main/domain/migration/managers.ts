import type { DecisionKind } from '../../../src-shared/entities/open-decision'
import { byRule, leftOpen, type Remark, type Step, type V6Case, type V6Role } from './facts'

/** What is known of the authorities around one: who manages whom, and who is coordinator of what. */
export interface Network {
  /** Member State of an authority of the files; undefined for an unknown one. */
  readonly memberStateOf: (id: string) => string | undefined
  /** Whether it held a coordinator role of V6. */
  readonly isCoordinator: (id: string) => boolean
  /** Whether its access to the area is one of a Coordinator. */
  readonly coordinatesArea: (id: string, legalArea: string) => boolean
  /** Whether it is post box or alert coordinator. */
  readonly coordinatesAlerts: (id: string) => boolean
  /** How many other authorities it registered or granted access to (M3). */
  readonly managedCount: (id: string) => number
  /** Whether its Member State has another NIMIC (P22). */
  readonly hasRivalNimic: (id: string) => boolean
}

const FORMER: ReadonlySet<V6Role['kind']> = new Set(['SDIMIC', 'LIMIC', 'DIMIC'])

/** Whether the authority held one of the coordinator roles that V7 knows no more. */
function wasCoordinator(roles: readonly V6Role[]): boolean {
  return roles.some((role) => FORMER.has(role.kind))
}

interface Role {
  readonly has: boolean
  readonly steps: readonly Step[]
  readonly open: readonly DecisionKind[]
}

/**
 * Who gets the Access manager role (A7): a NIMIC unconditionally (M2); an SDIMIC, LIMIC or DIMIC that registered or
 * granted access to at least one authority (M3); one that did neither gets none, and a person may decide so (M4). Where
 * a Member State has several NIMICs, each is asked about, since no rule says which one it is (P22).
 * @param managed how many authorities it registered or granted access to
 */
export function managerRole(roles: readonly V6Role[], managed: number, hasRivalNimic: boolean): Role {
  const nimic = roles.some((role) => role.kind === 'NIMIC')
  const former = wasCoordinator(roles)
  const steps: Step[] = []
  const open: DecisionKind[] = []
  if (nimic) steps.push(byRule('M2'))
  if (nimic && hasRivalNimic) open.push('second-nimic')
  if (former && managed > 0) steps.push(byRule('M3', managed))
  if (former && managed === 0 && !nimic) {
    steps.push(leftOpen('M4'))
    open.push('coordinator-without-authorities')
  }
  return { has: nimic || (former && managed > 0), steps, open }
}

/** Who registered an authority or granted it access, itself left out. */
export function* actorsOn({ authority, validator, accesses }: V6Case): Generator<{
  readonly id: string
  readonly remark: Remark
}> {
  if (validator !== null && validator.id !== authority.id) {
    const { id, line } = validator
    yield {
      id,
      remark: { code: 'not-a-coordinator', file: 'validations', line, column: 'validator_id', value: id },
    }
  }
  for (const { grantedBy, line } of accesses) {
    if (grantedBy === null || grantedBy === authority.id) continue
    yield {
      id: grantedBy,
      remark: {
        code: 'not-a-coordinator',
        file: 'area_accesses',
        line,
        column: 'granted_by',
        value: grantedBy,
      },
    }
  }
}

/**
 * The Access managers of a migrated authority (M3, P9): the coordinators that registered it or granted it access. Who
 * held no coordinator role in V6 becomes none, and that is told.
 */
export function managersOf(
  subject: V6Case,
  network: Pick<Network, 'isCoordinator'>,
): { readonly managers: readonly string[]; readonly remarks: readonly Remark[] } {
  const managers = new Set<string>()
  const remarks = new Map<string, Remark>()
  for (const { id, remark } of actorsOn(subject)) {
    if (network.isCoordinator(id)) managers.add(id)
    else if (!remarks.has(id)) remarks.set(id, remark)
  }
  const { authority, roles, validator } = subject
  if (validator === null && !roles.some((role) => role.kind === 'NIMIC')) {
    const { line, id } = authority
    remarks.set('', { code: 'no-validator', file: 'authorities', line, column: 'id', value: id })
  }
  return { managers: [...managers].sort(), remarks: [...remarks.values()] }
}
