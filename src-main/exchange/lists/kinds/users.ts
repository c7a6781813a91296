import { generalRoles, userRolesFor } from '../../../../src-shared/catalogue'
import type { PlannedRow } from '../../../../src-shared/contract/lists'
import { ADMINISTRATOR_ROLE, type User } from '../../../../src-shared/entities/user'
import type { AuthorityId, UserId } from '../../../../src-shared/ids'
import { ok } from '../../../../src-shared/result'
import { isStorable } from '../../../../src-shared/text'
import type { Instant } from '../../../../src-shared/time'
import { catalogue } from '../../../app/catalogue'
import type { ReadStore } from '../../../app/ports'
import { created, sameValue, updated, type Change } from '../../../domain/change'
import type { Context } from '../../../domain/context'
import { everyAuthority } from './authorities'
import type { Kind } from './kind'
import { KnownAuthorities } from './known-authorities'
import { Cells } from './cells'
import { readUser, type UserCells } from './read-user'
import { rolesFrom } from './role-names'
import { suggestUserColumns } from './user-columns'

/** A user without what only the store gives. */
type NewUser = Omit<User, 'id'>

interface UserPlan {
  readonly planned: PlannedRow
  readonly target: User | null
  readonly fields: Partial<User>
  readonly added: NewUser | null
}

/**
 * Lists of users, with last login and password status, which come by lists only (P27). A row is about the user of this
 * name; what it says is taken as the central system has it, so that no rule about acts stands against it. An empty cell
 * says nothing; roles that are given stand in place of those before.
 */
export const usersKind: Kind = {
  suggest: suggestUserColumns,
  // Only a list of users has a column of user names.
  isLikely: (columns) => columns.includes('userName'),

  plan: (list, mapping, _decisions, store, now) => {
    const facts = new Facts(store, mapping.source)
    const planned = list.rows.map((row) =>
      planRow(row.line, new Cells(row, list, mapping.columns), facts, now),
    )
    const plans = withLastAdministrators(planned, list.columns[mapping.columns.indexOf('roles')] ?? '', facts)
    return ok({
      rows: plans.map((each) => each.planned),
      writes: plans.filter(({ planned }) => planned.outcome === 'new' || planned.outcome === 'update').length,
      changes: (context) => changesOf(plans, context),
    })
  },
}

/** What the store knows, each part read once. */
class Facts {
  readonly authorities: KnownAuthorities
  /** Line of the row that spoke of a user name first. */
  readonly seen = new Map<string, number>()
  private readonly deleted = new Set<string>()
  private readonly authorityOfUser = new Map<string, AuthorityId>()
  private readonly users = new Map<AuthorityId, User[]>()
  private readonly roles = new Map<AuthorityId, string[]>()
  private readonly store: ReadStore

  constructor(store: ReadStore, source: string) {
    this.store = store
    this.authorities = new KnownAuthorities(everyAuthority(store), source)
    for (const { userName, authorityId, status } of store.userNames()) {
      if (status === 'active') this.authorityOfUser.set(userName.toLowerCase(), authorityId)
      else this.deleted.add(userName.toLowerCase())
    }
  }

  /** The user with this name, in small or capital letters (P13). */
  userNamed(userName: string): User | null {
    const name = userName.toLowerCase()
    const authorityId = this.authorityOfUser.get(name)
    if (authorityId === undefined) return null
    return this.activeUsers(authorityId).find((each) => each.userName.toLowerCase() === name) ?? null
  }

  /** Whether a user of this name was deleted here. */
  wasDeleted(userName: string): boolean {
    return this.deleted.has(userName.toLowerCase())
  }

  /** How many Administrators an authority has before the list. */
  administrators(authorityId: AuthorityId): number {
    return this.activeUsers(authorityId).filter(isAdministrator).length
  }

  private activeUsers(authorityId: AuthorityId): User[] {
    const known = this.users.get(authorityId)
    if (known !== undefined) return known
    const users = this.store.usersOf(authorityId).filter((each) => each.status === 'active')
    this.users.set(authorityId, users)
    return users
  }

  /** Every role that users of an authority can have (P30). */
  rolesOf(authorityId: AuthorityId): string[] {
    const known = this.roles.get(authorityId)
    if (known !== undefined) return known
    const accesses = this.store.accessesOf(authorityId)
    const roles = [
      ...generalRoles(catalogue),
      ...accesses.flatMap(({ row }) => userRolesFor(catalogue, row.module, row.role)),
    ]
    this.roles.set(authorityId, roles)
    return roles
  }
}

