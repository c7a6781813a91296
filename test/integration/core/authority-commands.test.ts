import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created, updated } from '../../../src-main/domain/change'
import type { Caller } from '../../../src-main/app/ports'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, dataOf, newId, NOW, relationOf } from '../../support/samples'
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

const read = async (id: Authority['id']) => (await core.done('authorities.read', { id })).found

describe('whether somebody may register', () => {
  it('is told before a form is filled in', async () => {
    const core = openCore()
    await core.start()
    expect(await core.done('authorities.mayRegister', {})).toEqual({ obstacle: null })
    const plain = authorityOf({ officialName: 'Plain' })
    core.given(created('authority', plain))
    const as = await core.addOperator(plain.id)
    expect(await core.done('authorities.mayRegister', {}, { as })).toMatchObject({
      obstacle: { code: 'access-manager-role-needed' },
    })
    core.close()
  })
})

const seenOf = ({ id }: Authority) => ({ id, revision: 1 })

describe('registering an authority', () => {
  const input = {
    data: dataOf({ city: 'Bergisch Gladbach', email: 'info@bast.example', types: ['nimic'] }),
    accessManager: null,
    duplicatesSeen: false,
    reason: 'Asked for by letter',
  }

  it('writes the authority and its access to Registers as one act, told with who and why', async () => {
    const { id } = await core.done('authorities.register', input)
    const found = await read(id)
    expect(found?.authority).toMatchObject({
      ...input.data,
      id,
      status: 'active',
      hasAccessManagerRole: false,
    })
    expect(found).toMatchObject({ revision: 1, accessCount: 1, activeAccessCount: 1, accessManagers: [] })
    const units = await historyOf(core, id)
    expect(units).toMatchObject([
      {
        operator: 'Operator 1',
        actingFor: null,
        command: 'authorities.register',
        reason: 'Asked for by letter',
        origin: 'act',
        entries: [
          { entity: 'authority', entityId: id, op: 'create' },
          { entity: 'access', op: 'create', label: 'registers' },
        ],
      },
    ])
    expect(units[0]?.entries[0]?.changes).toContainEqual({
      field: 'email',
      before: { kind: 'value', value: null },
      after: { kind: 'value', value: 'info@bast.example' },
    })
  })

  it('by an Access manager is told as done for its authority, and makes it the Access manager', async () => {
    const manager = place(
      core,
      authorityOf({ officialName: 'Bundesministerium', hasAccessManagerRole: true }),
    )
    const administrator = await core.addOperator(manager.id)
    const byManager = { ...input, data: { ...input.data, types: [] } }
    const { id } = await core.done('authorities.register', byManager, { as: administrator })
    expect(await read(id)).toMatchObject({
      accessManagers: [
        { id: manager.id, officialName: 'Bundesministerium', origin: 'registered', effective: true },
      ],
    })
    expect(await historyOf(core, id)).toMatchObject([
      { operator: 'Operator 2', actingFor: 'Bundesministerium' },
    ])
    expect(await read(manager.id)).toMatchObject({ managed: { count: 1, first: [{ id }] } })
  })

  it('warns of a likely duplicate until it was looked at', async () => {
    await core.done('authorities.register', input)
    const again = { ...input, data: dataOf({ officialName: 'BUNDESANSTALT FÜR STRASSENWESEN' }) }
    expect(await core.request('authorities.register', again)).toMatchObject({
      error: {
        refusal: { code: 'duplicates-unseen', params: { names: ['Bundesanstalt für Straßenwesen'] } },
      },
    })
    expect(
      failureOf(await core.request('authorities.register', { ...again, duplicatesSeen: true })),
    ).toBeNull()
  })

  it('warns of a likely duplicate however many names begin alike', async () => {
    for (let index = 10; index < 40; index += 1)
      place(core, authorityOf({ officialName: `Amt A ${String(index)}` }))
    place(core, authorityOf({ officialName: 'Amt-A' }))
    const { duplicates } = await core.done('authorities.duplicates', {
      ...{ officialName: 'Amt A', memberState: 'DE', email: '', except: null },
    })
    expect(duplicates).toMatchObject([{ officialName: 'Amt-A', because: 'name' }])
  })
})

