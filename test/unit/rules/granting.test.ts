import { describe, expect, it } from 'vitest'
import {
  changeRole,
  editSettings,
  linkCoordinators,
  mayChangeRole,
  type RoleFacts,
} from '../../../src-main/domain/access-changes'
import type { AccessFacts } from '../../../src-main/domain/accesses'
import { grantAccess, type GrantFacts } from '../../../src-main/domain/granting'
import type { Catalogue } from '../../../src-shared/catalogue'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { administratorOf, catalogue, contextFor, HELPDESK, MANAGER, STANDINGS } from '../../support/facts'
import { accessOf, authorityOf, NOW, relationOf, userOf } from '../../support/samples'

const REQUESTS = 'services-information-requests'
const SUBJECT = authorityOf({ officialName: 'Subject' })
const COORDINATOR = authorityOf({ officialName: 'Koordinator' })
const linked = {
  authority: COORDINATOR,
  access: accessOf(COORDINATOR, { module: REQUESTS, role: 'coordinator' }),
}
const SUSPENDED = { status: 'suspended', suspendedAt: NOW } as const
const CHOICE = { module: REQUESTS, role: 'authority', keywords: [], professions: [] } as const

type Input = Parameters<typeof grantAccess>[1]

function grant(facts: Partial<GrantFacts> = {}, input: Partial<Input> = {}, actor = HELPDESK) {
  return grantAccess(
    {
      catalogue,
      own: null,
      authority: SUBJECT,
      existing: null,
      coordinators: [linked],
      users: [],
      managers: [],
      ...facts,
    },
    { ...CHOICE, ...input },
    contextFor(actor),
  )
}

