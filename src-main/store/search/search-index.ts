import { ADMINISTRATOR_ROLE } from '../../../src-shared/entities/user'
import { fold } from '../../domain/folding'
import { fromColumns } from '../codec'
import type { SqlRow, WriteConnection } from '../sqlite/driver'
import { AlertIndex } from './alert-index'
import { factsOfAll, factsOfEach, type FacetSource } from './facet-facts'
import { Ranks, type Named } from './ranks'
import type { UserNews } from './searched-fields'
import { authorityWords, userWords, wordsInside } from './words'

/** From this share of touched authorities on, ranking all anew is faster than placing each. */
const RANK_ALL_SHARE = 0.3

/** What the search knows of users. */
export const USER_WORDS = `
  SELECT user.row AS row, user.id AS id, name, userName, user.email AS email, user.status AS status,
    instr(roles, '"${ADMINISTRATOR_ROLE}"') > 0 AS administrator, passwordStatus, lastLogin IS NOT NULL AS loggedOn,
    memberState
  FROM user JOIN authority ON authority.id = user.authorityId`

/** Keeps the search words of authorities and users as their rows are. Part of every write. */
export class SearchIndex {
  private readonly connection: WriteConnection
  private readonly ranks: Ranks
  private readonly displaced = new Set<number>()
  private readonly known = new Set<string>()

  constructor(connection: WriteConnection) {
    this.connection = connection
    this.ranks = new Ranks(connection, (authority, from) => {
      // Its words stand under the old place; they are written again under the new one.
      connection.run('DELETE FROM searchEn WHERE rowid = ?', [from])
      this.displaced.add(authority)
    })
  }

  /** Indexes these authorities as they are now: name, title, other words, and a word per criterion. */
  refreshAuthorities(ids: ReadonlySet<string>): void {
    const ranked = Number(this.connection.first('SELECT count(*) AS n FROM rankEn')?.['n'])
    if (ids.size > 1000 && ids.size > ranked * RANK_ALL_SHARE) {
      this.reindexAll()
      return
    }
    const touched: Named[] = []
    for (const id of ids) {
      const found = this.connection.first('SELECT row, officialName FROM authority WHERE id = ?', [id])
      if (found !== undefined)
        touched.push({ row: Number(found['row']), name: String(found['officialName']) })
    }
    this.unplaceMisfits(touched)
    for (const each of touched) if (this.ranks.of(each.row) === undefined) this.ranks.place(each)
    for (const { row, rank } of this.inOrder(touched.map((each) => each.row))) {
      this.connection.run('DELETE FROM searchEn WHERE rowid = ?', [rank])
      this.displaced.add(row)
    }
    const facts = factsOfEach(this.connection)
    for (const { row, rank } of this.inOrder(this.displaced)) {
      const authority = this.connection.first('SELECT * FROM authority WHERE row = ?', [row])
      if (authority !== undefined) this.write(rank, authority, facts)
    }
    this.displaced.clear()
  }

  /**
   * Indexes these users as they are now; deleted ones are not found any more.
   * @param users by id, what of each is to be learnt: nothing of a new one has to be taken out, and criteria are written
   * only where they differ, since giving a role to thousands must not write thousands of users anew
   */
  refreshUsers(users: ReadonlyMap<string, UserNews>): void {
    const total = Number(this.connection.first('SELECT max(row) AS n FROM user')?.['n'] ?? 0)
    // All at once is one pass over the table; one by one is a look-up each.
    const rows =
      users.size > 1000 && users.size > total * RANK_ALL_SHARE
        ? this.connection.iterate(USER_WORDS)
        : this.usersNamed(users.keys())
    for (const user of rows) {
      const news = users.get(String(user['id']))
      if (news === undefined) continue
      if (news === 'criteria') this.updateFacets(user)
      else this.writeUser(user, news === 'new')
    }
  }

  /** Whether users were written by a program that kept no criteria of them. */
  lacksUserFacets(): boolean {
    const lacking = this.connection.first(
      "SELECT NOT EXISTS (SELECT 1 FROM userFacet) AND EXISTS (SELECT 1 FROM user WHERE status = 'active') AS yes",
    )
    return lacking?.['yes'] === 1
  }

  /** Gives every user the criteria of the search. */
  fillUserFacets(): void {
    for (const user of this.connection.iterate(`${USER_WORDS} WHERE user.status = 'active'`)) {
      this.writeFacets(Number(user['row']), fold(String(user['name'])), user)
    }
  }

  /** Makes everything that the search knows anew out of the rows, whatever it held. */
  rebuild(): void {
    this.connection.script(`
      DELETE FROM link;
      INSERT INTO link (coordinatorId, module, access, authorityId, role)
        SELECT linked.value, access.module, access.row, access.authorityId, access.role
        FROM access, json_each(access.linkedCoordinators) AS linked;
      INSERT INTO wordInside (wordInside) VALUES ('delete-all');
      DELETE FROM word;
      INSERT INTO searchUser (searchUser) VALUES ('delete-all');
      DELETE FROM userFacet`)
    this.known.clear()
    this.reindexAll()
    for (const user of this.connection.iterate(USER_WORDS)) this.writeUser(user, true)
    new AlertIndex(this.connection).rebuild()
  }

