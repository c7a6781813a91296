import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunApart } from '../../../src-main/app/ports'
import { createKeeper } from '../../../src-main/host/keeper'
import type { AuthorityId } from '../../../src-shared/ids'
import { must, newFolder, removeFolder } from '../../support/core'
import { steppingClock, type SteppingClock } from '../../support/ports'
import { KELLER, refusalOf, TestProgram } from '../../support/program'
import { zipOf } from '../../support/zip'

let folder: string
let clock: SteppingClock
let program: TestProgram

beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  program = await TestProgram.start(folder, clock)
  must(await program.signIn.createStore(KELLER))
})
afterEach(async () => {
  await program.host.close()
  removeFolder(folder)
})

describe('backups that the program keeps by itself', () => {
  it('are made when somebody leaves, and not again while nothing was done', async () => {
    await program.register('First')
    await program.signIn.signOut()
    expect(await program.kept()).toMatchObject([
      { about: { reason: 'leaving', program: '0.1.0', facts: { authorities: 1, entries: 3 } } },
    ])
    must(await program.signIn.signIn('keller', KELLER.password))
    await program.signIn.signOut()
    expect(await program.kept()).toHaveLength(1)
  })

  it('are five; the oldest go, and a file that is no backup stays for a person to look at', async () => {
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', '2020-notes.imibackup'), 'no backup')
    for (let round = 0; round < 7; round += 1) {
      await program.register(`Authority ${String(round)}`)
      expect(await program.backups.keep('import')).toBeNull()
    }
    const listed = await program.kept()
    expect(listed.map((each) => each.about?.facts.authorities ?? null)).toEqual([7, 6, 5, 4, 3, null])
    expect(readdirSync(join(folder, 'store')).filter((name) => /snapshot|part|looking/.test(name))).toEqual(
      [],
    )
  })

  it('show no name of anybody, neither in their description nor in the store in them', async () => {
    await program.register('Bundesanstalt für Straßenwesen')
    await program.backups.keep('leaving')
    const bytes = readFileSync(join(folder, 'backups', (await program.newest()).kept))
    for (const word of ['Straßenwesen', 'Keller', 'keller', 'CREATE TABLE', 'SQLite format 3']) {
      expect(bytes.includes(Buffer.from(word)), word).toBe(false)
    }
  })

  it('are not made while the store is closed', async () => {
    await program.signIn.signOut()
    const before = (await program.kept()).length
    expect(await program.backups.keep('leaving')).toBeNull()
    expect(await program.kept()).toHaveLength(before)
  })
})

