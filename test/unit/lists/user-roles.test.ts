import { describe, expect, it } from 'vitest'
import { rolesFrom } from '../../../src-main/exchange/lists/kinds/role-names'
import { suggestUserColumns } from '../../../src-main/exchange/lists/kinds/user-columns'
import { generalRoles, userRolesFor } from '../../../src-shared/catalogue'
import { catalogue } from '../../support/facts'

const OFFERED = [
  ...generalRoles(catalogue),
  ...userRolesFor(catalogue, 'registers', null),
  ...userRolesFor(catalogue, 'solvit', null),
  ...userRolesFor(catalogue, 'pq-notifications-architects', 'authority'),
]

describe('the roles of a user in a list', () => {
  it.each<[string, string[], string[]]>([
    ['Administrator', ['general:administrator'], []],
    ['administrator; BASIC USER', ['general:administrator', 'general:basic-user'], []],
    ['general:administrator,registers:viewer', ['general:administrator', 'registers:viewer'], []],
    ['Registers: Viewer, Register editor', ['registers:register-editor', 'registers:viewer'], []],
    ['SOLVIT: Case handler; Administrator', ['general:administrator', 'solvit:case-handler'], []],
    ['Case handler', ['solvit:case-handler'], []],
    ['PQ – Notifications: architects: Handler', ['pq-notifications-architects:handler'], []],
    ['PQ Notifications – Architects: Handler', ['pq-notifications-architects:handler'], []],
    ['; ,', [], []],
    ['Viewer', [], ['Viewer']],
    ['Emperor, Administrator', ['general:administrator'], ['Emperor']],
    ['cit-repository:viewer', [], ['cit-repository:viewer']],
    ['Nowhere: Viewer', [], ['Nowhere: Viewer']],
    ['constructor:__proto__', [], ['constructor:__proto__']],
  ])('%s', (written, roles, unknown) => {
    expect(rolesFrom(written, OFFERED, catalogue)).toEqual({ roles, unknown })
  })
})

describe('the columns of a list of users', () => {
  it('are recognised as this program writes them, and roles may stand in several', () => {
    const columns = [
      'Name',
      'User name',
      'E-mail',
      'Roles for the authority',
      'Roles in modules',
      'Status',
      'name',
    ]
    expect(suggestUserColumns(columns)).toEqual(['name', 'userName', 'email', 'roles', 'roles', null, null])
  })
})
