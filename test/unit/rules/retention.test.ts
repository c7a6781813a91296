import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src-main/domain/context'
import {
  eraseAgain,
  isDue,
  mayErase,
  removeAuthority,
  type EraseFacts,
  type TimeFacts,
} from '../../../src-main/domain/retention'
import type { Instant } from '../../../src-shared/time'
import { administratorOf, contextFor, HELPDESK, PLAIN } from '../../support/facts'
import {
  authorityOf,
  newId,
  NOW,
  operatorOf,
  relationOf,
  requestOf,
  translationOf,
  userOf,
} from '../../support/samples'

const at = (text: string): Instant => `${text}T08:00:00.000Z` as Instant

const DUE = authorityOf({
  officialName: 'Amt',
  informalTitle: 'A',
  ...{ phone: '+49 30 1', city: 'Bonn', types: ['nimic'], externalIds: ['central:7'] },
  status: 'inactivated',
  inactivatedAt: at('2026-05-01'),
})

const factsOf = (facts: Partial<EraseFacts> = {}): EraseFacts => ({
  ...{ authority: DUE, merged: [], users: [], roleRequests: [], mails: [], translations: [] },
  ...{ openDecisions: [], relations: [], operators: [], unsentAlerts: [] },
  ...facts,
})

describe('whether anything may be erased', () => {
  const PROVEN = { newestAct: at('2026-11-22'), days: 3 }
  const UNPROVEN = { ...PROVEN, days: 2 }
  const AHEAD = { newestAct: at('2026-11-24'), days: 9 }

  it.each<[string, Actor, TimeFacts, string | null, string, string | null]>([
    ['with acts on three days', HELPDESK, PROVEN, null, '', null],
    ['not where nobody has done anything', HELPDESK, { newestAct: null, days: 0 }, null, '', 'time-unproven'],
    ['not by an authority', administratorOf(PLAIN), PROVEN, null, '', 'helpdesk-only'],
    ['not with acts on two days', HELPDESK, UNPROVEN, null, 'x', 'time-unproven'],
    ['not with an act dated after now', HELPDESK, AHEAD, null, 'x', 'clock-behind'],
    ['with today typed', HELPDESK, UNPROVEN, '2026-11-23', 'x', null],
    ['with today typed, whatever act is dated after now', HELPDESK, AHEAD, '2026-11-23', 'x', null],
    ['with the day of a neighbour in time zones', HELPDESK, UNPROVEN, '2026-11-22', 'x', null],
    ['not with another day typed', HELPDESK, UNPROVEN, '2026-11-25', 'x', 'clock-not-today'],
    ['not with today typed and no reason', HELPDESK, UNPROVEN, '2026-11-23', ' ', 'reason-needed'],
  ])('%s', (_name, actor, facts, today, reason, code) => {
    const allowed = mayErase(facts, { today, reason }, contextFor(actor))
    expect(allowed.ok ? null : allowed.refusal.code).toBe(code)
  })
})

describe('whether an authority is due for removal', () => {
  it.each<[string, Parameters<typeof authorityOf>[0], boolean]>([
    ['six months to the millisecond after its inactivation', { inactivatedAt: at('2026-05-23') }, true],
    ['not a day before', { inactivatedAt: at('2026-05-24') }, false],
    ['not an active one', { status: 'active', inactivatedAt: null }, false],
    ['not one that was removed already', { status: 'removed', inactivatedAt: null }, false],
  ])('%s', (_name, fields, due) => {
    expect(isDue(authorityOf({ status: 'inactivated', ...fields }), NOW)).toBe(due)
  })

  it('at the end of the shorter month, where the sixth one lacks the day', () => {
    const authority = authorityOf({ status: 'inactivated', inactivatedAt: at('2026-08-31') })
    expect(isDue(authority, at('2027-02-27'))).toBe(false)
    expect(isDue(authority, at('2027-02-28'))).toBe(true)
  })
})

