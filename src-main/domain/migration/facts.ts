import type { AuthorityRole } from '../../../src-shared/entities/access'
import type { User } from '../../../src-shared/entities/user'
import type { Instant } from '../../../src-shared/time'
import type { V6File, V6Rule, V6Warning } from '../../../src-shared/v6'

/** An authority as V6 knew it, checked: every code is one of the catalogue. */
export interface V6Authority {
  readonly line: number
  readonly id: string
  readonly officialName: string
  readonly informalTitle: string
  readonly description: string
  readonly memberState: string
  readonly region: string
  readonly address: string
  readonly postcode: string
  readonly city: string
  readonly phone: string
  readonly fax: string
  /** Empty where V6 holds what cannot be an address; that stands in `notes` then. */
  readonly email: string
  readonly website: string
  readonly notes: string
  readonly languages: readonly string[]
  readonly active: boolean
  readonly inactivatedAt: Instant | null
  readonly registeredAt: Instant | null
  readonly isCompetentAuthority: boolean
  readonly isSolvitCentre: boolean
  readonly policyAreas: readonly string[]
  readonly economicAreas: readonly string[]
}

export type V6CoordinatorKind = 'NIMIC' | 'SDIMIC' | 'LIMIC' | 'DIMIC'
export type V6Responsibility = 'federal' | 'regional' | 'national'

export interface V6Role {
  readonly line: number
  readonly kind: V6CoordinatorKind
  /** The area of a LIMIC or DIMIC; null for the others. */
  readonly legalArea: string | null
  /** The tasks of an SDIMIC of Belgium or France, where V6 tells them. */
  readonly responsibility: V6Responsibility | null
}

export interface V6AreaAccess {
  readonly line: number
  readonly legalArea: string
  /** The modules it covers; null for all the area had in V6. */
  readonly modules: readonly string[] | null
  readonly role: AuthorityRole | null
  readonly active: boolean
  /** Who granted it; null where V6 does not tell. */
  readonly grantedBy: string | null
}

export interface V6Reference {
  readonly line: number
  readonly id: string
}

export interface V6Link {
  readonly line: number
  readonly coordinator: string
  readonly legalArea: string
}

export interface V6Keyword {
  readonly line: number
  readonly legalArea: string
  readonly code: string
}

/** A sector or a profession that was selected. */
export interface V6Selection {
  readonly line: number
  readonly code: string
}

export type V6AlertRole = 'alert_authority' | 'post_box' | 'alert_coordinator'

export interface V6Alert {
  readonly line: number
  readonly role: V6AlertRole
  readonly active: boolean
  readonly coordinators: readonly string[]
}

export interface V6User {
  readonly line: number
  readonly userName: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly language: string
  /** `administrator`, `basic-user`, or an area (or `alert`) and a role: `services:request-handler`. */
  readonly roles: readonly string[]
  readonly passwordStatus: User['passwordStatus']
}

/** Everything V6 tells about one authority. */
export interface V6Case {
  readonly authority: V6Authority
  readonly roles: readonly V6Role[]
  readonly accesses: readonly V6AreaAccess[]
  /** Its Validating Coordinator, who registered it; null where V6 tells none. */
  readonly validator: V6Reference | null
  readonly links: readonly V6Link[]
  readonly keywords: readonly V6Keyword[]
  readonly sectors: readonly V6Selection[]
  readonly professions: readonly V6Selection[]
  readonly alerts: readonly V6Alert[]
  readonly users: readonly V6User[]
}

/** What a rule did: its row, to what, and who decided. `open` is what nobody decided yet. */
export interface Step {
  readonly rule: V6Rule
  /** A type, modules, a number; the sentence of the rule says it in words. */
  readonly value: string
  readonly by: 'rule' | 'person' | 'open'
}

/** Something a person should look at, with the place in the files it comes from. */
export interface Remark {
  readonly code: V6Warning
  readonly file: V6File
  readonly line: number
  readonly column: string
  readonly value: string
}

/** A step that a rule took by itself. */
export function byRule(rule: V6Rule, value: string | number = ''): Step {
  return { rule, value: String(value), by: 'rule' }
}

/** A step that waits for a person. */
export function leftOpen(rule: V6Rule): Step {
  return { rule, value: '', by: 'open' }
}
