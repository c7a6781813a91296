import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'
import { codecs } from '../../../src-main/store/codec'
import { SCHEMA_VERSION } from '../../../src-main/store/migrations'
import { newFolder, openCore, removeFolder, unitOf, type Core } from '../../support/core'
import { earlierStore } from '../../support/earlier-store'
import { checkedIn } from '../../support/kill-rounds'

const FIXTURES = inRoot('test/fixtures/stores')
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.db'))

let fresh: unknown
let freshSchema: unknown

/** Everything that a person could see, whatever numbers the store gives its rows. */
function contentOf(core: Core): unknown {
  const tables = Object.entries(codecs).filter(([name]) => name !== 'operator')
  return Object.fromEntries(
    tables.map(([name, { fieldNames }]) => [
      name,
      core.raw(`SELECT ${fieldNames.map((field) => `"${field}"`).join(', ')} FROM "${name}" ORDER BY id`),
    ]),
  )
}

/** Tables, indexes and triggers by name. */
function schemaOf(core: Core): unknown {
  return core.raw('SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name')
}

beforeAll(async () => {
  const core = openCore()
  await earlierStore(core)
  fresh = contentOf(core)
  freshSchema = schemaOf(core)
  core.close()
})

describe('the stores of every earlier program', () => {
  it('are here, from the first one on', () => {
    const expected = Array.from(
      { length: SCHEMA_VERSION - 1 },
      (_, index) => `schema-${String(index + 1)}.db`,
    )
    expect(names.sort()).toEqual(expected.sort())
  })

  it.each(names)(
    '%s opens, holds what a fresh store of the same acts holds, and is worked with',
    async (name) => {
      const folder = newFolder()
      copyFileSync(join(FIXTURES, name), join(folder, 'imi.db'))
      let core = openCore(folder)
      core.advance(86_400_000)
      expect(core.raw('PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }])
      expect(schemaOf(core)).toEqual(freshSchema)
      expect(normal(contentOf(core))).toEqual(normal(fresh))
      expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
      expect(checkedIn(core.path)).toEqual([])
      const [operator] = core.raw('SELECT id FROM operator')
      core.actAs({ operatorId: operator?.['id'] as never, actsFor: null })
      const criteria = { text: 'lodz', memberState: null, role: null, type: null, status: null, module: null }
      const others = { myAuthoritiesOnly: false, accessManager: null, administrators: null }
      const page = { offset: 0, limit: 50 }
      const found = await core.done('authorities.search', {
        criteria: { ...criteria, ...others },
        sort: { by: 'officialName', descending: false },
        page,
      })
      expect(found.rows).toHaveLength(12)
      const id = found.rows[0]?.id as never
      const before = await core.done('authorities.read', { id })
      const revision = before.found?.revision ?? 0
      const undone = unitOf(await core.request('authorities.inactivate', { id, revision, reason: '' }))
      await core.done('history.undo', { unit: undone, reason: '' })
      expect((await core.done('authorities.read', { id })).found?.authority).toEqual(before.found?.authority)
      core.shut()
      core = openCore(folder)
      expect(checkedIn(core.path)).toEqual([])
      core.shut()
      removeFolder(folder)
    },
  )
})

/** The moments of acts follow the clock of each program, a few milliseconds apart. */
function normal(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content).replaceAll(/2026-11-23T08:00:\d\d\.\d{3}Z/g, 'then'))
}
