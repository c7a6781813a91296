import { fromColumns } from '../codec'
import type { WriteConnection } from '../sqlite/driver'
import { ALERT_INDEX, alertsDue } from './alert-index'
import { factsOfAll } from './facet-facts'
import { USER_WORDS } from './search-index'
import { AUTHORITY_INDEX, authorityWords, USER_INDEX, userWords, wordsInside } from './words'

// SQLite looks only at the structure of a full-text index: a word that damage turned into another one is no fault to it,
// and a search misses a row without a word. So the indexes are made again in memory, out of the rows, and compared.

/** The full-text indexes. */
const INDEXES = ['searchEn', 'searchUser', 'wordInside', 'searchAlert'] as const

type Fault = { what: 'search'; table: string; id: string }

/** The columns, in which words may stand in any order: these are criteria, not texts. */
const UNORDERED = 'facets'

/** What the full-text indexes hold and the rows do not say; null where they agree. */
export function wordsFault(connection: WriteConnection): Fault | null {
  makeIndexes(connection)
  try {
    for (const [index, lengths] of [
      ['searchEn', [1, 2, 3]],
      ['searchUser', [2, 3]],
      ['wordInside', []],
      ['searchAlert', [2, 3]],
    ] as const) {
      if (differ(connection, wordsOf('main', index), wordsOf('temp', index))) return faultIn(index)
      if (prefixesDiffer(connection, index, lengths)) return faultIn(index)
    }
    const missing = connection.first('SELECT word FROM temp.due EXCEPT SELECT word FROM word')
    return missing === undefined ? null : faultIn('word')
  } finally {
    for (const name of [...INDEXES, 'due']) {
      connection.script(`DROP TABLE IF EXISTS temp.${name}`)
      for (const of of ['main', 'temp']) connection.script(`DROP TABLE IF EXISTS temp.${name}_${of}_words`)
    }
  }
}

function faultIn(table: string): Fault {
  return { what: 'search', table, id: '' }
}

function makeIndexes(connection: WriteConnection): void {
  const { columns, options } = AUTHORITY_INDEX
  connection.script(`
    CREATE VIRTUAL TABLE temp.searchEn USING fts5 (${columns.join(', ')}, ${options});
    CREATE VIRTUAL TABLE temp.searchUser USING fts5 (${USER_INDEX.columns.join(', ')}, ${USER_INDEX.options});
    CREATE VIRTUAL TABLE temp.searchAlert USING fts5 (${ALERT_INDEX.columns.join(', ')}, ${ALERT_INDEX.options});
    CREATE VIRTUAL TABLE temp.wordInside USING fts5 (word, content = '', tokenize = 'trigram');
    CREATE TABLE temp.due (word TEXT PRIMARY KEY) WITHOUT ROWID;
    INSERT INTO temp.wordInside (rowid, word) SELECT row, word FROM word ORDER BY row`)
  for (const name of INDEXES) {
    for (const of of ['main', 'temp']) {
      connection.script(
        `CREATE VIRTUAL TABLE temp.${name}_${of}_words USING fts5vocab (${of}, ${name}, instance)`,
      )
    }
  }
  const facts = factsOfAll(connection)
  const ranked =
    'SELECT rankEn.rank AS rank, authority.* FROM rankEn JOIN authority ON authority.row = authority'
  for (const row of connection.iterate(`${ranked} ORDER BY rank`)) {
    const authority = fromColumns('authority', row)
    connection.run(`INSERT INTO temp.searchEn (rowid, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)`, [
      Number(row['rank']),
      ...authorityWords(facts(authority)),
    ])
    for (const word of wordsInside(authority))
      connection.run('INSERT OR IGNORE INTO temp.due VALUES (?)', [word])
  }
  for (const user of connection.iterate(`${USER_WORDS} WHERE user.status = 'active' ORDER BY user.row`)) {
    connection.run(`INSERT INTO temp.searchUser (rowid, name, login, email) VALUES (?, ?, ?, ?)`, [
      Number(user['row']),
      ...userWords(user),
    ])
  }
  for (const { row, words } of alertsDue(connection)) {
    connection.run('INSERT INTO temp.searchAlert (rowid, words) VALUES (?, ?)', [row, words])
  }
}

/** Every word with how often it stands, and a sum over the places where it does. */
function wordsOf(of: 'main' | 'temp', index: string): string {
  const place = `CASE col WHEN '${UNORDERED}' THEN 0 ELSE offset END`
  return `SELECT term, count(*), sum(doc * 31 + ${place} * 7 + unicode(col)) FROM temp.${index}_${of}_words GROUP BY term`
}

function differ(connection: WriteConnection, kept: string, due: string): boolean {
  const found = connection.first(
    `SELECT EXISTS (SELECT * FROM (${kept}) EXCEPT SELECT * FROM (${due}))
       OR EXISTS (SELECT * FROM (${due}) EXCEPT SELECT * FROM (${kept})) AS yes`,
  )
  return found?.['yes'] !== 0
}

/** The beginnings of words lie in indexes of their own. */
function prefixesDiffer(connection: WriteConnection, index: string, lengths: readonly number[]): boolean {
  const found = (of: 'main' | 'temp', begins: string): string => {
    const sql = `SELECT count(*) AS n, sum(rowid) AS places FROM ${of}.${index} WHERE ${index} MATCH ?`
    return JSON.stringify(connection.first(sql, [`"${begins}" *`]))
  }
  return lengths.some((length) =>
    connection
      .all(`SELECT DISTINCT substr(term, 1, ?) AS begins FROM temp.${index}_temp_words`, [length])
      .map((row) => String(row['begins']))
      .some((begins) => found('main', begins) !== found('temp', begins)),
  )
}
