import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UserCriteria } from '../../../src-shared/contract/users'
import { created } from '../../../src-main/domain/change'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId, NOW, userOf } from '../../support/samples'
import { place } from '../../support/story'

const EVERYONE: UserCriteria = {
  text: '',
  memberState: null,
  administrator: null,
  passwordStatus: null,
  loggedOn: null,
}

let core: Core
let german: Authority
let french: Authority

beforeEach(async () => {
  core = openCore()
  await core.start()
  german = place(core, authorityOf({ officialName: 'Amt' }))
  french = place(core, authorityOf({ officialName: 'Bureau', memberState: 'FR', hasAccessManagerRole: true }))
  const user = (authority: Authority, name: string, fields: Partial<User> = {}) =>
    created(
      'user',
      userOf(authority, { name, email: `${name.split(' ')[0]}@x.example`, roles: [], ...fields }),
    )
  core.given(
    user(german, 'Łucja Meier', { passwordStatus: 'blocked', lastLogin: NOW }),
    user(german, 'Meier Zoe', { roles: ['general:administrator'], passwordStatus: 'temporary' }),
    user(german, 'Adam Zuse', { userName: 'meierhof' }),
    user(french, 'Émile Meier', { lastLogin: NOW }),
    user(german, 'Gone Meier', { status: 'deleted' }),
  )
})
afterEach(() => {
  core.close()
})

async function found(criteria: Partial<UserCriteria>, page = { offset: 0, limit: 100 }): Promise<string[]> {
  const { rows } = await core.done('users.search', { criteria: { ...EVERYONE, ...criteria }, page })
  return rows.map((row) => row.name)
}
const count = (criteria: Partial<UserCriteria>) =>
  core.done('users.count', { criteria: { ...EVERYONE, ...criteria } })

describe('the search of users over all authorities', () => {
  it('lists every active user by name, letters of other alphabets where a reader expects them', async () => {
    expect(await found({})).toEqual(['Adam Zuse', 'Émile Meier', 'Łucja Meier', 'Meier Zoe'])
    expect(await count({})).toEqual({ matching: 4, more: false })
  })

  it('finds by name, user name and e-mail address, names that start so first', async () => {
    expect(await found({ text: 'meier' })).toEqual(['Meier Zoe', 'Adam Zuse', 'Émile Meier', 'Łucja Meier'])
    expect(await found({ text: 'lucja' })).toEqual(['Łucja Meier'])
    expect(await found({ text: 'émile@x' })).toEqual(['Émile Meier'])
    expect(await count({ text: 'meier' })).toEqual({ matching: 4, more: false })
  })

  it.each<[string, Partial<UserCriteria>, string[]]>([
    ['the Member State', { memberState: 'FR' }, ['Émile Meier']],
    ['the Administrator role', { administrator: true }, ['Meier Zoe']],
    ['no Administrator role', { administrator: false }, ['Adam Zuse', 'Émile Meier', 'Łucja Meier']],
    ['the status of the password', { passwordStatus: 'blocked' }, ['Łucja Meier']],
    ['not logged on since V7', { loggedOn: false }, ['Adam Zuse', 'Meier Zoe']],
    ['a text and a criterion together', { text: 'meier', loggedOn: true }, ['Émile Meier', 'Łucja Meier']],
    ['what nobody has', { memberState: 'FR', administrator: true }, []],
  ])('narrows by %s', async (_sentence, criteria, names) => {
    expect(await found(criteria)).toEqual(names)
    expect((await count(criteria)).matching).toBe(names.length)
  })

  it('gives a page at a time', async () => {
    expect(await found({}, { offset: 1, limit: 2 })).toEqual(['Émile Meier', 'Łucja Meier'])
    expect(await found({ text: 'meier' }, { offset: 3, limit: 2 })).toEqual(['Łucja Meier'])
  })

  it('marks what was hit and names the authority', async () => {
    const criteria = { ...EVERYONE, text: 'luc' }
    const { rows } = await core.done('users.search', { criteria, page: { offset: 0, limit: 1 } })
    expect(rows).toMatchObject([
      {
        nameHits: [[0, 3]],
        authority: { officialName: 'Amt', memberState: 'DE' },
        passwordStatus: 'blocked',
      },
    ])
    expect(rows[0]).not.toHaveProperty('passwordHash')
  })

  it('follows each act at once', async () => {
    const { users } = await core.done('users.list', { authorityId: german.id })
    const adam = users.find((each) => each.user.name === 'Adam Zuse')!
    const { id, authorityId, status, passwordStatus, lastLogin, ...data } = adam.user
    const roles = ['general:administrator']
    await core.done('users.edit', {
      id,
      revision: 1,
      data: { ...data, name: 'Zeno Zuse', roles },
      reason: '',
    })
    expect(await found({ administrator: true })).toEqual(['Meier Zoe', 'Zeno Zuse'])
    expect(await found({ text: 'zeno z' })).toEqual(['Zeno Zuse'])
    const seen = { authorityId, users: [{ id, revision: 2 }], reason: '' }
    await core.done('users.block', seen)
    expect(await found({ passwordStatus: 'blocked' })).toEqual(['Łucja Meier', 'Zeno Zuse'])
    const taken = { ...data, name: 'Zeno Zuse', roles: [] }
    await core.done('users.edit', { id, revision: 3, data: taken, reason: '' })
    expect(await found({ administrator: true })).toEqual(['Meier Zoe'])
    expect(await found({ text: 'zeno', passwordStatus: 'blocked' })).toEqual(['Zeno Zuse'])
    await core.done('users.delete', { ...seen, users: [{ id, revision: 4 }] })
    expect(await found({ text: 'zeno' })).toEqual([])
    expect([status, passwordStatus, lastLogin]).toEqual(['active', 'set', null])
  })

  it('shows an operator for an authority the own Member State only', async () => {
    core.actAs(await core.addOperator(french.id))
    expect(await found({})).toEqual(['Émile Meier'])
    expect(await count({})).toEqual({ matching: 1, more: false })
    expect(await found({ memberState: 'DE' })).toEqual([])
    expect(await count({ memberState: 'DE' })).toEqual({ matching: 0, more: false })
  })
})

