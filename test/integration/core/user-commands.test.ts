import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created, updated } from '../../../src-main/domain/change'
import { contract, type Name } from '../../../src-shared/contract'
import { CENTRAL_ACTS } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId, NOW, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

const MODULE = 'services-information-requests'
const ADMINISTRATOR = 'general:administrator'
const NEW = {
  name: 'Łucja Ørsted',
  userName: 'lucja',
  email: 'lucja@place.example',
  phone: '+48 1',
  language: 'pl',
}

let core: Core
let helpdesk: Caller
let subject: Authority
let admin: User
let clerk: User

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  subject = authorityOf({ officialName: 'Subject' })
  place(core, subject, accessOf(subject), accessOf(subject, { module: MODULE, role: 'authority' }))
  admin = userOf(subject, { name: 'Ada', userName: 'ada', email: 'ada@place.example' })
  clerk = userOf(subject, { name: 'Cleo', userName: 'cleo', email: 'cleo@place.example', roles: [] })
  core.given(created('user', admin), created('user', clerk))
})
afterEach(() => {
  core.close()
})

const list = async (authorityId = subject.id) => core.done('users.list', { authorityId })
const dataOf = ({ name, userName, email, phone, language, roles }: User) => ({
  ...{ name, userName, email, phone, language, roles },
})
const on = (...users: readonly User[]) => ({
  authorityId: subject.id,
  users: users.map(({ id }) => ({ id, revision: 1 })),
  reason: 'Asked for by telephone',
})

describe('a user name', () => {
  it.each([
    ['ärzte', 'ÄRZTE'],
    ['ωμέγα', 'ΩΜΈΓΑ'],
    ['łucja2', 'ŁUCJA2'],
    ['плам', 'ПЛАМ'],
  ])('is one whatever its case, in every alphabet: %s and %s', async (userName, again) => {
    await core.done('users.add', { authorityId: subject.id, data: { ...NEW, userName }, reason: '' })
    const second = { authorityId: subject.id, data: { ...NEW, userName: again }, reason: '' }
    expect(failureOf(await core.request('users.add', second))).toBe('user-name-taken')
  })
})

describe('the last Administrator', () => {
  it('of an inactivated authority stays, so that it does not come back without one', async () => {
    core.given(updated('authority', subject, { status: 'inactivated', inactivatedAt: NOW }))
    expect(failureOf(await core.request('users.delete', on(admin)))).toBe('last-administrator')
    expect(failureOf(await core.request('users.delete', on(clerk)))).toBeNull()
  })
})

describe('adding users', () => {
  it('gives the first one of an authority every role, and tells it in the history', async () => {
    const empty = authorityOf({ officialName: 'Empty' })
    place(core, empty, accessOf(empty))
    const first = await core.done('users.add', { authorityId: empty.id, data: NEW, reason: 'First user' })
    const next = { ...NEW, userName: 'next', email: 'next@place.example' }
    await core.done('users.add', { authorityId: empty.id, data: next, reason: '' })
    const { users } = await list(empty.id)
    expect(users.map((each) => [each.user.userName, each.user.roles, each.user.passwordStatus])).toEqual([
      [
        'lucja',
        [ADMINISTRATOR, 'general:basic-user', 'registers:register-editor', 'registers:viewer'],
        'temporary',
      ],
      ['next', [], 'temporary'],
    ])
    const [, added] = await historyOf(core, empty.id)
    expect(added).toMatchObject({
      command: 'users.add',
      reason: 'First user',
      operator: 'Operator 1',
      entries: [{ entity: 'user', entityId: first.id, op: 'create', label: 'Łucja Ørsted' }],
    })
  })

  it('can be taken back: the answer names its unit', async () => {
    const reply = await core.request('users.add', { authorityId: subject.id, data: NEW, reason: '' })
    expect(reply).toMatchObject({ ok: true, unit: expect.stringMatching(/^\w{26}$/) as string })
  })

  it('takes the user name of a deleted user', async () => {
    await core.done('users.delete', on(clerk))
    const data = { ...NEW, userName: 'CLEO' }
    expect((await core.request('users.add', { authorityId: subject.id, data, reason: '' })).ok).toBe(true)
  })
})