describe('restoring', () => {
  it('brings back the store as it was, after telling which acts that takes out of it', async () => {
    const first = await program.register('First')
    await program.backups.keep('leaving')
    const backup = await program.newest()
    const second = await program.register('Second')
    const { comparison } = must(await program.backups.look(backup))
    expect(comparison).toMatchObject({
      relation: 'older',
      backup: { authorities: 1 },
      store: { authorities: 2 },
      lost: {
        count: 1,
        first: [{ command: 'authorities.register', operator: 'Maria Keller', reason: 'for Second' }],
      },
    })
    await program.restore(backup)
    expect([program.signIn.current(), program.host.isOpen()]).toEqual([null, false])
    must(await program.signIn.signIn('keller', KELLER.password))
    expect([await program.knows(first), await program.knows(second)]).toEqual([true, false])
  })

  it('can be taken back by restoring the backup that was made before it', async () => {
    await program.backups.keep('leaving')
    const second = await program.register('Second')
    const [before] = await program.kept()
    await program.restore({ kept: before?.name ?? '' })
    must(await program.signIn.signIn('keller', KELLER.password))
    expect((await program.kept())[0]?.about?.reason).toBe('restore')
    const { comparison } = must(await program.backups.look(await program.newest()))
    expect(comparison).toMatchObject({ relation: 'newer', lost: { count: 0 } })
    await program.restore(await program.newest())
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(second)).toBe(true)
  })

  it('says where both went on by themselves what only the store has', async () => {
    await program.register('Together')
    await program.backups.keep('leaving')
    const together = await program.newest()
    await program.register('Only then')
    await program.backups.keep('leaving')
    const then = await program.newest()
    await program.restore(together)
    must(await program.signIn.signIn('keller', KELLER.password))
    await program.register('Only now')
    expect(must(await program.backups.look(then)).comparison).toMatchObject({
      relation: 'parted',
      lost: { count: 1, first: [{ reason: 'for Only now' }] },
    })
  })

  it('is refused once something was done since the preview, and changes nothing', async () => {
    await program.backups.keep('leaving')
    const { comparison } = must(await program.backups.look(await program.newest()))
    expect(comparison.relation).toBe('same')
    const since = await program.register('Since')
    const result = await program.backups.restore(await program.newest(), comparison.store?.head ?? null)
    expect(refusalOf(result)).toBe('store-changed')
    expect(await program.knows(since)).toBe(true)
  })

  it('brings back the passwords of that day, and keeps the file of the store that was there', async () => {
    await program.backups.keep('leaving')
    must(await program.signIn.changePassword(KELLER.password, 'NewSecret2026'))
    const [oldest] = (await program.kept()).slice(-1)
    await program.restore({ kept: oldest?.name ?? '' })
    expect(refusalOf(await program.signIn.signIn('keller', 'NewSecret2026'))).toBe('sign-in-wrong')
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(readdirSync(join(folder, 'store')).some((name) => name.startsWith('imi.db.aside-'))).toBe(true)
  })

  it('works beside a -wal and a -shm that an earlier end left', async () => {
    const first = await program.register('First')
    await program.backups.keep('leaving')
    const backup = await program.newest()
    const second = await program.register('Second')
    copyFileSync(`${program.paths.store}-wal`, join(folder, 'old-wal'))
    const head = must(await program.backups.look(backup)).comparison.store?.head ?? null
    await program.host.close()
    copyFileSync(join(folder, 'old-wal'), `${program.paths.store}-wal`)
    writeFileSync(`${program.paths.store}-shm`, Buffer.alloc(32_768, 7))
    must(await program.backups.restore(backup, head))
    must(await program.signIn.signIn('keller', KELLER.password))
    expect([await program.knows(first), await program.knows(second)]).toEqual([true, false])
  })

  it('that a crash interrupted is finished at the next start, wherever it stopped', async () => {
    const first = await program.register('First')
    await program.backups.keep('leaving')
    const path = join(folder, 'backups', (await program.newest()).kept)
    const second = await program.register('Second')
    expect((await program.keeper.unpack(path, program.signIn.heldKey() ?? '')).ok).toBe(true)
    await program.host.close()
    program = await TestProgram.start(program.folder, clock)
    must(await program.signIn.signIn('keller', KELLER.password))
    expect([await program.knows(first), await program.knows(second)]).toEqual([true, false])
    expect(existsSync(join(folder, 'store', 'restoring'))).toBe(false)
  })

  it('that a crash interrupted while unpacking is forgotten: the store is as it was', async () => {
    const second = await program.register('Second')
    await program.host.close()
    mkdirSync(join(folder, 'store', 'restoring'))
    writeFileSync(join(folder, 'store', 'restoring', 'imi.db'), 'half a store')
    program = await TestProgram.start(program.folder, clock)
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(second)).toBe(true)
    expect(existsSync(join(folder, 'store', 'restoring'))).toBe(false)
  })
})

