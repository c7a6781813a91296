import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keeper, Keychain, RunApart } from '../../../src-main/app/ports'
import { Backups } from '../../../src-main/app/shell/backups'
import { SignIn } from '../../../src-main/app/shell/sign-in'
import { createKeeper } from '../../../src-main/host/keeper'
import { createIds } from '../../../src-main/host/ports/ids'
import { createBackupFolder } from '../../../src-main/store/backup/backup-folder'
import {
  checkStructure,
  lookAtBackup,
  makeBackup,
  readFacts,
  readKeyOf,
  unpackForRestore,
} from '../../../src-main/store/backup/keep'
import { replaceStore } from '../../../src-main/store/backup/place'
import { openPreferences } from '../../../src-main/store/preferences/preferences'
import { createVault } from '../../../src-main/store/vault'
import type { AuthorityId } from '../../../src-shared/ids'
import { must, newFolder, removeFolder } from '../../support/core'
import { deriveHere } from '../../support/derive'
import { createThreadlessHost } from '../../support/host'
import { steadyRandom, steppingClock, type SteppingClock } from '../../support/ports'
import { dataOf } from '../../support/samples'
import { zipOf } from '../../support/zip'

const KELLER = {
  userName: 'keller',
  name: 'Maria Keller',
  email: 'maria.keller@helpdesk.example',
  password: 'Helpdesk2026',
}
const NO_KEYCHAIN: Keychain = { isAvailable: () => false, wrap: (text) => text, unwrap: () => null }

let folder: string
let clock: SteppingClock
let host: ReturnType<typeof createThreadlessHost>
let signIn: SignIn
let backups: Backups
let files: Map<string, string>
let paths: { store: string; keyFile: string; program: string }
let keeper: Keeper

/** Starts the program on a folder, as far as stores and backups go. */
async function start(at = folder): Promise<void> {
  mkdirSync(join(at, 'store'), { recursive: true })
  paths = { store: join(at, 'store', 'imi.db'), keyFile: join(at, 'store', 'key.json'), program: '0.1.0' }
  replaceStore(paths.store, paths.keyFile, clock.now())
  const preferences = await openPreferences(join(at, 'preferences.json'), clock)
  const vault = createVault(paths.keyFile, NO_KEYCHAIN, deriveHere(1024))
  host = createThreadlessHost(paths.store, clock)
  const ids = createIds(clock, steadyRandom(at.length))
  signIn = new SignIn({
    host,
    vault,
    preferences,
    clock,
    ids,
    leaving: async () => {
      await backups.keep('leaving')
    },
    changed: () => undefined,
  })
  keeper = {
    make: (order) => makeBackup(paths, order),
    check: (key) => checkStructure(paths, key),
    facts: (key) => readFacts(paths, key),
    keyFile: readKeyOf,
    look: (backup, key) => lookAtBackup(paths, backup, key),
    unpack: (backup, key) => unpackForRestore(paths, backup, key),
  }
  backups = new Backups({
    keeper,
    vault,
    folder: createBackupFolder(join(at, 'backups')),
    place: {
      replace: (now) => {
        replaceStore(paths.store, paths.keyFile, now)
      },
    },
    signIn,
    clock,
    files: {
      known: (token) => (files.has(token) ? { token, path: files.get(token) ?? '' } : undefined),
    },
  })
}

/** Registers an authority as the operator at work. */
async function register(officialName: string): Promise<AuthorityId> {
  const reply = await host.run(
    {
      call: 'w1',
      name: 'authorities.register',
      input: {
        data: dataOf({ officialName }),
        accessManager: null,
        duplicatesSeen: true,
        reason: `for ${officialName}`,
      },
      caller: signIn.caller() ?? { operatorId: null, actsFor: null },
      file: null,
      cancel: new SharedArrayBuffer(4),
    },
    'writer',
  )
  clock.advance(1_000)
  return (must(reply) as { id: AuthorityId }).id
}

