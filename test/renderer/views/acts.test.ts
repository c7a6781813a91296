import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAuthority } from '../../../src-renderer/stores/authority'
import { useMessages } from '../../../src-renderer/stores/messages'
import StatusActs from '../../../src-renderer/views/authority/StatusActs.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { alerts, allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'
import { foundOf } from '../../support/rows'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('accesses.list', { accesses: [], mayGrant: null })
})

type Found = ReturnType<typeof foundOf>

async function show(found: Found) {
  bridge.answer('authorities.read', { found })
  const { router } = mountInProgram(StatusActs, { props: { found } })
  await useAuthority().open(found.authority.id)
  return router
}

async function ask(): Promise<HTMLElement> {
  byRole('button', 'Inactivate').click()
  await flushPromises()
  return byRole('dialog')
}

async function confirm(): Promise<void> {
  byRole('button', 'Inactivate', await ask()).click()
  await flushPromises()
}

const ACTIVE = { count: 2, modules: ['registers', 'solvit'] }
const amt = foundOf({ officialName: 'Amt Wachsenburg' }, { revision: 4 })

describe('inactivating an authority', () => {
  it('names it, is done after it was confirmed, and says so', async () => {
    bridge.answer('authorities.inactivate', {})
    await show(amt)
    const dialog = await ask()
    expect(dialog.getAttribute('aria-label')).toBe('Inactivate Amt Wachsenburg?')
    expect(bridge.inputs('authorities.inactivate')).toEqual([])
    byRole('button', 'Inactivate', dialog).click()
    await flushPromises()
    expect(bridge.inputs('authorities.inactivate')).toEqual([
      { id: amt.authority.id, revision: 4, reason: '' },
    ])
    expect(useMessages().current?.text).toBe('Amt Wachsenburg is inactivated.')
  })

  it('that is refused says why, and shows what is stored now', async () => {
    bridge.refuse('authorities.inactivate', 'stale')
    await show(amt)
    const before = bridge.inputs('authorities.read').length
    await confirm()
    expect(alerts().join()).toContain('This was changed meanwhile.')
    expect(bridge.inputs('authorities.read')).toHaveLength(before + 1)
    expect(useMessages().current).toBeNull()
  })

  it('is done once, however often it is confirmed while it is under way', async () => {
    const held = bridge.hold('authorities.inactivate')
    await show(amt)
    const dialog = await ask()
    for (let press = 0; press < 3; press += 1) {
      byRole('button', 'Inactivate', dialog).click()
      await flushPromises()
    }
    expect(held).toHaveLength(1)
    held[0]!.answer({})
    await flushPromises()
    expect(useMessages().current?.text).toBe('Amt Wachsenburg is inactivated.')
  })

  it('leads to the accesses that stand in the way', async () => {
    const may = { ...amt.may, inactivate: { code: 'accesses-still-active', params: ACTIVE } }
    const router = await show({ ...amt, activeAccessCount: 2, may })
    await ask()
    byRole('button', 'Show the 2 active accesses').click()
    await flushPromises()
    expect(router.currentRoute.value).toMatchObject({
      name: 'authority',
      params: { id: amt.authority.id },
      query: { tab: 'modules' },
    })
  })

  it('is offered only while it is active; then reactivating is', async () => {
    await show(foundOf({ status: 'inactivated' }))
    expect(allByRole('button').map(textOf)).toEqual(['Reactivate'])
  })
})
