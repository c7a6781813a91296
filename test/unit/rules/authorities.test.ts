import { describe, expect, it } from 'vitest'
import {
  editAuthority,
  inactivateAuthority,
  mayEdit,
  reactivateAuthority,
  removalDueAt,
} from '../../../src-main/domain/authorities'
import type { Actor } from '../../../src-main/domain/context'
import type { Written } from '../../../src-shared/entities/authority-fields'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { administratorOf, catalogue, contextFor, HELPDESK, MANAGER, STANDINGS } from '../../support/facts'
import { accessOf, authorityOf, dataOf, NOW } from '../../support/samples'

const ACTIVE = authorityOf()
const INACTIVATED = authorityOf({ status: 'inactivated', inactivatedAt: NOW })
const REMOVED = authorityOf({ status: 'removed' })

function codeOf(decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null {
  return decided.ok ? null : decided.refusal.code
}

describe('editing an authority', () => {
  function edit(
    data: Partial<Written>,
    authority = ACTIVE,
    actor: Actor = HELPDESK,
    own: Authority | null = null,
  ) {
    return editAuthority({ authority, own, accesses: [], catalogue }, dataOf(data), contextFor(actor))
  }

  it('changes what was entered and keeps the rest', () => {
    expect(edit({ informalTitle: 'BASt' })).toEqual({
      ok: true,
      value: [
        {
          entity: 'authority',
          op: 'update',
          id: ACTIVE.id,
          before: ACTIVE,
          after: { ...ACTIVE, informalTitle: 'BASt' },
        },
      ],
    })
  })

  it('of an inactivated authority is possible', () => {
    expect(edit({ city: 'Köln' }, INACTIVATED).ok).toBe(true)
  })

  it.each<[string, string, () => ReturnType<typeof edit>]>([
    ['nothing was changed', 'nothing-changed', () => edit({})],
    ['the authority was removed', 'authority-removed', () => edit({ city: 'Köln' }, REMOVED)],
    ['the Member State would change', 'member-state-fixed', () => edit({ memberState: 'FR' })],
    ['a type is not in the catalogue', 'type-unknown', () => edit({ types: ['nobody'] })],
    [
      'an Access manager would change the types',
      'types-helpdesk-only',
      () => edit({ types: ['nimic'] }, ACTIVE, administratorOf(MANAGER), MANAGER),
    ],
  ])('is refused where %s: %s', (_sentence, code, act) => {
    expect(codeOf(act())).toBe(code)
  })
})

describe('inactivating an authority', () => {
  function inactivate(accesses: readonly Access[], authority = ACTIVE) {
    return inactivateAuthority({ authority, own: null, accesses }, contextFor(HELPDESK))
  }
  const suspended = accessOf(ACTIVE, { status: 'suspended', suspendedAt: NOW })

  it('is possible when all accesses are suspended, which need not be removed first', () => {
    expect(inactivate([suspended])).toMatchObject({
      ok: true,
      value: [{ entity: 'authority', op: 'update', after: { status: 'inactivated', inactivatedAt: NOW } }],
    })
  })

  it('is possible without any access', () => {
    expect(inactivate([]).ok).toBe(true)
  })

  it('is refused while accesses are active, and the refusal counts and names them', () => {
    expect(inactivate([accessOf(ACTIVE), suspended, accessOf(ACTIVE, { module: 'solvit' })])).toEqual({
      ok: false,
      refusal: { code: 'accesses-still-active', params: { count: 2, modules: ['registers', 'solvit'] } },
    })
  })

  it.each([
    ['inactivated already', 'already-inactivated', INACTIVATED],
    ['removed', 'authority-removed', REMOVED],
  ])('is refused for one that is %s', (_sentence, code, authority) => {
    expect(codeOf(inactivate([], authority))).toBe(code)
  })
})

describe('reactivating an authority', () => {
  function reactivate(authority: Authority) {
    return reactivateAuthority({ authority, own: null, accesses: [], catalogue }, contextFor(HELPDESK))
  }

  it('restores the authority only; its accesses stay as they are', () => {
    expect(reactivate(INACTIVATED)).toMatchObject({
      ok: true,
      value: [{ entity: 'authority', after: { status: 'active', inactivatedAt: null } }],
    })
  })

  it.each([
    ['active', 'already-active', ACTIVE],
    ['removed', 'authority-removed', REMOVED],
  ])('is refused for one that is %s', (_sentence, code, authority) => {
    expect(codeOf(reactivate(authority))).toBe(code)
  })
})

describe('who may edit, inactivate and reactivate an authority', () => {
  const acts = [
    ['edit', (own: Authority | null, actor: Actor) => mayEdit(facts(ACTIVE, own), contextFor(actor))],
    [
      'inactivate',
      (own: Authority | null, actor: Actor) => inactivateAuthority(facts(ACTIVE, own), contextFor(actor)),
    ],
    [
      'reactivate',
      (own: Authority | null, actor: Actor) =>
        reactivateAuthority(facts(INACTIVATED, own), contextFor(actor)),
    ],
  ] as const
  function facts(authority: Authority, own: Authority | null) {
    return { authority, own, accesses: [], catalogue }
  }

  it.each(acts.flatMap(([name, act]) => STANDINGS.map((standing) => [name, act, ...standing] as const)))(
    '%s: $2',
    (_name, act, _sentence, actor, own, code) => {
      expect(codeOf(act(own, actor))).toBe(code)
    },
  )
})

describe('removal of an inactivated authority', () => {
  it('is due six calendar months after it was inactivated', () => {
    const inactivatedAt = '2026-08-31T10:00:00.000Z' as Instant
    expect(removalDueAt({ ...INACTIVATED, inactivatedAt })).toBe('2027-02-28T10:00:00.000Z')
  })

  it('is never due while the authority is active or removed already', () => {
    expect(removalDueAt(ACTIVE)).toBeNull()
    expect(removalDueAt(REMOVED)).toBeNull()
  })
})
