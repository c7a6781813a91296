import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriteStore } from '../../../src-main/store/open'
import { sortOrder } from '../../../src-main/host/order'
import { created } from '../../../src-main/domain/change'
import { createIds } from '../../../src-main/host/ports/ids'
import { codecs } from '../../../src-main/store/codec'
import { SCHEMA_VERSION } from '../../../src-main/store/migrations'
import { openReader, openWriter } from '../../../src-main/store/sqlite/driver'
import { unavailableReason } from '../../../src-main/store/unavailable'
import type { EntityName } from '../../../src-shared/entities'
import { KEY, newFolder, openCore, removeFolder, type Core } from '../../support/core'
import { steadyRandom, steppingClock } from '../../support/ports'
import { authorityOf, userOf } from '../../support/samples'
import { place } from '../../support/story'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  removeFolder(core.folder)
})

/** Opens the store as the program does at its start. */
function open(path: string, key = KEY): void {
  const clock = steppingClock('2026-11-23T08:00:00.000Z')
  const random = steadyRandom(1)
  const ports = { clock, random, ids: createIds(clock, random), log: { error: () => undefined } }
  openWriteStore({ path, key }, sortOrder, ports).close()
}

/** Why the store cannot be opened; null where it can. */
function obstacleTo(act: () => void): string | null {
  try {
    act()
    return null
  } catch (error) {
    return unavailableReason(error)
  }
}

describe('a new store', () => {
  it('has exactly the columns of its entities, and three for its own bookkeeping', () => {
    for (const [name, codec] of Object.entries(codecs) as [EntityName, (typeof codecs)[EntityName]][]) {
      const columns = core.raw(`SELECT name, type, "notnull" AS needed FROM pragma_table_info('${name}')`)
      const expected = codec.columns.map(({ field, kind, nullable }) => ({
        name: field,
        type: kind === 'boolean' || kind === 'integer' ? 'INTEGER' : 'TEXT',
        needed: nullable ? 0 : 1,
      }))
      // A migration adds columns at the end, wherever the entity names them.
      const byName = (one: { name?: unknown }, other: { name?: unknown }) =>
        String(one.name).localeCompare(String(other.name))
      expect(columns.slice(3).sort(byName), name).toEqual(expected.sort(byName))
      expect(columns.slice(0, 3).map((column) => column['name'])).toEqual(['row', 'rev', 'lastEntry'])
    }
    core.shut()
  })

  it('keeps every table strict, and says which schema it has', () => {
    const loose = core.raw(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND schema = 'main'",
    )
    expect(loose.map((table) => table['name'])).toEqual([])
    expect(core.raw('PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }])
    core.shut()
  })

  it('has no backup beside it, since nothing was migrated', () => {
    core.shut()
    open(core.path)
    expect(readdirSync(core.folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
      'imi.db',
      'imi.db.head',
    ])
  })
})

describe('the file of the store', () => {
  it('shows neither that it is a database nor any name in it, nor does the log beside it', () => {
    const authority = place(
      core,
      authorityOf({ officialName: 'Bundesanstalt für Straßenwesen', notes: 'Frau Mustermann' }),
    )
    core.given(
      created('user', userOf(authority, { name: 'Maria Musterfrau', email: 'musterfrau@authority.example' })),
    )
    const words = [
      'Straßenwesen',
      'strassenwesen',
      'Mustermann',
      'Musterfrau',
      'musterfrau',
      'operator1',
      'CREATE TABLE',
    ]
    const files = () => readdirSync(core.folder).filter((name) => !name.endsWith('-shm'))
    expect(files().sort()).toEqual(['imi.db', 'imi.db-wal', 'imi.db.head'])
    const beforeClosing = files().map((name) => readFileSync(join(core.folder, name)))
    core.shut()
    for (const content of [
      ...beforeClosing,
      ...files().map((name) => readFileSync(join(core.folder, name))),
    ]) {
      for (const word of words) {
        expect(content.includes(Buffer.from(word, 'utf8')), word).toBe(false)
        expect(content.includes(Buffer.from(word, 'utf16le')), word).toBe(false)
      }
    }
    const head = readFileSync(core.path)
    expect(head.length).toBeGreaterThan(100_000)
    expect(head.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  })

  it('is written so that what was acknowledged is on the disk', () => {
    const connection = openWriter({ path: core.path, key: KEY })
    expect(connection.first('PRAGMA synchronous')).toEqual({ synchronous: 2 })
    expect(connection.first('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(connection.first('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
    expect(connection.first('PRAGMA trusted_schema')).toEqual({ trusted_schema: 0 })
    connection.close()
    core.shut()
  })

  it('cannot be written by a reader', () => {
    const reader = openReader({ path: core.path, key: KEY })
    expect(() => reader.all("DELETE FROM operator WHERE name = 'Operator 1' RETURNING id")).toThrow()
    expect(core.raw('SELECT count(*) AS n FROM operator')).toEqual([{ n: 1 }])
    reader.close()
    core.shut()
  })

  it('keeps what was acknowledged even if the program ended without closing it', async () => {
    const folder = join(dirname(core.folder), 'after the crash')
    place(core, authorityOf({ officialName: 'Acknowledged' }))
    cpSync(core.folder, folder, { recursive: true })
    core.shut()
    const restarted = openCore(folder)
    expect(restarted.raw('SELECT officialName FROM authority')).toEqual([{ officialName: 'Acknowledged' }])
    expect((await restarted.done('history.verify', {})).broken).toBeNull()
    restarted.shut()
  })
})

describe('a store that cannot be opened', () => {
  beforeEach(() => {
    core.shut()
  })

  it('with this key is told as damaged, and stays as it was', () => {
    const before = readFileSync(core.path)
    expect(obstacleTo(() => open(core.path, 'x'.repeat(32)))).toBe('corrupt')
    expect(readFileSync(core.path).equals(before)).toBe(true)
    expect(obstacleTo(() => open(core.path))).toBeNull()
  })

  it('because it is something else is told as damaged, and stays as it was', () => {
    const path = join(core.folder, 'other.db')
    const content = Buffer.alloc(8192, 'This is no store. ')
    writeFileSync(path, content)
    expect(obstacleTo(() => open(path))).toBe('corrupt')
    expect(readFileSync(path).equals(content)).toBe(true)
  })

  it('because a newer program wrote it is told as that, and stays as it was', () => {
    const connection = openWriter({ path: core.path, key: KEY })
    connection.script(`PRAGMA user_version = ${String(SCHEMA_VERSION + 1)}`)
    connection.script('PRAGMA wal_checkpoint(TRUNCATE)')
    connection.close()
    const before = readFileSync(core.path)
    expect(obstacleTo(() => open(core.path))).toBe('from-future')
    expect(readFileSync(core.path).equals(before)).toBe(true)
    expect(
      readdirSync(core.folder).filter((name) => name !== basename(core.path) && !/-(wal|shm)$/.test(name)),
    ).toEqual(['imi.db.head'])
  })

  it('because its folder is gone is told as that', () => {
    const gone = join(newFolder(), 'gone')
    expect(existsSync(gone)).toBe(false)
    expect(obstacleTo(() => open(join(gone, 'imi.db')))).toBe('read-only')
    removeFolder(dirname(gone))
  })
})
