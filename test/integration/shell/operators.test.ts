import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keychain } from '../../../src-main/app/ports'
import { OperatorKeys } from '../../../src-main/app/shell/operator-keys'
import { SignIn } from '../../../src-main/app/shell/sign-in'
import { createIds } from '../../../src-main/host/ports/ids'
import { openPreferences } from '../../../src-main/store/preferences/preferences'
import { createVault } from '../../../src-main/store/vault'
import { must, newFolder, removeFolder } from '../../support/core'
import { deriveHere } from '../../support/derive'
import { createThreadlessHost } from '../../support/host'
import { steadyRandom, steppingClock, type SteppingClock } from '../../support/ports'

const KELLER = {
  ...{ userName: 'keller', name: 'Maria Keller', email: 'keller@helpdesk.example' },
  password: 'Helpdesk2026',
}
const BORG = { ...KELLER, userName: 'borg', name: 'Ħal Borg', password: 'Another2026', actsFor: null }
const KEYCHAIN: Keychain = { isAvailable: () => false, wrap: (text) => text, unwrap: (text) => text }

let folder: string
let clock: SteppingClock
let host: ReturnType<typeof createThreadlessHost>
let signIn: SignIn
let operators: OperatorKeys

async function start(): Promise<void> {
  const preferences = await openPreferences(join(folder, 'preferences.json'), clock)
  const vault = createVault(join(folder, 'key.json'), KEYCHAIN, deriveHere(1024))
  host = createThreadlessHost(join(folder, 'imi.db'), clock)
  const random = steadyRandom(2)
  const ids = createIds(clock, random)
  const shared = { host, vault, ids }
  const leaving = () => Promise.resolve()
  signIn = new SignIn({ ...shared, preferences, clock, leaving, changed: () => undefined })
  operators = new OperatorKeys({
    ...{ ...shared, random, key: () => signIn.heldKey(), caller: () => signIn.caller() },
    refresh: () => signIn.refresh(),
  })
}

async function restart(): Promise<void> {
  await host.close()
  await start()
}

let id: string & { readonly __brand?: never }
beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  await start()
  must(await signIn.createStore(KELLER))
  ;({ id } = must(await signIn.addOperator(BORG, signIn.caller()!)))
})
afterEach(async () => {
  await host.close()
  removeFolder(folder)
})

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? null : result.refusal.code
const keysInFile = () =>
  (JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as { passwords: unknown[] }).passwords.length
const edit = (change: object) =>
  operators.edit(
    { id, name: BORG.name, userName: BORG.userName, email: BORG.email, actsFor: null, ...change } as never,
    signIn.caller()!,
  )
const reset = (whose = id) => operators.reset({ id: whose as never }, signIn.caller()!)
async function stop(): Promise<void> {
  const cancel = new SharedArrayBuffer(4)
  const input = { id, active: false }
  const job = { call: 'c', name: 'operators.setActive', input, caller: signIn.caller()!, file: null, cancel }
  must(await host.run(job, 'writer'))
  await operators.dropStopped()
}

describe('an operator that the Helpdesk corrects', () => {
  it('signs in by the new user name and the old password, on this PC and after a restart', async () => {
    must(await edit({ userName: 'borg.hal', name: 'Hal Borg', email: 'hal@helpdesk.example' }))
    await restart()
    expect(codeOf(await signIn.signIn('borg', BORG.password))).toBe('sign-in-wrong')
    expect(must(await signIn.signIn('borg.hal', BORG.password))).toMatchObject({
      name: 'Hal Borg',
      email: 'hal@helpdesk.example',
    })
  })

  it('keeps the key of both where the new user name belongs to somebody else', async () => {
    expect(codeOf(await edit({ userName: 'Keller' }))).toBe('operator-name-taken')
    await restart()
    expect(codeOf(await signIn.signIn('borg', BORG.password))).toBeNull()
    await restart()
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
  })

  it('sees the correction at once where it is the one at work', async () => {
    const own = signIn.current()!
    const { name: _name, ...rest } = { ...KELLER, actsFor: null }
    const { password: _password, ...input } = { ...rest, name: 'Maria Keller-Roth', id: own.id }
    must(await operators.edit(input, signIn.caller()!))
    expect(signIn.current()?.name).toBe('Maria Keller-Roth')
  })
})

describe('an operator who forgot the password', () => {
  it('gets a temporary one, and must change it at the next sign-in', async () => {
    const { password, userName } = must(await reset())
    expect(userName).toBe('borg')
    await restart()
    expect(codeOf(await signIn.signIn('borg', BORG.password))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('borg', password))).toBe('password-temporary')
    expect([host.isOpen(), signIn.current()]).toEqual([false, null])
    expect(codeOf(await signIn.signIn('borg', password, password))).toBe('password-same')
    expect(codeOf(await signIn.signIn('borg', password, 'weak'))).toBe('password-too-short')
    expect(signIn.current()).toBeNull()
    expect(must(await signIn.signIn('borg', password, 'Better2026'))).toMatchObject({
      passwordStatus: 'set',
    })
    await restart()
    expect(codeOf(await signIn.signIn('borg', password))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('borg', 'Better2026'))).toBeNull()
  })

  it('is somebody else: nobody resets the own password, or that of one who may not sign in', async () => {
    expect(codeOf(await reset(signIn.current()!.id))).toBe('operator-self')
    await stop()
    expect(codeOf(await reset())).toBe('operator-stopped')
    expect(keysInFile()).toBe(1)
  })
})

describe('an operator who is stopped', () => {
  it('loses the wrapped key in the key file at once', async () => {
    expect(keysInFile()).toBe(2)
    await stop()
    expect(keysInFile()).toBe(1)
    expect(signIn.heldKey()).not.toBeNull()
    await restart()
    expect(codeOf(await signIn.signIn('borg', BORG.password))).toBe('sign-in-wrong')
    expect(codeOf(await signIn.signIn('keller', KELLER.password))).toBeNull()
  })
})

describe('the last sign-in', () => {
  it('is told to the Helpdesk, and leaves no act in the history', async () => {
    const list = async () => {
      const cancel = new SharedArrayBuffer(4)
      const job = {
        call: 'l',
        name: 'operators.list',
        input: {},
        caller: signIn.caller()!,
        file: null,
        cancel,
      }
      return must(await host.run(job, 'reader')) as {
        operators: { userName: string; lastSignIn: string | null }[]
      }
    }
    const before = (await list()).operators.find((each) => each.userName === 'borg')
    expect(before?.lastSignIn).toBeNull()
    await signIn.signOut()
    clock.advance(3_600_000)
    must(await signIn.signIn('borg', BORG.password))
    const after = (await list()).operators.find((each) => each.userName === 'borg')
    expect(after?.lastSignIn).toMatch(/^2026-11-23T09:/)
  })
})
