import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import MessageBar from '../../../src-renderer/shell/MessageBar.vue'
import { useMessages } from '../../../src-renderer/stores/messages'
import { installBridge } from '../../support/fake-bridge'
import { byRole, mountInProgram } from '../../support/renderer'

beforeEach(() => {
  installBridge()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  mountInProgram(MessageBar)
})

afterEach(() => {
  vi.useRealTimers()
})

async function after(seconds: number): Promise<string | undefined> {
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  return useMessages().current?.text
}

describe('the message after an act', () => {
  it('that only tells something goes by itself', async () => {
    useMessages().done('The PDF was written.')
    expect(await after(7)).toBe('The PDF was written.')
    expect(await after(2)).toBeUndefined()
  })

  it('that offers Undo stays long enough to get there', async () => {
    useMessages().done('Amt Wachsenburg is inactivated.', 'unit')
    expect(await after(19)).toBe('Amt Wachsenburg is inactivated.')
    expect(await after(2)).toBeUndefined()
  })

  it('stays while Undo has the focus, and some time after', async () => {
    useMessages().done('Amt Wachsenburg is inactivated.', 'unit')
    await flushPromises()
    byRole('button', 'Undo').focus()
    expect(await after(600)).toBe('Amt Wachsenburg is inactivated.')
    byRole('button', 'Undo').blur()
    expect(await after(19)).toBe('Amt Wachsenburg is inactivated.')
    expect(await after(2)).toBeUndefined()
  })

  it('that tells of a problem stays until it is closed', async () => {
    useMessages().problem('The disk is full.')
    expect(await after(3600)).toBe('The disk is full.')
    byRole('button', 'Close').click()
    expect(useMessages().current).toBeNull()
  })
})
