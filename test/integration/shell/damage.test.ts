import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { salvageWith } from '../../../src-main/host/salvage'
import { openWriter } from '../../../src-main/store/sqlite/driver'
import { must, newFolder, removeFolder } from '../../support/core'
import { steppingClock, type SteppingClock } from '../../support/ports'
import { KELLER, refusalOf, TestProgram } from '../../support/program'

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

describe('a damaged store', () => {
  const isDamaged = { fault: { kind: 'unavailable', reason: 'corrupt' } }

  it.each([
    ['spoiled from its first page on', () => program.spoil(0, 4096 * 2)],
    [
      'empty',
      async () => {
        await program.host.close()
        writeFileSync(program.paths.store, '')
      },
    ],
    [
      'gone',
      async () => {
        await program.host.close()
        rmSync(program.paths.store)
      },
    ],
  ])(
    'that is %s is told to whoever knows the password, who brings the newest backup back',
    async (_what, spoil) => {
      const first = await program.register('First')
      await program.signIn.signOut()
      await spoil()
      program = await TestProgram.start(program.folder, clock)
      await expect(program.signIn.signIn('keller', KELLER.password)).rejects.toMatchObject(isDamaged)
      const { backups: offered } = await program.backups.listForDamaged()
      expect(offered).toHaveLength(1)
      must(await program.backups.restoreDamaged(offered[0]?.name ?? ''))
      must(await program.signIn.signIn('keller', KELLER.password))
      expect(await program.knows(first)).toBe(true)
    },
  )

  it('shows nothing to whoever does not', async () => {
    await program.register('First')
    await program.signIn.signOut()
    await program.spoil(0, 4096 * 2)
    program = await TestProgram.start(program.folder, clock)
    expect(refusalOf(await program.signIn.signIn('keller', 'wrong'))).toBe('sign-in-wrong')
    expect((await program.backups.listForDamaged()).backups).toEqual([])
    const name = (await program.kept())[0]?.name ?? ''
    expect(refusalOf(await program.backups.restoreDamaged(name))).toBe('not-damaged')
  })

  it('is found by the check; a whole one is not', async () => {
    const key = program.signIn.heldKey() ?? ''
    expect(await program.keeper.check(key)).toEqual({ ok: true, value: null })
    await program.spoil(0, 4096 * 2)
    expect(await program.keeper.check(key)).toEqual({ ok: false, unavailable: 'corrupt' })
  })
})

describe('a store whose last acts are missing', () => {
  const lacksActs = { fault: { kind: 'unavailable', reason: 'acts-missing' } }

  /** As after a crash: acts stand in the `-wal` only, and that is taken away. */
  async function withoutWal(replacement: Buffer | null): Promise<string> {
    const { store } = program.paths
    await program.signIn.signOut()
    must(await program.signIn.signIn('keller', KELLER.password))
    await program.register('Acknowledged')
    const crashed = { file: readFileSync(store), head: readFileSync(`${store}.head`) }
    await program.host.close()
    writeFileSync(store, crashed.file)
    writeFileSync(`${store}.head`, crashed.head)
    if (replacement !== null) writeFileSync(`${store}-wal`, replacement)
    program = await TestProgram.start(folder, clock)
    return store
  }

  it.each<[string, () => Buffer | null]>([
    ['taken away', () => null],
    ['replaced by one of another store', () => Buffer.from('377f0682002de218', 'hex')],
    ['emptied', () => Buffer.alloc(0)],
  ])('because the -wal was %s is told, with how many entries', async (_what, replacement) => {
    await program.register('First')
    await withoutWal(replacement())
    await expect(program.signIn.signIn('keller', KELLER.password)).rejects.toMatchObject(lacksActs)
    expect(await program.damage.about()).toEqual({ damage: { kind: 'acts-missing', missing: 2 } })
  })

  it('is used as it is once the operator says so', async () => {
    const first = await program.register('First')
    await withoutWal(null)
    await expect(program.signIn.signIn('keller', KELLER.password)).rejects.toMatchObject(lacksActs)
    must(await program.damage.goOn())
    expect(existsSync(`${program.paths.store}.restored`)).toBe(true)
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(first)).toBe(true)
    expect(refusalOf(await program.damage.goOn())).toBe('not-damaged')
  })

  it('is damaged like any other where nothing at all is left of it', async () => {
    const { store } = program.paths
    const empty = { file: readFileSync(store), head: readFileSync(`${store}.head`) }
    await program.host.close()
    writeFileSync(store, empty.file)
    writeFileSync(`${store}.head`, empty.head)
    program = await TestProgram.start(folder, clock)
    await expect(program.signIn.signIn('keller', KELLER.password)).rejects.toMatchObject(lacksActs)
    expect(await program.damage.about()).toEqual({ damage: { kind: 'corrupt', missing: null } })
    expect(refusalOf(await program.damage.goOn())).toBe('not-damaged')
  })

  it('is none where a backup from before was brought back', async () => {
    const first = await program.register('First')
    await program.signIn.signOut()
    must(await program.signIn.signIn('keller', KELLER.password))
    await program.register('Second')
    await program.restore(await program.newest())
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(first)).toBe(true)
  })
})

