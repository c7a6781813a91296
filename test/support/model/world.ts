import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { AuthorityId, UnitId } from '../../../src-shared/ids'
import { failureOf, type Answered, type Core } from '../core'
import { accessOf, authorityOf, dataOf, newId, NOW, relationOf, userOf } from '../samples'
import type { Act } from './acts'
import { accessKey, relationKey, type AuthorityName, type ModelState, type Operator } from './state'

export const REQUESTS = 'services-information-requests'
export const NOTIFICATIONS = 'services-notifications'
const ADMINISTRATOR = 'general:administrator'

/** Everything an act answered with: what the program did, or the code of its refusal. */
export interface Outcome {
  readonly refused: string | null
  readonly unit: UnitId | null
}

/** A small world in the store, its rows under the names of the model. */
export class World {
  private readonly core: Core
  private readonly helpdesk: Caller
  private readonly ids = new Map<string, string>()
  /** User names are unique in the store, which holds many worlds. */
  private readonly prefix: string

  constructor(core: Core, helpdesk: Caller, number: number) {
    this.core = core
    this.helpdesk = helpdesk
    this.prefix = `w${String(number)}-`
    const authority = (name: AuthorityName, fields: Parameters<typeof authorityOf>[0] = {}) => {
      const row = authorityOf({ officialName: name, ...fields })
      this.ids.set(name, row.id)
      return row
    }
    const access = (of: { id: AuthorityId }, name: string, fields: Parameters<typeof accessOf>[1] = {}) => {
      const row = accessOf(of, fields)
      this.ids.set(accessKey(name, row.module), row.id)
      return created('access', row)
    }
    const person = (of: { id: AuthorityId }, name: string, roles: string[]) => {
      const row = userOf(of, { userName: this.prefix + name, name, roles })
      this.ids.set(name, row.id)
      return created('user', row)
    }
    const manager = authority('M', { hasAccessManagerRole: true })
    const french = authority('F', { memberState: 'FR', hasAccessManagerRole: true })
    const plain = authority('P')
    const coordinator = authority('C')
    const subject = authority('S')
    const closed = authority('I', { status: 'inactivated', inactivatedAt: NOW })
    const gone = authority('R', { status: 'removed' })
    const all = [manager, french, plain, coordinator, subject, closed, gone]
    core.given(
      ...all.map((row) => created('authority', row)),
      ...[manager, french, plain, coordinator, subject].map((row) => access(row, row.officialName)),
      access(closed, 'I', { status: 'suspended', suspendedAt: NOW }),
      access(manager, 'M', { module: NOTIFICATIONS, role: 'coordinator' }),
      access(french, 'F', { module: REQUESTS, role: 'coordinator' }),
      access(coordinator, 'C', { module: REQUESTS, role: 'coordinator' }),
      access(plain, 'P', {
        ...{ module: REQUESTS, role: 'coordinator', status: 'suspended', suspendedAt: NOW },
      }),
      access(subject, 'S', {
        module: REQUESTS,
        role: 'authority',
        linkedCoordinators: [coordinator.id, plain.id].sort(),
      }),
      access(gone, 'R', {
        ...{ module: NOTIFICATIONS, role: 'authority', status: 'suspended' },
        linkedCoordinators: [manager.id],
      }),
      // Its only coordinator is suspended.
      access(manager, 'M', {
        ...{ module: REQUESTS, role: 'authority', status: 'suspended', suspendedAt: NOW },
        linkedCoordinators: [plain.id],
      }),
      person(subject, 'anna', [ADMINISTRATOR, `${REQUESTS}:request-handler`]),
      person(subject, 'bert', []),
      person(plain, 'cleo', [ADMINISTRATOR]),
      created('accessManager', relationOf(manager, subject)),
    )
  }

  /** Asks the program to do it. */
  async carryOut(act: Act, as: Operator): Promise<Outcome> {
    const reply = await this.core.ask(act.act, this.inputOf(act), { as: this.callerOf(as) })
    if (reply.ok) this.remember(act, reply)
    return outcomeOf(reply)
  }

  /** Asks the program to take an act back, as the Helpdesk. */
  async undo(unit: UnitId): Promise<Outcome> {
    return outcomeOf(await this.core.ask('history.undo', { unit, reason: '' }, { as: this.helpdesk }))
  }

  /** The world as the store has it now, under the names of the model. */
  state(): ModelState {
    const { store } = this.core.writer
    const nameOf = new Map([...this.ids].map(([name, id]) => [id, name]))
    const named = (id: string) => nameOf.get(id) ?? id
    const state: ModelState = { authorities: {}, accesses: {}, users: {}, relations: {}, requests: {} }
    for (const [name, id] of this.ids) {
      const authority = store.find('authority', id)?.row
      if (authority !== undefined) {
        const { officialName, memberState, types, status, hasAccessManagerRole } = authority
        state.authorities[name] = {
          ...{ title: officialName, memberState, types, status, manager: hasAccessManagerRole },
        }
        for (const { row } of store.accessesOf(id)) {
          const { module, role, status: standing, linkedCoordinators } = row
          const links = linkedCoordinators.map(named).sort()
          state.accesses[accessKey(name, module)] = { authority: name, module, role, status: standing, links }
        }
        for (const { managerId, origin } of store.managersOf(id)) {
          const manager = named(managerId)
          state.relations[relationKey(manager, name)] = { manager, authority: name, origin }
        }
        continue
      }
      const user = store.find('user', id)?.row
      if (user !== undefined) {
        const { authorityId, roles, status, passwordStatus } = user
        state.users[name] = { authority: named(authorityId), roles, status, password: passwordStatus }
        continue
      }
      const request = store.find('roleRequest', id)?.row
      if (request !== undefined) {
        const justified = request.justification !== ''
        state.requests[name] = { authority: named(request.authorityId), justified, status: request.status }
      }
    }
    return state
  }

