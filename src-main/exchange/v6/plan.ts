import type { Catalogue } from '../../../src-shared/catalogue'
import type { V6Answer } from '../../../src-shared/contract/migration'
import type { Authority } from '../../../src-shared/entities/authority'
import { refuse, ok, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { V6_RULES, type V6Rule } from '../../../src-shared/v6'
import { isChoice } from '../../domain/migration/decisions'
import type { V6Case } from '../../domain/migration/facts'
import { migrateAuthority, type Answers, type Migrated, type Question } from '../../domain/migration/migrate'
import type { MigratedAccess } from '../../domain/migration/selections'
import type { MigratedUser } from '../../domain/migration/users'
import { networkOf, type V6Data } from './cases'
import { Findings } from './findings'
import type { Known } from './known'

/** An authority of V6 with what importing it would add. */
export interface PlannedCase {
  readonly migrated: Migrated
  /** The authority that an earlier import made of it; null for a new one. */
  readonly known: Authority | null
  readonly accesses: readonly MigratedAccess[]
  readonly users: readonly MigratedUser[]
  readonly managers: readonly string[]
  readonly questions: readonly Question[]
  readonly findings: Findings
}

export interface V6Plan {
  readonly cases: readonly PlannedCase[]
  /** Official names by identifier of V6. */
  readonly names: ReadonlyMap<string, string>
  readonly registers: number
  readonly errors: number
  readonly warnings: number
}

/** The answers by authority and kind. Refuses one that its question does not have. */
export function answersFrom(answers: readonly V6Answer[]): Result<Answers, 'choice-unknown'> {
  const given = new Map<string, string>()
  for (const { authority, kind, choice } of answers) {
    if (choice === '') continue
    if (!isChoice(kind, choice)) return refuse('choice-unknown')
    given.set(`${kind} ${authority}`, choice)
  }
  return ok((id, kind) => given.get(`${kind} ${id}`) ?? '')
}

interface Circumstances {
  readonly known: Known
  readonly catalogue: Catalogue
  readonly answers: Answers
  readonly now: Instant
}

/**
 * What importing V6 data would do, authority by authority, without writing anything (L6). An authority that came with an
 * earlier import is known again by its identifier of V6 and stays as it is, whatever people made of it since; only
 * accesses, users and Access managers it does not have are added. So running an import twice changes nothing.
 * @param step told now and then; false stops the planning, and the answer is null
 */
export function planV6(
  data: V6Data,
  circumstances: Circumstances,
  step: (done: number) => boolean,
): V6Plan | null {
  const network = networkOf(data.cases, circumstances.known.nimics)
  const cases: PlannedCase[] = []
  for (const [done, subject] of data.cases.entries()) {
    if (done % 1000 === 0 && !step(done)) return null
    const { answers, catalogue, now } = circumstances
    cases.push(planned(subject, migrateAuthority(subject, network, answers, catalogue, now), circumstances))
  }
  warnOfLostNimics(cases, circumstances.known.nimics)
  const problems = cases.reduce((sum, each) => sum + each.findings.problems.length, 0)
  const errors = cases.reduce((sum, each) => sum + each.findings.errors, 0)
  return {
    cases,
    names: new Map(data.cases.map(({ authority }) => [authority.id, authority.officialName])),
    registers: data.registers,
    errors,
    warnings: problems - errors,
  }
}

function planned(subject: V6Case, migrated: Migrated, { known }: Circumstances): PlannedCase {
  const findings = new Findings()
  const { v6 } = migrated
  const earlier = known.authority(v6.id)
  if (earlier?.row.status === 'removed') {
    // What was decided about it here stands.
    const { line, officialName } = v6
    findings.warn('removed-here', { file: 'authorities', line, column: 'id', value: officialName })
    return { ...NOTHING, migrated, known: earlier.row, findings }
  }
  const users = newUsers(subject, migrated, earlier?.row ?? null, known, findings)
  if (earlier !== null) {
    const managerOf = (id: string): string => known.authority(id)?.row.id ?? id
    const mayManage = (manager: string): boolean => manager !== earlier.row.id
    return {
      migrated,
      known: earlier.row,
      // Two authorities that were merged here are one, and get each thing once (P39).
      accesses: migrated.accesses.filter(({ module }) => firstOf(earlier.modules, module)),
      users,
      managers: migrated.managers.filter(
        (id) => mayManage(managerOf(id)) && firstOf(earlier.managers, managerOf(id)),
      ),
      questions: [],
      findings,
    }
  }
  for (const { code, ...place } of migrated.remarks) findings.warn(code, place)
  const place = { file: 'authorities', line: v6.line } as const
  if (known.hasName(v6.memberState, v6.officialName)) {
    findings.warn('likely-duplicate', { ...place, column: 'official_name', value: v6.officialName })
  }
  const { accesses, managers, questions } = migrated
  return { migrated, known: null, accesses, users, managers, questions, findings }
}

/** Warns where the answers leave a Member State without the NIMIC that it had in V6 (P51). */
function warnOfLostNimics(cases: readonly PlannedCase[], others: ReadonlySet<string>): void {
  const isNimic = ({ known, migrated }: PlannedCase): boolean => {
    const { types, status } = known ?? migrated.authority
    return status === 'active' && types.includes('nimic')
  }
  const served = new Set([...others, ...cases.filter(isNimic).map(({ migrated }) => migrated.v6.memberState)])
  for (const { migrated, questions, findings } of cases) {
    const { memberState, line, officialName } = migrated.v6
    const gaveUp = questions.some(({ kind, choice }) => kind === 'second-nimic' && choice === 'none')
    if (gaveUp && !served.has(memberState)) {
      findings.warn('no-nimic-left', { file: 'authorities', line, column: 'id', value: officialName })
    }
  }
}

const NOTHING = { accesses: [], users: [], managers: [], questions: [] }

/** Whether a set does not have a member yet; it has it afterwards. */
function firstOf(members: Set<string>, member: string): boolean {
  const isFirst = !members.has(member)
  members.add(member)
  return isFirst
}

function newUsers(
  subject: V6Case,
  migrated: Migrated,
  earlier: Authority | null,
  known: Known,
  findings: Findings,
): MigratedUser[] {
  return migrated.users.filter((user, index) => {
    const holders = known.holdersOf(user.userName)
    // Deleted ones count, too: a second run brings nobody back.
    if (earlier !== null && holders.some((each) => each.authorityId === earlier.id)) return false
    if (holders.some((each) => each.active)) {
      const line = subject.users[index]?.line ?? 0
      findings.error('user-name-taken', { file: 'users', line, column: 'user_name', value: user.userName })
    }
    return true
  })
}

/** Returns what each authority would get, as far as a person approves it. */
export function approvedIn({ cases }: V6Plan): unknown {
  return cases.map(({ migrated, known, accesses, users, managers, questions, findings }) => [
    known?.id ?? '',
    migrated.authority.types,
    migrated.authority.hasAccessManagerRole,
    accesses.map((access) => access.module),
    users.map((user) => user.userName),
    managers,
    questions,
    findings.errors,
  ])
}

/** What a plan adds, in numbers. */
export function totalsOf({ cases, registers }: V6Plan) {
  const sum = (count: (each: PlannedCase) => number): number =>
    cases.reduce((total, each) => total + count(each), 0)
  return {
    authorities: sum((each) => (each.known === null ? 1 : 0)),
    known: sum((each) => (each.known === null ? 0 : 1)),
    users: sum((each) => each.users.length),
    accesses: sum((each) => each.accesses.length),
    managers: sum((each) => each.managers.length),
    registersLater: registers,
  }
}

/** Whether a rule spoke about a case. Known ones are left as they are, so none did. */
export function ruleSpoke(each: PlannedCase, rule: V6Rule): boolean {
  return each.known === null && each.migrated.steps.some((step) => step.rule === rule)
}

/** To how many authorities each rule applied; M21 counts registers and M24 users. */
export function countsOf({ cases, registers }: V6Plan): { rule: V6Rule; count: number }[] {
  return V6_RULES.map((rule) => {
    if (rule === 'M21') return { rule, count: registers }
    const fresh = cases.filter((each) => ruleSpoke(each, rule))
    const count = rule === 'M24' ? fresh.reduce((sum, each) => sum + each.users.length, 0) : fresh.length
    return { rule, count }
  })
}

/** The questions of a plan. */
export function questionsOf({ cases }: V6Plan) {
  return cases.flatMap(({ migrated, questions }) =>
    questions.map(({ kind, choice }) => ({
      authority: migrated.v6.id,
      officialName: migrated.v6.officialName,
      memberState: migrated.v6.memberState,
      kind,
      choice,
    })),
  )
}