function planRow(line: number, cells: UserCells, facts: Facts, now: Instant): UserPlan {
  const userName = cells.value('userName')
  const { errors } = cells
  const { warnings } = cells
  if (userName === '') cells.fail('user-name-missing', 'userName')
  else if (userName.length < 3 || userName.length > 40 || !isStorable(userName)) {
    cells.fail('user-name-not-possible', 'userName')
  }
  const target = facts.userNamed(userName)
  const authorityId = authorityOf(cells, facts, target)
  const draft: Partial<User> = readUser(cells, target, catalogue, now)
  if (target === null && cells.value('name') === '') cells.fail('name-missing', 'name')
  const written = cells.value('roles')
  if (written !== '' && authorityId !== null) {
    // What they have already stays possible, whatever became of the access.
    const offered = [...new Set([...facts.rolesOf(authorityId), ...(target?.roles ?? [])])]
    const { roles, unknown } = rolesFrom(written, offered, catalogue)
    for (const role of unknown) cells.fail('role-not-offered', 'roles', role)
    draft.roles = roles
  }
  const plan = (
    outcome: PlannedRow['outcome'],
    more: Partial<UserPlan> & { changes?: PlannedRow['changes'] } = {},
  ) => {
    const name = draft.name ?? target?.name ?? ''
    const { changes = [], target: found = null, fields = {}, added = null } = more
    const subject = (name === '' ? userName : `${name} (${userName})`).slice(0, 300)
    const base = { line, outcome, subject, authorityId, changes }
    return {
      planned: { ...base, errors, warnings, likelyDuplicates: [], question: null },
      target: found,
      fields,
      added,
    }
  }
  const earlier = facts.seen.get(userName.toLowerCase())
  if (earlier !== undefined) {
    // Left out whatever else it says, and whatever became of the earlier row: else it would mean something else the
    // next time, when the user is known.
    errors.length = 0
    warnings.push({ code: 'user-repeated', column: '', value: String(earlier) })
    return plan('unchanged')
  }
  if (userName !== '') facts.seen.set(userName.toLowerCase(), line)
  if (warnings.some(({ code }) => code === 'authority-removed')) {
    // What was decided about it here stands, whatever else the row says (P39).
    errors.length = 0
    return plan('unchanged')
  }
  if (errors.length > 0 || authorityId === null) return plan('error')
  if (target === null && facts.wasDeleted(userName)) cells.warn('user-deleted-here', 'userName', '')
  if (target === null) return plan('new', { added: { ...NOBODY, ...draft, userName, authorityId } })
  const fields = Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => !sameValue(target[field as keyof User], value)),
  ) as Partial<User>
  const changes = (Object.keys(fields) as (keyof User)[]).map((field) => ({
    field,
    before: shown(target[field]),
    after: shown(fields[field] ?? null),
  }))
  return changes.length === 0 ? plan('unchanged') : plan('update', { target, fields, changes })
}

const isAdministrator = ({ roles }: Pick<User, 'roles'>): boolean => roles.includes(ADMINISTRATOR_ROLE)

/** By how much a row changes the number of Administrators of its authority. */
function administratorsMore({ target, fields, added }: UserPlan): number {
  const before = target !== null && isAdministrator(target)
  const after = isAdministrator({ roles: added?.roles ?? fields.roles ?? target?.roles ?? [] })
  return Number(after) - Number(before)
}

/**
 * Warns on each row that takes the role of an Administrator away where the whole list leaves none in the authority. It
 * is no error: the list tells what is so in the central system already.
 * @param column with the roles
 */
function withLastAdministrators(plans: readonly UserPlan[], column: string, facts: Facts): UserPlan[] {
  const more = new Map<AuthorityId | null, number>()
  for (const plan of plans) {
    const { authorityId } = plan.planned
    more.set(authorityId, (more.get(authorityId) ?? 0) + administratorsMore(plan))
  }
  return plans.map((plan) => {
    const { authorityId, warnings } = plan.planned
    if (authorityId === null || administratorsMore(plan) >= 0) return plan
    if (facts.administrators(authorityId) + (more.get(authorityId) ?? 0) > 0) return plan
    const warning = { code: 'last-administrator', column, value: '' }
    return { ...plan, planned: { ...plan.planned, warnings: [...warnings, warning] } }
  })
}

/** The authority of a row: the one that is named, else that of the known user. A user does not change to another one. */
function authorityOf(cells: UserCells, facts: Facts, target: User | null): AuthorityId | null {
  const written = cells.value('authorityId')
  if (written === '') {
    if (target === null) cells.fail('authority-missing', 'authorityId')
    return target?.authorityId ?? null
  }
  const named = facts.authorities.named(written, target?.authorityId ?? null)
  if (named.found === null && named.code === 'authority-removed') {
    cells.warn(named.code, 'authorityId', named.removed.officialName)
    return null
  }
  if (named.found === null) {
    cells.fail(named.code, 'authorityId')
    return null
  }
  if (target !== null && target.authorityId !== named.found.id) {
    cells.fail('user-of-another-authority', 'authorityId')
  }
  return named.found.id
}

/** A user of whom nothing is said yet; no password of theirs is known here. */
const NOBODY: Omit<NewUser, 'authorityId' | 'userName'> = {
  name: '',
  email: '',
  phone: '',
  language: 'en',
  roles: [],
  status: 'active',
  passwordStatus: 'temporary',
  passwordHash: '',
  lastLogin: null,
}

function* changesOf(plans: readonly UserPlan[], context: Context): Generator<Change> {
  for (const { target, fields, added } of plans) {
    if (target !== null) yield updated('user', target, fields)
    if (added !== null) yield created('user', { ...added, id: context.newId() as UserId })
  }
}

function shown(value: User[keyof User]): string | string[] {
  return Array.isArray(value) ? [...value] : (value ?? '')
}