const codeOf = (decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  decided.ok ? null : decided.refusal.code

describe('granting an access', () => {
  it('gives module, role, settings and linked coordinators in one act', () => {
    const decided = grant({}, { keywords: ['hotels'] })
    expect(decided).toMatchObject({
      ok: true,
      value: {
        changes: [
          {
            entity: 'access',
            op: 'create',
            after: {
              authorityId: SUBJECT.id,
              module: REQUESTS,
              role: 'authority',
              status: 'active',
              keywords: ['hotels'],
              linkedCoordinators: [COORDINATOR.id],
              grantedAt: NOW,
            },
          },
        ],
      },
    })
  })

  it('gives Administrators every role of the module, others none (C3)', () => {
    const administrator = userOf(SUBJECT)
    const other = userOf(SUBJECT, { roles: ['general:basic-user'] })
    const decided = grant({ users: [administrator, other] })
    const changes = decided.ok ? decided.value.changes : []
    expect(changes.map((change) => [change.entity, change.id])).toContainEqual(['user', administrator.id])
    expect(changes.some((change) => change.id === other.id)).toBe(false)
  })

  it('makes the Access manager who grants it an Access manager of the authority, once (P9)', () => {
    const as = administratorOf(MANAGER)
    const first = grant({ own: MANAGER }, {}, as)
    expect(first.ok && first.value.changes.at(-1)).toMatchObject({
      entity: 'accessManager',
      after: { managerId: MANAGER.id, authorityId: SUBJECT.id, origin: 'granted' },
    })
    const again = grant({ own: MANAGER, managers: [relationOf(MANAGER, SUBJECT)] }, {}, as)
    expect(again.ok && again.value.changes.map((change) => change.entity)).toEqual(['access'])
    const itself = grant({ own: MANAGER, authority: MANAGER }, {}, as)
    expect(itself.ok && itself.value.changes.map((change) => change.entity)).toEqual(['access'])
  })

  it('lets a Coordinator, and a module without roles, do without a linked coordinator (C2)', () => {
    expect(codeOf(grant({ coordinators: [] }, { role: 'coordinator' }))).toBeNull()
    expect(codeOf(grant({ coordinators: [] }, { module: 'solvit', role: null }))).toBeNull()
  })

  it.each(STANDINGS)('%s', (_sentence, actor, own, code) => {
    expect(codeOf(grant({ own }, {}, actor))).toBe(code)
  })

  const foreign: Authority = authorityOf({ memberState: 'FR', officialName: 'Coordinateur' })
  it.each<[string, Partial<GrantFacts>, Partial<Input>, string]>([
    ['to a removed authority', { authority: authorityOf({ status: 'removed' }) }, {}, 'authority-removed'],
    [
      'to an inactivated authority',
      { authority: authorityOf({ status: 'inactivated', inactivatedAt: NOW }) },
      {},
      'authority-not-active',
    ],
    ['to a module the catalogue does not know', {}, { module: 'nothing' }, 'module-unknown'],
    [
      'to a module it has access to already',
      { existing: accessOf(SUBJECT, { module: REQUESTS, role: 'authority' }) },
      {},
      'access-exists',
    ],
    ['without a role where the module has roles', {}, { role: null }, 'role-needed'],
    ['with a role where the module has none', {}, { module: 'solvit' }, 'role-not-possible'],
    ['with a keyword of no list', {}, { keywords: ['nothing'] }, 'setting-not-possible'],
    [
      'with professions where the module has keywords',
      {},
      { professions: ['doctor'] },
      'setting-not-possible',
    ],
    ['without a linked coordinator for role Authority (C2)', { coordinators: [] }, {}, 'coordinator-needed'],
    [
      'with a coordinator of another Member State (P7)',
      { coordinators: [{ ...linked, authority: foreign }] },
      {},
      'coordinator-not-possible',
    ],
    [
      'with a coordinator whose own access is suspended (P7)',
      { coordinators: [{ ...linked, access: { ...linked.access, ...SUSPENDED } }] },
      {},
      'coordinator-not-possible',
    ],
    [
      'with a coordinator who has no access to the module (P7)',
      { coordinators: [{ ...linked, access: null }] },
      {},
      'coordinator-not-possible',
    ],
    [
      'with a coordinator where the module has no roles',
      {},
      { module: 'solvit', role: null },
      'coordinators-without-role',
    ],
  ])('is refused %s', (_what, facts, input, code) => {
    expect(codeOf(grant(facts, input))).toBe(code)
  })
})

function accessFacts(access: Partial<Access> = {}, more: Partial<AccessFacts> = {}): AccessFacts {
  const row = accessOf(SUBJECT, {
    module: REQUESTS,
    role: 'authority',
    linkedCoordinators: [COORDINATOR.id],
    ...access,
  })
  return { catalogue, own: null, authority: SUBJECT, access: row, coordinators: [linked], ...more }
}
const roleFacts = (access: Partial<Access> = {}, more: Partial<RoleFacts> = {}): RoleFacts => ({
  ...accessFacts({ ...SUSPENDED, ...access }),
  linkedFrom: { count: 0, names: [] },
  users: [],
  ...more,
})
const context = contextFor(HELPDESK)

describe('changing the role of an access (C5)', () => {
  it('drops the user roles that the new role does not know (P29), and keeps the others', () => {
    const user = userOf(SUBJECT, {
      roles: ['general:basic-user', `${REQUESTS}:referral-handler`, `${REQUESTS}:request-handler`],
    })
    const decided = changeRole(
      roleFacts({ role: 'coordinator' }, { users: [user] }),
      { role: 'authority', coordinators: [linked] },
      context,
    )
    expect(decided).toMatchObject({
      ok: true,
      value: [
        { entity: 'access', after: { role: 'authority', linkedCoordinators: [COORDINATOR.id] } },
        { entity: 'user', after: { roles: ['general:basic-user', `${REQUESTS}:request-handler`] } },
      ],
    })
  })

  it('names the authorities that are still linked to the coordinator', () => {
    const facts = roleFacts({ role: 'coordinator' }, { linkedFrom: { count: 2, names: ['Amt A', 'Amt B'] } })
    expect(mayChangeRole(facts, context)).toEqual({
      ok: false,
      refusal: { code: 'coordinator-still-linked', params: { count: 2, names: ['Amt A', 'Amt B'] } },
    })
  })

  it.each<[string, RoleFacts, Parameters<typeof changeRole>[1], string]>([
    [
      'while the access is active',
      roleFacts({ status: 'active', suspendedAt: null }),
      { role: 'coordinator', coordinators: [] },
      'role-only-while-suspended',
    ],
    [
      'where the module has no roles',
      roleFacts({ module: 'solvit', role: null, linkedCoordinators: [] }),
      { role: 'coordinator', coordinators: [] },
      'module-without-role',
    ],
    ['to the role it has', roleFacts(), { role: 'authority', coordinators: [linked] }, 'role-unchanged'],
    [
      'to Authority without a linked coordinator (C2)',
      roleFacts({ role: 'coordinator' }),
      { role: 'authority', coordinators: [] },
      'coordinator-needed',
    ],
    [
      'to Authority with a coordinator that does not count (P7)',
      roleFacts({ role: 'coordinator' }),
      { role: 'authority', coordinators: [{ ...linked, access: null }] },
      'coordinator-not-possible',
    ],
  ])('is refused %s', (_what, facts, input, code) => {
    expect(codeOf(changeRole(facts, input, context))).toBe(code)
  })
})

describe('linking an access to other coordinators', () => {
  const gone = { authority: authorityOf({ officialName: 'Weg' }), access: null }

  it('keeps those it has, whatever became of them, and asks only of new ones (P28)', () => {
    const facts = accessFacts({ linkedCoordinators: [gone.authority.id] }, { coordinators: [gone] })
    expect(linkCoordinators(facts, [gone, linked], context)).toMatchObject({
      ok: true,
      value: [{ after: { linkedCoordinators: [COORDINATOR.id, gone.authority.id].sort() } }],
    })
  })

  it.each([
    ['where nothing is different', [linked], 'nothing-changed'],
    ['where none is left and C2 asks for one', [], 'coordinator-needed'],
    ['where a new one does not count', [linked, gone], 'coordinator-not-possible'],
  ])('is refused %s', (_what, chosen, code) => {
    expect(codeOf(linkCoordinators(accessFacts(), chosen, context))).toBe(code)
  })
})

describe('changing the settings of an access (B3, C7)', () => {
  const RETIRED: Catalogue = {
    ...catalogue,
    classifications: [
      { module: REQUESTS, items: [{ code: 'hotels', label: 'Inns', parent: null, retired: true }] },
    ],
  }

  it('keeps a retired item where it is chosen already, but does not choose it anew', () => {
    const kept = accessFacts({ keywords: ['hotels'] }, { catalogue: RETIRED })
    const more = { keywords: ['hotels', 'catering'], professions: [] }
    expect(codeOf(editSettings(kept, more, context))).toBeNull()
    const fresh = accessFacts({}, { catalogue: RETIRED })
    expect(editSettings(fresh, { keywords: ['hotels'], professions: [] }, context)).toMatchObject({
      refusal: { code: 'setting-not-possible', params: { items: ['Inns'] } },
    })
  })

  it('accepts a sector without any of its professions, and professions beside it (C8)', () => {
    const sector = catalogue.professions[0]
    const facts = accessFacts({ module: 'pq-information-requests' })
    const professions = [sector?.code ?? '', sector?.professions[0]?.code ?? '']
    expect(
      codeOf(editSettings(facts, { keywords: [], professions: [professions[0] ?? ''] }, context)),
    ).toBeNull()
    expect(codeOf(editSettings(facts, { keywords: [], professions }, context))).toBeNull()
  })

  it('is refused where nothing is different', () => {
    expect(codeOf(editSettings(accessFacts(), { keywords: [], professions: [] }, context))).toBe(
      'nothing-changed',
    )
  })
})
