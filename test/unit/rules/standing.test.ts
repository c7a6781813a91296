import { describe, expect, it } from 'vitest'
import {
  helpdeskOnly,
  historyReaders,
  mayManage,
  seesUsers,
  withinBorder,
} from '../../../src-main/domain/standing'
import { administratorOf, FRENCH, HELPDESK, MANAGER, PLAIN, STANDINGS } from '../../support/facts'
import { authorityOf } from '../../support/samples'

describe('who may manage an authority', () => {
  it.each(STANDINGS)('%s', (_sentence, actor, own, code) => {
    const decided = mayManage(actor, own, authorityOf(), 'accesses')
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it.each([
    ['data', null],
    ['users', null],
    ['settings', null],
    ['accesses', 'access-manager-role-needed'],
    ['status', 'access-manager-role-needed'],
  ] as const)('without the role an authority has at home the power over: %s', (power, code) => {
    const decided = mayManage(administratorOf(PLAIN), PLAIN, PLAIN, power)
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it.each(['data', 'users', 'settings', 'accesses', 'status'] as const)(
    'an Access manager has at home, too, the power over: %s',
    (power) => {
      expect(mayManage(administratorOf(MANAGER), MANAGER, MANAGER, power).ok).toBe(true)
    },
  )

  it('somebody whose own authority is not known manages nothing', () => {
    expect(mayManage(administratorOf(PLAIN), null, authorityOf(), 'data').ok).toBe(false)
  })

  it('a refusal names the authority that lacks the role', () => {
    expect(mayManage(administratorOf(PLAIN), PLAIN, MANAGER, 'data')).toMatchObject({
      refusal: { code: 'access-manager-role-needed', params: { authority: 'Landratsamt' } },
    })
  })

  it('what belongs to the IMI Helpdesk alone is refused to everybody else', () => {
    expect(helpdeskOnly(HELPDESK).ok).toBe(true)
    expect(helpdeskOnly(administratorOf(MANAGER))).toMatchObject({ refusal: { code: 'helpdesk-only' } })
  })
})

describe('whose users somebody sees', () => {
  it('the Helpdesk all, an Access manager those of its Member State, others their own', () => {
    const german = authorityOf()
    expect(seesUsers(HELPDESK, null, german)).toBe(true)
    expect(seesUsers(administratorOf(MANAGER), MANAGER, german)).toBe(true)
    expect(seesUsers(administratorOf(PLAIN), PLAIN, german)).toBe(false)
    expect(seesUsers(administratorOf(PLAIN), PLAIN, PLAIN)).toBe(true)
    expect(seesUsers(administratorOf(FRENCH), FRENCH, german)).toBe(false)
  })

  it('a search stays within that border', () => {
    const criteria = { memberState: null }
    expect(withinBorder(HELPDESK, null, criteria)).toEqual({ memberState: null, authorityId: null })
    expect(withinBorder(administratorOf(FRENCH), FRENCH, criteria)).toEqual({
      ...{ memberState: 'FR', authorityId: null },
    })
    expect(withinBorder(administratorOf(PLAIN), PLAIN, criteria)).toEqual({
      ...{ memberState: 'DE', authorityId: PLAIN.id },
    })
    expect(withinBorder(administratorOf(FRENCH), FRENCH, { memberState: 'DE' })).toBeNull()
    expect(withinBorder(administratorOf(FRENCH), null, criteria)).toBeNull()
  })
})

describe('which entries of Management Information somebody reads (P37)', () => {
  it('requests for the role and questions of the migration: the Helpdesk alone', () => {
    expect([...historyReaders(HELPDESK, null, PLAIN)].sort()).toEqual(['all', 'helpdesk', 'mail', 'users'])
    expect([...historyReaders(administratorOf(PLAIN), PLAIN, PLAIN)].sort()).toEqual(['all', 'mail', 'users'])
    expect([...historyReaders(administratorOf(PLAIN), PLAIN, MANAGER)].sort()).toEqual(['all', 'mail'])
  })
})
