import type { Clock, ErasedList, Ids, Log, Random, ReadStore, WriteStore } from '../app/ports'
import { ChangeWriter } from './apply-changes'
import { writeDrafts } from './drafts'
import { writeSignIns } from './sign-ins'
import { createErasedList } from './erased-list'
import { createOwnReplica, ownReplica } from './history/replica'
import { verifyHistory } from './history/verify'
import { assertNothingMissing, HeadNotes } from './head-mark'
import { migrate } from './migrations'
import { createReadStore } from './read-store'
import type { SortOrder } from './search/authority-search'
import { SearchIndex } from './search/search-index'
import { openReader, openWriter, type OpenOptions, type WriteConnection } from './sqlite/driver'

/** An open store for reading. */
export interface OpenReader {
  readonly store: ReadStore
  /** Walks the hash chain; see `verifyHistory`. */
  readonly verify: (watch: (done: number) => boolean) => ReturnType<typeof verifyHistory>
  readonly close: () => void
}

/** The open store for writing. */
export interface OpenWriter {
  readonly store: WriteStore
  /** Runs `work` in one transaction: all of it or nothing; see `WriteConnection`. */
  readonly transaction: WriteConnection['transaction']
  /** What was erased in this store, kept beside it. */
  readonly erasures: ErasedList
  readonly close: () => void
}

/** Opens the store for reading. The writer must have opened it before: it is the one that migrates. */
export function openReadStore(options: OpenOptions, order: SortOrder): OpenReader {
  const connection = openReader(options)
  return {
    store: createReadStore(connection, order),
    verify: (watch) => verifyHistory(connection, watch),
    close: connection.close,
  }
}

/**
 * Opens the store for writing: migrates it and gives a new one its replica.
 * @throws StoreFromFuture where a newer program wrote it; ActsMissing where acts are gone that were acknowledged
 */
export function openWriteStore(
  options: OpenOptions,
  order: SortOrder,
  ports: { clock: Clock; random: Random; ids: Ids; log: Pick<Log, 'error'> },
): OpenWriter {
  const connection = openWriter(options)
  let notes: HeadNotes
  try {
    assertNothingMissing(connection, options.path)
    migrate(connection)
    if (ownReplica(connection) === undefined) {
      connection.transaction(() => {
        createOwnReplica(connection, ports.ids.next())
      })
    }
    const index = new SearchIndex(connection)
    if (index.lacksUserFacets()) {
      connection.transaction(() => {
        index.fillUserFacets()
      }, 'bulk')
    }
    notes = new HeadNotes(connection, options.path)
  } catch (error) {
    // A store that cannot be used is left alone, so that it can be put aside.
    connection.close()
    throw error
  }
  const writer = new ChangeWriter(connection, ports)
  return {
    store: {
      ...createReadStore(connection, order),
      apply: (head, changes, watch) => writer.apply(head, changes, watch),
      applyUnits: (units, watch) => writer.applyUnits(units, watch),
      ...writeDrafts(connection),
      ...writeSignIns(connection),
      keepBytes: (hash, bytes) => {
        connection.run('INSERT OR IGNORE INTO attachmentBytes (hash, bytes) VALUES (?, ?)', [hash, bytes])
      },
      rebuildSearch: () => {
        new SearchIndex(connection).rebuild()
      },
      writeBaseline: (head, rows, acts, watch) => writer.writeBaseline(head, rows, acts, watch),
    },
    transaction: (work, size) => {
      const value = connection.transaction(work, size)
      notes.note()
      return value
    },
    erasures: createErasedList(options.path, ports.log),
    close: () => {
      connection.script('PRAGMA wal_checkpoint(TRUNCATE)')
      notes.close()
      connection.close()
    },
  }
}
