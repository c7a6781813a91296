import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '../app/catalogue'
import type { KeeperReply, Salvaged } from '../app/ports'
import { ACCESS_COLUMNS, accessCells } from '../reports/access-list'
import { AUTHORITY_COLUMNS, authorityCells } from '../reports/authority-list'
import { openListWriter, type ListColumn } from '../reports/list-writer'
import { USER_COLUMNS, userCells } from '../reports/user-list'
import { CAREFUL_STEP, readableRows, type EarlierTries, type RowRange } from '../store/backup/readable-rows'
import type { StorePaths } from '../store/backup/keep'
import { openReader } from '../store/sqlite/driver'
import { unavailableReason } from '../store/unavailable'
import type { Access } from '../../src-shared/entities/access'
import type { Authority } from '../../src-shared/entities/authority'

/** So often a process that ended over the damage is started again before it is given up. */
const TRIES_AT_MOST = 60

const placeIn = (folder: string): string => join(folder, 'reading.json')

/**
 * Has what can be read written, in processes of their own: one that ends over a damaged place is followed by one that
 * goes around it.
 * @param attempt starts a process; null where it ended without an answer
 */
export async function salvageWith(
  folder: string,
  attempt: (tries: EarlierTries) => Promise<KeeperReply<Salvaged> | null>,
): Promise<KeeperReply<Salvaged>> {
  let tries: EarlierTries = { careful: [], skip: [] }
  for (let count = 0; count < TRIES_AT_MOST; count += 1) {
    const answered = await attempt(tries)
    if (answered !== null) return answered
    const place = placeOf(folder)
    if (place === null) break
    tries = around(tries, place)
  }
  rmSync(folder, { recursive: true, force: true })
  return { ok: false, unavailable: 'corrupt' }
}

/** What a further process does about the place where the last one ended: small steps first, then it is left out. */
function around({ careful, skip }: EarlierTries, place: RowRange): EarlierTries {
  return place.to - place.from < CAREFUL_STEP
    ? { careful, skip: [...skip, place] }
    : { careful: [...careful, place], skip }
}

function placeOf(folder: string): RowRange | null {
  try {
    return JSON.parse(readFileSync(placeIn(folder), 'utf8')) as RowRange
  } catch {
    return null
  }
}

/**
 * Writes authorities, users and accesses that can be read out of a damaged store as lists into a new folder. No
 * password stands in them. The store is only read.
 */
export async function salvage(
  { store }: StorePaths,
  folder: string,
  key: string,
  tries: EarlierTries,
): Promise<KeeperReply<Salvaged>> {
  try {
    const connection = openReader({ path: store, key })
    mkdirSync(folder, { recursive: true })
    const begins = (range: RowRange): void => {
      writeFileSync(placeIn(folder), JSON.stringify(range))
    }
    const lost = { authorities: 0, users: 0, accesses: 0 }
    const losing = (kind: keyof typeof lost) => (rows: number) => (lost[kind] += rows)
    const authorities = new Map<string, Authority>()
    for (const row of readableRows(connection, 'authority', tries, begins, losing('authorities')))
      authorities.set(row.id, row)
    const accesses = new Map<string, Access[]>()
    for (const row of readableRows(connection, 'access', tries, begins, losing('accesses')))
      accesses.set(row.authorityId, [...(accesses.get(row.authorityId) ?? []), row])
    const nameless = (id: string): Pick<Authority, 'id' | 'officialName' | 'memberState' | 'status'> =>
      authorities.get(id) ?? {
        id: id as Authority['id'],
        officialName: id,
        memberState: '',
        status: 'active',
      }
    const read = {
      authorities: await writeRows(folder, 'authorities', AUTHORITY_COLUMNS, authorities.values(), (row) =>
        authorityCells({ authority: row, accesses: accesses.get(row.id) ?? [] }, catalogue),
      ),
      users: await writeRows(
        folder,
        'users',
        USER_COLUMNS,
        readableRows(connection, 'user', tries, begins, losing('users')),
        (user) => userCells({ user, authority: nameless(user.authorityId) }, catalogue),
      ),
      accesses: await writeRows(folder, 'accesses', ACCESS_COLUMNS, [...accesses.values()].flat(), (row) =>
        accessCells(row, nameless(row.authorityId), (id) => nameless(id).officialName, catalogue),
      ),
    }
    rmSync(placeIn(folder), { force: true })
    if (read.authorities + read.users + read.accesses === 0) {
      rmSync(folder, { recursive: true, force: true })
      return { ok: false, unavailable: 'corrupt' }
    }
    const counted = (kind: keyof typeof lost) => ({ read: read[kind], lost: lost[kind] })
    return {
      ok: true,
      value: {
        authorities: counted('authorities'),
        users: counted('users'),
        accesses: counted('accesses'),
      },
    }
  } catch (error) {
    return { ok: false, unavailable: unavailableReason(error, true) ?? 'corrupt' }
  }
}

async function writeRows<Row>(
  folder: string,
  name: string,
  columns: readonly ListColumn[],
  rows: Iterable<Row>,
  cells: (row: Row) => string[],
): Promise<number> {
  const writer = await openListWriter(join(folder, `${name}.csv`), 'csv', name, columns)
  let written = 0
  try {
    for (const row of rows) {
      await writer.row(cells(row))
      written += 1
    }
    await writer.end()
  } catch (error) {
    await writer.abandon()
    throw error
  }
  return written
}
