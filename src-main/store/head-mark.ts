import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { ownReplica } from './history/replica'
import { schemaVersionOf } from './migrations'
import type { ReadConnection } from './sqlite/driver'

// How far the history of a store has come is noted beside its file after each commit. A store that has come less far has
// lost acts that were acknowledged: its `-wal` was taken away or belongs to another store, which SQLite takes for an
// empty one without a word. The note is not synced to the disk: after a power cut it may be behind, never ahead.

const Mark = z.strictObject({ replica: z.string(), seq: z.int() })
export type HeadMark = z.infer<typeof Mark>

/** The note is written over itself, always as long. */
const LENGTH = 100

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

/** Notes how far the open store has come. */
export class HeadNotes {
  private readonly file: number
  private readonly connection: ReadConnection
  private noted = -1

  /** @throws where the file cannot be written */
  constructor(connection: ReadConnection, store: string) {
    this.connection = connection
    this.file = openSync(markOf(store), 'w')
    this.note()
  }

  /** To be called after each commit, and never fails: what was committed stands, noted or not. */
  note(): void {
    const own = ownReplica(this.connection)
    if (own === undefined || own.seq === this.noted) return
    try {
      writeSync(this.file, JSON.stringify({ replica: own.id, seq: own.seq }).padEnd(LENGTH), 0)
      this.noted = own.seq
    } catch {
      // A full disk: the note stays behind, and the next commit writes it.
    }
  }

  close(): void {
    closeSync(this.file)
  }
}
