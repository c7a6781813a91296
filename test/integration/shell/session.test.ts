import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host, Keychain } from '../../../src-main/app/ports'
import { SignIn } from '../../../src-main/app/shell/sign-in'
import { createIds } from '../../../src-main/host/ports/ids'
import { openPreferences } from '../../../src-main/store/preferences/preferences'
import { createVault } from '../../../src-main/store/vault'
import { must, newFolder, removeFolder } from '../../support/core'
import type { AuthorityId } from '../../../src-shared/ids'
import { dataOf, newId } from '../../support/samples'
import { deriveHere } from '../../support/derive'
import { createThreadlessHost } from '../../support/host'
import { steadyRandom, steppingClock, type SteppingClock } from '../../support/ports'

const KELLER = {
  userName: 'keller',
  name: 'Maria Keller',
  email: 'maria.keller@helpdesk.example',
  password: 'Helpdesk2026',
}
const HOUR = 3_600_000
/** A guess costs next to nothing here, so that many tests are quick. */
const CHEAP = deriveHere(1024)

let folder: string
let clock: SteppingClock
let keychain: Keychain & { available: boolean; works: boolean }
let host: ReturnType<typeof createThreadlessHost>
let signIn: SignIn

/** Starts the program, as far as signing in goes. */
async function start(): Promise<void> {
  const preferences = await openPreferences(join(folder, 'preferences.json'), clock)
  const vault = createVault(join(folder, 'key.json'), keychain, CHEAP)
  host = createThreadlessHost(join(folder, 'imi.db'), clock)
  const ids = createIds(clock, steadyRandom(2))
  signIn = new SignIn({
    host,
    vault,
    preferences,
    clock,
    ids,
    leaving: () => Promise.resolve(),
    changed: () => undefined,
  })
}

/** Ends the program and starts it again. */
async function restart(): Promise<void> {
  await host.close()
  await start()
}

beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  keychain = {
    available: false,
    works: true,
    isAvailable: () => keychain.available,
    wrap: (text) => Buffer.from(text).reverse().toString('base64'),
    unwrap: (wrapped) => (keychain.works ? Buffer.from(wrapped, 'base64').reverse().toString() : null),
  }
  await start()
})
afterEach(async () => {
  await host.close()
  removeFolder(folder)
})

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? null : result.refusal.code
const create = async () => must(await signIn.createStore(KELLER)).recoveryCode

