import { beforeEach, describe, expect, it } from 'vitest'
import { Locking } from '../../../src-main/app/shell/locking'
import type { OperatorView } from '../../../src-shared/contract/session'
import type { Preferences } from '../../../src-shared/contract/store'
import { newId } from '../../support/samples'

const KELLER: OperatorView = {
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

let operator: OperatorView | null
let idle: number
let working: boolean
let lockAfter: Preferences['lockAfter']
let away: () => void
let tick: () => void
let locking: Locking

beforeEach(() => {
  operator = KELLER
  idle = 0
  working = false
  lockAfter = 15
  locking = new Locking({
    signIn: {
      current: () => operator,
      lockUp: () => {
        operator = null
        return Promise.resolve()
      },
    },
    preferences: { read: () => ({ lockAfter }) as Preferences },
    presence: {
      idleSeconds: () => idle,
      onAway: (callback) => {
        away = callback
      },
    },
    scheduler: {
      every: (_milliseconds, work) => {
        tick = work
        return () => undefined
      },
    },
    working: () => working,
    failed: (error) => {
      throw error
    },
  })
  locking.start()
  tick()
})

const at = (seconds: number): void => {
  idle = seconds
  tick()
}

describe('the program locks', () => {
  it('after the minutes without use that were chosen, and not before', () => {
    at(15 * 60 - 1)
    expect(locking.locked()).toBeNull()
    at(15 * 60)
    expect(locking.locked()).toEqual({ why: 'idle', minutes: 15, userName: 'keller', name: 'Maria Keller' })
  })

  it('never by itself where never was chosen', () => {
    lockAfter = 0
    at(1_000_000)
    expect(operator).toBe(KELLER)
  })

  it('not again at once where the PC cannot tell that it is used', () => {
    at(900)
    operator = KELLER
    at(905)
    expect(operator).toBe(KELLER)
  })

  it('together with the PC, and by its operator', async () => {
    away()
    expect(locking.locked()).toMatchObject({ why: 'system' })
    operator = KELLER
    expect(locking.locked()).toBeNull()
    expect(await locking.lock('operator')).toBe('now')
    expect(locking.locked()).toMatchObject({ why: 'operator' })
  })

  it('without a trace once its operator signed out', () => {
    away()
    operator = KELLER
    locking.signOut()
    operator = null
    expect(locking.locked()).toBeNull()
  })

  it('only once the work under way has ended', async () => {
    working = true
    expect(await locking.lock('operator')).toBe('later')
    at(10_000)
    expect(operator).toBe(KELLER)
    working = false
    tick()
    expect(locking.locked()).toMatchObject({ why: 'operator' })
  })

  it('not while the recovery code of a new store is shown', () => {
    locking.setUp(true)
    at(10_000)
    expect(operator).toBe(KELLER)
    locking.setUp(false)
    tick()
    expect(operator).toBeNull()
  })
})
