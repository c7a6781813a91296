import { beforeEach, describe, expect, it } from 'vitest'
import { useMessages } from '../../../src-renderer/stores/messages'
import { usePreferences } from '../../../src-renderer/stores/preferences'
import { useSession } from '../../../src-renderer/stores/session'
import type { OperatorView } from '../../../src-shared/contract/session'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { newId } from '../../support/samples'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

describe('the session', () => {
  const operator: OperatorView = {
    id: newId(),
    userName: 'keller',
    name: 'Maria Keller',
    email: 'maria.keller@helpdesk.example',
    actsFor: null,
    actsForName: null,
    memberState: null,
    active: true,
    passwordStatus: 'set' as const,
    lastSignIn: null,
  }
  async function signedIn(as: OperatorView | null) {
    const state = as === null ? 'signed-out' : 'signed-in'
    bridge.answer('session.status', {
      state,
      operator: as,
      damaged: false,
      found: null,
      viewing: null,
      locked: null,
      keychain: true,
      storeFolder: '/data',
      version: '0.1.0',
    })
    const session = inProgram(useSession)
    await session.refresh()
    return session
  }

  it('knows an operator of the IMI Helpdesk', async () => {
    expect((await signedIn(operator)).isHelpdesk).toBe(true)
  })

  it('does not take who acts for an authority for the IMI Helpdesk', async () => {
    expect((await signedIn({ ...operator, actsFor: newId(), actsForName: 'Amt' })).isHelpdesk).toBe(false)
  })

  it('does not take nobody for the IMI Helpdesk', async () => {
    const session = await signedIn(null)
    expect([session.operator, session.isHelpdesk]).toEqual([null, false])
  })

  it('stays as it was known while the program cannot tell', async () => {
    const session = await signedIn(operator)
    bridge.fail('session.status', { kind: 'internal', reference: 'K7M2' })
    await session.refresh()
    expect(session.operator?.userName).toBe('keller')
  })
})

describe('the message after an act', () => {
  it('is shown until it is read', () => {
    const messages = inProgram(useMessages)
    messages.done('Amt Wachsenburg is inactivated.')
    expect(messages.current).toMatchObject({ kind: 'done', text: 'Amt Wachsenburg is inactivated.' })
    messages.dismiss()
    expect(messages.current).toBeNull()
  })

  it('gives way to the next one, and the same text twice is two messages', () => {
    const messages = inProgram(useMessages)
    messages.done('Saved.')
    const first = messages.current
    messages.problem('The disk is full.')
    expect(messages.current?.kind).toBe('problem')
    messages.done('Saved.')
    expect(messages.current?.key).not.toBe(first?.key)
  })
})

describe('what this PC remembers', () => {
  const remembered = {
    theme: 'dark',
    place: '/settings',
    placeOf: '',
    columns: ['city'],
    preview: true,
    lockAfter: 15,
    mappings: {},
  } as const

  it('is there at the start', async () => {
    bridge.answer('preferences.read', { ...remembered, columns: ['city'] })
    const preferences = inProgram(usePreferences)
    await preferences.load()
    expect(preferences.values).toEqual(remembered)
  })

  it('begins as the program suggests when nothing can be read', async () => {
    bridge.fail('preferences.read', { kind: 'internal', reference: 'K7M2' })
    const preferences = inProgram(usePreferences)
    await preferences.load()
    expect(preferences.values).toMatchObject({ theme: 'system', place: '/' })
  })

  it('changes at once, before it lies on the disk, and only what was changed is written', async () => {
    bridge.answer('preferences.write', {})
    const preferences = inProgram(usePreferences)
    const written = preferences.change({ theme: 'dark' })
    expect(preferences.values).toMatchObject({ theme: 'dark', preview: false })
    await written
    expect(bridge.inputs('preferences.write')).toEqual([{ theme: 'dark' }])
  })
})
