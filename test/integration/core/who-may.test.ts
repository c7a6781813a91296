import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import { contract, type Name } from '../../../src-shared/contract'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Mail } from '../../../src-shared/entities/mail'
import type { User } from '../../../src-shared/entities/user'
import type { UnitId } from '../../../src-shared/ids'
import { failureOf, must, openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf, dataOf, mailOf, translationOf, userOf } from '../../support/samples'
import { place } from '../../support/story'

const MODULE = 'services-information-requests'

/**
 * Who asks. `home` acts for the authority that the act is about, `coordinator` for its linked coordinator; neither has
 * the Access manager role. `manager` acts for an Access manager of the same Member State, `foreign` for one of another.
 * Whoever acts for an inactivated or a removed authority, and 'View as', are asked of every act at once, in
 * `contract.test.ts` and `gateway.test.ts`.
 */
const ACTORS = ['helpdesk', 'manager', 'home', 'coordinator', 'elsewhere', 'foreign'] as const
type ActorName = (typeof ACTORS)[number]

/** The answers of a row, in the order of `ACTORS`; `yes` also where something else than the actor stands in the way. */
const [YES, ROLE, STATE, HELP, MINE, NONE] = [
  'yes',
  'access-manager-role-needed',
  'not-in-your-member-state',
  'helpdesk-only',
  'mail-unknown',
  'mail-no-contact',
] as const
type Row = readonly [string, string, string, string, string, string]

const STATUS_AND_ACCESSES: Row = [YES, YES, ROLE, ROLE, ROLE, STATE]
const DATA_AND_USERS: Row = [YES, YES, YES, ROLE, ROLE, STATE]

/** What an attempt is about: made anew for each cell of the table, so that no cell sees what another one did. */
interface Scene {
  readonly subject: Authority
  readonly access: Access
  readonly suspended: Access
  readonly registers: Pick<Access, 'id'>
  readonly user: User
  readonly mail: Mail
  /** An entry of the translation memory that the Helpdesk kept. */
  readonly kept: string
  /** An act of the Helpdesk on the status of the subject, to be undone. */
  readonly unit: UnitId
}

type Acts = {
  [N in Name]: (typeof contract)[N]['kind'] extends 'query'
    ? never
    : (typeof contract)[N]['who'] extends 'rule'
      ? (typeof contract)[N]['place'] extends 'shell'
        ? never
        : N
      : never
}[Name]

/** Alerts have a table of their own, by what somebody is to the alert (`unit/rules/alerts`). */
type Asked = Exclude<Acts, `alerts.${string}`>

const GRANT = { module: 'solvit', role: null, keywords: [], professions: [], linkedCoordinators: [] }
const DOCUMENT = {
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Good day' }] }],
}

const onUsers = ({ subject, user }: Scene) => ({
  ...{ authorityId: subject.id, reason: 'Because' },
  users: [{ id: user.id, revision: 1 }],
})
const bulk = ({ subject }: Scene) => ({
  act: { kind: 'grant', ...GRANT },
  rows: [{ authorityId: subject.id, accessId: null, revision: 1 }],
  reason: '',
})
const criteria = {
  ...{ text: 'Łucja', memberState: null, administrator: null, passwordStatus: null, loggedOn: null },
}

