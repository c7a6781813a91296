import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAuthority } from '../../../src-renderer/stores/authority'
import { useEvents } from '../../../src-renderer/stores/events'
import AuthorityView from '../../../src-renderer/views/authorities/AuthorityView.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { alerts, allByRole, byRole, openScreen, textOf } from '../../support/renderer'
import { foundOf } from '../../support/rows'

const amt = foundOf({ officialName: 'Amt Wachsenburg' }, { accessCount: 12, userCount: 3 })
const place = `/authorities/${amt.authority.id}`

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('accesses.list', { accesses: [], mayGrant: null })
  bridge.answer('history.list', { units: [], more: false })
  bridge.answer('authorities.read', { found: amt })
})

const show = () => openScreen(AuthorityView, { id: amt.authority.id, tab: 'authority' }, place)

async function edited() {
  const shown = await show()
  const store = useAuthority()
  store.startEdit()
  store.edit!.draft.city = 'Erfurt'
  await flushPromises()
  return { ...shown, store }
}

describe('the screen of an authority', () => {
  it('says that the authority is not in the store, and leads back to the list', async () => {
    bridge.answer('authorities.read', { found: null })
    const { wrapper } = await show()
    expect(wrapper.text()).toContain('This authority is not in the store.')
    expect(byRole('link').getAttribute('href')).toBe('/authorities')
  })

  it('does not call an authority unknown that only could not be read', async () => {
    bridge.fail('authorities.read', { kind: 'unavailable', reason: 'busy' })
    const { wrapper } = await show()
    expect(alerts().join()).toContain('The store is busy with other work.')
    expect(wrapper.text()).not.toContain('not in the store')
  })

  it('has its parts as tabs that say how much each holds', async () => {
    await show()
    expect(allByRole('tab').map(textOf)).toEqual([
      'Authority',
      'Modules 12',
      'Users 3',
      'Management Information',
    ])
  })

  it('does not show the users while the authority is edited', async () => {
    await edited()
    expect(allByRole('tab').map(textOf)).not.toContain('Users 3')
  })

  it('is read again when something about it was changed', async () => {
    const { wrapper } = await show()
    useEvents().start()
    bridge.answer('authorities.read', {
      found: { ...amt, authority: { ...amt.authority, officialName: 'Amt Erfurt' } },
    })
    bridge.emit({ type: 'changed', entities: ['authority'], authorities: [amt.authority.id] })
    await flushPromises()
    expect(wrapper.text()).toContain('Amt Erfurt')
  })
})

describe('an edit that is not saved', () => {
  it('is asked about before its screen is left, and kept when the operator stays', async () => {
    const { router, store } = await edited()
    const leaving = router.push('/settings')
    await flushPromises()
    expect(byRole('dialog', 'Leave without saving?').textContent).toContain('Amt Wachsenburg')
    byRole('button', 'Keep editing').click()
    await leaving
    expect(router.currentRoute.value.path).toBe(place)
    expect(store.edit?.draft.city).toBe('Erfurt')
  })

  it('is given up when the operator leaves all the same', async () => {
    const { router } = await edited()
    const leaving = router.push('/settings')
    await flushPromises()
    byRole('button', 'Leave without saving').click()
    await leaving
    expect(router.currentRoute.value.path).toBe('/settings')
  })

  it('is saved with the reason and the revision it started from', async () => {
    bridge.answer('authorities.edit', { revision: 2 })
    const { store } = await edited()
    store.edit!.reason = 'New address'
    byRole('button', 'Save').click()
    await flushPromises()
    expect(bridge.inputs('authorities.edit')).toMatchObject([
      { id: amt.authority.id, revision: 1, reason: 'New address', data: { city: 'Erfurt' } },
    ])
    expect(store.edit).toBeNull()
  })

  it('that cannot be saved names its fields and is kept', async () => {
    bridge.fail('authorities.edit', { kind: 'invalid-input', paths: ['data.email'] })
    const { store } = await edited()
    byRole('button', 'Save').click()
    await flushPromises()
    expect(alerts().join()).toContain('1 field needs your attention')
    byRole('button', 'E-mail').click()
    expect(document.activeElement?.id).toBe('field-email')
    expect(store.edit?.draft.city).toBe('Erfurt')
  })

  it('shows both versions where somebody else was faster', async () => {
    bridge.refuse('authorities.edit', 'stale')
    const { store } = await edited()
    const theirs = { ...amt.authority, city: 'Gotha' }
    bridge.answer('authorities.read', { found: { ...amt, revision: 2, authority: theirs } })
    byRole('button', 'Save').click()
    await flushPromises()
    const compared = textOf(byRole('dialog', 'Changed meanwhile: compare both versions'))
    expect(compared).toContain('Erfurt')
    expect(compared).toContain('Gotha')
    expect(store.edit?.draft.city).toBe('Erfurt')
  })
})
