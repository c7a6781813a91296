import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { newKey, percentile, startThread, timesOf } from './core.mjs'
import { BY_NAME, BY_RELEVANCE, CRITERIA, EVERY_USER, FIRST_PAGE } from './questions.mjs'
import { NO_FILTER, NOTHING, SEARCHES, USER_QUESTIONS } from './questions.mjs'

const TURNS = 40

/** Makes a store of sample data and tells how long it took, in seconds. */
export async function generate(set, folder) {
  const [path, key] = [join(folder, 'imi.db'), newKey()]
  const writer = await startThread('writer', path, key)
  const started = performance.now()
  await writer.ask('sample.generate', { set })
  const seconds = (performance.now() - started) / 1000
  await writer.close()
  return { path, key, seconds }
}

/** Times of the core for one store: p95 of each search, criterion, sort and page, of opening and of saving. */
export async function measureCore({ path, key }) {
  const [writer, reader] = [await startThread('writer', path, key), await startThread('reader', path, key)]
  const search = (criteria, sort, page = FIRST_PAGE) =>
    reader.ask('authorities.search', { criteria: { ...NOTHING, ...criteria }, sort, page })
  const p95 = async (work, turns = TURNS) => percentile(await timesOf(turns, work), 0.95)
  // The first question fills the caches, as the first list does in the window.
  await search({}, BY_NAME)

  const searches = {}
  for (const [name, criteria] of SEARCHES) searches[name] = await p95(() => search(criteria, BY_RELEVANCE))
  const lists = {}
  for (const [name, value] of Object.entries(CRITERIA))
    lists[`by ${name}`] = await p95(() => search({ [name]: value }, BY_NAME))
  for (const by of ['officialName', 'memberState', 'status', 'type'])
    for (const descending of [false, true])
      lists[`sorted by ${by}${descending ? ', descending' : ''}`] = await p95(() =>
        search({}, { by, descending }),
      )
  const { matching } = await reader.ask('authorities.count', { criteria: NOTHING })
  lists['next page'] = await p95(() => search({}, BY_NAME, { offset: 60, limit: 60 }))
  lists['last page'] = await p95(() => search({}, BY_NAME, { offset: matching - 60, limit: 60 }))

  for (const [name, criteria] of Object.entries(USER_QUESTIONS))
    lists[name] = await p95(() =>
      reader.ask('users.search', { criteria: { ...EVERY_USER, ...criteria }, page: FIRST_PAGE }),
    )

  const { rows } = await search({}, BY_NAME, { offset: Math.floor(matching / 2), limit: 200 })
  const open = await p95(async (turn) => {
    const { id } = rows[turn]
    await reader.ask('authorities.read', { id })
    await reader.ask('accesses.list', { authorityId: id })
    await reader.ask('users.list', { authorityId: id })
    await reader.ask('history.list', { authorityId: id, filter: NO_FILTER, page: { offset: 0, limit: 20 } })
  }, 100)
  const save = await saving(writer, reader, rows[0].id)
  await reader.close()
  await writer.close()
  return { searches, lists, open, save }
}

async function saving(writer, reader, id) {
  const { found } = await reader.ask('authorities.read', { id })
  let { revision } = found
  const fields = [
    'officialName',
    'informalTitle',
    'description',
    'memberState',
    'region',
    'types',
    'address',
    'postcode',
    'city',
    'phone',
    'fax',
    'email',
    'website',
    'languages',
    'notes',
  ]
  const data = Object.fromEntries(fields.map((field) => [field, found.authority[field]]))
  return await timesOf(200, async (turn) => {
    const changed = { ...data, informalTitle: `Edited ${turn}` }
    ;({ revision } = await writer.ask('authorities.edit', { id, revision, data: changed, reason: 'bench' }))
  })
}

/** What the disk and its rivals need for one durable write, as sorted times in milliseconds. */
export async function measureFloors(authorities) {
  const folder = mkdtempSync(join(tmpdir(), 'imi-bench-floor-'))
  const database = new Database(join(folder, 'bare.db'), {
    encryptionKey: newKey(),
    encryptionCipher: 'aes256cbc',
  })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)')
  const insert = database.prepare('INSERT INTO bare (text) VALUES (?)')
  const bare = await timesOf(200, (turn) => insert.run(`Edited ${turn}`))
  database.close()

  const file = openSync(join(folder, 'fsync'), 'w')
  const fsync = await timesOf(200, () => {
    writeSync(file, 'x'.repeat(4096))
    fsyncSync(file)
  })
  closeSync(file)

  const rival = new Low(new JSONFile(join(folder, 'lowdb.json')), { authorities })
  await rival.write()
  const lowdb = await timesOf(5, async (turn) => {
    rival.data.authorities[0].informalTitle = `Edited ${turn}`
    await rival.write()
  })
  rmSync(folder, { recursive: true, force: true })
  return { bare, fsync, lowdb }
}

/** Every authority of a store, for a rival that keeps them all in one file. */
export async function everything({ path, key }) {
  const reader = await startThread('reader', path, key)
  const rows = []
  for (let offset = 0; ; offset += 500) {
    const page = { offset, limit: 500 }
    const found = await reader.ask('authorities.search', { criteria: NOTHING, sort: BY_NAME, page })
    rows.push(...found.rows)
    if (found.rows.length < 500) break
  }
  await reader.close()
  return rows
}
