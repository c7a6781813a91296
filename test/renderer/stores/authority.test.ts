import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAuthority } from '../../../src-renderer/stores/authority'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { accessViewOf, foundOf } from '../../support/rows'
import { newId } from '../../support/samples'

const amt = foundOf({ officialName: 'Amt Wachsenburg', types: ['nimic', 'solvit'] }, { revision: 3 })
const stadt = foundOf({ officialName: 'Stadt Münster' })

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('authorities.read', { found: amt })
  bridge.answer('accesses.list', {
    mayGrant: null,
    accesses: [accessViewOf(), accessViewOf({ module: 'solvit', status: 'suspended' })],
  })
})

async function opened() {
  const store = inProgram(useAuthority)
  await store.open(amt.authority.id)
  return store
}

describe('the authority that is open', () => {
  it('is shown with its accesses, and knows which of them are active', async () => {
    const store = await opened()
    expect(store.state).toBe('found')
    expect(store.found?.authority.officialName).toBe('Amt Wachsenburg')
    expect(store.accesses).toHaveLength(2)
    expect(store.activeAccesses.map((view) => view.access.module)).toEqual(['registers'])
  })

  it('is said to be unknown when it is not in the store', async () => {
    bridge.answer('authorities.read', { found: null })
    const store = inProgram(useAuthority)
    await store.open(newId())
    expect(store.state).toBe('unknown')
  })

  it('is said to be unknown when the link to it is no link to an authority', async () => {
    bridge.fail('authorities.read', { kind: 'invalid-input', paths: ['id'] })
    bridge.fail('accesses.list', { kind: 'invalid-input', paths: ['authorityId'] })
    const store = inProgram(useAuthority)
    await store.open('nonsense')
    expect(store.state).toBe('unknown')
  })

  it('is never mixed up with the one that was opened before', async () => {
    const held = bridge.hold('authorities.read')
    const store = inProgram(useAuthority)
    void store.open(amt.authority.id)
    void store.open(stadt.authority.id)
    await flushPromises()
    held[1]!.answer({ found: stadt })
    await flushPromises()
    held[0]!.answer({ found: amt })
    await flushPromises()
    expect(store.found?.authority.officialName).toBe('Stadt Münster')
  })

  it('stays as it is while the store cannot answer', async () => {
    const store = await opened()
    bridge.fail('authorities.read', { kind: 'unavailable', reason: 'busy' })
    bridge.fail('accesses.list', { kind: 'unavailable', reason: 'busy' })
    await store.refresh()
    expect(store.state).toBe('found')
    expect(store.accesses).toHaveLength(2)
  })
})

describe('an edit', () => {
  it('is not dirty before something is changed, nor after it was changed back', async () => {
    const store = await opened()
    store.startEdit()
    expect(store.dirty).toBe(false)
    store.edit!.draft.city = 'Erfurt'
    expect(store.dirty).toBe(true)
    store.edit!.draft.city = ''
    expect(store.dirty).toBe(false)
  })

  it('is not dirty for a blank at the end or another order of types', async () => {
    const store = await opened()
    store.startEdit()
    store.edit!.draft.officialName = 'Amt Wachsenburg '
    store.edit!.draft.types = ['solvit', 'nimic']
    expect(store.dirty).toBe(false)
  })

  it('leaves the authority as it is stored until it is saved', async () => {
    const store = await opened()
    store.startEdit()
    store.edit!.draft.types.push('coordinator')
    store.edit!.draft.officialName = 'Amt'
    expect(store.found?.authority).toMatchObject({
      officialName: 'Amt Wachsenburg',
      types: ['nimic', 'solvit'],
    })
  })

  it('is told when somebody else changed the authority meanwhile, and is kept', async () => {
    const store = await opened()
    store.startEdit()
    store.edit!.draft.city = 'Erfurt'
    expect(store.changedElsewhere).toBe(false)
    bridge.answer('authorities.read', {
      found: { ...amt, revision: 4, authority: { ...amt.authority, phone: '+49 361 1' } },
    })
    await store.refresh()
    expect(store.changedElsewhere).toBe(true)
    expect(store.edit?.draft).toMatchObject({ city: 'Erfurt', phone: '' })
  })

  it('does not take its own saving for a change from elsewhere', async () => {
    const store = await opened()
    store.startEdit()
    store.saving = true
    bridge.answer('authorities.read', { found: { ...amt, revision: 4 } })
    await store.refresh()
    expect(store.changedElsewhere).toBe(false)
  })

  it('goes on from the newer version once both were compared', async () => {
    const store = await opened()
    store.startEdit()
    const theirs = { ...amt.authority, phone: '+49 361 1' }
    bridge.answer('authorities.read', { found: { ...amt, revision: 4, authority: theirs } })
    await store.refresh()
    store.rebase({ ...store.edit!.draft, city: 'Erfurt', phone: '+49 361 1' })
    expect(store.changedElsewhere).toBe(false)
    expect(store.edit?.revision).toBe(4)
    expect(store.dirty).toBe(true)
    store.edit!.draft.city = ''
    expect(store.dirty).toBe(false)
  })

  it('is forgotten when another authority is opened', async () => {
    const store = await opened()
    store.startEdit()
    bridge.answer('authorities.read', { found: stadt })
    await store.open(stadt.authority.id)
    expect(store.edit).toBeNull()
  })
})