describe('the first start', () => {
  it('makes a store with its first Helpdesk operator, who is signed in at once', async () => {
    const code = await create()
    expect(code).toMatch(/^([A-Z2-9]{4}-){7}[A-Z2-9]{4}$/)
    const { password: _password, ...told } = KELLER
    expect(signIn.current()).toMatchObject({ ...told, actsFor: null, active: true })
    expect(codeOf(await signIn.createStore(KELLER))).toBe('store-exists')
  })

  it('asks for a good password, and makes nothing before', async () => {
    expect(codeOf(await signIn.createStore({ ...KELLER, password: 'short' }))).toBe('password-too-short')
    expect(codeOf(await signIn.createStore({ ...KELLER, password: 'longenough' }))).toBe(
      'password-too-simple',
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes a key file without any name, password, key or code in it', async () => {
    const code = await create()
    const file = readFileSync(join(folder, 'key.json'), 'utf8')
    const secrets = [...Object.values(KELLER), ...host.keys, code, code.replaceAll('-', '')]
    for (const secret of secrets) {
      expect(file.toLowerCase()).not.toContain(secret.toLowerCase())
      expect(file).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12))
    }
    expect(host.keys).toHaveLength(1)
    expect(host.keys[0]).toMatch(/^[\w-]{32}$/)
  })

  it('works after a start that ended half way, and keeps what that one left', async () => {
    await host.open('a-key-nobody-has-any-more-------', 'new')
    await restart()
    await create()
    expect(signIn.current()?.userName).toBe('keller')
    expect(readdirSync(folder).some((name) => name.startsWith('imi.db.aside-'))).toBe(true)
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await create()
    await restart()
  })

  it('opens the store with the right password, whatever the case of the user name', async () => {
    expect(signIn.caller()).toBeNull()
    expect(host.isOpen()).toBe(false)
    expect(must(await signIn.signIn('Keller', KELLER.password))).toMatchObject({ name: 'Maria Keller' })
    expect(must(await signIn.signIn('keller', KELLER.password))).not.toHaveProperty('passwordHash')
  })

  it.each([
    ['a wrong password', 'keller', 'Helpdesk2027'],
    ['an unknown user name', 'borg', KELLER.password],
    ['nothing', '', ''],
  ])('says the same for %s, and opens nothing', async (_what, userName, password) => {
    expect(codeOf(await signIn.signIn(userName, password))).toBe('sign-in-wrong')
    expect([host.isOpen(), signIn.current()]).toEqual([false, null])
  })

  it('is slowed down after three wrong passwords, also across a restart, and forgives after a right one', async () => {
    for (let time = 0; time < 3; time += 1) await signIn.signIn('keller', 'wrong')
    await restart()
    const refused = await signIn.signIn('keller', KELLER.password)
    expect(refused).toMatchObject({ refusal: { code: 'sign-in-wait', params: { seconds: 2 } } })
    clock.advance(2_000)
    expect(codeOf(await signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
    expect(await signIn.signIn('keller', KELLER.password)).toMatchObject({
      refusal: { params: { seconds: 4 } },
    })
    clock.advance(4_000)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
    await signIn.signOut()
    expect(codeOf(await signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
  })

  it('is not locked for years where the clock was ahead when the passwords were wrong', async () => {
    clock.advance(10_000 * HOUR)
    for (let time = 0; time < 4; time += 1) await signIn.signIn('keller', 'wrong')
    clock.advance(-10_000 * HOUR)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBe('sign-in-wait')
    clock.advance(HOUR)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
  })

  it('out closes the store and forgets the key', async () => {
    await signIn.signIn('keller', KELLER.password)
    await signIn.signOut()
    expect([host.isOpen(), signIn.current(), signIn.caller()]).toEqual([false, null, null])
    expect(JSON.stringify(Object.values(signIn).filter((value) => typeof value === 'string'))).toBe('[]')
  })
})

describe('the recovery code', () => {
  it('opens the store for an operator of it and gives a new password, however it is written', async () => {
    const code = await create()
    await restart()
    const written = code.toLowerCase().replaceAll('-', ' ')
    expect(must(await signIn.recover(written, 'keller', 'NewSecret2026'))).toMatchObject({
      userName: 'keller',
    })
    await restart()
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('keller', 'NewSecret2026'))).toBeNull()
  })

  it('is refused where it is wrong, for an unknown operator or with a weak password, and the store stays shut', async () => {
    const code = await create()
    await restart()
    const wrong = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect(codeOf(await signIn.recover(wrong, 'keller', 'NewSecret2026'))).toBe('recovery-code-wrong')
    expect(codeOf(await signIn.recover(code, 'keller', 'weak'))).toBe('password-too-short')
    expect(codeOf(await signIn.recover(code, 'borg', 'NewSecret2026'))).toBe('recovery-operator-unknown')
    expect([host.isOpen(), signIn.current()]).toEqual([false, null])
  })

  it('is slowed down as passwords are, and forgives as they do', async () => {
    const code = await create()
    await restart()
    for (let time = 0; time < 3; time += 1) await signIn.recover('AAAA', 'keller', 'NewSecret2026')
    expect(codeOf(await signIn.recover(code, 'keller', 'NewSecret2026'))).toBe('sign-in-wait')
    clock.advance(HOUR)
    must(await signIn.recover(code, 'keller', 'NewSecret2026'))
    expect(codeOf(await signIn.changePassword('wrong', 'Other2026x'))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.changePassword('wrong', 'Other2026x'))).toBe('sign-in-wrong')
  })
})

