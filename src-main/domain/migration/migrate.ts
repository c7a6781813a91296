import type { Catalogue } from '../../../src-shared/catalogue'
import type { Authority } from '../../../src-shared/entities/authority'
import type { DecisionKind } from '../../../src-shared/entities/open-decision'
import type { Instant } from '../../../src-shared/time'
import { accessesOf } from './accesses'
import type { MigratedAccess } from './selections'
import { effectOf, RULE_OF } from './decisions'
import { byRule, type Remark, type Step, type V6Authority, type V6Case } from './facts'
import { managerRole, managersOf, type Network } from './managers'
import { typesOf } from './types'
import { migrateUser, type MigratedUser } from './users'

/** A question of the migration about an authority; `choice` is empty while nobody answered. */
export interface Question {
  readonly kind: DecisionKind
  readonly choice: string
}

/** What an authority of V6 becomes, with everything that belongs to it. References stand under identifiers of V6. */
export interface Migrated {
  readonly v6: V6Authority
  readonly authority: Omit<Authority, 'id'>
  readonly accesses: readonly MigratedAccess[]
  readonly users: readonly MigratedUser[]
  readonly managers: readonly string[]
  readonly questions: readonly Question[]
  readonly steps: readonly Step[]
  readonly remarks: readonly Remark[]
}

/** The answers that were given in the dry run, by identifier of V6 and kind. */
export type Answers = (id: string, kind: DecisionKind) => string

/** The source of external identifiers of authorities that came from V6: by them a second run knows them again. */
export const V6_SOURCE = 'v6'

/**
 * M1 and M14: the data of an authority, taken over as they are, with its selections of policy and economic areas. What
 * V6 does not tell stays blank; no date is invented but that of the inactivation where V6 tells none: the six months of
 * B6 then begin with the import.
 */
export function authorityOf(v6: V6Authority, now: Instant): Omit<Authority, 'id'> {
  return {
    officialName: v6.officialName,
    informalTitle: v6.informalTitle,
    description: v6.description,
    memberState: v6.memberState,
    region: v6.region,
    types: [],
    status: v6.active ? 'active' : 'inactivated',
    hasAccessManagerRole: false,
    address: v6.address,
    postcode: v6.postcode,
    city: v6.city,
    phone: v6.phone,
    fax: v6.fax,
    email: v6.email,
    website: v6.website,
    languages: [...v6.languages],
    policyAreas: [...v6.policyAreas],
    economicAreas: [...v6.economicAreas],
    notes: v6.notes,
    externalIds: [`${V6_SOURCE}:${v6.id}`],
    registeredAt: v6.registeredAt,
    inactivatedAt: v6.active ? null : (v6.inactivatedAt ?? now),
    mergedInto: null,
    erasedAt: null,
  }
}

function authorityRemarks({ line, active, inactivatedAt, id }: V6Authority): Remark[] {
  return !active && inactivatedAt === null
    ? [{ code: 'inactivated-without-date', file: 'authorities', line, column: 'inactivated_on', value: id }]
    : []
}

/** Migrates one authority with its accesses, users, Access managers and questions (A7, E2, L6; rules M1 to M25). */
export function migrateAuthority(
  subject: V6Case,
  network: Network,
  answers: Answers,
  catalogue: Catalogue,
  now: Instant,
): Migrated {
  const { authority: v6 } = subject
  const typed = typesOf(subject)
  const managed = network.managedCount(v6.id)
  const role = managerRole(subject.roles, managed, network.hasRivalNimic(v6.id))
  const accesses = accessesOf(subject, network, catalogue)
  const users = subject.users.map((user) => migrateUser(user, accesses.accesses, catalogue))
  const managers = managersOf(subject, network)
  const questions = [...role.open, ...typed.open].map((kind) => ({ kind, choice: answers(v6.id, kind) }))
  const decided = questions.reduce(
    (sofar, { kind, choice }) => (choice === '' ? sofar : effectOf(kind, choice, sofar, managed > 0)),
    { types: [...typed.types], hasAccessManagerRole: role.has },
  )
  const selected = v6.policyAreas.length + v6.economicAreas.length
  const steps = [
    byRule('M1'),
    ...role.steps,
    ...typed.steps,
    ...(selected > 0 ? [byRule('M14', selected)] : []),
    ...accesses.steps,
    byRule('M23'),
    ...(users.length > 0 ? [byRule('M24', users.length)] : []),
  ]
  return {
    v6,
    authority: { ...authorityOf(v6, now), ...decided },
    accesses: accesses.accesses,
    users: users.map((each) => each.user),
    managers: managers.managers,
    questions,
    steps: [...answeredSteps(steps, questions)],
    remarks: [
      ...authorityRemarks(v6),
      ...managers.remarks,
      ...accesses.remarks,
      ...users.flatMap((each) => each.remarks),
    ],
  }
}

/** The steps with the answers of persons in the places of what was open. */
function* answeredSteps(steps: readonly Step[], questions: readonly Question[]): Generator<Step> {
  const told = new Set<DecisionKind>()
  for (const step of steps) {
    const question =
      step.by === 'open' ? questions.find(({ kind }) => RULE_OF[kind] === step.rule) : undefined
    if (question === undefined) {
      yield step
    } else {
      told.add(question.kind)
      yield question.choice === '' ? step : { rule: step.rule, value: question.choice, by: 'person' }
    }
  }
  // A review and a second NIMIC are asked about although a rule has spoken already.
  for (const { kind, choice } of questions) {
    if (told.has(kind)) continue
    yield { rule: RULE_OF[kind], value: choice, by: choice === '' ? 'open' : 'person' }
  }
}
