import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { resetUserPasswords } from '../../../src-main/app/shell/user-passwords'
import { checkPassword } from '../../../src-main/domain/operators'
import { created } from '../../../src-main/domain/change'
import { createVault } from '../../../src-main/store/vault'
import { contract } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import { must, newFolder, NOBODY, openCore, removeFolder, type Core } from '../../support/core'
import { deriveHere } from '../../support/derive'
import { steadyRandom } from '../../support/ports'
import { authorityOf, newId, userOf } from '../../support/samples'
import { historyOf, place, stateOf } from '../../support/story'

const NO_KEYCHAIN = { isAvailable: () => false, wrap: (text: string) => text, unwrap: () => null }

let core: Core
let folder: string
let helpdesk: Caller
let subject: Authority
let ada: User
let bo: User
let reset: (
  input: Parameters<typeof resetUserPasswords>[1],
  caller?: Caller,
) => ReturnType<typeof resetUserPasswords>
let matches: (password: string, hash: string) => Promise<boolean>

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  folder = newFolder()
  const vault = createVault(join(folder, 'key.json'), NO_KEYCHAIN, deriveHere(1024))
  const host = {
    run: (job: { name: string; input: unknown; caller: Caller }) =>
      core.ask(job.name, job.input, { as: job.caller }),
  }
  const ports = { host: host as never, ids: core.ids, random: steadyRandom(3), vault }
  reset = (input, caller = helpdesk) => resetUserPasswords(ports, input, caller)
  matches = (password, hash) => vault.matches(password, hash)
  subject = place(core, authorityOf({ officialName: 'Subject' }))
  ada = userOf(subject, { name: 'Ada', userName: 'ada' })
  bo = userOf(subject, { name: 'Bo', userName: 'bo', passwordStatus: 'blocked' })
  core.given(created('user', ada), created('user', bo))
})
afterEach(() => {
  core.close()
  removeFolder(folder)
})

const on = (...users: readonly User[]) => ({
  authorityId: subject.id,
  users: users.map(({ id }) => ({ id, revision: 1 })),
  reason: 'Forgotten',
})
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? null : result.refusal.code

describe('resetting passwords', () => {
  it('gives each user a password of their own, which is told and kept as its hash only', async () => {
    const { passwords } = must(await reset(on(ada, bo)))
    expect(passwords.map((each) => each.id)).toEqual([ada.id, bo.id])
    expect(new Set(passwords.map((each) => each.password)).size).toBe(2)
    for (const { id, password } of passwords) {
      expect(checkPassword(password).ok).toBe(true)
      const [row] = core.raw('SELECT passwordStatus, passwordHash FROM user WHERE id = ?', [id])
      expect(row?.['passwordStatus']).toBe('temporary')
      expect(await matches(password, String(row?.['passwordHash']))).toBe(true)
      const kept = JSON.stringify([stateOf(core), core.log, core.events, await historyOf(core, subject.id)])
      expect(kept).not.toContain(password)
    }
  })

  it('is one act in the history, and none that can be taken back', async () => {
    await reset(on(ada, bo))
    const [unit] = await historyOf(core, subject.id)
    expect(unit).toMatchObject({ command: 'users.storePasswords', reason: 'Forgotten' })
    expect(unit?.entries.map((entry) => entry.label)).toEqual(['Ada', 'Bo'])
    expect(contract['users.resetPasswords'].undo).toEqual({ never: 'undo.never.password-shown' })
  })

  it('tells one password for a user named twice', async () => {
    expect(must(await reset(on(ada, ada))).passwords).toHaveLength(1)
  })

  it('tells nothing and writes nothing where it is refused, with each refusal of the contract', async () => {
    const plain = await core.addOperator(place(core, authorityOf({ officialName: 'Plain' })).id)
    const french = await core.addOperator(
      place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true })).id,
    )
    const removed = place(core, authorityOf({ status: 'removed' }))
    const left = userOf(removed, { userName: 'left' })
    core.given(created('user', left))
    const before = stateOf(core)
    const codes = [
      codeOf(await reset({ ...on(ada), users: [{ id: newId(), revision: 1 }] })),
      codeOf(await reset({ ...on(ada), users: [{ id: ada.id, revision: 2 }] })),
      codeOf(await reset({ ...on(left), authorityId: removed.id })),
      codeOf(await reset(on(ada), french)),
      codeOf(await reset(on(ada), plain)),
    ]
    // What `who` adds is asked of every act at once, at the gateway.
    const promised = contract['users.resetPasswords'].refusals
    expect(codes).toEqual(promised.filter((code) => code !== 'own-authority-not-active'))
    expect(stateOf(core)).toEqual(before)
  })

  it('is a fault, not a refusal, where the store is closed', async () => {
    const closed = {
      run: () => Promise.resolve({ ok: false, error: { kind: 'unavailable', reason: 'store-closed' } }),
    }
    const vault = { hashPassword: () => Promise.resolve('scrypt$x') }
    const ports = { host: closed as never, ids: core.ids, random: steadyRandom(3), vault }
    await expect(resetUserPasswords(ports, on(ada), NOBODY)).rejects.toThrow('users.storePasswords')
  })
})
