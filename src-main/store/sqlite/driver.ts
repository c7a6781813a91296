import Database from 'libsql'
import { isStorable } from '../../../src-shared/text'

/** What a statement may be given. Booleans are bound as 0/1 by the codec: the driver would end the process over one. */
export type SqlValue = string | number | null | Uint8Array

export type SqlRow = Record<string, SqlValue>

interface Prepared {
  run: (parameters: readonly SqlValue[]) => { changes: number; lastInsertRowid: number | bigint }
  all: (parameters: readonly SqlValue[]) => unknown[]
  iterate: (parameters: readonly SqlValue[]) => IterableIterator<unknown>
}

/** A connection that reads. Statements are prepared once and kept. */
export interface ReadConnection {
  /** Every row of the answer. */
  all: (sql: string, parameters?: readonly SqlValue[]) => SqlRow[]
  /** The first row of the answer, undefined where there is none. */
  first: (sql: string, parameters?: readonly SqlValue[]) => SqlRow | undefined
  /** The bytes that stand in the column `bytes` of the first row, null where there are none: the driver gives a buffer. */
  bytes: (sql: string, parameters?: readonly SqlValue[]) => Uint8Array | null
  /** Row by row, for answers too long to hold. */
  iterate: (sql: string, parameters?: readonly SqlValue[]) => IterableIterator<SqlRow>
  close: () => void
}

/** A connection that writes as well; only the writer thread holds one. */
export interface WriteConnection extends ReadConnection {
  /** Runs one statement and tells the row number an INSERT got. */
  run: (sql: string, parameters?: readonly SqlValue[]) => number
  /** Runs statements without parameters or answers. */
  script: (sql: string) => void
  /**
   * Runs `work` in one transaction: all of it or nothing. `work` must be synchronous; a promise is refused.
   * @param size `bulk` lends it the memory that writing a great many rows needs
   */
  transaction: <Value>(work: () => Value, size?: 'bulk') => Value
}

export interface OpenOptions {
  readonly path: string
  /** Exactly 32 base64url characters: only the first 32 bytes count, and an empty key would write a plain file. */
  readonly key: string
}

const KEY_FORM = /^[A-Za-z0-9_-]{32}$/

/** Pages held in memory per connection, in KiB. */
const CACHE_KIB = 16_384

/** The same while a great many rows are written in one transaction: pages that do not fit are written out twice. */
const BULK_CACHE_KIB = 400_000

function checked(parameters: readonly SqlValue[]): readonly SqlValue[] {
  for (const value of parameters) {
    if (typeof value === 'string' && !isStorable(value))
      throw new Error('Text that cannot be stored reached the driver')
    if (typeof value === 'boolean') throw new Error('A boolean reached the driver')
  }
  return parameters
}

function connect(options: OpenOptions): WriteConnection {
  if (!KEY_FORM.test(options.key)) throw new Error('The key of the store must be 32 base64url characters')
  const database = new Database(options.path, {
    encryptionKey: options.key,
    encryptionCipher: 'aes256cbc',
  } as never)
  database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
  database.exec('PRAGMA foreign_keys = ON')
  database.exec('PRAGMA trusted_schema = OFF')
  // What SQLite sorts or keeps for a moment would lie in a file that nobody encrypts.
  database.exec('PRAGMA temp_store = MEMORY')
  const statements = new Map<string, Prepared>()

  function prepared(sql: string): Prepared {
    let statement = statements.get(sql)
    if (statement === undefined) {
      statement = database.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }

  const all: ReadConnection['all'] = (sql, parameters = []) =>
    prepared(sql).all(checked(parameters)) as SqlRow[]
  return {
    all,
    first: (sql, parameters = []) => all(sql, parameters)[0],
    bytes: (sql, parameters = []) => {
      const found: unknown = all(sql, parameters)[0]?.['bytes']
      return found instanceof ArrayBuffer ? new Uint8Array(found) : null
    },
    iterate: (sql, parameters = []) =>
      (database.prepare(sql) as unknown as Prepared).iterate(checked(parameters)) as IterableIterator<SqlRow>,
    run: (sql, parameters = []) => Number(prepared(sql).run(checked(parameters)).lastInsertRowid),
    script: (sql) => {
      database.exec(sql)
    },
    transaction: (work, size) => {
      if (size === 'bulk') database.exec(`PRAGMA cache_size = -${BULK_CACHE_KIB}`)
      database.exec('BEGIN IMMEDIATE')
      try {
        const value = work()
        if (value instanceof Promise) throw new Error('A transaction must be synchronous')
        database.exec('COMMIT')
        return value
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK')
        throw error
      } finally {
        if (size === 'bulk') {
          database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
          database.exec('PRAGMA shrink_memory')
        }
      }
    },
    close: () => {
      statements.clear()
      database.close()
    },
  }
}

/** Opens the one connection that writes: WAL, each commit synced to the disk. */
export function openWriter(options: OpenOptions): WriteConnection {
  const connection = connect(options)
  connection.script('PRAGMA journal_mode = WAL')
  connection.script('PRAGMA synchronous = FULL')
  return connection
}

/** Opens a connection that cannot write and never checkpoints. */
export function openReader(options: OpenOptions): ReadConnection {
  const connection = connect(options)
  connection.script('PRAGMA wal_autocheckpoint = 0')
  connection.script('PRAGMA query_only = ON')
  return connection
}

/**
 * Opens a connection for a check of the whole store: it sees one moment of it, however long it takes, never writes into
 * it, and has tables of its own in memory.
 */
export function openChecker(options: OpenOptions): WriteConnection {
  const connection = connect(options)
  connection.script('PRAGMA wal_autocheckpoint = 0')
  connection.script('BEGIN')
  return connection
}

/**
 * Writes the store as it is at this moment into a new file, encrypted with the same key, while others go on writing.
 * @param target must not exist yet
 */
export function writeSnapshot(options: OpenOptions, target: string): void {
  const connection = connect(options)
  try {
    connection.run('VACUUM INTO ?', [target])
  } finally {
    connection.close()
  }
}