const NONE = { read: 0, lost: 0 }
const NOTHING_READ = { authorities: NONE, users: NONE, accesses: NONE }

describe('saving what can be read of a damaged store', () => {
  const saveInto = () => program.damage.save({ token: 't', path: folder })
  const listOf = (saved: string, name: string): string[] =>
    readFileSync(join(folder, saved, `${name}.csv`), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)

  /** Some hundred authorities, and the table of accesses spoiled in the middle. */
  async function spoiled(): Promise<string> {
    for (let number = 0; number < 200; number += 1) await program.register(`Amt ${String(number)}`)
    const connection = openWriter({ path: program.paths.store, key: program.signIn.heldKey() ?? '' })
    connection.script('PRAGMA wal_checkpoint(TRUNCATE)')
    const pages = connection.all(
      "SELECT pageno FROM dbstat WHERE name = 'authority' AND pagetype = 'leaf' ORDER BY pageno",
    )
    connection.close()
    const key = program.signIn.heldKey() ?? ''
    await program.signIn.signOut()
    const page = Number(pages[3]?.['pageno'])
    await program.spoil((page - 1) * 4096, page * 4096)
    return key
  }

  it('writes every row that is whole, and counts those that are not', async () => {
    const key = await spoiled()
    const to = join(folder, 'read')
    const saved = await program.keeper.salvage({ within: folder, name: 'read' }, key)
    const { authorities, accesses } = must(saved)
    expect(authorities.read).toBeGreaterThan(150)
    expect(authorities.read).toBeLessThan(200)
    expect(accesses).toEqual({ read: 200, lost: 0 })
    expect(listOf('read', 'authorities')).toHaveLength(authorities.read)
    expect(listOf('read', 'authorities')[0]).toContain('Amt 0')
    expect(readdirSync(to).sort()).toEqual(['accesses.csv', 'authorities.csv', 'users.csv'])
  })

  it('is refused where nothing can be read, and leaves no folder', async () => {
    await program.register('First')
    await program.signIn.signOut()
    await program.spoil(0, Number.MAX_SAFE_INTEGER)
    program = await TestProgram.start(folder, clock)
    await expect(program.signIn.signIn('keller', KELLER.password)).rejects.toMatchObject({
      fault: { reason: 'corrupt' },
    })
    const before = readdirSync(folder)
    expect(refusalOf(await saveInto())).toBe('nothing-readable')
    expect(readdirSync(folder)).toEqual(before)
  })

  it('is for nobody who does not know a password', async () => {
    expect(refusalOf(await saveInto())).toBe('not-damaged')
    expect(await program.damage.about()).toEqual({ damage: null })
  })

  it('goes around a place over which the reading process ends, first in small steps, then leaving it out', async () => {
    const to = join(folder, 'around')
    const seen: unknown[] = []
    mkdirSync(to)
    const done = await salvageWith(to, (tries) => {
      seen.push(tries)
      // Reading row 70 ends the process.
      const careful = tries.careful.length > 0
      if (tries.skip.length > 0) return Promise.resolve({ ok: true, value: NOTHING_READ })
      const place = careful ? { from: 65, to: 72 } : { from: 65, to: 128 }
      writeFileSync(join(to, 'reading.json'), JSON.stringify({ table: 'access', ...place }))
      return Promise.resolve(null)
    })
    expect(done).toEqual({ ok: true, value: NOTHING_READ })
    expect(seen).toEqual([
      { careful: [], skip: [] },
      { careful: [{ table: 'access', from: 65, to: 128 }], skip: [] },
      {
        careful: [{ table: 'access', from: 65, to: 128 }],
        skip: [{ table: 'access', from: 65, to: 72 }],
      },
    ])
  })
})
