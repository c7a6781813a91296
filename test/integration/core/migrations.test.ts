import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { codecs, toColumns } from '../../../src-main/store/codec'
import { createOwnReplica } from '../../../src-main/store/history/replica'
import { migrations, SCHEMA_VERSION } from '../../../src-main/store/migrations'
import { openWriter, type WriteConnection } from '../../../src-main/store/sqlite/driver'
import { KEY, newFolder, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, newId, userOf } from '../../support/samples'

const authority = authorityOf({ officialName: 'Bundesanstalt für Straßenwesen' })
const user = userOf(authority)
const coordinator = authorityOf({ officialName: 'Koordinator' })
const MODULE = 'services-information-requests'
const coordinating = accessOf(coordinator, { module: MODULE, role: 'coordinator' })
const supervised = accessOf(authority, {
  ...{ module: MODULE, role: 'authority', linkedCoordinators: [coordinator.id] },
})

/** A store as the program with this schema version left it, with an authority and a user in it. */
function storeOfVersion(version: number): string {
  const folder = newFolder()
  const connection = openWriter({ path: join(folder, 'imi.db'), key: KEY })
  for (const migration of migrations.filter((each) => each.version <= version)) {
    connection.script(migration.sql)
  }
  connection.script(`PRAGMA user_version = ${String(version)}`)
  connection.transaction(() => {
    createOwnReplica(connection, newId())
    insert(connection, 'authority', authority)
    insert(connection, 'user', user)
    insert(connection, 'authority', coordinator)
    insert(connection, 'access', coordinating)
    insert(connection, 'access', supervised)
    const link = version < 4 ? 'coordinatorId, access' : 'coordinatorId, access, module, authorityId, role'
    const row = Number(connection.first('SELECT row FROM access WHERE id = ?', [supervised.id])?.['row'])
    const values = [coordinator.id, row, MODULE, authority.id, 'authority'].slice(0, version < 4 ? 2 : 5)
    connection.run(`INSERT INTO link (${link}) VALUES (${values.map(() => '?').join(', ')})`, values)
  })
  connection.close()
  return folder
}

/** Writes a row into the columns that the older schema has. */
function insert(connection: WriteConnection, table: 'authority' | 'user' | 'access', row: object): void {
  const known = new Set(
    connection.all(`SELECT name FROM pragma_table_info('${table}')`, []).map((each) => String(each['name'])),
  )
  const values = toColumns(table, row)
  const columns = codecs[table].fieldNames.flatMap((field, index) =>
    known.has(field) ? [{ field, value: values[index] ?? null }] : [],
  )
  connection.run(
    `INSERT INTO "${table}" (rev, ${columns.map((each) => `"${each.field}"`).join(', ')})
     VALUES (1, ${columns.map(() => '?').join(', ')})`,
    columns.map((each) => each.value),
  )
}

describe('a store of an earlier program', () => {
  let core: Core
  afterEach(() => {
    core.close()
  })

  it.each(Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1))(
    'with schema %i is opened with everything in it, and can be worked with',
    async (version) => {
      core = openCore(storeOfVersion(version))
      await core.start()
      const { found } = await core.done('authorities.read', { id: authority.id })
      expect(found?.authority).toEqual(authority)
      const { users } = await core.done('users.list', { authorityId: authority.id })
      const { passwordHash: _secret, ...view } = user
      expect(users.map((each) => each.user)).toEqual([view])
      // Also by the criteria of the search of users, which an earlier program did not keep.
      const criteria = {
        text: '',
        memberState: 'DE',
        administrator: true,
        passwordStatus: null,
        loggedOn: false,
      }
      expect(await core.done('users.count', { criteria })).toEqual({ matching: 1, more: false })
      const { accesses } = await core.done('accesses.list', { authorityId: coordinator.id })
      expect(accesses[0]?.linkedFrom).toMatchObject({ count: 1, first: [{ id: authority.id }] })
      await core.done('accesses.suspend', { id: supervised.id, revision: 1, reason: '' })
      const carried = await core.done('carryOver.list', { status: 'open', page: { offset: 0, limit: 20 } })
      expect(carried).toMatchObject({ total: 1, acts: [{ command: 'accesses.suspend' }] })
      expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    },
  )
})