  /** Takes authorities out of the search. @param rows their numbers in the table */
  forgetAuthorities(rows: readonly number[]): void {
    for (const { row, rank } of this.inOrder(rows)) {
      this.connection.run('DELETE FROM searchEn WHERE rowid = ?', [rank])
      this.ranks.remove(row)
    }
  }

  /** Takes users out of the search. @param rows their numbers in the table */
  forgetUsers(rows: readonly number[]): void {
    for (const row of [...rows].sort((left, right) => left - right)) this.forgetUser(row)
  }

  private forgetUser(row: number): void {
    this.connection.run('DELETE FROM searchUser WHERE rowid = ?', [row])
    this.connection.run('DELETE FROM userFacet WHERE row = ?', [row])
  }

  /**
   * Authorities that have a place, by their places. The full-text index writes what it gathered to the disk whenever a
   * row number is not higher than the one before, so thousands are written in this order or each for itself.
   */
  private inOrder(rows: Iterable<number>): { row: number; rank: number }[] {
    const placed = [...rows].flatMap((row) => {
      const rank = this.ranks.of(row)
      return rank === undefined ? [] : [{ row, rank }]
    })
    return placed.sort((left, right) => left.rank - right.rank)
  }

  private writeUser(user: SqlRow, isNew: boolean): void {
    const row = Number(user['row'])
    if (!isNew) this.forgetUser(row)
    if (user['status'] !== 'active') return
    const words = userWords(user)
    this.connection.run('INSERT INTO searchUser (rowid, name, login, email) VALUES (?, ?, ?, ?)', [
      row,
      ...words,
    ])
    this.writeFacets(row, words[0] ?? '', user)
  }

  private updateFacets(user: SqlRow): void {
    const { row, memberState, administrator, passwordStatus, loggedOn } = user
    this.connection.run(
      `UPDATE userFacet SET memberState = ?2, administrator = ?3, passwordStatus = ?4, loggedOn = ?5
       WHERE row = ?1 AND (memberState, administrator, passwordStatus, loggedOn) IS NOT (?2, ?3, ?4, ?5)`,
      [row ?? 0, memberState ?? '', administrator ?? 0, passwordStatus ?? '', loggedOn ?? 0],
    )
  }

  private writeFacets(row: number, sortName: string, user: SqlRow): void {
    const { memberState, administrator, passwordStatus, loggedOn } = user
    this.connection.run(
      `INSERT INTO userFacet (row, sortName, memberState, administrator, passwordStatus, loggedOn)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [row, sortName, memberState ?? '', administrator ?? 0, passwordStatus ?? '', loggedOn ?? 0],
    )
  }

  /** In the order of the index, as `inOrder` explains. */
  private usersNamed(ids: Iterable<string>): SqlRow[] {
    const found = [...ids].flatMap((id) => this.connection.all(`${USER_WORDS} WHERE user.id = ?`, [id]))
    return found.sort((left, right) => Number(left['row']) - Number(right['row']))
  }

  /**
   * Takes those out of the order whose new name does not fit between their neighbours. One that fitted beside a
   * neighbour since taken out is looked at again: what stays is in order, so that each place is found by halving.
   */
  private unplaceMisfits(touched: readonly Named[]): void {
    for (let again = true; again;) {
      again = false
      for (const { row, name } of touched) {
        const rank = this.ranks.of(row)
        if (rank === undefined || this.ranks.fits(rank, name)) continue
        this.connection.run('DELETE FROM searchEn WHERE rowid = ?', [rank])
        this.ranks.remove(row)
        again = touched.length > 1
      }
    }
  }

  private reindexAll(): void {
    const all = this.connection.all('SELECT row, officialName FROM authority')
    this.ranks.rankAll(all.map((each) => ({ row: Number(each['row']), name: String(each['officialName']) })))
    this.connection.script("INSERT INTO searchEn (searchEn) VALUES ('delete-all')")
    const ordered = this.connection.iterate(
      'SELECT rankEn.rank AS rank, authority.* FROM rankEn JOIN authority ON authority.row = rankEn.authority ORDER BY rank',
    )
    const facts = factsOfAll(this.connection)
    for (const row of ordered) this.write(Number(row['rank']), row, facts)
  }

  private write(rank: number, row: SqlRow, facts: FacetSource): void {
    const authority = fromColumns('authority', row)
    this.connection.run(
      'INSERT INTO searchEn (rowid, name, alt, title, other, facets) VALUES (?, ?, ?, ?, ?, ?)',
      [rank, ...authorityWords(facts(authority))],
    )
    for (const word of wordsInside(authority)) this.learn(word)
  }

  /** Keeps the word so that it is also found by letters inside it. */
  private learn(word: string): void {
    if (this.known.has(word)) return
    if (this.known.size > 50_000) this.known.clear()
    this.known.add(word)
    if (this.connection.first('SELECT 1 AS yes FROM word WHERE word = ?', [word]) !== undefined) return
    const row = this.connection.run('INSERT INTO word (word) VALUES (?)', [word])
    this.connection.run('INSERT INTO wordInside (rowid, word) VALUES (?, ?)', [row, word])
  }
}
