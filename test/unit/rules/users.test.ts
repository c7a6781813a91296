import { describe, expect, it } from 'vitest'
import { checkPassword } from '../../../src-main/domain/operators'
import { BYTES_NEEDED, temporaryPassword } from '../../../src-main/domain/temporary-password'
import { likelySamePerson } from '../../../src-main/domain/user-duplicates'
import {
  addUser,
  blockUsers,
  deleteUsers,
  editUser,
  possibleRoles,
  resetPasswords,
  unblockUsers,
  type UserFacts,
} from '../../../src-main/domain/users'
import type { UserData } from '../../../src-shared/contract/users'
import type { User } from '../../../src-shared/entities/user'
import { administratorOf, catalogue, contextFor, HELPDESK, STANDINGS } from '../../support/facts'
import { steadyRandom } from '../../support/ports'
import { accessOf, authorityOf, NOW, userOf } from '../../support/samples'

const MODULE = 'services-information-requests'
const ADMINISTRATOR = 'general:administrator'
const AUTHORITY = authorityOf()
const INACTIVATED = { ...AUTHORITY, status: 'inactivated' as const, inactivatedAt: NOW }
const REMOVED = { ...AUTHORITY, status: 'removed' as const }
const ACCESSES = [
  accessOf(AUTHORITY),
  accessOf(AUTHORITY, { module: MODULE, role: 'authority', status: 'suspended', suspendedAt: NOW }),
]
const admin = userOf(AUTHORITY, { name: 'Ada', userName: 'ada' })
const clerk = userOf(AUTHORITY, { name: 'Cleo', userName: 'cleo', roles: ['registers:viewer'] })

function factsOf(fields: Partial<UserFacts> = {}): UserFacts {
  return { catalogue, own: null, authority: AUTHORITY, accesses: ACCESSES, users: [admin, clerk], ...fields }
}

function dataOf({ name, userName, email, phone, language, roles }: User, fields: Partial<UserData> = {}) {
  return { name, userName, email, phone, language, roles, ...fields }
}