describe('acts on users', () => {
  it('edits one, and shows the roles gained in the history', async () => {
    const roles = [`${MODULE}:allocator`, 'registers:viewer']
    const input = { id: clerk.id, revision: 1, data: { ...dataOf(clerk), roles }, reason: 'New task' }
    expect(await core.done('users.edit', input)).toEqual({ revision: 2 })
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'users.edit', reason: 'New task' })
    expect(unit?.entries[0]?.changes).toEqual([
      expect.objectContaining({
        field: 'roles',
        after: { kind: 'set', added: [...roles].sort(), removed: [] },
      }),
    ])
  })

  it('blocks and unblocks several as one act', async () => {
    await core.done('users.block', on(admin, clerk))
    expect((await list()).users.map((each) => each.user.passwordStatus)).toEqual(['blocked', 'blocked'])
    const again = { ...on(admin), users: [{ id: admin.id, revision: 2 }] }
    await core.done('users.unblock', again)
    const { users } = await list()
    expect(users.map((each) => each.user.passwordStatus)).toEqual(['temporary', 'blocked'])
    const [unblocked, blocked] = await historyOf(core, subject.id)
    expect(unblocked).toMatchObject({ command: 'users.unblock', reason: 'Asked for by telephone' })
    expect(blocked?.entries.map((entry) => entry.label)).toEqual(['Ada', 'Cleo'])
  })

  it('deletes them: they are listed and found no more, and stay in the history', async () => {
    await core.done('users.delete', on(clerk))
    expect((await list()).users.map((each) => each.user.name)).toEqual(['Ada'])
    expect((await core.done('search.top', { text: 'cleo' })).users).toEqual([])
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'users.delete', entries: [{ label: 'Cleo', op: 'update' }] })
  })

  it('keeps the hash of a new password, and tells it to nobody', async () => {
    const users = [{ id: clerk.id, revision: 1, passwordHash: 'scrypt$new' }]
    await core.done('users.storePasswords', { ...on(clerk), users })
    expect(core.raw('SELECT passwordHash FROM user WHERE id = ?', [clerk.id])).toEqual([
      { passwordHash: 'scrypt$new' },
    ])
    expect(JSON.stringify(await list())).not.toContain('scrypt$new')
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'users.storePasswords' })
    // In the chained log itself a digest stands in its place.
    expect(JSON.stringify(core.raw('SELECT changes FROM history'))).not.toContain('scrypt$new')
  })

  it('stands on the carry-over list: it takes effect in the central system only there', () => {
    const acts = Object.keys(contract).filter((name) => name.startsWith('users.')) as Name[]
    const written = acts.filter((name) => contract[name].kind === 'command')
    expect(CENTRAL_ACTS.filter((name) => name.startsWith('users.')).sort()).toEqual(written.sort())
  })

  it('tells the window beforehand what each act would say', async () => {
    const { users, mayAdd } = await list()
    expect(mayAdd).toBeNull()
    expect(users.map((each) => [each.revision, each.may])).toMatchObject([
      [1, { edit: null, resetPasswords: null, block: null, delete: { code: 'last-administrator' } }],
      [1, { delete: null, unblock: { code: 'not-blocked', params: { names: ['Cleo'] } } }],
    ])
  })
})

describe('likely duplicates of a person', () => {
  it('are found in the whole Member State by name and e-mail address, and nowhere else', async () => {
    const other = authorityOf({ officialName: 'Other' })
    const french = authorityOf({ officialName: 'French', memberState: 'FR' })
    place(core, other)
    place(core, french)
    const sameName = userOf(other, { name: 'Lucja Orsted', email: 'private@place.example' })
    const sameEmail = userOf(other, { name: 'L. O.', email: 'Lucja@Place.example' })
    const abroad = userOf(french, { name: NEW.name, email: NEW.email })
    core.given(...[sameName, sameEmail, abroad].map((each) => created('user', each)))
    const asked = { authorityId: subject.id, name: NEW.name, email: NEW.email, except: null }
    const { duplicates } = await core.done('users.duplicates', asked)
    expect(duplicates.map((each) => [each.id, each.because, each.authority.officialName])).toEqual([
      [sameName.id, 'name', 'Other'],
      [sameEmail.id, 'email', 'Other'],
    ])
    const foreigner = await core.addOperator(french.id)
    expect(await core.done('users.duplicates', asked, { as: foreigner })).toEqual({ duplicates: [] })
  })
})