async function knows(id: AuthorityId): Promise<boolean> {
  const input = { ids: [id] }
  const caller = { operatorId: null, actsFor: null }
  const job = {
    call: 'r',
    name: 'authorities.mentions',
    input,
    caller,
    file: null,
    cancel: new SharedArrayBuffer(4),
  }
  return (must(await host.run(job, 'reader')) as { authorities: unknown[] }).authorities.length > 0
}

const kept = async () => (await backups.list()).backups
const newest = async () => ({ kept: (await kept())[0]?.name ?? '' })
const refusalOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? null : result.refusal.code
const me = () => signIn.caller() ?? { operatorId: null, actsFor: null }

/** Restores a backup after looking at it, as the screen does. */
async function restore(backup: Parameters<Backups['look']>[0]): Promise<void> {
  const { comparison } = must(await backups.look(backup))
  must(await backups.restore(backup, comparison.store?.head ?? null, me()))
}

beforeEach(async () => {
  folder = newFolder()
  files = new Map()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  await start()
  must(await signIn.createStore(KELLER))
})
afterEach(async () => {
  await host.close()
  removeFolder(folder)
})

describe('backups that the program keeps by itself', () => {
  it('are made when somebody leaves, and not again while nothing was done', async () => {
    await register('First')
    await signIn.signOut()
    expect(await kept()).toMatchObject([
      { about: { reason: 'leaving', program: '0.1.0', facts: { authorities: 1, entries: 3 } } },
    ])
    must(await signIn.signIn('keller', KELLER.password))
    await signIn.signOut()
    expect(await kept()).toHaveLength(1)
  })

  it('are five; the oldest go, and a file that is no backup stays for a person to look at', async () => {
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', '2020-notes.imibackup'), 'no backup')
    for (let round = 0; round < 7; round += 1) {
      await register(`Authority ${String(round)}`)
      expect(await backups.keep('import')).toBeNull()
    }
    const listed = await kept()
    expect(listed.map((each) => each.about?.facts.authorities ?? null)).toEqual([7, 6, 5, 4, 3, null])
    expect(readdirSync(join(folder, 'store')).filter((name) => /snapshot|part|looking/.test(name))).toEqual(
      [],
    )
  })

  it('show no name of anybody, neither in their description nor in the store in them', async () => {
    await register('Bundesanstalt für Straßenwesen')
    await backups.keep('leaving')
    const bytes = readFileSync(join(folder, 'backups', (await newest()).kept))
    for (const word of ['Straßenwesen', 'Keller', 'keller', 'CREATE TABLE', 'SQLite format 3']) {
      expect(bytes.includes(Buffer.from(word)), word).toBe(false)
    }
  })

  it('are not made while the store is closed', async () => {
    await signIn.signOut()
    const before = (await kept()).length
    expect(await backups.keep('leaving')).toBeNull()
    expect(await kept()).toHaveLength(before)
  })
})