describe('a backup that cannot be used', () => {
  const give = (bytes: Uint8Array): { file: string } => {
    const path = join(folder, 'given.imibackup')
    writeFileSync(path, bytes)
    program.files.set('01ARZ3NDEKTSV4RRFFQ69G5FAV', path)
    return { file: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  }
  let good: Buffer
  beforeEach(async () => {
    await program.register('First')
    await program.backups.keep('leaving')
    good = readFileSync(join(folder, 'backups', (await program.newest()).kept))
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
    expect(refusalOf(await program.backups.look(give(bytes())))).toBe(code)
    expect(readdirSync(join(folder, 'store')).sort()).toEqual([
      'imi.db',
      'imi.db-shm',
      'imi.db-wal',
      'imi.db.head',
      'key.json',
    ])
  })

  it('because one byte in it was changed is refused as damaged or not readable', async () => {
    for (const place of [0.3, 0.6, 0.9]) {
      const bytes = Buffer.from(good)
      const at = Math.floor(bytes.length * place)
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      expect(['backup-damaged', 'backup-not-readable']).toContain(
        refusalOf(await program.backups.look(give(bytes))),
      )
    }
  })

  it('because it is of another store, or gone, is refused as that', async () => {
    expect(refusalOf(await program.backups.look({ kept: 'gone.imibackup' }))).toBe('backup-gone')
    await program.host.close()
    program = await TestProgram.start(join(folder, 'another PC'), clock)
    must(await program.signIn.createStore(KELLER))
    const backup = give(good)
    expect(refusalOf(await program.backups.look(backup))).toBe('backup-of-another-store')
    expect(refusalOf(await program.backups.restore(backup, null))).toBe('backup-of-another-store')
  })

  it('is not made out of a store that is damaged, so that the good ones stay', async () => {
    await program.register('Second')
    await program.host.close()
    const bytes = readFileSync(program.paths.store)
    bytes.fill(0x5a, 4096 * 3, 4096 * 6)
    writeFileSync(program.paths.store, bytes)
    const before = (await program.kept()).length
    expect(await program.backups.keep('leaving')).toBe('corrupt')
    expect(await program.kept()).toHaveLength(before)
  })
})

describe('the process that works on stores', () => {
  it('that ends without an answer counts as having met something damaged', async () => {
    const asked: unknown[] = []
    const dies: RunApart = (entry, message) => {
      asked.push([entry, message])
      return Promise.resolve(null)
    }
    const apart = createKeeper(program.paths, 'built', dies)
    expect(await apart.facts('key')).toEqual({ ok: false, unavailable: 'corrupt' })
    expect(await apart.look('a.imibackup', 'key')).toEqual({ ok: false, unavailable: 'corrupt' })
    expect(asked).toHaveLength(2)
  })
})

describe('a store of an earlier program', () => {
  it('is kept as a backup before it is migrated, and only then', async () => {
    const key = program.signIn.heldKey() ?? ''
    await program.register('First')
    await program.host.close()
    expect(await program.backups.keepBeforeMigration(key, 1)).toBeNull()
    expect(await program.kept()).toEqual([])
    expect(await program.backups.keepBeforeMigration(key, 1000)).toBeNull()
    expect(await program.kept()).toMatchObject([
      { about: { reason: 'migration', facts: { authorities: 1 } } },
    ])
    // Ended half way, it begins again with the backup that it had.
    expect(await program.backups.keepBeforeMigration(key, 1000)).toBeNull()
    expect(await program.kept()).toHaveLength(1)
    await program.spoil(0, 4096)
    expect(await program.backups.keepBeforeMigration(key, 1000)).toBe('corrupt')
  })
})

describe('saving a backup where the operator chose', () => {
  it('writes one file, over an older one', async () => {
    const path = join(folder, 'on the stick.imibackup')
    appendFileSync(path, 'an older file')
    const saved = must(await program.backups.save({ token: 't', path }))
    expect(saved.fileName).toBe('on the stick.imibackup')
    program.files.set('01ARZ3NDEKTSV4RRFFQ69G5FAV', path)
    const looked = must(await program.backups.look({ file: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }))
    expect(looked).toMatchObject({ about: { reason: 'by-hand' }, comparison: { relation: 'same' } })
  })

  it('into a folder that is gone fails in words', async () => {
    const path = join(folder, 'no such folder', 'x.imibackup')
    await expect(program.backups.save({ token: 't', path })).rejects.toMatchObject({
      fault: { kind: 'unavailable', reason: 'not-saved' },
    })
  })
})

describe('moving to another PC', () => {
  let code: string
  let file: { token: string; path: string }
  let first: AuthorityId

  beforeEach(async () => {
    await program.host.close()
    program = await TestProgram.start(join(folder, 'first PC'), clock)
    code = must(await program.signIn.createStore(KELLER)).recoveryCode
    first = await program.register('First')
    file = { token: 't', path: join(folder, 'stick.imibackup') }
    must(await program.backups.save(file))
    await program.host.close()
    program = await TestProgram.start(join(folder, 'second PC'), clock)
  })

  it('brings the whole store with its operators, by a password', async () => {
    must(await program.backups.takeOver(file, 'keller', KELLER.password))
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(first)).toBe(true)
    expect(refusalOf(await program.backups.takeOver(file, 'keller', KELLER.password))).toBe('store-exists')
  })

  it('works by the recovery code too, which then gives a new password', async () => {
    must(await program.backups.takeOver(file, 'keller', code))
    must(await program.signIn.recover(code, 'keller', 'NewSecret2026'))
    expect(await program.knows(first)).toBe(true)
  })

  it('is refused for wrong secrets, slowed down, and leaves nothing behind', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(refusalOf(await program.backups.takeOver(file, 'keller', 'wrong'))).toBe('take-over-wrong')
    }
    expect(refusalOf(await program.backups.takeOver(file, 'keller', KELLER.password))).toBe('sign-in-wait')
    expect(readdirSync(join(folder, 'second PC', 'store'))).toEqual([])
  })
})

describe('leaving while the backup takes its time', () => {
  it('lets nobody in before the store is closed, and then opens it anew', async () => {
    const first = await program.register('First')
    const left = program.signIn.signOut()
    expect(program.signIn.current()).toBeNull()
    must(await program.signIn.signIn('keller', KELLER.password))
    await left
    expect(program.signIn.current()?.userName).toBe('keller')
    expect(await program.knows(first)).toBe(true)
    expect(await program.kept()).toHaveLength(1)
  })
})