describe('passwords of operators', () => {
  it('are changed by their owner, who knows the old one; the store and its key stay the same', async () => {
    await create()
    expect(codeOf(await signIn.changePassword('wrong', 'NewSecret2026'))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.changePassword(KELLER.password, 'weak'))).toBe('password-too-short')
    must(await signIn.changePassword(KELLER.password, 'NewSecret2026'))
    const [key] = host.keys
    await restart()
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('keller', 'NewSecret2026'))).toBeNull()
    expect(host.keys).toEqual([key])
  })

  it('of further operators open the same store, until they may not sign in any more', async () => {
    await create()
    const borg = { ...KELLER, userName: 'borg', name: 'Ħal Borg', password: 'Another2026', actsFor: null }
    const { id } = must(await signIn.addOperator(borg, signIn.caller()!))
    expect(codeOf(await signIn.addOperator(borg, signIn.caller()!))).toBe('operator-name-taken')
    await restart()
    expect(must(await signIn.signIn('borg', 'Another2026'))).toMatchObject({ id, name: 'Ħal Borg' })
    await signIn.signOut()
    const keller = must(await signIn.signIn('keller', KELLER.password))
    await setActive(host, keller.id, id, false)
    await restart()
    expect(codeOf(await signIn.signIn('borg', 'Another2026'))).toBe('sign-in-wrong')
    expect(host.isOpen()).toBe(false)
  })
})

describe('the keychain of the operating system', () => {
  it('opens the store while the sign-in screen is shown; the password is asked for all the same', async () => {
    keychain.available = true
    await create()
    await restart()
    await signIn.warmUp()
    expect([host.isOpen(), signIn.current()]).toEqual([true, null])
    expect(codeOf(await signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
    must(await signIn.changePassword(KELLER.password, 'NewSecret2026'))
  })

  it('opens nothing after a lock: the password does', async () => {
    keychain.available = true
    await create()
    await signIn.lockUp()
    await signIn.warmUp()
    expect(host.isOpen()).toBe(false)
    expect(codeOf(await signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
    expect(host.isOpen()).toBe(false)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
  })

  it('is not needed: where it was reset the password opens the store', async () => {
    keychain.available = true
    await create()
    await restart()
    keychain.works = false
    await signIn.warmUp()
    expect(host.isOpen()).toBe(false)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
  })

  it('holds the key again after whoever knows the password has signed in', async () => {
    await create()
    await restart()
    // A PC that the store moved to, or one whose keychain was made anew.
    keychain.available = true
    await signIn.warmUp()
    expect(host.isOpen()).toBe(false)
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
    await restart()
    await signIn.warmUp()
    expect(host.isOpen()).toBe(true)
  })

  it('does nothing before there is a store', async () => {
    keychain.available = true
    await signIn.warmUp()
    expect(host.isOpen()).toBe(false)
  })
})

async function setActive(where: Host, as: string, id: string, active: boolean): Promise<void> {
  const caller = { operatorId: as as never, actsFor: null }
  const cancel = new SharedArrayBuffer(4)
  must(
    await where.run(
      { call: 'c', name: 'operators.setActive', input: { id, active }, caller, file: null, cancel },
      'writer',
    ),
  )
}

describe('viewing as an authority', () => {
  it('is for the Helpdesk, of an active authority, and ends with the session', async () => {
    must(await signIn.createStore(KELLER))
    const keller = signIn.caller()
    expect(keller?.actsFor).toBeNull()
    expect(await signIn.viewAs(newId())).toMatchObject({ refusal: { code: 'authority-unknown' } })
    const registered = await host.run(
      {
        call: 'w1',
        name: 'authorities.register',
        input: { data: dataOf(), accessManager: null, duplicatesSeen: true, reason: '' },
        caller: keller ?? { operatorId: null, actsFor: null },
        file: null,
        cancel: new SharedArrayBuffer(4),
      },
      'writer',
    )
    const { id } = must(registered) as { id: AuthorityId }
    must(await signIn.viewAs(id))
    expect(signIn.viewing()).toEqual({ id, officialName: dataOf().officialName, memberState: 'DE' })
    expect(signIn.caller()).toEqual({ operatorId: keller?.operatorId, actsFor: id })
    must(await signIn.viewAs(null))
    expect(signIn.caller()).toEqual(keller)
    must(await signIn.viewAs(id))
    await signIn.signOut()
    expect([signIn.viewing(), signIn.caller()]).toEqual([null, null])
    expect(await signIn.viewAs(id)).toMatchObject({ refusal: { code: 'helpdesk-only' } })
  })
})