  callerOf(as: Operator): Caller {
    return as === 'helpdesk' ? this.helpdesk : { ...this.helpdesk, actsFor: this.id(as) as AuthorityId }
  }

  private id(name: string): string {
    return this.ids.get(name) ?? newId()
  }

  private seen(entity: 'authority' | 'access' | 'user' | 'roleRequest', name: string) {
    const id = this.id(name)
    return { id, revision: this.core.writer.store.find(entity, id)?.revision ?? 0 }
  }

  private links(names: readonly AuthorityName[]): string[] {
    return names.map((name) => this.id(name))
  }

  private remember(act: Act, reply: Answered & { ok: true }): void {
    const { id } = reply.value as { id?: string }
    if (id === undefined) return
    if (act.act === 'authorities.register') this.ids.set(act.name, id)
    if (act.act === 'accesses.grant') this.ids.set(accessKey(act.authority, act.module), id)
    if (act.act === 'users.add') this.ids.set(act.user, id)
    if (act.act === 'roleRequests.record') this.ids.set(act.request, id)
    // Registers comes with the authority; its id was told to nobody.
    for (const { row } of this.core.writer.store.accessesOf(id)) {
      if (act.act === 'authorities.register') this.ids.set(accessKey(act.name, row.module), row.id)
    }
  }

  private inputOf(act: Act): unknown {
    const { store } = this.core.writer
    const reason = ''
    switch (act.act) {
      case 'authorities.register': {
        const data = dataOf({ officialName: act.name, memberState: act.memberState })
        const accessManager = act.accessManager === null ? null : this.id(act.accessManager)
        return { data, accessManager, duplicatesSeen: true, reason }
      }
      case 'authorities.edit': {
        const { memberState } = store.find('authority', this.id(act.authority))?.row ?? {}
        const data = dataOf({ officialName: act.title, types: act.types, memberState: memberState ?? 'DE' })
        return { ...this.seen('authority', act.authority), data, reason }
      }
      case 'authorities.inactivate':
      case 'authorities.reactivate':
        return { ...this.seen('authority', act.authority), reason }
      case 'accesses.grant': {
        const { module, role } = act
        const authorityId = this.id(act.authority)
        const linkedCoordinators = this.links(act.links)
        return { authorityId, module, role, keywords: [], professions: [], linkedCoordinators, reason }
      }
      case 'accesses.suspend':
      case 'accesses.reactivate':
        return { ...this.seen('access', act.access), reason }
      case 'accesses.suspendAll': {
        const authorityId = this.id(act.authority)
        const active = store.accessesOf(authorityId).filter(({ row }) => row.status === 'active')
        return { authorityId, seen: active.map(({ row, revision }) => ({ id: row.id, revision })), reason }
      }
      case 'accesses.changeRole':
      case 'accesses.linkCoordinators': {
        const role = act.act === 'accesses.changeRole' ? { role: act.role } : {}
        return {
          ...this.seen('access', act.access),
          ...role,
          linkedCoordinators: this.links(act.links),
          reason,
        }
      }
      case 'users.add': {
        const userName = this.prefix + (act.taken ? 'anna' : act.user)
        const data = { name: act.user, userName, email: 'new@authority.example', phone: '', language: 'en' }
        return { authorityId: this.id(act.authority), data, reason }
      }
      case 'users.edit': {
        const user = store.find('user', this.id(act.user))?.row
        const { name, userName, email, phone, language } = user ?? userOf({ id: newId() })
        const data = { name, userName, email, phone, language, roles: act.roles }
        return { ...this.seen('user', act.user), data, reason }
      }
      case 'users.block':
      case 'users.unblock':
      case 'users.delete': {
        const seen = this.seen('user', act.user)
        const authorityId = store.find('user', seen.id)?.row.authorityId
        return { authorityId, users: [seen], reason }
      }
      case 'managerRole.set':
        return { ...this.seen('authority', act.authority), has: act.has, reason: act.reason }
      case 'accessManagers.name':
      case 'accessManagers.release':
        return { authorityId: this.id(act.authority), managerId: this.id(act.manager), reason }
      case 'roleRequests.record':
        return {
          ...{ authorityId: this.id(act.authority), receivedAt: '2026-11-20T08:00:00.000Z' },
          ...{ senderName: 'Ada', senderEmail: 'ada@authority.example', subject: '', message: '' },
          ...{ justification: act.justified ? 'Registers practices' : '', messageId: '' },
        }
      case 'roleRequests.decide': {
        const { decision, reason: why } = act
        return { ...this.seen('roleRequest', act.request), decision, reason: why }
      }
    }
  }
}

function outcomeOf(reply: Answered): Outcome {
  const unit = reply.ok && reply.unit !== undefined ? (reply.unit as UnitId) : null
  return { refused: failureOf(reply), unit }
}