describe('editing an authority', () => {
  it('tells who changed which field from what to what, and why', async () => {
    const { id } = place(core, authorityOf({ types: ['nimic'], phone: '+49 1' }))
    const data = dataOf({ informalTitle: 'BASt', phone: '+49 2', types: ['coordinator-federal-state'] })
    const edited = await core.done('authorities.edit', { id, revision: 1, data, reason: 'Ministry of 3 May' })
    expect(edited).toEqual({ revision: 2 })
    expect(await read(id)).toMatchObject({
      revision: 2,
      authority: { informalTitle: 'BASt', phone: '+49 2' },
    })
    const [unit] = await historyOf(core, id)
    expect(unit).toMatchObject({
      command: 'authorities.edit',
      reason: 'Ministry of 3 May',
      operator: 'Operator 1',
    })
    expect(unit?.entries).toHaveLength(1)
    const changes = new Map(unit?.entries[0]?.changes.map(({ field, ...change }) => [field, change]))
    const value = (text: string) => ({ kind: 'value', value: text })
    const set = { kind: 'set', added: ['coordinator-federal-state'], removed: ['nimic'] }
    expect(Object.fromEntries(changes)).toEqual({
      informalTitle: { before: value(''), after: value('BASt') },
      phone: { before: value('+49 1'), after: value('+49 2') },
      types: { before: set, after: set },
    })
  })

  it('moves the authority to its new place in the list and is found by its new name', async () => {
    place(core, authorityOf({ officialName: 'Mitte' }))
    const { id } = place(core, authorityOf({ officialName: 'Anfang' }))
    await core.done('authorities.edit', {
      id,
      revision: 1,
      data: dataOf({ officialName: 'Zuletzt' }),
      reason: '',
    })
    const sort = { by: 'officialName', descending: false } as const
    const page = { offset: 0, limit: 10 }
    const none = { myAuthoritiesOnly: false, memberState: null, type: null, status: null } as const
    const rest = { module: null, role: null, accessManager: null, administrators: null }
    const names = async (text: string) =>
      (await core.done('authorities.search', { criteria: { text, ...none, ...rest }, sort, page })).rows.map(
        (row) => row.officialName,
      )
    expect(await names('')).toEqual(['Mitte', 'Zuletzt'])
    expect(await names('zul')).toEqual(['Zuletzt'])
    expect(await names('anfang')).toEqual([])
  })
})

describe('inactivating and reactivating an authority', () => {
  it('is told with the date, and shows when removal is due', async () => {
    const { id } = place(core, authorityOf())
    await core.done('authorities.inactivate', { id, revision: 1, reason: 'Merged' })
    const found = await read(id)
    expect(found).toMatchObject({
      authority: { status: 'inactivated' },
      removalDueAt: expect.stringMatching(/^2027-05-23/),
    })
    await core.done('authorities.reactivate', { id, revision: 2, reason: 'Not merged' })
    expect(await read(id)).toMatchObject({
      authority: { status: 'active', inactivatedAt: null },
      removalDueAt: null,
    })
    expect(await historyOf(core, id)).toMatchObject([
      { command: 'authorities.reactivate', reason: 'Not merged' },
      { command: 'authorities.inactivate', reason: 'Merged' },
      { command: 'given' },
    ])
  })
})