/** Every act that a rule decides. An act that the contract gains does not compile without its row. */
const TABLE: { readonly [N in Asked]: readonly [(scene: Scene) => unknown, Row] } = {
  'authorities.register': [
    () => ({ data: dataOf({ officialName: 'Neu' }), accessManager: null, duplicatesSeen: true, reason: '' }),
    [YES, YES, ROLE, ROLE, ROLE, STATE],
  ],
  'authorities.edit': [
    ({ subject }) => ({
      ...{ id: subject.id, revision: 1, reason: '' },
      data: dataOf({ officialName: subject.officialName, phone: '+49 1' }),
    }),
    DATA_AND_USERS,
  ],
  'authorities.chooseAreas': [
    ({ subject }) => ({ id: subject.id, revision: 1, policyAreas: [], economicAreas: [], reason: '' }),
    DATA_AND_USERS,
  ],
  'authorities.inactivate': [
    ({ subject }) => ({ id: subject.id, revision: 1, reason: 'Because' }),
    STATUS_AND_ACCESSES,
  ],
  'authorities.reactivate': [
    ({ subject }) => ({ id: subject.id, revision: 1, reason: '' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.grant': [
    ({ subject }) => ({ ...GRANT, authorityId: subject.id, reason: '' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.changeRole': [
    ({ suspended }) => ({
      ...{ id: suspended.id, revision: 1, role: 'coordinator', linkedCoordinators: [], reason: '' },
    }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.linkCoordinators': [
    ({ access }) => ({ id: access.id, revision: 1, linkedCoordinators: [], reason: '' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.edit': [
    ({ access }) => ({ id: access.id, revision: 1, keywords: [], professions: [], reason: '' }),
    DATA_AND_USERS,
  ],
  'accesses.suspend': [
    ({ access }) => ({ id: access.id, revision: 1, reason: 'Because' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.reactivate': [
    ({ suspended }) => ({ id: suspended.id, revision: 1, reason: '' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.remove': [
    ({ suspended }) => ({ id: suspended.id, revision: 1, reason: 'Because' }),
    STATUS_AND_ACCESSES,
  ],
  'accesses.suspendAll': [
    ({ subject, access, registers }) => ({
      ...{
        authorityId: subject.id,
        seen: [access, registers].map(({ id }) => ({ id, revision: 1 })),
        reason: 'Because',
      },
    }),
    STATUS_AND_ACCESSES,
  ],
  // Each authority of a bulk act is decided for itself: where none is left, nothing is done.
  'bulk.plan': [
    ({ subject }) => ({ act: { kind: 'grant', ...GRANT }, authorities: [subject.id] }),
    [YES, YES, YES, YES, YES, YES],
  ],
  'bulk.apply': [bulk, [YES, YES, 'bulk-nothing', 'bulk-nothing', 'bulk-nothing', 'bulk-nothing']],
  'users.add': [
    ({ subject, user }) => ({
      authorityId: subject.id,
      data: {
        name: 'Neu',
        userName: `n-${user.id.slice(4, 10)}`,
        email: 'neu@amt.example',
        phone: '',
        language: 'de',
      },
      reason: '',
    }),
    DATA_AND_USERS,
  ],
  'users.edit': [
    ({ user: { id, name, userName, email, language, roles } }) => ({
      ...{ id, revision: 1, reason: '' },
      data: { name, userName, email, language, roles, phone: '+49 2' },
    }),
    DATA_AND_USERS,
  ],
  'users.block': [onUsers, DATA_AND_USERS],
  'users.unblock': [onUsers, DATA_AND_USERS],
  'users.delete': [onUsers, DATA_AND_USERS],
  'users.export': [({ subject }) => ({ authorityId: subject.id, format: 'csv' }), DATA_AND_USERS],
  // The search is narrowed to what the actor sees: nothing is refused, and nobody else is found.
  'users.exportFound': [() => ({ criteria, format: 'csv' }), [YES, YES, YES, YES, YES, YES]],
  'history.undo': [({ unit }) => ({ unit, reason: '' }), STATUS_AND_ACCESSES],
  'mail.queue': [
    ({ subject }) => ({
      ...{ template: { kind: 'blank' }, language: 'en', document: DOCUMENT },
      recipients: [{ authorityId: subject.id, userId: null }],
    }),
    // The coordinator writes to whom it supervises (P43).
    [YES, YES, YES, YES, NONE, STATE],
  ],
  'mail.discard': [
    ({ mail }) => ({ mails: [{ id: mail.id, revision: 1 }] }),
    [YES, MINE, YES, MINE, MINE, MINE],
  ],
  'mail.export': [
    ({ mail }) => ({ mails: [{ id: mail.id, revision: 1 }], format: 'eml' }),
    [YES, MINE, YES, MINE, MINE, MINE],
  ],
  'mail.resolve': [
    ({ mail }) => ({ id: mail.id, revision: 1, was: 'sent' }),
    [YES, MINE, YES, MINE, MINE, MINE],
  ],
  'translation.remember': [
    () => ({ from: 'de', to: 'en', original: 'Guten Tag', translation: 'Good day', of: null }),
    [YES, YES, YES, YES, YES, YES],
  ],
  'translation.forget': [({ kept }) => ({ id: kept }), [YES, HELP, HELP, HELP, HELP, HELP]],
}

const NOT_THE_ACTOR =
  /^(not-in-your|access-manager-role|helpdesk-only|mail-unknown|mail-no-contact|bulk-nothing)/

describe('who may do what, asked of the running core', () => {
  let core: Core
  let coordinator: Authority
  let callers: Record<Exclude<ActorName, 'home'>, Caller>
  let helpdesk: Caller

  beforeAll(async () => {
    core = openCore()
    helpdesk = await core.start()
    const of = async (authority: Authority) => core.addOperator(authority.id)
    coordinator = authorityOf({ officialName: 'Koordinator' })
    place(core, coordinator, accessOf(coordinator, { module: MODULE, role: 'coordinator' }))
    callers = {
      helpdesk,
      coordinator: await of(coordinator),
      manager: await of(place(core, authorityOf({ hasAccessManagerRole: true }))),
      elsewhere: await of(place(core, authorityOf({ officialName: 'Anderswo' }))),
      foreign: await of(place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true }))),
    }
  })
  afterAll(() => {
    core.close()
  })

  async function scene(): Promise<Scene & { readonly home: Caller }> {
    const subject = authorityOf({ officialName: 'Bauamt', email: 'bauamt@amt.example' })
    const linkedCoordinators = [coordinator.id]
    const access = accessOf(subject, { module: MODULE, role: 'authority', linkedCoordinators })
    const suspended = accessOf(subject, {
      ...{ module: 'services-directive-alert', role: 'authority', linkedCoordinators },
      ...{ status: 'suspended', suspendedAt: core.clock.now() },
    })
    place(core, subject, access, suspended)
    const user = userOf(subject, { roles: [] })
    const mail = mailOf(subject, { actingFor: subject.id })
    const translation = translationOf({ original: `Satz ${subject.id}`, keptBy: helpdesk.operatorId })
    core.given(
      ...[created('user', user), created('user', userOf(subject)), created('mail', mail)],
      created('translation', translation),
    )
    const granted = await core.request(
      'accesses.grant',
      { ...GRANT, module: 'registers', authorityId: subject.id, reason: '' },
      { as: helpdesk },
    )
    const home = await core.addOperator(subject.id)
    return {
      subject,
      access,
      suspended,
      user,
      mail,
      kept: translation.id,
      unit: unitOf(granted),
      registers: must(granted),
      home,
    }
  }

  const cells = Object.entries(TABLE).flatMap(([name, [input, row]]) =>
    ACTORS.map((actor, index) => [name, actor, input, row[index] ?? ''] as const),
  )
  it.each(cells)('%s by %s', async (name, actor, input, expected) => {
    const made = await scene()
    const as = actor === 'home' ? made.home : callers[actor]
    const entry = contract[name as Asked]
    const file = entry.kind === 'task' && entry.file !== null ? { file: join(core.folder, 'out.csv') } : {}
    const failure = failureOf(await core.ask(name, input(made), { as, ...file }))
    expect(failure, core.log.at(-1)).not.toBe('internal')
    expect(failure).not.toBe('invalid-input')
    const answer = failure !== null && (NOT_THE_ACTOR.test(failure) || failure === expected) ? failure : YES
    expect(answer).toBe(expected)
  })

  it(`has a row for each of the ${String(Object.keys(TABLE).length)} acts, and ${String(cells.length)} cells`, () => {
    const acts = (Object.keys(contract) as Name[]).filter((name) => {
      const entry = contract[name]
      return (
        entry.kind !== 'query' &&
        entry.who === 'rule' &&
        entry.place !== 'shell' &&
        !name.startsWith('alerts.')
      )
    })
    expect(Object.keys(TABLE).sort()).toEqual(acts.sort())
  })
})
