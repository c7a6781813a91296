import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created, updated, type Change } from '../../../src-main/domain/change'
import { Ranks } from '../../../src-main/store/search/ranks'
import { openWriter, type WriteConnection } from '../../../src-main/store/sqlite/driver'
import type { Authority } from '../../../src-shared/entities/authority'
import { KEY, newFolder, openCore, removeFolder, type Core } from '../../support/core'
import { authorityOf } from '../../support/samples'

const collator = new Intl.Collator('en', { numeric: true })

/** Only the tables that places need, so that thousands of names are quick. */
class Shelf {
  readonly folder = newFolder()
  readonly database: WriteConnection
  readonly ranks: Ranks
  /** Where each authority is told to be; kept up by what the ranks say has moved. */
  readonly indexed = new Map<number, number>()

  constructor() {
    this.database = openWriter({ path: `${this.folder}/ranks.db`, key: KEY })
    this.database.script(
      'CREATE TABLE authority (row INTEGER PRIMARY KEY, officialName TEXT NOT NULL) STRICT',
    )
    this.database.script(
      'CREATE TABLE rankEn (rank INTEGER PRIMARY KEY, authority INTEGER NOT NULL UNIQUE) STRICT',
    )
    this.ranks = new Ranks(this.database, (authority, from) => {
      expect(this.indexed.get(authority)).toBe(from)
      this.indexed.set(authority, this.ranks.of(authority) ?? 0)
    })
  }

  add(name: string): number {
    const row = this.database.run('INSERT INTO authority (officialName) VALUES (?)', [name])
    this.indexed.set(row, this.ranks.place({ row, name }))
    return row
  }

  rename(row: number, name: string): void {
    this.database.run('UPDATE authority SET officialName = ? WHERE row = ?', [name, row])
    if (this.ranks.fits(this.ranks.of(row) ?? 0, name)) return
    this.ranks.remove(row)
    this.indexed.delete(row)
    this.indexed.set(row, this.ranks.place({ row, name }))
  }

  /** The names in the order of their places. */
  names(): string[] {
    return this.database
      .all('SELECT officialName FROM rankEn JOIN authority ON authority.row = rankEn.authority ORDER BY rank')
      .map((row) => String(row['officialName']))
  }

  isInOrder(): boolean {
    const names = this.names()
    return names.every((name, index) => index === 0 || collator.compare(names[index - 1] ?? '', name) <= 0)
  }

  /** Whether everything was told where it is. */
  isTold(): boolean {
    const places = this.database.all('SELECT rank, authority FROM rankEn')
    return (
      places.length === this.indexed.size &&
      places.every((each) => this.indexed.get(Number(each['authority'])) === each['rank'])
    )
  }
}

describe('the alphabetical order of authorities', () => {
  let shelf: Shelf
  beforeEach(() => {
    shelf = new Shelf()
    shelf.database.script('BEGIN')
  })
  afterEach(() => {
    shelf.database.script('COMMIT')
    shelf.database.close()
    removeFolder(shelf.folder)
  })

  it.each([
    ['downwards', (index: number) => `Amt ${String(2_000 - index)}`],
    ['upwards', (index: number) => `Amt ${String(index)}`],
    [
      'from both sides to the middle',
      (index: number) => (index % 2 ? `Amt ${String(index)}` : `Amt ${String(9_000 - index)}`),
    ],
    ['all alike', () => 'Amt'],
  ])('holds for 1,500 names that come in %s', (_way, nameOf) => {
    for (let index = 0; index < 1_500; index += 1) shelf.add(nameOf(index))
    expect(shelf.names()).toHaveLength(1_500)
    expect(shelf.isInOrder()).toBe(true)
    expect(shelf.isTold()).toBe(true)
  })

  it('holds for 300 names that all go into one gap between two others', () => {
    shelf.add('A')
    shelf.add('C')
    for (let index = 300; index > 0; index -= 1) shelf.add(`B ${String(index)}`)
    expect(shelf.names()).toEqual([
      'A',
      ...Array.from({ length: 300 }, (_, index) => `B ${String(index + 1)}`),
      'C',
    ])
    expect(shelf.isTold()).toBe(true)
  })

  it('holds where few authorities were renamed very often before a gap becomes tight', () => {
    const rows = [shelf.add('a'), shelf.add('b')]
    for (let index = 0; index < 200; index += 1) shelf.rename(rows[index % 2]!, `x ${String(index)}`)
    for (let index = 60; index > 0; index -= 1) shelf.add(`m ${String(index)}`)
    expect(shelf.isInOrder()).toBe(true)
    expect(shelf.isTold()).toBe(true)
  })

  it('sorts special letters as the language does, and numbers by their value', () => {
    for (const name of ['Zwolle', 'Örebro', 'Amt 10', 'Łódź', 'Amt 9', 'Ħal', 'oslo', 'Ærø', 'Αθήνα'])
      shelf.add(name)
    expect(shelf.names()).toEqual([...shelf.names()].sort((left, right) => collator.compare(left, right)))
    expect(shelf.names().indexOf('Amt 9')).toBeLessThan(shelf.names().indexOf('Amt 10'))
  })
})

