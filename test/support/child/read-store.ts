// Run as a process: for each line `path`, opens the store as the program does, checks it, reads everything in it, and
// answers with one line of JSON. Damage may end the process; who started it takes that for an answer.
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { checkStore } from '../../../src-main/store/check'
import { openWriter, type SqlRow, type WriteConnection } from '../../../src-main/store/sqlite/driver'
import { unavailableReason } from '../../../src-main/store/unavailable'
import { migrate } from '../../../src-main/store/migrations'
import type { StoreAnswer } from './answers'

const key = String(process.argv[2])
const SEARCHES = ['searchEn', 'searchUser', 'wordInside']

/** A hash of each table, and of every word of the full-text indexes with its places. */
function contentOf(connection: WriteConnection): Record<string, string> {
  const tables = connection
    .all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'",
    )
    .map((row) => String(row['name']))
  const words = SEARCHES.map((name) => {
    connection.script(`CREATE VIRTUAL TABLE temp.${name}Words USING fts5vocab(main, ${name}, instance)`)
    return `${name}Words`
  })
  return Object.fromEntries(
    [...tables.sort(), ...words].map((name) => {
      const hash = createHash('sha256')
      for (const row of connection.iterate(`SELECT * FROM "${name}"`)) hash.update(told(row))
      return [name, hash.digest('base64url')]
    }),
  )
}

function told(row: SqlRow): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
  )
}

function answerTo(path: string): StoreAnswer {
  try {
    const connection = openWriter({ path, key })
    try {
      migrate(connection)
      const verdict = checkStore(connection, () => true)
      return verdict.broken === null
        ? { kind: 'whole', verdict, content: contentOf(connection) }
        : { kind: 'broken', broken: verdict.broken }
    } finally {
      connection.close()
    }
  } catch (error) {
    return { kind: 'refused', reason: unavailableReason(error), message: String(error) }
  }
}

for await (const path of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answerTo(path))}\n`)
}