describe('an exported list of users', () => {
  const read = (file: string) => readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n')

  it('holds roles in words, status and last login, and never a password or its hash', async () => {
    const requests = 'services-information-requests'
    core.given(
      created('access', accessOf(german, { module: requests, role: 'authority' })),
      created(
        'user',
        userOf(german, {
          name: 'Rolf',
          userName: 'rolf',
          email: 'rolf@x.example',
          roles: ['general:basic-user', `${requests}:allocator`, 'registers:viewer'],
          passwordHash: 'scrypt$secret',
          lastLogin: NOW,
        }),
      ),
    )
    const file = join(core.folder, 'users.csv')
    const written = await core.done('users.export', { authorityId: german.id, format: 'csv' }, { file })
    expect(written).toEqual({ rows: 4, fileName: 'users.csv' })
    const rolf = read(file).find((line) => line.startsWith('Rolf')) ?? ''
    expect(rolf.split(';').slice(0, 3)).toEqual(['Rolf', 'rolf', 'rolf@x.example'])
    expect(rolf).toContain('Active;Set;2026-11-23 08:00;Basic user;')
    expect(rolf).toContain('"Services – Information requests: Allocator; Registers: Viewer"')
    expect(readFileSync(file, 'utf8')).not.toContain('scrypt')
  })

  it('holds everyone the search finds, in its order', async () => {
    const file = join(core.folder, 'found.csv')
    const criteria = { ...EVERYONE, text: 'meier', loggedOn: true }
    expect(await core.done('users.exportFound', { criteria, format: 'csv' }, { file })).toMatchObject({
      rows: 2,
    })
    expect(
      read(file)
        .slice(1)
        .map((line) => line.split(';')[0]),
    ).toEqual(['Émile Meier', 'Łucja Meier'])
    const nobody = { ...EVERYONE, memberState: 'DE' }
    const foreigner = await core.addOperator(french.id)
    const options = { file, as: foreigner }
    expect(await core.done('users.exportFound', { criteria: nobody, format: 'csv' }, options)).toMatchObject({
      rows: 0,
    })
  })

  it('is refused for an authority of another Member State, and for one that is not there', async () => {
    const file = join(core.folder, 'refused.csv')
    const foreigner = await core.addOperator(french.id)
    const ask = (authorityId: string, as?: typeof foreigner) =>
      core.ask('users.export', { authorityId, format: 'csv' }, { file, ...(as === undefined ? {} : { as }) })
    expect(failureOf(await ask(german.id, foreigner))).toBe('not-in-your-member-state')
    expect(failureOf(await ask(newId()))).toBe('authority-unknown')
  })
})
