import { describe, expect, it } from 'vitest'
import { registerAuthority, type RegisterFacts } from '../../../src-main/domain/authorities'
import type { Actor } from '../../../src-main/domain/context'
import { administratorOf, catalogue, contextFor, FRENCH, HELPDESK, MANAGER, PLAIN } from '../../support/facts'
import { dataOf, NOW } from '../../support/samples'
import type { Authority } from '../../../src-shared/entities/authority'

const NOTHING: RegisterFacts = { catalogue, own: null, accessManager: null, likelyDuplicates: [] }

function register(
  facts: Partial<RegisterFacts> = {},
  input: Partial<Parameters<typeof registerAuthority>[1]> = {},
  actor: Actor = HELPDESK,
) {
  return registerAuthority(
    { ...NOTHING, ...facts },
    { data: dataOf(), accessManager: null, duplicatesSeen: false, ...input },
    contextFor(actor),
  )
}

describe('registering an authority', () => {
  it('makes an active authority with access to Registers and nothing else', () => {
    const decided = register({}, { data: dataOf({ city: 'Köln', types: ['nimic'] }) })
    if (!decided.ok) throw new Error(decided.refusal.code)
    const { id, changes } = decided.value
    expect(changes).toMatchObject([
      {
        entity: 'authority',
        op: 'create',
        id,
        before: null,
        after: {
          id,
          city: 'Köln',
          types: ['nimic'],
          status: 'active',
          hasAccessManagerRole: false,
          registeredAt: NOW,
          inactivatedAt: null,
          externalIds: [],
        },
      },
      {
        entity: 'access',
        op: 'create',
        after: { authorityId: id, module: 'registers', role: null, status: 'active', grantedAt: NOW },
      },
    ])
    expect(changes).toHaveLength(2)
  })

  it('by the IMI Helpdesk can name an Access manager', () => {
    const decided = register({ accessManager: MANAGER }, { accessManager: MANAGER.id })
    expect(decided.ok && decided.value.changes.at(-1)).toMatchObject({
      entity: 'accessManager',
      after: { managerId: MANAGER.id, authorityId: decided.ok && decided.value.id, origin: 'helpdesk' },
    })
  })

  it('by an Access manager makes it the Access manager of the new authority', () => {
    const decided = register({ own: MANAGER }, {}, administratorOf(MANAGER))
    expect(decided.ok && decided.value.changes.at(-1)).toMatchObject({
      entity: 'accessManager',
      after: { managerId: MANAGER.id, origin: 'registered' },
    })
  })

  it('goes on after likely duplicates were looked at', () => {
    expect(register({ likelyDuplicates: ['Amt'] }, { duplicatesSeen: true }).ok).toBe(true)
  })

  const inactivated: Authority = { ...MANAGER, status: 'inactivated', inactivatedAt: NOW }
  const foreign = { ...FRENCH }
  it.each<[string, string, () => ReturnType<typeof register>]>([
    [
      'an unknown Member State',
      'member-state-unknown',
      () => register({}, { data: dataOf({ memberState: 'XX' }) }),
    ],
    [
      'a Member State that has left',
      'member-state-expired',
      () => register({}, { data: dataOf({ memberState: 'UK' }) }),
    ],
    ['an unknown type', 'type-unknown', () => register({}, { data: dataOf({ types: ['nobody'] }) })],
    [
      'a type without the parameter it needs',
      'type-unknown',
      () => register({}, { data: dataOf({ types: ['coordinator-federal-regional'] }) }),
    ],
    [
      'a type with a parameter it does not have',
      'type-unknown',
      () => register({}, { data: dataOf({ types: ['nimic:services'] }) }),
    ],
    [
      'likely duplicates nobody looked at',
      'duplicates-unseen',
      () => register({ likelyDuplicates: ['Amt'] }),
    ],
    [
      'an Access manager that does not exist',
      'access-manager-not-possible',
      () => register({}, { accessManager: MANAGER.id }),
    ],
    [
      'an Access manager without the role',
      'access-manager-not-possible',
      () => register({ accessManager: PLAIN }, { accessManager: PLAIN.id }),
    ],
    [
      'an inactivated Access manager',
      'access-manager-not-possible',
      () => register({ accessManager: inactivated }, { accessManager: inactivated.id }),
    ],
    [
      'an Access manager of another Member State',
      'access-manager-not-possible',
      () => register({ accessManager: foreign }, { accessManager: foreign.id }),
    ],
    [
      'somebody of another Member State',
      'not-in-your-member-state',
      () => register({ own: FRENCH }, {}, administratorOf(FRENCH)),
    ],
    [
      'somebody without the Access manager role',
      'access-manager-role-needed',
      () => register({ own: PLAIN }, {}, administratorOf(PLAIN)),
    ],
  ])('is refused for %s: %s', (_sentence, code, act) => {
    const decided = act()
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })
})
