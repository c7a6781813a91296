import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatcher } from '../../../src-main/app/dispatcher'
import type { Caller, Job } from '../../../src-main/app/ports'
import type { CommandTools } from '../../../src-main/app/handlers'
import { created } from '../../../src-main/domain/change'
import { unavailableReason } from '../../../src-main/store/unavailable'
import { failureOf, NOBODY, openCore, type Core } from '../../support/core'
import { authorityOf, newId, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

let core: Core
let helpdesk: Caller
beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
})
afterEach(() => {
  core.close()
})

const criteria = {
  text: 'straße',
  myAuthoritiesOnly: false,
  memberState: 'DE',
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}
const sort = { by: 'relevance', descending: false } as const
const searches = async (as?: Caller) =>
  (await core.done('searches.list', {}, as === undefined ? {} : { as })).searches

describe('saved searches', () => {
  it('are kept under a name, for the operator who saved them', async () => {
    const { id } = await core.done('searches.save', { name: 'Roads', criteria, sort })
    expect(await searches()).toEqual([{ id, name: 'Roads', criteria, sort }])
    expect(await searches(await core.addOperator(null))).toEqual([])
  })

  it('replace one of the same name, and write nothing where nothing is different', async () => {
    const { id } = await core.done('searches.save', { name: 'Roads', criteria, sort })
    const other = { ...criteria, text: 'weg' }
    expect(await core.done('searches.save', { name: 'Roads', criteria: other, sort })).toEqual({ id })
    expect(await searches()).toMatchObject([{ id, criteria: { text: 'weg' } }])
    const before = stateOf(core)
    await core.done('searches.save', { name: 'Roads', criteria: other, sort })
    expect(stateOf(core)).toEqual(before)
  })

  it('are gone once removed, and cannot be removed twice or by somebody else', async () => {
    const { id } = await core.done('searches.save', { name: 'Roads', criteria, sort })
    const other = await core.addOperator(null)
    expect(failureOf(await core.request('searches.remove', { id }, { as: other }))).toBe('search-unknown')
    await core.done('searches.remove', { id })
    expect(await searches()).toEqual([])
    const before = stateOf(core)
    expect(failureOf(await core.request('searches.remove', { id }))).toBe('search-unknown')
    expect(stateOf(core)).toEqual(before)
  })
})

