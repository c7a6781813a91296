import { describe, expect, it } from 'vitest'
import { rolesOnGranting, rolesOnRoleChange } from '../../../src-main/domain/users'
import type { Access } from '../../../src-shared/entities/access'
import type { User } from '../../../src-shared/entities/user'
import { catalogue } from '../../support/facts'
import { authorityOf, userOf } from '../../support/samples'

const AUTHORITY = authorityOf()
const MODULE = 'services-information-requests'
const ADMINISTRATOR = 'general:administrator'
const HANDLER = `${MODULE}:request-handler`
const OF_AN_AUTHORITY = [`${MODULE}:allocator`, HANDLER]
const OF_A_COORDINATOR = [...OF_AN_AUTHORITY, `${MODULE}:referral-handler`, `${MODULE}:supervisor`].sort()

type Grant = Pick<Access, 'module' | 'role'>
const asAuthority: Grant = { module: MODULE, role: 'authority' }
const asCoordinator: Grant = { module: MODULE, role: 'coordinator' }
const registers: Grant = { module: 'registers', role: null }

const user = (fields: Partial<User>): User => userOf(AUTHORITY, fields)

describe('granting an access', () => {
  it.each<[string, Grant, readonly string[], readonly string[]]>([
    ['gives an Administrator every role of an Authority', asAuthority, [ADMINISTRATOR], OF_AN_AUTHORITY],
    ['gives an Administrator every role of a Coordinator', asCoordinator, [ADMINISTRATOR], OF_A_COORDINATOR],
    [
      'gives the roles of a module without authority role',
      registers,
      [ADMINISTRATOR],
      ['registers:register-editor', 'registers:viewer'],
    ],
    [
      'adds only what an Administrator does not have yet',
      asAuthority,
      [ADMINISTRATOR, HANDLER],
      OF_AN_AUTHORITY,
    ],
  ])('%s', (_sentence, access, roles, gained) => {
    const before = user({ roles: [...roles] })
    expect(rolesOnGranting(catalogue, [before], access)).toEqual([
      {
        entity: 'user',
        op: 'update',
        id: before.id,
        before,
        after: { ...before, roles: [ADMINISTRATOR, ...gained].sort() },
      },
    ])
  })

  it.each<[string, Partial<User>]>([
    ['without the Administrator role', { roles: ['general:basic-user', HANDLER] }],
    ['without any role', { roles: [] }],
    ['who was deleted', { status: 'deleted' }],
    ['who has all of its roles already', { roles: [ADMINISTRATOR, ...OF_AN_AUTHORITY] }],
  ])('changes nothing for a user %s', (_sentence, fields) => {
    expect(rolesOnGranting(catalogue, [user(fields)], asAuthority)).toEqual([])
  })

  it('reaches every Administrator of the authority, whatever the password', () => {
    const users = [user({}), user({ roles: [] }), user({ passwordStatus: 'blocked' })]
    expect(rolesOnGranting(catalogue, users, asAuthority).map((change) => change.id)).toEqual([
      users[0]?.id,
      users[2]?.id,
    ])
  })

  it('gives nothing in a module the catalogue does not know', () => {
    expect(rolesOnGranting(catalogue, [user({})], { module: 'unheard-of', role: 'authority' })).toEqual([])
  })
})

describe('changing the role of an access', () => {
  it.each<[string, Grant, readonly string[], readonly string[]]>([
    [
      'to Authority takes away what only coordinators have',
      asAuthority,
      [ADMINISTRATOR, ...OF_A_COORDINATOR],
      [ADMINISTRATOR, ...OF_AN_AUTHORITY],
    ],
    [
      'leaves roles of other modules alone, those with a longer name included',
      asAuthority,
      [`${MODULE}-pilot:supervisor`, `${MODULE}:supervisor`],
      [`${MODULE}-pilot:supervisor`],
    ],
    ['drops a role the module never had', asCoordinator, [HANDLER, `${MODULE}:viewer`], [HANDLER]],
  ])('%s', (_sentence, access, roles, kept) => {
    const before = user({ roles: [...roles] })
    expect(rolesOnRoleChange(catalogue, [before], access)).toEqual([
      { entity: 'user', op: 'update', id: before.id, before, after: { ...before, roles: kept } },
    ])
  })

  it.each<[string, Grant, Partial<User>]>([
    ['to Coordinator gives nobody a role', asCoordinator, { roles: [ADMINISTRATOR, ...OF_AN_AUTHORITY] }],
    ['is nothing to users without roles in it', asAuthority, { roles: [ADMINISTRATOR, 'registers:viewer'] }],
    ['leaves deleted users as they were', asAuthority, { status: 'deleted', roles: OF_A_COORDINATOR }],
  ])('%s', (_sentence, access, fields) => {
    expect(rolesOnRoleChange(catalogue, [user(fields)], access)).toEqual([])
  })
})
