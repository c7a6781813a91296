import { describe, expect, it } from 'vitest'
import { decideOpen, effectOf, isChoice } from '../../../../src-main/domain/migration/decisions'
import { DECISION_CHOICES } from '../../../../src-shared/v6'
import { DecisionKind, type OpenDecision } from '../../../../src-shared/entities/open-decision'
import { administratorOf, catalogue, contextFor, HELPDESK, MANAGER } from '../../../support/facts'
import { authorityTypeRefs } from '../../../../src-shared/catalogue'
import { authorityOf, newId, NOW } from '../../../support/samples'

const KINDS = DecisionKind.options

describe('the answers to a question of the migration', () => {
  it.each(KINDS)('are types of the catalogue, or say that it stays as it is: %s', (kind) => {
    const others = ['none', 'keep', 'grant-role']
    const types = DECISION_CHOICES[kind].filter((choice) => !others.includes(choice))
    expect(types.filter((type) => !authorityTypeRefs(catalogue).includes(type))).toEqual([])
    expect(isChoice(kind, 'nonsense')).toBe(false)
  })

  const national = 'coordinator-national'
  it.each<[string, DecisionKind, string, string[], boolean, boolean, string[], boolean]>([
    ['a type is added', 'sdimic-type', national, [], false, false, [national], false],
    ['none adds nothing', 'sdimic-type', 'none', [], true, true, [], true],
    [
      'a Belgian one is federal',
      'belgian-type',
      'coordinator-federal-regional:federal',
      ['area-coordinator:services'],
      true,
      true,
      ['area-coordinator:services', 'coordinator-federal-regional:federal'],
      true,
    ],
    ['a French one is confirmed', 'french-review', 'keep', [national], true, true, [national], true],
    ['a French one loses the type', 'french-review', 'none', [national], true, true, [], true],
    ['a role is given', 'coordinator-without-authorities', 'grant-role', [], false, false, [], true],
    ['a role is not given', 'coordinator-without-authorities', 'none', [], false, false, [], false],
    ['a NIMIC is confirmed', 'second-nimic', 'keep', ['nimic'], true, false, ['nimic'], true],
    ['one that is none loses type and role', 'second-nimic', 'none', ['nimic'], true, true, [], false],
    [
      'one that is none keeps the role as coordinator of an area that manages others',
      'second-nimic',
      'none',
      ['area-coordinator:services', 'nimic'],
      true,
      true,
      ['area-coordinator:services'],
      true,
    ],
    [
      'but not one that manages nobody',
      'second-nimic',
      'none',
      ['area-coordinator:services', 'nimic'],
      true,
      false,
      ['area-coordinator:services'],
      false,
    ],
  ])('%s', (_case, kind, choice, types, role, manages, expectedTypes, expectedRole) => {
    const effect = effectOf(kind, choice, { types, hasAccessManagerRole: role }, manages)
    expect(effect).toEqual({ types: expectedTypes, hasAccessManagerRole: expectedRole })
  })
})

describe('answering a question later', () => {
  const authority = authorityOf({ memberState: 'AT' })
  const decision: OpenDecision = {
    id: newId(),
    authorityId: authority.id,
    kind: 'sdimic-type',
    origin: 'v6:folder',
    status: 'open',
    decision: '',
    decidedAt: null,
    decidedBy: null,
  }
  const facts = { decision, authority, manages: false }

  it('changes the authority and keeps who answered what', () => {
    const decided = decideOpen(facts, 'coordinator-national', contextFor(HELPDESK))
    expect(decided).toMatchObject({
      ok: true,
      value: [
        { entity: 'authority', after: { types: ['coordinator-national'] } },
        {
          entity: 'openDecision',
          after: {
            status: 'decided',
            decision: 'coordinator-national',
            decidedAt: NOW,
            decidedBy: HELPDESK.operatorId,
          },
        },
      ],
    })
  })

  it('with none leaves the authority untouched', () => {
    const decided = decideOpen(facts, 'none', contextFor(HELPDESK))
    expect(decided.ok && decided.value.map((change) => change.entity)).toEqual(['openDecision'])
  })

  it.each([
    ['helpdesk-only', facts, 'none', administratorOf(MANAGER)],
    ['decision-taken', { ...facts, decision: { ...decision, status: 'decided' as const } }, 'none', HELPDESK],
    [
      'authority-removed',
      { ...facts, authority: { ...authority, status: 'removed' as const } },
      'none',
      HELPDESK,
    ],
    ['choice-unknown', facts, 'keep', HELPDESK],
  ] as const)('is refused: %s', (code, given, choice, actor) => {
    expect(decideOpen(given, choice, contextFor(actor))).toMatchObject({ ok: false, refusal: { code } })
  })
})