describe('the order and the search index of a store', () => {
  let core: Core
  beforeEach(async () => {
    core = openCore()
    await core.start()
  })
  afterEach(() => {
    core.close()
  })

  const names = fc.oneof(
    fc.stringMatching(/^[a-c]{1,3}( [a-c]{1,2})?$/),
    fc.constantFrom('Ä', 'Ö', 'Å', 'Ł', 'Αθήνα', 'София', 'Amt 2', 'Amt 10', '-', 'a-b', 'A'),
  )
  /** A batch: a number picks one of those there, null makes a new one. */
  const batches = fc.array(
    fc.array(fc.tuple(fc.option(fc.nat(40), { nil: null }), names), { minLength: 1, maxLength: 12 }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )

  function places(): { rank: number; name: string }[] {
    return core
      .raw(
        'SELECT rank, officialName FROM rankEn JOIN authority ON authority.row = rankEn.authority ORDER BY rank',
      )
      .map((row) => ({ rank: Number(row['rank']), name: String(row['officialName']) }))
  }

  it('stay right for any batches of new and renamed authorities', async () => {
    const known: Authority[] = []
    const found = async (text: string) => {
      const criteria = {
        text,
        myAuthoritiesOnly: false,
        memberState: null,
        type: null,
        status: null,
        module: null,
        role: null,
        accessManager: null,
        administrators: null,
      }
      const sort = { by: 'officialName', descending: false } as const
      const { rows } = await core.done('authorities.search', {
        criteria,
        sort,
        page: { offset: 0, limit: 500 },
      })
      return rows.map((row) => row.officialName)
    }
    await fc.assert(
      fc.asyncProperty(batches, async (acts) => {
        for (const act of acts) {
          const changes: Change[] = []
          const renamed = new Set<number>()
          for (const [pick, officialName] of act) {
            const index = pick === null ? -1 : pick % Math.max(1, known.length)
            const before = known[index]
            if (before === undefined || renamed.has(index)) {
              known.push(authorityOf({ officialName }))
              changes.push(created('authority', known.at(-1)!))
            } else {
              renamed.add(index)
              const change = updated('authority', before, { officialName })
              known[index] = change.after
              changes.push(change)
            }
          }
          core.given(...changes)
        }
        const all = places()
        expect(all.map((each) => each.name).sort()).toEqual(known.map((each) => each.officialName).sort())
        const misplaced = all.filter(
          (each, index) => index > 0 && collator.compare(all[index - 1]!.name, each.name) > 0,
        )
        expect(misplaced).toEqual([])
        const indexed = core.raw('SELECT id FROM searchEn_docsize ORDER BY id').map((row) => row['id'])
        expect(indexed).toEqual(all.map((each) => each.rank))
        expect(await found('amt')).toEqual(
          all
            .map((each) => each.name)
            .filter((name) => name.startsWith('Amt'))
            .slice(0, 500),
        )
      }),
      { numRuns: 15 },
    )
  })
})