describe('removing an authority', () => {
  it('leaves its name, Member State, identifiers and dates, and nothing else', () => {
    const decided = removeAuthority(factsOf(), contextFor(HELPDESK))
    expect(decided).toMatchObject({ ok: true, value: [{ entity: 'authority', op: 'update' }] })
    expect(decided.ok && decided.value[0]?.after).toEqual({
      ...authorityOf({ id: DUE.id, officialName: 'Amt', externalIds: ['central:7'] }),
      status: 'removed',
      erasedAt: NOW,
    })
  })

  it('takes its users out, empties requests, and ends relations and the rights of who acts for it', () => {
    const merged = authorityOf({ status: 'removed', mergedInto: DUE.id, email: 'old@amt.example' })
    const users = [userOf(DUE), userOf(merged, { status: 'deleted' })]
    const requests = [requestOf(DUE), requestOf(DUE, { status: 'granted', decisionReason: 'Mr Weiß' })]
    const relations = [relationOf(DUE, PLAIN), relationOf(PLAIN, DUE)]
    const operators = [operatorOf({ actsFor: DUE.id }), operatorOf({ actsFor: DUE.id, active: false })]
    const openDecisions = [
      {
        ...{ id: newId(), authorityId: DUE.id, origin: 'v6:x' },
        ...({ kind: 'french-review', status: 'open' } as const),
        ...{ decision: '', decidedAt: null, decidedBy: null },
      },
    ]
    const decided = removeAuthority(
      factsOf({ merged: [merged], users, roleRequests: requests, relations, operators, openDecisions }),
      contextFor(HELPDESK),
    )
    const changes = decided.ok ? decided.value : []
    expect(changes.map(({ entity, op }) => `${entity} ${op}`)).toEqual([
      ...['authority update', 'authority update', 'user remove', 'user remove'],
      ...['roleRequest update', 'roleRequest update', 'openDecision update'],
      ...['accessManager remove', 'accessManager remove', 'operator update'],
    ])
    expect(changes[1]?.after).toMatchObject({ email: '', mergedInto: DUE.id, erasedAt: NOW })
    expect(changes[4]?.after).toMatchObject({ senderName: '', message: '', status: 'withdrawn' })
    expect(changes[5]?.after).toMatchObject({ senderEmail: '', decisionReason: '', status: 'granted' })
    expect(changes[9]?.after).toMatchObject({ active: false })
  })

  it('takes what the translation memory keeps of its texts out', () => {
    const translations = [translationOf({ authorityId: DUE.id })]
    const decided = removeAuthority(factsOf({ translations }), contextFor(HELPDESK))
    expect(decided.ok && decided.value.at(-1)).toMatchObject({ entity: 'translation', op: 'remove' })
  })

  it.each<[string, Partial<EraseFacts>, string]>([
    [
      'removed already',
      { authority: { ...DUE, status: 'removed', inactivatedAt: null } },
      'authority-removed',
    ],
    ['not due', { authority: { ...DUE, inactivatedAt: at('2026-10-01') } }, 'removal-not-due'],
    ['reactivated', { authority: { ...DUE, status: 'active', inactivatedAt: null } }, 'removal-not-due'],
  ])('is refused where it is %s', (_name, facts, code) => {
    const decided = removeAuthority(factsOf(facts), contextFor(HELPDESK))
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('is done again under its own date where a backup brought the data back, whatever became of it', () => {
    const [change] = eraseAgain(factsOf({ authority: { ...DUE, status: 'active' } }), at('2026-11-02'))
    expect(change?.after).toMatchObject({ status: 'removed', phone: '', erasedAt: at('2026-11-02') })
    const erased = { ...DUE, status: 'removed', inactivatedAt: null, erasedAt: NOW } as const
    expect(eraseAgain(factsOf({ authority: erased }), NOW)).toEqual([])
  })
})
