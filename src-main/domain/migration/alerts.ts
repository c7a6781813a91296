import type { Catalogue } from '../../../src-shared/catalogue'
import type { AuthorityRole } from '../../../src-shared/entities/access'
import type { V6Warning } from '../../../src-shared/v6'
import { byRule, type Remark, type Step, type V6Alert, type V6Case } from './facts'
import type { Network } from './managers'
import { selectionsFor, type MigratedAccess } from './selections'

/**
 * M17 and M18: an alert authority becomes Authority; an Incoming Alert Post box and an alert coordinator become
 * Coordinator. Who was several of them is Coordinator once.
 */
export function alertRole(alerts: readonly Pick<V6Alert, 'role'>[]): AuthorityRole {
  return alerts.some((alert) => alert.role !== 'alert_authority') ? 'coordinator' : 'authority'
}

/** M19: access to the old mechanism is access to the new module; suspended stays suspended, as long as nothing of it was active. */
export function alertActive(alerts: readonly Pick<V6Alert, 'active'>[]): boolean {
  return alerts.some((alert) => alert.active)
}

/** M20: the links between an alert authority and its coordinators are kept. */
export function alertLinks(alerts: readonly Pick<V6Alert, 'coordinators'>[]): string[] {
  return [...new Set(alerts.flatMap((alert) => alert.coordinators))].sort()
}

function* remarksOn(subject: V6Case, network: Network, role: AuthorityRole): Generator<Remark> {
  const { authority, alerts } = subject
  const [first] = alerts
  if (first === undefined) return
  const about = (code: V6Warning, value: string, line = first.line, column = 'role'): Remark => ({
    code,
    file: 'alert_network',
    line,
    column,
    value,
  })
  const roles = alerts.map((alert) => alert.role)
  const together = roles.join('|')
  if (roles.includes('post_box') && roles.includes('alert_coordinator')) {
    yield about('post-box-and-coordinator', together)
  }
  if (roles.includes('alert_authority') && role === 'coordinator') {
    yield about('alert-authority-and-coordinator', together)
  }
  if (new Set(alerts.map((alert) => alert.active)).size > 1) {
    yield about('alert-status-differs', together, first.line, 'status')
  }
  for (const { line, coordinators } of alerts) {
    for (const value of coordinators) {
      const counts =
        network.memberStateOf(value) === authority.memberState && network.coordinatesAlerts(value)
      if (!counts) yield about('link-without-effect', value, line, 'coordinators')
    }
  }
  if (role === 'authority' && alertActive(alerts) && alertLinks(alerts).length === 0) {
    yield about('no-linked-coordinator', 'alert', first.line, 'coordinators')
  }
}

/** The one access that the roles of an authority in the old alert mechanism become (K2, M17 to M20). */
export function migrateAlerts(
  subject: V6Case,
  network: Network,
  catalogue: Catalogue,
): { readonly accesses: MigratedAccess[]; readonly steps: Step[]; readonly remarks: Remark[] } {
  const { alerts } = subject
  const module = catalogue.modules.find((each) => each.kind === 'alert')
  if (alerts.length === 0 || module === undefined) return { accesses: [], steps: [], remarks: [] }
  const role = alertRole(alerts)
  const active = alertActive(alerts)
  const links = alertLinks(alerts)
  const access = { module: module.code, role, active, links, ...selectionsFor(subject, module) }
  const steps = [
    byRule(role === 'authority' ? 'M17' : 'M18', module.code),
    byRule('M19', active ? 'active' : 'suspended'),
  ]
  if (links.length > 0) steps.push(byRule('M20', links.length))
  return { accesses: [access], steps, remarks: [...remarksOn(subject, network, role)] }
}
