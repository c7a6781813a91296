import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { z } from 'zod'
import type { Instant } from '../../src-shared/time'
import { ownReplica } from './history/replica'
import { SCHEMA_VERSION, schemaVersionOf } from './migrations'
import type { ReadConnection } from './sqlite/driver'

// How far the history of a store has come is noted beside its file after each commit. A store that has come less far has
// lost acts that were acknowledged: its `-wal` was taken away, which SQLite takes for an empty one without a word. One of
// another store, or an old one of this, it would write into the file of the store. The note is synced to the disk only
// with a new `-wal`: after a power cut it may be behind, never ahead.

const Mark = z.object({
  replica: z.string(),
  seq: z.int(),
  /** The number that SQLite gives a `-wal` and counts up each time it begins it anew; null while there is none. */
  log: z.int().nullable().default(null),
  /** The schema of the store. */
  schema: z.int().default(0),
})
export type HeadMark = z.infer<typeof Mark>

/** The note is written over itself, always as long. */
const LENGTH = 120

const markOf = (store: string): string => `${store}.head`

/** The store lacks acts that were acknowledged. */
export class ActsMissing extends Error {
  constructor(missing: number) {
    super(`The store lacks ${String(missing)} entries of its history`)
  }
}

/** How far the store had come; null where nothing readable is noted. */
export function readHeadMark(store: string): HeadMark | null {
  try {
    return Mark.parse(JSON.parse(readFileSync(markOf(store), 'utf8')))
  } catch {
    return null
  }
}

/** Forgets how far the store had come: somebody decided to go on with what is there. */
export function forgetHeadMark(store: string): void {
  rmSync(markOf(store), { force: true })
}

/** @throws ActsMissing where the store has come less far than noted */
export function assertNothingMissing(connection: ReadConnection, store: string): void {
  const mark = readHeadMark(store)
  if (mark === null) return
  // Without the `-wal` of its first days a store has not even tables.
  const own = schemaVersionOf(connection) === 0 ? undefined : ownReplica(connection)
  const seq = own === undefined ? 0 : own.id === mark.replica ? own.seq : mark.seq
  if (seq < mark.seq) throw new ActsMissing(mark.seq - seq)
}

/** Whether the store may be of an earlier program; true also where nothing is known of it. */
export function mayNeedMigration(store: string): boolean {
  return readHeadMark(store)?.schema !== SCHEMA_VERSION
}

/** So often a `-wal` can have begun anew since the note, which a power cut can leave behind. */
const BEGUN_ANEW_AT_MOST = 1_000_000

/** Renames a `-wal` aside that does not belong to the store as it was used last; must come before anybody opens it. */
export function putForeignLogAside(store: string, now: Instant): void {
  const noted = readHeadMark(store)?.log ?? null
  const found = numberOfLog(store)
  if (noted === null || found === null) return
  if (countsOn(noted, found)) return
  for (const part of ['-wal', '-shm']) {
    const path = `${store}${part}`
    if (existsSync(path)) renameSync(path, `${store}.aside-${now.replaceAll(':', '')}${part}`)
  }
}

/** Whether a `-wal` can be the one that was noted, begun anew some times since. */
function countsOn(noted: number | null, found: number): boolean {
  return noted !== null && (found - noted + 2 ** 32) % 2 ** 32 <= BEGUN_ANEW_AT_MOST
}

/** The first words of every `-wal`, in either order of bytes. */
const LOG_BEGINS: readonly number[] = [0x377f0682, 0x377f0683]

function numberOfLog(store: string): number | null {
  let file: number
  try {
    file = openSync(`${store}-wal`, 'r')
  } catch {
    return null
  }
  try {
    const head = Buffer.alloc(20)
    const read = readSync(file, head, 0, head.length, 0)
    return read === head.length && LOG_BEGINS.includes(head.readUInt32BE(0)) ? head.readUInt32BE(16) : null
  } finally {
    closeSync(file)
  }
}

/** Notes how far the open store has come. */
export class HeadNotes {
  private readonly file: number
  private readonly connection: ReadConnection
  private readonly store: string
  private noted = -1
  private log: number | null = null

  /** @throws where the file cannot be written */
  constructor(connection: ReadConnection, store: string) {
    this.connection = connection
    this.store = store
    this.file = openSync(markOf(store), 'w')
    this.note()
  }

  /** To be called after each commit, and never fails: what was committed stands, noted or not. */
  note(): void {
    const own = ownReplica(this.connection)
    if (own === undefined || own.seq === this.noted) return
    try {
      const log = numberOfLog(this.store)
      const mark: HeadMark = { replica: own.id, seq: own.seq, log, schema: SCHEMA_VERSION }
      writeSync(this.file, JSON.stringify(mark).padEnd(LENGTH), 0)
      // A `-wal` under another number would be taken for a foreign one after a power cut that loses this note.
      if (log !== null && !countsOn(this.log, log)) fsyncSync(this.file)
      this.log = log
      this.noted = own.seq
    } catch {
      // A full disk: the note stays behind, and the next commit writes it.
    }
  }

  close(): void {
    closeSync(this.file)
  }
}
