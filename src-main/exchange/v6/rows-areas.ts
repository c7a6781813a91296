import { modulesOfV6 } from '../../domain/migration/accesses'
import type { V6Alert, V6AreaAccess, V6Keyword, V6Link, V6Selection } from '../../domain/migration/facts'
import type { Cells } from './cells'
import { onlyOnce, type Owned, type Reading } from './reading'

const STATUS = ['active', 'suspended'] as const
const ROLES = ['authority', 'coordinator'] as const

/** Reads `area_accesses.csv`: an authority has at most one access to a legal area. */
export function readAccesses({ each, lists, owner, reference, catalogue }: Reading): Owned<V6AreaAccess>[] {
  const isNew = onlyOnce('row-repeated', 'legal_area')
  return each('area_accesses', (cells): Owned<V6AreaAccess> | undefined => {
    const of = owner(cells)
    const legalArea = cells.code('legal_area', lists.isLegalArea)
    const active = cells.oneOf('status', STATUS) !== 'suspended'
    const grantedBy = cells.raw('granted_by') === '' ? null : (reference(cells, 'granted_by') ?? null)
    if (of === undefined || legalArea === undefined) return undefined
    const possible = modulesOfV6(catalogue, legalArea)
    const hasRole = possible.some((module) => module.hasAuthorityRole)
    const role = hasRole ? cells.oneOf('role', ROLES) : cells.oneOrNone('role', ROLES)
    const modules = cells.several('modules', (code) => possible.some((module) => module.code === code))
    if (!isNew(`${of} ${legalArea}`, cells, legalArea)) return undefined
    return {
      owner: of,
      line: cells.line,
      legalArea,
      modules: modules.length === 0 ? null : modules,
      role: hasRole ? (role ?? null) : null,
      active,
      grantedBy,
    }
  })
}

/** Reads `links.csv`: the Request Coordinators of an authority in a legal area. */
export function readLinks({ each, lists, owner, reference }: Reading): Owned<V6Link>[] {
  const isNew = onlyOnce('row-repeated', 'coordinator_id')
  return each('links', (cells): Owned<V6Link> | undefined => {
    const of = owner(cells)
    const coordinator = reference(cells, 'coordinator_id')
    const legalArea = cells.code('legal_area', lists.isLegalArea)
    if (of === undefined || coordinator === undefined || legalArea === undefined) return undefined
    if (of === coordinator) cells.error('points-at-itself', 'coordinator_id', coordinator)
    if (!isNew(`${of} ${coordinator} ${legalArea}`, cells, coordinator)) return undefined
    return { owner: of, line: cells.line, coordinator, legalArea }
  })
}

/** Reads `classifications.csv`: the keywords an authority selected in a legal area (M15). */
export function readKeywords({ each, lists, owner }: Reading): Owned<V6Keyword>[] {
  const isNew = onlyOnce('row-repeated', 'keyword')
  return each('classifications', (cells): Owned<V6Keyword> | undefined => {
    const of = owner(cells)
    const legalArea = cells.code('legal_area', lists.isLegalArea)
    if (legalArea === undefined) return undefined
    const code = cells.code('keyword', (word) => lists.isKeyword(legalArea, word))
    if (of === undefined || code === undefined) return undefined
    if (!isNew(`${of} ${legalArea} ${code}`, cells, code)) return undefined
    return { owner: of, line: cells.line, legalArea, code }
  })
}

/** Reads `sectors.csv` or `professions.csv`: what an authority selected for PQ (M16). */
export function readSelections(
  { each, lists, owner }: Reading,
  file: 'sectors' | 'professions',
): Owned<V6Selection>[] {
  const isNew = onlyOnce('row-repeated', 'code')
  const isKnown = file === 'sectors' ? lists.isSector : lists.isProfession
  return each(file, (cells): Owned<V6Selection> | undefined => {
    const of = owner(cells)
    const code = cells.code('code', isKnown)
    if (of === undefined || code === undefined || !isNew(`${of} ${code}`, cells, code)) return undefined
    return { owner: of, line: cells.line, code }
  })
}

/** Reads `alert_network.csv`: who was what in the old alert mechanism, and linked to which coordinators (M17 to M20). */
export function readAlerts({ each, owner, authorities }: Reading): Owned<V6Alert>[] {
  const isNew = onlyOnce('row-repeated', 'role')
  return each('alert_network', (cells: Cells): Owned<V6Alert> | undefined => {
    const of = owner(cells)
    const role = cells.oneOf('role', ['alert_authority', 'post_box', 'alert_coordinator'])
    const active = cells.oneOf('status', STATUS) !== 'suspended'
    const coordinators = cells.several('coordinators', (id) => authorities.has(id), 'authority-unknown')
    if (of === undefined || role === undefined || !isNew(`${of} ${role}`, cells, role)) return undefined
    if (coordinators.includes(of)) cells.error('points-at-itself', 'coordinators', of)
    return { owner: of, line: cells.line, role, active, coordinators }
  })
}
