import { describe, expect, it } from 'vitest'
import {
  addOperator,
  checkPassword,
  setOperatorActive,
  waitAfterFailures,
} from '../../../src-main/domain/operators'
import type { Actor } from '../../../src-main/domain/context'
import type { Operator } from '../../../src-shared/entities/operator'
import { administratorOf, contextFor, HELPDESK, MANAGER } from '../../support/facts'
import { authorityOf, newId, NOW, operatorOf } from '../../support/samples'

function codeOf(decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null {
  return decided.ok ? null : decided.refusal.code
}

describe('a new password', () => {
  it.each([
    ['Abcdef1', 'password-too-short'],
    ['', 'password-too-short'],
    ['abcdefg1', 'password-too-simple'],
    ['ABCDEFG1', 'password-too-simple'],
    ['Abcdefgh', 'password-too-simple'],
    ['Abcdefg1', null],
    ['Übergrößenträger7', null],
    ['Αθήνα2026', null],
    ['Abc1💙💙💙', 'password-too-short'],
    ['Abc1💙💙💙💙', null],
  ])('%s gives %s', (password, code) => {
    expect(codeOf(checkPassword(password))).toBe(code)
  })
})

describe('after wrong passwords', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 2_000],
    [4, 4_000],
    [10, 256_000],
    [11, 300_000],
    [1_000, 300_000],
  ])('%d of them mean a wait of %d milliseconds', (failures, wait) => {
    expect(waitAfterFailures(failures)).toBe(wait)
  })
})

describe('adding an operator', () => {
  const input = {
    userName: 'borg',
    name: 'Ħal Borg',
    email: 'hal.borg@helpdesk.example',
    actsFor: null,
    passwordHash: 'scrypt$a$b',
    first: false,
  }
  function add(
    fields: Partial<Parameters<typeof addOperator>[1]> = {},
    facts: Partial<Parameters<typeof addOperator>[0]> = {},
    actor: Actor = HELPDESK,
  ) {
    return addOperator(
      { operators: [operatorOf()], actsFor: null, ...facts },
      { ...input, ...fields },
      contextFor(actor),
    )
  }

  it('makes one who may sign in', () => {
    const { first: _first, ...stored } = input
    expect(add()).toMatchObject({
      ok: true,
      value: { changes: [{ entity: 'operator', op: 'create', after: { ...stored, active: true } }] },
    })
  })

  it('can be for a user with the Administrator role of an authority', () => {
    expect(add({ actsFor: MANAGER.id }, { actsFor: MANAGER }).ok).toBe(true)
  })

  it('needs nobody for the very first one', () => {
    const nobody: Actor = { operatorId: null, actsFor: MANAGER.id }
    expect(add({ first: true }, { operators: [] }, nobody).ok).toBe(true)
  })

  it.each<[string, string, () => ReturnType<typeof add>]>([
    [
      'somebody who is not of the IMI Helpdesk asks',
      'helpdesk-only',
      () => add({}, {}, administratorOf(MANAGER)),
    ],
    [
      'somebody claims to be the first while there are others',
      'helpdesk-only',
      () => add({ first: true }, {}, administratorOf(MANAGER)),
    ],
    ['the user name is taken, whatever its case', 'operator-name-taken', () => add({ userName: 'KELLER' })],
    ['the authority does not exist', 'authority-unknown', () => add({ actsFor: MANAGER.id })],
    [
      'the authority is not active',
      'authority-unknown',
      () =>
        add({ actsFor: MANAGER.id }, { actsFor: authorityOf({ status: 'inactivated', inactivatedAt: NOW }) }),
    ],
  ])('is refused where %s: %s', (_sentence, code, act) => {
    expect(codeOf(act())).toBe(code)
  })
})

describe('letting an operator sign in or not', () => {
  const keller = operatorOf()
  const borg = operatorOf({ userName: 'borg' })
  const administrator = operatorOf({ userName: 'admin', actsFor: MANAGER.id })
  const set = (
    operators: readonly Operator[],
    id: Operator['id'],
    active: boolean,
    actor: Actor = { operatorId: keller.id, actsFor: null },
  ) => setOperatorActive({ operators }, { id, active }, contextFor(actor))

  it('changes nothing but that', () => {
    expect(set([keller, borg], borg.id, false)).toMatchObject({
      ok: true,
      value: [{ entity: 'operator', op: 'update', before: borg, after: { ...borg, active: false } }],
    })
  })

  it('writes nothing where it is so already', () => {
    expect(set([keller, borg], borg.id, true)).toEqual({ ok: true, value: [] })
  })

  it('leaves others of an authority free to go while a Helpdesk operator remains', () => {
    expect(set([keller, administrator], administrator.id, false).ok).toBe(true)
  })

  it.each<[string, string, () => ReturnType<typeof set>]>([
    ['somebody else asks', 'helpdesk-only', () => set([keller], keller.id, false, administratorOf(MANAGER))],
    ['the operator is not known', 'operator-unknown', () => set([keller], newId(), false)],
    ['operators would lock themselves out', 'operator-self', () => set([keller, borg], keller.id, false)],
    [
      'no active Helpdesk operator would remain',
      'operator-last-helpdesk',
      () =>
        set([keller, { ...borg, active: false }, administrator], keller.id, false, {
          operatorId: borg.id,
          actsFor: null,
        }),
    ],
  ])('is refused where %s: %s', (_sentence, code, act) => {
    expect(codeOf(act())).toBe(code)
  })
})