describe('restoring', () => {
  it('brings back the store as it was, after telling which acts that takes out of it', async () => {
    const first = await register('First')
    await backups.keep('leaving')
    const backup = await newest()
    const second = await register('Second')
    const { comparison } = must(await backups.look(backup))
    expect(comparison).toMatchObject({
      relation: 'older',
      backup: { authorities: 1 },
      store: { authorities: 2 },
      lost: {
        count: 1,
        first: [{ command: 'authorities.register', operator: 'Maria Keller', reason: 'for Second' }],
      },
    })
    await restore(backup)
    expect([signIn.current(), host.isOpen()]).toEqual([null, false])
    must(await signIn.signIn('keller', KELLER.password))
    expect([await knows(first), await knows(second)]).toEqual([true, false])
  })

  it('can be taken back by restoring the backup that was made before it', async () => {
    await backups.keep('leaving')
    const second = await register('Second')
    const [before] = await kept()
    await restore({ kept: before?.name ?? '' })
    must(await signIn.signIn('keller', KELLER.password))
    expect((await kept())[0]?.about?.reason).toBe('restore')
    const { comparison } = must(await backups.look(await newest()))
    expect(comparison).toMatchObject({ relation: 'newer', lost: { count: 0 } })
    await restore(await newest())
    must(await signIn.signIn('keller', KELLER.password))
    expect(await knows(second)).toBe(true)
  })

  it('says where both went on by themselves what only the store has', async () => {
    await register('Together')
    await backups.keep('leaving')
    const together = await newest()
    await register('Only then')
    await backups.keep('leaving')
    const then = await newest()
    await restore(together)
    must(await signIn.signIn('keller', KELLER.password))
    await register('Only now')
    expect(must(await backups.look(then)).comparison).toMatchObject({
      relation: 'parted',
      lost: { count: 1, first: [{ reason: 'for Only now' }] },
    })
  })

  it('is refused once something was done since the preview, and changes nothing', async () => {
    await backups.keep('leaving')
    const { comparison } = must(await backups.look(await newest()))
    expect(comparison.relation).toBe('same')
    const since = await register('Since')
    const result = await backups.restore(await newest(), comparison.store?.head ?? null, me())
    expect(refusalOf(result)).toBe('store-changed')
    expect(await knows(since)).toBe(true)
  })

  it('is for the Helpdesk only', async () => {
    await backups.keep('leaving')
    const caller = { ...me(), actsFor: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as AuthorityId }
    expect(refusalOf(await backups.restore(await newest(), null, caller))).toBe('helpdesk-only')
  })

  it('brings back the passwords of that day, and keeps the file of the store that was there', async () => {
    await backups.keep('leaving')
    must(await signIn.changePassword(KELLER.password, 'NewSecret2026'))
    const [oldest] = (await kept()).slice(-1)
    await restore({ kept: oldest?.name ?? '' })
    expect(refusalOf(await signIn.signIn('keller', 'NewSecret2026'))).toBe('sign-in-wrong')
    must(await signIn.signIn('keller', KELLER.password))
    expect(readdirSync(join(folder, 'store')).some((name) => name.startsWith('imi.db.aside-'))).toBe(true)
  })

  it('works beside a -wal and a -shm that an earlier end left', async () => {
    const first = await register('First')
    await backups.keep('leaving')
    const backup = await newest()
    const second = await register('Second')
    copyFileSync(`${paths.store}-wal`, join(folder, 'old-wal'))
    const head = must(await backups.look(backup)).comparison.store?.head ?? null
    await host.close()
    copyFileSync(join(folder, 'old-wal'), `${paths.store}-wal`)
    writeFileSync(`${paths.store}-shm`, Buffer.alloc(32_768, 7))
    must(await backups.restore(backup, head, me()))
    must(await signIn.signIn('keller', KELLER.password))
    expect([await knows(first), await knows(second)]).toEqual([true, false])
  })

  it('that a crash interrupted is finished at the next start, wherever it stopped', async () => {
    const first = await register('First')
    await backups.keep('leaving')
    const path = join(folder, 'backups', (await newest()).kept)
    const second = await register('Second')
    expect((await keeper.unpack(path, signIn.heldKey() ?? '')).ok).toBe(true)
    await host.close()
    await start()
    must(await signIn.signIn('keller', KELLER.password))
    expect([await knows(first), await knows(second)]).toEqual([true, false])
    expect(existsSync(join(folder, 'store', 'restoring'))).toBe(false)
  })

  it('that a crash interrupted while unpacking is forgotten: the store is as it was', async () => {
    const second = await register('Second')
    await host.close()
    mkdirSync(join(folder, 'store', 'restoring'))
    writeFileSync(join(folder, 'store', 'restoring', 'imi.db'), 'half a store')
    await start()
    must(await signIn.signIn('keller', KELLER.password))
    expect(await knows(second)).toBe(true)
    expect(existsSync(join(folder, 'store', 'restoring'))).toBe(false)
  })
})

