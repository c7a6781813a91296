import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { ADMINISTRATOR_ROLE, type User } from '../../../src-shared/entities/user'
import type { Instant } from '../../../src-shared/time'
import { updated, type Change, type UpdatedRow } from '../../domain/change'
import { details } from './layout'
import type { Random } from './random'
import { ACCESSES_MAX, USERS_MAX, type Grant, type World } from './world'

interface Edit {
  readonly command: string
  readonly changes: Change[]
}

/** Everyday edits, one change each; keeps the rows it changed, so that each edit starts from the one before. */
export class Edits {
  readonly #world: World
  readonly #left: ReadonlySet<number>
  readonly #random: Random
  readonly #grants = new Map<number, Grant[]>()
  readonly #authorities = new Map<number, Authority>()
  readonly #accesses = new Map<number, Access>()
  readonly #users = new Map<number, User>()

  /** @param left authorities that other acts change */
  constructor(world: World, left: ReadonlySet<number>) {
    this.#world = world
    this.#left = left
    this.#random = world.random(21)
  }

  /** The next edit, at this moment. */
  next(at: Instant): Edit {
    const index = this.#anAuthority()
    const kind = this.#random.next()
    if (kind < 0.35) return this.#editAuthority(index)
    if (kind < 0.55) return this.#editUser(index)
    if (kind < 0.7) return this.#resetPassword(index)
    if (kind < 0.88) return this.#suspendOrReactivate(index, at)
    return this.#editSettings(index)
  }

  #anAuthority(): number {
    for (;;) {
      const index = this.#random.below(this.#world.layout.touched)
      if (!this.#left.has(index)) return index
    }
  }

  #grantsOf(index: number): Grant[] {
    let grants = this.#grants.get(index)
    if (grants === undefined) this.#grants.set(index, (grants = this.#world.grants(index)))
    return grants
  }

  #editAuthority(index: number): Edit {
    const before = this.#authorities.get(index) ?? this.#world.authority(index)
    const change = updated('authority', before, this.#authorityFields(before))
    this.#authorities.set(index, change.after)
    return { command: 'authorities.edit', changes: [change] }
  }

  #authorityFields(before: Authority): Partial<Authority> {
    if (this.#random.chance(0.5)) {
      const title = before.informalTitle.split(' – ', 1)[0] ?? ''
      const informalTitle = `${title} – ${this.#random.pick(details)}`
      if (informalTitle !== before.informalTitle) return { informalTitle }
    }
    return { phone: this.#otherPhone(before.phone) }
  }

  #otherPhone(phone: string): string {
    const prefix = phone.split(' ', 1)[0] ?? ''
    for (;;) {
      const other = this.#world.phone(prefix === '' ? '+32' : prefix, this.#random)
      if (other !== phone) return other
    }
  }

  #aUser(index: number): { key: number; before: User } {
    const number = this.#random.below(this.#world.layout.users(index))
    const key = index * USERS_MAX + number
    return { key, before: this.#users.get(key) ?? this.#world.user(index, number, this.#grantsOf(index)) }
  }

  #keepUser(key: number, change: UpdatedRow<'user'>): UpdatedRow<'user'> {
    this.#users.set(key, change.after)
    return change
  }

  #editUser(index: number): Edit {
    const { key, before } = this.#aUser(index)
    const { roles: possible } = this.#random.pick(this.#grantsOf(index))
    const administrator = before.roles.includes(ADMINISTRATOR_ROLE)
    if (administrator || this.#random.chance(0.3)) {
      const change = updated('user', before, { phone: this.#otherPhone(before.phone) })
      return { command: 'users.edit', changes: [this.#keepUser(key, change)] }
    }
    const role = this.#random.pick(possible)
    const others = before.roles.filter((each) => each !== role)
    const roles = others.length < before.roles.length ? others : [...others, role].sort()
    return { command: 'users.edit', changes: [this.#keepUser(key, updated('user', before, { roles }))] }
  }

  /** A reset makes the password temporary (P15); who has a temporary one already gets a phone number instead. */
  #resetPassword(index: number): Edit {
    const { key, before } = this.#aUser(index)
    if (before.passwordStatus === 'temporary') return this.#editUser(index)
    const change = updated('user', before, { passwordStatus: 'temporary' })
    return { command: 'users.resetPassword', changes: [this.#keepUser(key, change)] }
  }

  /** An access of a competent authority; coordinators stay as they are, since others depend on them (P6). */
  #anAccess(index: number): { key: number; before: Access } | undefined {
    const grants = this.#grantsOf(index)
    const number = 1 + this.#random.below(Math.max(1, grants.length - 1))
    const grant = grants[number]
    if (grant === undefined || this.#world.layout.postOf(index) !== 'competent') return undefined
    const key = index * ACCESSES_MAX + number
    return { key, before: this.#accesses.get(key) ?? this.#world.access(index, number, grant) }
  }

  #suspendOrReactivate(index: number, at: Instant): Edit {
    const found = this.#anAccess(index)
    if (found === undefined) return this.#editAuthority(index)
    const suspending = found.before.status === 'active'
    // Most accesses are in use: a suspension is rare, a reactivation follows sooner.
    if (suspending && this.#random.chance(0.85)) return this.#editAuthority(index)
    const change = updated(
      'access',
      found.before,
      suspending ? { status: 'suspended', suspendedAt: at } : { status: 'active', suspendedAt: null },
    )
    this.#accesses.set(found.key, change.after)
    return { command: suspending ? 'accesses.suspend' : 'accesses.reactivate', changes: [change] }
  }

  #editSettings(index: number): Edit {
    const found = this.#anAccess(index)
    if (found === undefined) return this.#editAuthority(index)
    const keywords = this.#world.keywords(found.before.module, this.#random, 6)
    if (keywords.join() === found.before.keywords.join()) return this.#editAuthority(index)
    const change = updated('access', found.before, { keywords })
    this.#accesses.set(found.key, change.after)
    return { command: 'accesses.edit', changes: [change] }
  }
}