describe('operators', () => {
  it('are listed without their password', async () => {
    const { operators } = await core.done('operators.list', {})
    expect(operators).toEqual([
      {
        id: helpdesk.operatorId,
        userName: 'operator1',
        name: 'Operator 1',
        email: 'operator1@helpdesk.example',
        actsFor: null,
        actsForName: null,
        memberState: null,
        active: true,
        passwordStatus: 'set',
        lastSignIn: null,
      },
    ])
  })

  it('are found by user name whatever its case, for signing in', async () => {
    const { found } = await core.done('operators.secret', { userName: 'OPERATOR1' })
    expect(found).toMatchObject({
      userName: 'operator1',
      passwordHash: expect.stringContaining('scrypt') as string,
    })
  })

  it('refuse what would leave nobody, writing nothing, with each refusal of the contract', async () => {
    const own = place(core, authorityOf({ hasAccessManagerRole: true }))
    const administrator = await core.addOperator(own.id)
    const borg = await core.addOperator(null)
    const id = borg.operatorId!
    await core.done('operators.setActive', { id, active: false })
    const input = {
      userName: 'new',
      name: 'New',
      email: 'new@helpdesk.example',
      actsFor: null,
      passwordHash: '',
      first: false,
    }
    const found = (await core.done('operators.list', {})).operators
    const { userName, name, email } = found.find((each) => each.id === id)!
    const edit = { id, userName, name, email, actsFor: null }
    const ofHelpdesk = { ...edit, id: helpdesk.operatorId, userName: 'operator1', actsFor: own.id }
    const rows: [string, unknown, string, Caller?][] = [
      ['operators.setActive', { id: newId(), active: false }, 'operator-unknown'],
      ['operators.setActive', { id: helpdesk.operatorId, active: false }, 'operator-self'],
      ['operators.setActive', { id: helpdesk.operatorId, active: false }, 'operator-last-helpdesk', borg],
      ['operators.setActive', { id, active: true }, 'helpdesk-only', administrator],
      ['operators.store', input, 'helpdesk-only', administrator],
      ['operators.store', { ...input, userName: 'OPERATOR1' }, 'operator-name-taken'],
      ['operators.store', { ...input, actsFor: newId() }, 'authority-unknown'],
      ['operators.storePassword', { id: newId(), passwordHash: 'x' }, 'operator-unknown'],
      ['operators.storeEdit', { ...edit, id: newId() }, 'operator-unknown'],
      ['operators.storeEdit', { ...edit, userName: 'OPERATOR1' }, 'operator-name-taken'],
      ['operators.storeEdit', ofHelpdesk, 'operator-last-helpdesk', borg],
      ['operators.storeEdit', ofHelpdesk, 'operator-self'],
      ['operators.storeEdit', { ...edit, actsFor: newId() }, 'authority-unknown'],
      ['operators.storeEdit', edit, 'nothing-changed'],
      ['operators.storeEdit', edit, 'helpdesk-only', administrator],
      ['operators.storeTemporary', { id: newId(), passwordHash: 'x' }, 'operator-unknown'],
      ['operators.storeTemporary', { id: helpdesk.operatorId, passwordHash: 'x' }, 'operator-self'],
      ['operators.storeTemporary', { id, passwordHash: 'x' }, 'operator-stopped'],
      ['operators.storeTemporary', { id, passwordHash: 'x' }, 'helpdesk-only', administrator],
    ]
    const before = stateOf(core)
    for (const [name, request, code, caller] of rows) {
      const reply = await core.ask(name, request, { as: caller ?? helpdesk })
      expect([name, failureOf(reply)]).toEqual([name, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})

describe('the history of an authority', () => {
  it('tells nothing of operators and their passwords, even if asked by an operator’s id', async () => {
    const id = helpdesk.operatorId as never
    await core.done('operators.storePassword', { id, passwordHash: 'scrypt$new$hash' })
    expect(await historyOf(core, id)).toEqual([])
  })

  it('tells that a password was set, never its hash', async () => {
    const authority = place(core, authorityOf())
    core.given(created('user', userOf(authority, { passwordHash: 'scrypt$c2FsdA==$aGFzaA==' })))
    const told = JSON.stringify(await historyOf(core, authority.id))
    expect(told).toContain('passwordHash')
    expect(told).not.toContain('scrypt')
  })

  it('tells an Access manager of another Member State nothing of its users', async () => {
    const authority = place(core, authorityOf())
    core.given(created('user', userOf(authority, { name: 'Jürgen Unseen' })))
    const french = place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true }))
    expect(JSON.stringify(await historyOf(core, authority.id))).toContain('Jürgen Unseen')
    core.actAs(await core.addOperator(french.id))
    expect(JSON.stringify(await historyOf(core, authority.id))).not.toContain('Jürgen Unseen')
    expect(await core.done('users.list', { authorityId: authority.id })).toMatchObject({ users: [] })
    expect((await core.done('authorities.read', { id: authority.id })).found).toMatchObject({
      userCount: 0,
      administrators: [],
    })
  })
})

describe('a command that goes wrong inside', () => {
  const job = (name: string, input: unknown): Job => ({
    call: 'c',
    name,
    input,
    caller: NOBODY,
    file: null,
    cancel: new SharedArrayBuffer(4),
  })

  it.each([
    ['answers what the contract does not allow', () => ({ ok: true, value: { nonsense: 1 } })],
    ['refuses after it has written', () => ({ ok: false, refusal: { code: 'search-unknown', params: {} } })],
    [
      'throws after it has written',
      () => {
        throw new Error('secret@person.example')
      },
    ],
  ])('and %s leaves nothing written, and no personal data in the reply', async (_sentence, ending) => {
    const before = stateOf(core)
    const events: unknown[] = []
    const dispatch = createDispatcher(
      {
        'searches.remove': (_input: unknown, { record }: CommandTools) => {
          record([created('authority', authorityOf())])
          return ending()
        },
      },
      {
        clock: core.clock,
        ids: core.ids,
        log: { info: () => undefined, error: () => undefined },
        emit: (event) => void events.push(event),
        store: core.writer.store,
        writing: core.writer,
        verify: () => ({ entries: 0, broken: null }),
        unavailable: unavailableReason,
      },
    )
    const reply = await dispatch(job('searches.remove', { id: newId() }))
    expect(reply).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(JSON.stringify(reply)).not.toContain('person.example')
    expect(stateOf(core)).toEqual(before)
    expect(events).toEqual([])
  })
})