describe('an act on users that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const removed = place(core, authorityOf({ status: 'removed' }))
    const left = userOf(removed, { userName: 'left' })
    const blocked = userOf(subject, { userName: 'blocked', roles: [], passwordStatus: 'blocked' })
    const gone = userOf(subject, { userName: 'gone', status: 'deleted' })
    core.given(...[left, blocked, gone].map((each) => created('user', each)))

    const add = { authorityId: subject.id, data: NEW, reason: '' }
    const edit = { id: clerk.id, revision: 1, data: { ...dataOf(clerk), phone: '1' }, reason: '' }
    const written = (fields: Partial<User>) => ({ ...edit, data: { ...edit.data, ...fields } })
    const rows: [string, unknown, string, Caller?][] = [
      ['users.add', { ...add, authorityId: newId() }, 'authority-unknown'],
      ['users.add', { ...add, authorityId: removed.id }, 'authority-removed'],
      ['users.add', { ...add, data: { ...NEW, userName: 'Ada' } }, 'user-name-taken'],
      ['users.add', add, 'not-in-your-member-state', french],
      ['users.add', add, 'access-manager-role-needed', plain],
      ['users.edit', { ...edit, id: newId() }, 'user-unknown'],
      ['users.edit', { ...edit, id: gone.id }, 'user-unknown'],
      ['users.edit', { ...edit, revision: 2 }, 'stale'],
      ['users.edit', { ...edit, id: left.id }, 'authority-removed'],
      ['users.edit', { ...edit, data: dataOf(clerk) }, 'nothing-changed'],
      ['users.edit', written({ userName: 'ADA' }), 'user-name-taken'],
      ['users.edit', written({ roles: ['solvit:case-handler'] }), 'user-role-not-possible'],
      ['users.edit', { ...edit, id: admin.id, data: { ...dataOf(admin), roles: [] } }, 'last-administrator'],
      ['users.edit', edit, 'not-in-your-member-state', french],
      ['users.edit', edit, 'access-manager-role-needed', plain],
      ['users.block', on(blocked), 'already-blocked'],
      ['users.unblock', on(clerk), 'not-blocked'],
      ['users.delete', on(admin), 'last-administrator'],
    ]
    const withHash = (input: ReturnType<typeof on>) => ({
      ...input,
      users: input.users.map((each) => ({ ...each, passwordHash: 'scrypt$new' })),
    })
    for (const name of ['users.block', 'users.unblock', 'users.delete', 'users.storePasswords']) {
      const shape = (input: ReturnType<typeof on>) =>
        name === 'users.storePasswords' ? withHash(input) : input
      const chosen = name === 'users.unblock' ? blocked : clerk
      rows.push(
        [name, shape(on(userOf(subject))), 'user-unknown'],
        [name, shape({ ...on(chosen), authorityId: newId() }), 'user-unknown'],
        [name, shape(on(chosen, left)), 'user-unknown'],
        [name, shape({ ...on(chosen), users: [{ id: chosen.id, revision: 0 }] }), 'stale'],
        [name, shape({ ...on(left), authorityId: removed.id }), 'authority-removed'],
        [name, shape(on(chosen)), 'not-in-your-member-state', french],
        [name, shape(on(chosen)), 'access-manager-role-needed', plain],
      )
    }
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      const reply = await core.ask(name, input, { as: caller ?? helpdesk })
      expect([name, failureOf(reply)]).toEqual([name, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })

  it.each([
    ['user names have 3 to 40 characters', { userName: 'ab' }],
    ['user names have at most 40 characters', { userName: 'a'.repeat(41) }],
    ['a new user has an e-mail address', { email: '' }],
    ['an e-mail address has its form', { email: 'nonsense' }],
    ['a user has a name', { name: ' ' }],
    ['roles are not given when adding', { roles: [ADMINISTRATOR] }],
  ])('says which field is wrong: %s', async (_sentence, fields) => {
    const input = { authorityId: subject.id, data: { ...NEW, ...fields }, reason: '' }
    expect(failureOf(await core.ask('users.add', input))).toBe('invalid-input')
  })

  it('acts on at most 50 users at once', async () => {
    const users = Array.from({ length: 51 }, () => ({ id: newId(), revision: 1 }))
    const input = { authorityId: subject.id, users, reason: '' }
    expect(failureOf(await core.ask('users.block', input))).toBe('invalid-input')
  })
})