describe('a backup that cannot be used', () => {
  const give = (bytes: Uint8Array): { file: string } => {
    const path = join(folder, 'given.imibackup')
    writeFileSync(path, bytes)
    files.set('01ARZ3NDEKTSV4RRFFQ69G5FAV', path)
    return { file: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  }
  let good: Buffer
  beforeEach(async () => {
    await register('First')
    await backups.keep('leaving')
    good = readFileSync(join(folder, 'backups', (await newest()).kept))
  })

  it.each([
    ['empty', () => Buffer.alloc(0), 'backup-not-readable'],
    ['something else', () => Buffer.from('%PDF-1.7 this is no backup'), 'backup-not-readable'],
    ['cut off', () => good.subarray(0, good.length - 2000), 'backup-not-readable'],
    ['another zip file', () => zipOf([{ name: 'letter.txt', content: 'Dear all' }]), 'backup-not-readable'],
    [
      'without a description that can be read',
      () => zipOf(['imi.db', 'key.json', 'about.json'].map((name) => ({ name, content: '{"format":99}' }))),
      'backup-not-readable',
    ],
  ])('because it is %s is refused in words, and nothing is left behind', async (_what, bytes, code) => {
    expect(refusalOf(await backups.look(give(bytes())))).toBe(code)
    expect(readdirSync(join(folder, 'store')).sort()).toEqual([
      'imi.db',
      'imi.db-shm',
      'imi.db-wal',
      'key.json',
    ])
  })

  it('because one byte in it was changed is refused as damaged or not readable', async () => {
    for (const place of [0.3, 0.6, 0.9]) {
      const bytes = Buffer.from(good)
      const at = Math.floor(bytes.length * place)
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      expect(['backup-damaged', 'backup-not-readable']).toContain(refusalOf(await backups.look(give(bytes))))
    }
  })

  it('because it is of another store, or gone, is refused as that', async () => {
    const backup = give(good)
    expect(refusalOf(await backups.look({ kept: 'gone.imibackup' }))).toBe('backup-gone')
    await host.close()
    await start(join(folder, 'another PC'))
    must(await signIn.createStore(KELLER))
    expect(refusalOf(await backups.look(backup))).toBe('backup-of-another-store')
    expect(refusalOf(await backups.restore(backup, null, me()))).toBe('backup-of-another-store')
  })

  it('is not made out of a store that is damaged, so that the good ones stay', async () => {
    await register('Second')
    await host.close()
    const bytes = readFileSync(paths.store)
    bytes.fill(0x5a, 4096 * 3, 4096 * 6)
    writeFileSync(paths.store, bytes)
    const before = (await kept()).length
    expect(await backups.keep('leaving')).toBe('corrupt')
    expect(await kept()).toHaveLength(before)
  })
})

describe('the process that works on stores', () => {
  it('that ends without an answer counts as having met something damaged', async () => {
    const asked: unknown[] = []
    const dies: RunApart = (entry, message) => {
      asked.push([entry, message])
      return Promise.resolve(null)
    }
    const apart = createKeeper(paths, 'built', dies)
    expect(await apart.facts('key')).toEqual({ ok: false, unavailable: 'corrupt' })
    expect(await apart.look('a.imibackup', 'key')).toEqual({ ok: false, unavailable: 'corrupt' })
    expect(asked).toHaveLength(2)
  })
})

describe('saving a backup where the operator chose', () => {
  it('writes one file, over an older one', async () => {
    const path = join(folder, 'on the stick.imibackup')
    appendFileSync(path, 'an older file')
    const saved = must(await backups.save({ token: 't', path }))
    expect(saved.fileName).toBe('on the stick.imibackup')
    files.set('01ARZ3NDEKTSV4RRFFQ69G5FAV', path)
    const looked = must(await backups.look({ file: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }))
    expect(looked).toMatchObject({ about: { reason: 'by-hand' }, comparison: { relation: 'same' } })
  })

  it('into a folder that is gone fails in words', async () => {
    const path = join(folder, 'no such folder', 'x.imibackup')
    await expect(backups.save({ token: 't', path })).rejects.toMatchObject({
      fault: { kind: 'unavailable', reason: 'file-gone' },
    })
  })
})

describe('a damaged store', () => {
  /** Spoils the file as a failing disk would, from its first page on. */
  async function damage(): Promise<void> {
    await host.close()
    const bytes = readFileSync(paths.store)
    bytes.fill(0x5a, 0, 4096 * 2)
    writeFileSync(paths.store, bytes)
  }
  const isDamaged = { fault: { kind: 'unavailable', reason: 'corrupt' } }

  it.each([
    ['spoiled from its first page on', damage],
    [
      'empty',
      async () => {
        await host.close()
        writeFileSync(paths.store, '')
      },
    ],
    [
      'gone',
      async () => {
        await host.close()
        rmSync(paths.store)
      },
    ],
  ])(
    'that is %s is told to whoever knows the password, who brings the newest backup back',
    async (_what, spoil) => {
      const first = await register('First')
      await signIn.signOut()
      await spoil()
      await start()
      await expect(signIn.signIn('keller', KELLER.password)).rejects.toMatchObject(isDamaged)
      const { backups: offered } = await backups.listForDamaged()
      expect(offered).toHaveLength(1)
      must(await backups.restoreDamaged(offered[0]?.name ?? ''))
      must(await signIn.signIn('keller', KELLER.password))
      expect(await knows(first)).toBe(true)
    },
  )

  it('shows nothing to whoever does not', async () => {
    await register('First')
    await signIn.signOut()
    await damage()
    await start()
    expect(refusalOf(await signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
    expect((await backups.listForDamaged()).backups).toEqual([])
    const name = (await kept())[0]?.name ?? ''
    expect(refusalOf(await backups.restoreDamaged(name))).toBe('not-damaged')
  })

  it('is found by the check; a whole one is not', async () => {
    const key = signIn.heldKey() ?? ''
    expect(await keeper.check(key)).toEqual({ ok: true, value: null })
    await damage()
    expect(await keeper.check(key)).toEqual({ ok: false, unavailable: 'corrupt' })
  })
})

describe('moving to another PC', () => {
  let code: string
  let file: { token: string; path: string }
  let first: AuthorityId

  beforeEach(async () => {
    await host.close()
    await start(join(folder, 'first PC'))
    code = must(await signIn.createStore(KELLER)).recoveryCode
    first = await register('First')
    file = { token: 't', path: join(folder, 'stick.imibackup') }
    must(await backups.save(file))
    await host.close()
    await start(join(folder, 'second PC'))
  })

  it('brings the whole store with its operators, by a password', async () => {
    must(await backups.takeOver(file, 'keller', KELLER.password))
    must(await signIn.signIn('keller', KELLER.password))
    expect(await knows(first)).toBe(true)
    expect(refusalOf(await backups.takeOver(file, 'keller', KELLER.password))).toBe('store-exists')
  })

  it('works by the recovery code too, which then gives a new password', async () => {
    must(await backups.takeOver(file, 'keller', code))
    must(await signIn.recover(code, 'keller', 'NewSecret2026'))
    expect(await knows(first)).toBe(true)
  })

  it('is refused for wrong secrets, slowed down, and leaves nothing behind', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(refusalOf(await backups.takeOver(file, 'keller', 'wrong'))).toBe('take-over-wrong')
    }
    expect(refusalOf(await backups.takeOver(file, 'keller', KELLER.password))).toBe('sign-in-wait')
    expect(readdirSync(join(folder, 'second PC', 'store'))).toEqual([])
  })
})

describe('leaving while the backup takes its time', () => {
  it('lets nobody in before the store is closed, and then opens it anew', async () => {
    const first = await register('First')
    const left = signIn.signOut()
    expect(signIn.current()).toBeNull()
    must(await signIn.signIn('keller', KELLER.password))
    await left
    expect(signIn.current()?.userName).toBe('keller')
    expect(await knows(first)).toBe(true)
    expect(await kept()).toHaveLength(1)
  })
})