describe('an act that is refused', () => {
  /** Each refusal of each command, and how it comes about. */
  async function world() {
    const manager = place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true }))
    const plain = place(core, authorityOf({ officialName: 'Plain' }))
    const french = place(
      core,
      authorityOf({ officialName: 'Français', memberState: 'FR', hasAccessManagerRole: true }),
    )
    const subject = authorityOf({ officialName: 'Subject' })
    place(core, subject, accessOf(subject))
    const inactivated = place(
      core,
      authorityOf({ officialName: 'Inactivated', status: 'inactivated', inactivatedAt: NOW }),
    )
    const removed = place(core, authorityOf({ officialName: 'Removed', status: 'removed' }))
    core.given(
      created('accessManager', relationOf(manager, subject)),
      updated('authority', subject, { city: 'Köln' }),
    )
    return {
      subject: { id: subject.id, revision: 2 },
      inactivated: { id: inactivated.id, revision: 1 },
      removed: { id: removed.id, revision: 1 },
      as: {
        manager: await core.addOperator(manager.id),
        plain: await core.addOperator(plain.id),
        french: await core.addOperator(french.id),
        helpdesk,
      },
      plain,
    }
  }

  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const { subject, inactivated, removed, as, plain } = await world()
    const british = seenOf(place(core, authorityOf({ memberState: 'UK' })))
    const inactive = { status: 'inactivated', inactivatedAt: NOW } as const
    const closed = seenOf(place(core, authorityOf({ memberState: 'UK', ...inactive })))
    const unknown = { id: newId(), revision: 1 }
    const stale = { id: subject.id, revision: 1 }
    const data = dataOf({ officialName: 'New name' })
    const register = { data, accessManager: null, duplicatesSeen: false, reason: '' }
    const tell = { reason: '' }
    const same = dataOf({ officialName: 'Subject', city: 'Köln' })
    const rows = [
      ['authorities.register', { ...register, data: { ...data, memberState: 'XX' } }, 'member-state-unknown'],
      ['authorities.register', { ...register, data: { ...data, memberState: 'UK' } }, 'member-state-expired'],
      ['authorities.register', { ...register, data: { ...data, types: ['nobody'] } }, 'type-unknown'],
      [
        'authorities.register',
        { ...register, data: { ...data, officialName: 'SUBJECT' } },
        'duplicates-unseen',
      ],
      ['authorities.register', { ...register, accessManager: plain.id }, 'access-manager-not-possible'],
      [
        'authorities.register',
        { ...register, data: { ...data, types: ['nimic'] } },
        'types-helpdesk-only',
        as.manager,
      ],
      ['authorities.register', register, 'not-in-your-member-state', as.french],
      ['authorities.register', register, 'access-manager-role-needed', as.plain],
      ['authorities.edit', { ...unknown, data, ...tell }, 'authority-unknown'],
      ['authorities.edit', { ...stale, data, ...tell }, 'stale'],
      ['authorities.edit', { ...subject, data: same, ...tell }, 'nothing-changed'],
      ['authorities.edit', { ...removed, data, ...tell }, 'authority-removed'],
      ['authorities.edit', { ...british, data, ...tell }, 'member-state-expired'],
      [
        'authorities.edit',
        { ...subject, data: { ...data, memberState: 'FR' }, ...tell },
        'member-state-fixed',
      ],
      [
        'authorities.edit',
        { ...subject, data: { ...data, types: ['nimic'] }, ...tell },
        'types-helpdesk-only',
        as.manager,
      ],
      ['authorities.edit', { ...subject, data: { ...data, types: ['nobody'] }, ...tell }, 'type-unknown'],
      ['authorities.edit', { ...subject, data, ...tell }, 'not-in-your-member-state', as.french],
      ['authorities.edit', { ...subject, data, ...tell }, 'access-manager-role-needed', as.plain],
      ['authorities.inactivate', { ...unknown, ...tell }, 'authority-unknown'],
      ['authorities.inactivate', { ...stale, ...tell }, 'stale'],
      ['authorities.inactivate', { ...inactivated, ...tell }, 'already-inactivated'],
      ['authorities.inactivate', { ...removed, ...tell }, 'authority-removed'],
      ['authorities.inactivate', { ...subject, ...tell }, 'accesses-still-active'],
      ['authorities.inactivate', { ...subject, ...tell }, 'not-in-your-member-state', as.french],
      ['authorities.inactivate', { ...subject, ...tell }, 'access-manager-role-needed', as.plain],
      ['authorities.reactivate', { ...unknown, ...tell }, 'authority-unknown'],
      ['authorities.reactivate', { ...stale, ...tell }, 'stale'],
      ['authorities.reactivate', { ...subject, ...tell }, 'already-active'],
      ['authorities.reactivate', { ...removed, ...tell }, 'authority-removed'],
      ['authorities.reactivate', { ...closed, ...tell }, 'member-state-expired'],
      ['authorities.reactivate', { ...inactivated, ...tell }, 'not-in-your-member-state', as.french],
      ['authorities.reactivate', { ...inactivated, ...tell }, 'access-manager-role-needed', as.plain],
    ] as const
    const before = stateOf(core)
    for (const [name, input, code, caller] of rows) {
      const reply = await core.ask(name, input, { as: caller ?? as.helpdesk })
      expect([name, failureOf(reply)]).toEqual([name, code])
    }
    expect(stateOf(core)).toEqual(before)
    expect(core.events.at(-1)?.type).toBe('changed')
    expectEveryRefusal(rows)
  })
})