function codeOf(decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null {
  return decided.ok ? null : decided.refusal.code
}

const NEW = { name: 'Łucja', userName: 'lucja', email: 'lucja@place.example', phone: '', language: 'pl' }
const helpdesk = contextFor(HELPDESK)
const add = (facts: Partial<UserFacts> & { holder?: User | null } = {}) =>
  addUser({ ...factsOf(facts), holder: facts.holder ?? null }, NEW, helpdesk)
const edit = (user: User, fields: Partial<UserData>, facts: Partial<UserFacts> & { holder?: User } = {}) =>
  editUser({ ...factsOf(facts), user, holder: facts.holder ?? null }, dataOf(user, fields), helpdesk)

describe('who may manage users', () => {
  it.each(STANDINGS)('%s', (_sentence, actor, own, code) => {
    const context = contextFor(actor)
    const facts = factsOf({ own })
    expect([
      codeOf(addUser({ ...facts, holder: null }, NEW, context)),
      codeOf(editUser({ ...facts, user: clerk, holder: null }, dataOf(clerk, { phone: '1' }), context)),
      codeOf(deleteUsers(facts, [clerk], context)),
      codeOf(blockUsers(facts, [clerk], context)),
      codeOf(unblockUsers(facts, [{ ...clerk, passwordStatus: 'blocked' }], context)),
      codeOf(resetPasswords(facts, [clerk], new Map(), context)),
    ]).toEqual(Array(6).fill(code))
  })

  it('an authority without the role manages its own users', () => {
    const own = { own: AUTHORITY }
    const context = contextFor(administratorOf(AUTHORITY))
    expect(addUser({ ...factsOf(own), holder: null }, NEW, context).ok).toBe(true)
  })

  it('nobody manages users of a removed authority', () => {
    expect(codeOf(add({ authority: REMOVED }))).toBe('authority-removed')
    expect(codeOf(deleteUsers(factsOf({ authority: REMOVED }), [clerk], helpdesk))).toBe('authority-removed')
  })
})

describe('adding a user', () => {
  it('gives the first one of an authority every role of it, those of suspended accesses included', () => {
    const decided = add({ users: [] })
    expect(decided.ok && decided.value.changes).toMatchObject([
      {
        entity: 'user',
        op: 'create',
        after: {
          ...NEW,
          roles: [
            ADMINISTRATOR,
            'general:basic-user',
            'registers:register-editor',
            'registers:viewer',
            `${MODULE}:allocator`,
            `${MODULE}:request-handler`,
          ],
          status: 'active',
          passwordStatus: 'temporary',
          passwordHash: '',
          lastLogin: null,
        },
      },
    ])
  })

  it('gives every further one no role: roles are given through Edit user only', () => {
    const decided = add()
    expect(decided.ok && decided.value.changes[0]?.after).toMatchObject({ roles: [] })
  })

  it('is refused where another user has the user name', () => {
    expect(add({ holder: clerk })).toMatchObject({
      refusal: { code: 'user-name-taken', params: { userName: 'lucja' } },
    })
  })

  it('is possible for an inactivated authority', () => {
    expect(add({ authority: INACTIVATED }).ok).toBe(true)
  })
})

describe('editing a user', () => {
  it('changes what was written and sorts the roles', () => {
    const decided = edit(clerk, { name: 'Cleo B', roles: ['registers:viewer', ADMINISTRATOR] })
    expect(decided.ok && decided.value).toMatchObject([
      { op: 'update', after: { ...clerk, name: 'Cleo B', roles: [ADMINISTRATOR, 'registers:viewer'] } },
    ])
  })

  it('keeps a role that belongs to no access any more, and lets it be taken away', () => {
    const old = userOf(AUTHORITY, { roles: ['solvit:case-handler'] })
    expect(edit(old, { phone: '+49 1' }).ok).toBe(true)
    expect(edit(old, { roles: [] }).ok).toBe(true)
  })

  it('may keep the own user name in another case', () => {
    expect(edit(clerk, { userName: 'Cleo' }, { holder: clerk }).ok).toBe(true)
  })

  it('names the roles that are not possible', () => {
    expect(edit(clerk, { roles: ['registers:viewer', `${MODULE}:supervisor`] })).toMatchObject({
      refusal: { code: 'user-role-not-possible', params: { roles: [`${MODULE}:supervisor`] } },
    })
  })

  it.each<[string, string, ReturnType<typeof edit>]>([
    ['nothing was changed', 'nothing-changed', edit(clerk, {})],
    ['the user name is taken', 'user-name-taken', edit(clerk, { userName: 'ada' }, { holder: admin })],
    [
      'a module role is not of the authority',
      'user-role-not-possible',
      edit(clerk, { roles: ['solvit:case-handler'] }),
    ],
    ['the last Administrator would lose the role', 'last-administrator', edit(admin, { roles: [] })],
  ])('is refused where %s', (_sentence, code, decided) => {
    expect(codeOf(decided)).toBe(code)
  })
})

describe('the last Administrator of an active authority', () => {
  const second = userOf(AUTHORITY, { name: 'Second' })
  const remove = (users: readonly User[], chosen: readonly User[], authority = factsOf().authority) =>
    deleteUsers(factsOf({ users, authority }), chosen, helpdesk)

  it('is not deleted, and the refusal names them', () => {
    expect(remove([admin, clerk], [admin])).toMatchObject({
      refusal: { code: 'last-administrator', params: { names: ['Ada'] } },
    })
  })

  it.each<[string, boolean, ReturnType<typeof remove>]>([
    ['both of two are not deleted together', false, remove([admin, second], [admin, second])],
    ['one of two may go', true, remove([admin, second], [admin])],
    ['others may go', true, remove([admin, clerk], [clerk])],
    ['where there was none, anybody may go', true, remove([clerk], [clerk])],
    [
      'of an inactivated authority, which can be reactivated, stays, too',
      false,
      remove([admin], [admin], INACTIVATED),
    ],
  ])('%s', (_sentence, possible, decided) => {
    expect(decided.ok).toBe(possible)
  })

  it('may lose the role where another has it', () => {
    expect(edit(admin, { roles: [] }, { users: [admin, second] }).ok).toBe(true)
  })
})

describe('the status of users and passwords', () => {
  const blocked = userOf(AUTHORITY, { name: 'Bo', passwordStatus: 'blocked', passwordHash: 'old' })
  const after = (decided: ReturnType<typeof blockUsers>) =>
    decided.ok ? decided.value.map((change) => change.after) : codeOf(decided)

  it('deleting keeps everything but the status', () => {
    expect(deleteUsers(factsOf(), [clerk], helpdesk)).toMatchObject({
      value: [{ after: { ...clerk, status: 'deleted' } }],
    })
  })

  it('blocking keeps the password, and unblocking makes it temporary, so that it is replaced', () => {
    expect(after(blockUsers(factsOf(), [clerk], helpdesk))).toEqual([{ ...clerk, passwordStatus: 'blocked' }])
    expect(unblockUsers(factsOf(), [blocked], helpdesk)).toMatchObject({
      value: [{ after: { passwordStatus: 'temporary', passwordHash: 'old' } }],
    })
  })

  it('names who is blocked already, and who is not', () => {
    expect(blockUsers(factsOf(), [clerk, blocked], helpdesk)).toMatchObject({
      refusal: { code: 'already-blocked', params: { names: ['Bo'] } },
    })
    expect(unblockUsers(factsOf(), [clerk, blocked], helpdesk)).toMatchObject({
      refusal: { code: 'not-blocked', params: { names: ['Cleo'] } },
    })
  })

  it('a reset gives each user the hash made for them, blocked ones included', () => {
    const hashes = new Map([
      [blocked.id, 'of Bo'],
      [clerk.id, 'of Cleo'],
    ])
    expect(resetPasswords(factsOf(), [clerk, blocked], hashes, helpdesk)).toMatchObject({
      value: [
        { id: clerk.id, after: { passwordStatus: 'temporary', passwordHash: 'of Cleo' } },
        { id: blocked.id, after: { passwordStatus: 'temporary', passwordHash: 'of Bo' } },
      ],
    })
  })
})

describe('the roles a user can have', () => {
  it('are the general ones and those of each access by its role', () => {
    const accesses = [accessOf(AUTHORITY, { module: MODULE, role: 'coordinator' })]
    expect(possibleRoles({ catalogue, accesses })).toEqual([
      ADMINISTRATOR,
      'general:basic-user',
      `${MODULE}:allocator`,
      `${MODULE}:referral-handler`,
      `${MODULE}:request-handler`,
      `${MODULE}:supervisor`,
    ])
  })
})

describe('a temporary password', () => {
  const random = steadyRandom(7)
  const passwords = Array.from({ length: 2000 }, () => temporaryPassword(random.bytes(BYTES_NEEDED)))

  it('meets the rule for passwords, and has no signs that look alike', () => {
    for (const password of passwords) {
      expect(checkPassword(password)).toEqual({ ok: true, value: null })
      expect(password).toMatch(/^[a-km-np-zA-HJ-NP-Z2-9]{12}$/)
    }
  })

  it('is another one each time, with every kind of sign at every place', () => {
    expect(new Set(passwords).size).toBe(passwords.length)
    for (const place of Array(12).keys()) {
      const kinds = new Set(passwords.map((each) => (/\d/.test(each.charAt(place)) ? 'digit' : 'letter')))
      expect(kinds.size).toBe(2)
    }
  })
})

describe('who may be the same person', () => {
  const person = (fields: Partial<User>) => userOf(AUTHORITY, fields)
  const described = { name: 'Łucja Ørsted', email: 'l.orsted@place.example' }
  const only = { name: 'Somebody Else', email: 'x@place.example' }

  it.each<[string, 'name' | 'email' | null, Partial<User>]>([
    ['has the same e-mail address in another case', 'email', { ...only, email: 'L.Orsted@Place.example' }],
    ['has the same name after folding', 'name', { ...only, name: 'lucja orsted' }],
    ['has another name and address', null, only],
    ['has no e-mail address and another name', null, { ...only, email: '' }],
  ])('somebody who %s', (_sentence, because, fields) => {
    expect(likelySamePerson(described, [person(fields)], null).map((each) => each.because)).toEqual(
      because === null ? [] : [because],
    )
  })

  it('is never the user described, and nobody is alike without a name and an address', () => {
    const same = person(described)
    expect(likelySamePerson(described, [same], same.id)).toEqual([])
    expect(likelySamePerson({ name: '', email: '' }, [person({ name: '', email: '' })], null)).toEqual([])
  })
})
