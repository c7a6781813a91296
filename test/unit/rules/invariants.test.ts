import { describe, expect, it } from 'vitest'
import { changedFields, created, sameValue, updated, type Change } from '../../../src-main/domain/change'
import { assertInvariants, brokenInvariant } from '../../../src-main/domain/invariants'
import {
  accessOf,
  authorityOf,
  newId,
  NOW,
  operatorOf,
  relationOf,
  translationOf,
  userOf,
} from '../../support/samples'

const authority = authorityOf()
const access = accessOf(authority)

describe('a row that is written', () => {
  it.each<[string, Change]>([
    ['an authority', created('authority', authority)],
    [
      'an inactivated authority with its date',
      created('authority', authorityOf({ status: 'inactivated', inactivatedAt: NOW })),
    ],
    ['an access', created('access', access)],
    [
      'a suspended access with its date',
      updated('access', access, { status: 'suspended', suspendedAt: NOW }),
    ],
    ['a user', created('user', userOf(authority))],
    ['an operator', created('operator', operatorOf())],
    ['an Access manager', created('accessManager', relationOf(authorityOf(), authority))],
  ])('holds all invariants: %s', (_sentence, change) => {
    expect(brokenInvariant(change)).toBeNull()
    expect(() => {
      assertInvariants(change)
    }).not.toThrow()
  })

  it.each<[string, Change, RegExp]>([
    ['keeps its id', { ...updated('access', access, {}), id: newId() }, /id changed/],
    [
      'has a name if it is an authority',
      created('authority', authorityOf({ officialName: '' })),
      /official name/,
    ],
    [
      'has a date if it is an inactivated authority',
      created('authority', authorityOf({ status: 'inactivated' })),
      /inactivation/,
    ],
    [
      'has no such date if it is an active authority',
      created('authority', authorityOf({ inactivatedAt: NOW })),
      /inactivation/,
    ],
    [
      'names others as coordinators, never itself',
      updated('access', access, { linkedCoordinators: [authority.id] }),
      /linked coordinator/,
    ],
    [
      'has no date of suspension if it is an active access',
      updated('access', access, { suspendedAt: NOW }),
      /suspension/,
    ],
    [
      'belongs to an alert or to an authority, not to both, if it is a translation',
      created('translation', translationOf({ alertId: newId(), authorityId: newId() })),
      /belongs to an alert or/,
    ],
    [
      'makes nobody their own Access manager',
      created('accessManager', relationOf(authority, authority)),
      /own Access manager/,
    ],
  ])('%s', (_sentence, change, words) => {
    expect(brokenInvariant(change)).toMatch(words)
    expect(() => {
      assertInvariants(change)
    }).toThrow(words)
  })
})

describe('what a change changes', () => {
  it.each([
    [['a', 'b'], ['a', 'b'], true],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['b', 'a'], false],
    ['a', 'a', true],
    [null, '', false],
    [true, false, false],
  ])('%j and %j', (left, right, same) => {
    expect(sameValue(left, right)).toBe(same)
  })

  it('is told field by field, in the order of the entity', () => {
    expect(changedFields(access, { ...access, status: 'suspended', suspendedAt: NOW })).toEqual([
      'status',
      'suspendedAt',
    ])
    expect(changedFields(access, { ...access })).toEqual([])
    expect(changedFields(null, { id: 1, name: '' })).toEqual(['id', 'name'])
  })
})
