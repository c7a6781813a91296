import type { WriteConnection } from '../sqlite/driver'

/** Distance between two neighbours after ranking afresh; leaves room for 20 names in the same place before a re-spread. */
const GAP = 2 ** 20

/** How many neighbours are spread again where a gap has no room left. */
const WINDOW = 128

/** What an authority is sorted by. */
export interface Named {
  readonly row: number
  readonly name: string
}

/**
 * The place of each authority in the alphabetical order of a language: a number per authority, with gaps, so that a new
 * name gets its place without touching the others. The search index uses the place as its row number, so that every
 * search answers in alphabetical order without sorting.
 */
export class Ranks {
  private readonly collator = new Intl.Collator('en', { numeric: true })
  private readonly connection: WriteConnection
  private readonly moved: (authority: number, from: number) => void

  /** @param moved called for each authority whose place changed: its words must be indexed under the new one */
  constructor(connection: WriteConnection, moved: (authority: number, from: number) => void) {
    this.connection = connection
    this.moved = moved
  }

  /** The place of an authority, undefined while it has none. */
  of(authority: number): number | undefined {
    const found = this.connection.first('SELECT rank FROM rankEn WHERE authority = ?', [authority])
    return found === undefined ? undefined : Number(found['rank'])
  }

  /** Forgets the place of an authority. */
  remove(authority: number): void {
    this.connection.run('DELETE FROM rankEn WHERE authority = ?', [authority])
  }

  /** Ranks everything anew; for large batches, where finding single places would take longer. */
  rankAll(everything: Named[]): void {
    this.connection.run('DELETE FROM rankEn')
    everything.sort((left, right) => this.collator.compare(left.name, right.name) || left.row - right.row)
    everything.forEach((each, index) => {
      this.connection.run('INSERT INTO rankEn (rank, authority) VALUES (?, ?)', [(index + 1) * GAP, each.row])
    })
  }

  /** Finds a place for an authority that has none. */
  place(authority: Named): number {
    for (;;) {
      const after = this.lastNotAfter(authority.name)
      const next = this.connection.first('SELECT min(rank) AS rank FROM rankEn WHERE rank > ?', [after])?.[
        'rank'
      ]
      const before = next === null || next === undefined ? after + 2 * GAP : Number(next)
      const rank = Math.floor((after + before) / 2)
      if (rank > after && rank < before) {
        this.connection.run('INSERT INTO rankEn (rank, authority) VALUES (?, ?)', [rank, authority.row])
        return rank
      }
      this.spread(after)
    }
  }

  /** Whether an authority's place still fits its name between its neighbours. */
  fits(rank: number, name: string): boolean {
    const before = this.nameAt('SELECT authority FROM rankEn WHERE rank < ? ORDER BY rank DESC LIMIT 1', rank)
    const after = this.nameAt('SELECT authority FROM rankEn WHERE rank > ? ORDER BY rank LIMIT 1', rank)
    return (
      (before === undefined || this.collator.compare(before, name) <= 0) &&
      (after === undefined || this.collator.compare(name, after) <= 0)
    )
  }

  private nameAt(sql: string, rank: number): string | undefined {
    const found = this.connection.first(sql, [rank])
    return found === undefined ? undefined : this.nameOf(Number(found['authority']))
  }

  private nameOf(authority: number): string {
    return String(
      this.connection.first('SELECT officialName FROM authority WHERE row = ?', [authority])?.[
        'officialName'
      ],
    )
  }

  /** The highest place whose name does not come after `name`, found by halving; 0 where all come after. */
  private lastNotAfter(name: string): number {
    let low = 0
    let high = Number(this.connection.first('SELECT max(rank) AS rank FROM rankEn')?.['rank'] ?? 0)
    while (low < high) {
      const middle = Math.floor((low + high) / 2) + 1
      const found = this.connection.first(
        'SELECT rank, authority FROM rankEn WHERE rank >= ? AND rank <= ? ORDER BY rank LIMIT 1',
        [middle, high],
      )
      const goesBefore =
        found !== undefined && this.collator.compare(this.nameOf(Number(found['authority'])), name) <= 0
      if (goesBefore) low = Number(found['rank'])
      else high = middle - 1
    }
    return low
  }

  private spread(around: number): void {
    for (let size = WINDOW; ; size *= 2) {
      const below = this.connection.all(
        'SELECT rank, authority FROM rankEn WHERE rank <= ? ORDER BY rank DESC LIMIT ?',
        [around, size],
      )
      const above = this.connection.all(
        'SELECT rank, authority FROM rankEn WHERE rank > ? ORDER BY rank LIMIT ?',
        [around, size],
      )
      const inside = [...below.reverse(), ...above]
      const floor = below.length < size ? 0 : Number(inside[0]?.['rank']) - 1
      // Nothing stands above the last one of all: there the places may go on as far as they like.
      const end = Number(inside.at(-1)?.['rank']) + 1
      const ceiling = above.length < size ? Math.max(end, floor + GAP * (inside.length + 2)) : end
      const step = Math.floor((ceiling - floor) / (inside.length + 1))
      if (step < 1024 && above.length === size) continue
      this.connection.run('DELETE FROM rankEn WHERE rank > ? AND rank < ?', [floor, ceiling])
      inside.forEach((each, index) => {
        const rank = floor + (index + 1) * step
        this.connection.run('INSERT INTO rankEn (rank, authority) VALUES (?, ?)', [
          rank,
          Number(each['authority']),
        ])
        if (rank !== Number(each['rank'])) this.moved(Number(each['authority']), Number(each['rank']))
      })
      return
    }
  }
}
