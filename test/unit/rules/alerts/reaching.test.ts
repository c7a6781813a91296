import { describe, expect, it } from 'vitest'
import { positionOf } from '../../../../src-main/domain/alerts/position'
import { mayReach, reachOf } from '../../../../src-main/domain/alerts/recipients'
import { broadcastAlert, disseminateAlert } from '../../../../src-main/domain/alerts/sending'
import type { Access } from '../../../../src-shared/entities/access'
import { ALERT, alertOf, moduleNamed } from '../../../support/alert-samples'
import { catalogue, contextFor, HELPDESK } from '../../../support/facts'
import { accessOf, authorityOf } from '../../../support/samples'

const module = moduleNamed()
const context = contextFor(HELPDESK)
const germany = authorityOf({ memberState: 'DE' })
const access = (fields: Partial<Access> = {}, of = germany): Access =>
  accessOf(of, { module: ALERT, role: 'authority', ...fields })

/** Everybody of the initiating side can act. */
const ACTS = { author: true, linked: true, coordinators: true }

describe('what somebody is to an alert', () => {
  const coordinator = authorityOf({ memberState: 'DE' })
  const other = authorityOf({ memberState: 'DE' })
  const poland = authorityOf({ memberState: 'PL' })
  const alert = alertOf(germany, { coordinatorId: coordinator.id })

  it.each([
    ['helpdesk', null, null, false],
    ['author', germany, access(), false],
    ['author-coordinator', germany, access({ role: 'coordinator' }), false],
    ['linked-coordinator', coordinator, access({ role: 'coordinator' }), false],
    ['coordinator', other, access({ role: 'coordinator' }), false],
    ['outsider', other, access({ role: 'authority' }), false],
    ['recipient-coordinator', poland, access({ role: 'coordinator' }), true],
    ['recipient', poland, access(), true],
    ['outsider', poland, access({ role: 'coordinator' }), false],
    ['outsider', poland, null, true],
    ['outsider', poland, access({ status: 'suspended' }), true],
    ['outsider', { ...poland, status: 'inactivated' as const }, access(), true],
  ] as const)('is %s', (position, own, theirs, reached) => {
    const party = { actsFor: own?.id ?? null, own, access: theirs, reached }
    expect(positionOf(alert, party, ACTS)).toBe(position)
  })

  it('is nothing for an authority that is not in the store, and never that of the Helpdesk', () => {
    const party = { actsFor: germany.id, own: null, access: null, reached: true }
    expect(positionOf(alert, party, ACTS)).toBe('outsider')
  })

  it.each([
    ['draft', { author: false }],
    ['submitted', { linked: false }],
    ['broadcast', { coordinators: false }],
    ['closure-proposed', { coordinators: false }],
  ] as const)(
    'is that of the Helpdesk in their place where nobody can go on with it: %s (P40)',
    (status, lost) => {
      const helpdesk = { actsFor: null, own: null, access: null, reached: false }
      const side = { ...ACTS, ...lost }
      expect(positionOf({ ...alert, status }, helpdesk, side)).toBe('helpdesk-instead')
      expect(positionOf({ ...alert, status: 'closed' }, helpdesk, ACTS)).toBe('helpdesk')
    },
  )

  it('passes to another coordinator of the Member State while it waits for one that cannot act any more (P40)', () => {
    const submitted = { ...alert, status: 'submitted' as const }
    const theirs = access({ role: 'coordinator' })
    const party = { actsFor: other.id, own: other, access: theirs, reached: false }
    expect(positionOf(submitted, party, { ...ACTS, linked: false })).toBe('linked-coordinator')
    expect(positionOf(submitted, party, ACTS)).toBe('coordinator')
  })
})

describe('whom a broadcast reaches (K3, P18)', () => {
  const reachable = (memberState: string, fields: Partial<Access> = {}) => {
    const authority = authorityOf({ memberState })
    return { authority, access: access({ role: 'coordinator', ...fields }, authority) }
  }
  const poland = reachable('PL')

  it('are active coordinators with active access in the recipient Member States, nobody else', () => {
    const others = [
      reachable('FR'),
      reachable('PL', { status: 'suspended' }),
      reachable('PL', { role: 'authority' }),
    ]
    const reach = reachOf(['PL', 'RO'], [poland, ...others])
    expect(reach.coordinators).toEqual([poland.authority])
    expect(reach.uncovered).toEqual(['RO'])
  })

  it.each([
    ['alert-no-recipients', [], []],
    ['alert-own-member-state', ['DE', 'PL'], []],
    ['alert-uncovered', ['PL', 'RO'], []],
    ['alert-reaches-nobody', ['RO'], ['RO']],
    [null, ['PL', 'RO'], ['RO']],
  ])('is refused with %s', (code, recipients, seen) => {
    const decided = mayReach({ recipients, memberState: 'DE' }, reachOf(recipients, [poland]), seen)
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('needs everything that is required to be filled in', () => {
    const alert = alertOf(germany, { personalContent: '' })
    const facts = {
      ...{ alert, module, position: 'author-coordinator' as const, sender: germany, seen: [] },
      reach: reachOf(['PL', 'RO'], [poland]),
    }
    expect(broadcastAlert(facts, catalogue, context)).toMatchObject({
      refusal: {
        code: 'alert-incomplete',
        params: { fields: ['Name of the service provider', 'Description of the acts or circumstances'] },
      },
    })
  })

  it('passes on only within the own Member State, to those who take part, and nobody twice (K4)', () => {
    const alert = alertOf(germany, { status: 'broadcast' })
    const foreign = reachable('FR')
    const facts = {
      ...{ alert, module, position: 'recipient-coordinator' as const, own: poland.authority },
      reached: new Set<string>(),
    }
    const code = (chosen: (typeof poland)[], reached: Set<string>) => {
      const decided = disseminateAlert({ ...facts, chosen, reached }, '', context)
      return decided.ok ? decided.value.length : decided.refusal.code
    }
    const local = reachable('PL', { role: 'authority' })
    expect(code([foreign], new Set())).toBe('alert-cannot-receive')
    expect(code([local], new Set([local.authority.id]))).toBe('alert-reached-already')
    expect(code([local, poland], new Set([local.authority.id]))).toBe(1)
  })
})
