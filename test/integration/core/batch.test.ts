import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { sampleActs, sampleRows } from '../../../src-main/app/sample'
import { unitHead } from '../../../src-main/app/unit-head'
import { NOBODY, openCore, type Core } from '../../support/core'
import { authorityOf, NOW } from '../../support/samples'
import { created } from '../../../src-main/domain/change'

const TABLES = ['authority', 'access', 'user', 'accessManager'] as const
/** Words and their authority, read out of the index again: what a search could find under each word. */
const INDEX = `
  SELECT term, col, authority.id AS id FROM terms
  JOIN rankEn ON rankEn.rank = terms.doc JOIN authority ON authority.row = rankEn.authority
  ORDER BY term, col, id, offset`

/** Everything a store holds, without what only this run made: identifiers, hashes, salts and times of its log. */
function contentOf(core: Core): Record<string, unknown> {
  core.tamper("CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5vocab('searchEn', 'instance')")
  return {
    ...Object.fromEntries(
      TABLES.map((table) => [
        table,
        core
          .raw(`SELECT * FROM "${table}" ORDER BY id`)
          .map(({ row: _row, lastEntry: _entry, ...rest }) => rest),
      ]),
    ),
    order: core
      .raw(
        'SELECT id FROM rankEn JOIN authority ON authority.row = rankEn.authority ORDER BY officialName, rank',
      )
      .map((row) => row['id']),
    links: core.raw(
      'SELECT coordinatorId, access.id FROM link JOIN access ON access.row = access ORDER BY 1, 2',
    ),
    words: core.raw(INDEX),
    users: core.raw('SELECT id FROM searchUser_docsize ORDER BY id').length,
    history: core
      .raw(
        `SELECT seq, entity, entityId, about, op, changes, command, reason, origin, at FROM history
         JOIN unit ON unit.row = history.unit WHERE entity <> 'operator' ORDER BY seq`,
      )
      .map((entry) => ({
        ...entry,
        changes: String(entry['changes']).replace(/"digest":"[^"]*"/g, '"digest":""'),
      })),
    personal: core
      .raw('SELECT data FROM personalValue JOIN history ON history.row = entry ORDER BY seq')
      .map((row) => String(row['data']).replace(/,"[\w-]{16}"\]/g, ']')),
    parents: core.raw('SELECT seq, json_array_length(parents) AS n FROM history ORDER BY seq'),
  }
}

describe('a batch', () => {
  let batch: Core
  let single: Core
  beforeEach(() => {
    batch = openCore()
    single = openCore()
  })
  afterEach(() => {
    batch.close()
    single.close()
  })

  it('leaves the same store as its acts one after the other', () => {
    const units = [...sampleActs('S', 3, catalogue, NOW)].map(({ at, command, reason, changes }) => ({
      head: { ...unitHead(command, reason, NOBODY), at },
      changes,
    }))
    for (const core of [batch, single]) {
      core.writer.transaction(() => {
        const rows = sampleRows('S', 3, catalogue, NOW)
        core.writer.store.writeBaseline({ ...unitHead('sample.generate', '', NOBODY), at: NOW }, rows, [])
      })
    }
    batch.writer.transaction(() => batch.writer.store.applyUnits(units))
    single.writer.transaction(() => {
      for (const { head, changes } of units) single.writer.store.apply(head, changes)
    })
    const [left, right] = [contentOf(batch), contentOf(single)]
    for (const part of Object.keys(left)) expect([part, left[part]]).toEqual([part, right[part]])
  })

  it('of very many authorities, ranked all at once, leaves the same store as one after the other', () => {
    const changes = Array.from({ length: 1_200 }, (_, index) =>
      created('authority', authorityOf({ officialName: `Amt ${String((index * 7919) % 1_200)} Straße` })),
    )
    const head = { ...unitHead('given', '', NOBODY), at: NOW }
    batch.writer.transaction(() => batch.writer.store.apply(head, changes))
    single.writer.transaction(() => {
      for (let start = 0; start < changes.length; start += 400) {
        single.writer.store.apply(head, changes.slice(start, start + 400))
      }
    })
    const [left, right] = [contentOf(batch), contentOf(single)]
    for (const part of [...TABLES, 'order', 'words']) expect([part, left[part]]).toEqual([part, right[part]])
  })

  it('is taken back as a whole where one row of it breaks an invariant', () => {
    const before = batch.raw('SELECT * FROM replica')
    const broken = [
      created('authority', authorityOf()),
      created('authority', authorityOf({ officialName: '' })),
    ]
    expect(() => {
      batch.given(...broken)
    }).toThrow('official name')
    expect(batch.raw('SELECT * FROM authority')).toEqual([])
    expect(batch.raw('SELECT * FROM replica')).toEqual(before)
    batch.given(created('authority', authorityOf()))
    expect(batch.raw('SELECT count(*) AS n FROM searchEn_docsize')).toEqual([{ n: 1 }])
  })
})
