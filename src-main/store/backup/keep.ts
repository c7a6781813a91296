import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BackupAbout, BackupComparison, StoreFacts } from '../../../src-shared/contract/backups'
import type { BackupFault, BackupOrder, KeeperReply, StoreVerdict } from '../../app/ports'
import { checkStore } from '../check'
import { SCHEMA_VERSION, schemaVersionOf } from '../migrations'
import { openChecker, openReader, writeSnapshot, type ReadConnection } from '../sqlite/driver'
import { unavailableReason } from '../unavailable'
import { digestOfFile, NotABackup, packBackup, readAbout, readKeyFile, unpackBackup } from './archive'
import { compareStores, factsOf } from './facts'
import { finishUnpacking, unpackedIn } from './place'

/** Where the store lies, and which program works on it. */
export interface StorePaths {
  readonly store: string
  readonly keyFile: string
  readonly program: string
}

/** Beside what a backup needs, so much stays free: the store itself must be able to go on. */
const SPARE_BYTES = 20_000_000

/** A backup that cannot be used, told as a refusal. */
class Unusable extends Error {
  readonly fault: BackupFault

  constructor(fault: BackupFault) {
    super(fault)
    this.fault = fault
  }
}

class NoSpace extends Error {}

/** Turns what working on files threw into what the keeper answers; a bug is thrown on. */
async function replyOf<Value>(work: () => Promise<Value>, saving = false): Promise<KeeperReply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, fault: error.fault }
    if (error instanceof NotABackup) return { ok: false, fault: 'backup-not-readable' }
    if (error instanceof NoSpace) return { ok: false, unavailable: 'no-space' }
    const reason = unavailableReason(error, saving)
    if (reason !== null) return { ok: false, unavailable: reason }
    throw error
  }
}

/** Makes a backup of the store while it goes on being used. What is damaged is not backed up. */
export function makeBackup(
  paths: StorePaths,
  order: BackupOrder,
): Promise<KeeperReply<{ about: BackupAbout; bytes: number }>> {
  return replyOf(async () => {
    const bytes = statSync(paths.store).size
    await needSpace(dirname(paths.store), bytes)
    await needSpace(dirname(order.target), bytes)
    const snapshot = `${paths.store}.snapshot`
    rmSync(snapshot, { force: true })
    try {
      writeSnapshot({ path: paths.store, key: order.key }, snapshot)
      const facts = reading(snapshot, order.key, (connection) => {
        needWhole(connection)
        return factsOf(connection)
      })
      const about: BackupAbout = {
        format: 1,
        madeAt: order.madeAt,
        reason: order.reason,
        program: paths.program,
        sha256: await digestOfFile(snapshot),
        facts,
      }
      await packBackup(order.target, { store: snapshot, keyFile: paths.keyFile, about })
      return { about, bytes: statSync(order.target).size }
    } finally {
      removeStore(snapshot)
    }
  }, order.reason === 'by-hand')
}

/** Reads the structure of the whole store; a damaged one is told as unavailable, or ends the process. */
export function checkStructure(paths: StorePaths, key: string): Promise<KeeperReply<null>> {
  return replyOf(() => {
    reading(paths.store, key, needWhole)
    return Promise.resolve(null)
  })
}

/** Reads everything in the store, as it is at this moment, while it goes on being used. */
export function checkEverything(paths: StorePaths, key: string): Promise<KeeperReply<StoreVerdict>> {
  return replyOf(() => {
    const connection = openChecker({ path: paths.store, key })
    try {
      const { rows, entries, broken } = checkStore(connection, () => true)
      return Promise.resolve({
        ...{ rows, entries },
        broken: broken === null ? null : { what: broken.what, table: broken.table },
      })
    } finally {
      connection.close()
    }
  })
}

/** The schema of the store; 0 for an empty one. */
export function readSchema(paths: StorePaths, key: string): Promise<KeeperReply<number>> {
  return replyOf(() => Promise.resolve(reading(paths.store, key, schemaVersionOf)))
}

/** What the store holds and how far its history has come. */
export function readFacts(paths: StorePaths, key: string): Promise<KeeperReply<StoreFacts>> {
  return replyOf(() => Promise.resolve(reading(paths.store, key, factsOf)))
}

/** Reads a backup whole and compares it with the store: what restoring would change. */
export function lookAtBackup(
  paths: StorePaths,
  backup: string,
  key: string,
): Promise<KeeperReply<{ about: BackupAbout; comparison: BackupComparison }>> {
  return replyOf(async () => {
    const beside = join(dirname(paths.store), 'looking')
    try {
      const about = await unpackChecked(backup, key, beside)
      const comparison = reading(join(beside, 'imi.db'), key, (then) => compareWith(then, paths, key))
      return { about, comparison }
    } finally {
      rmSync(beside, { recursive: true, force: true })
    }
  })
}

/** The text of the key file in a backup. */
export function readKeyOf(backup: string): Promise<KeeperReply<string>> {
  return replyOf(() => readKeyFile(backup))
}

/** Unpacks a backup beside the store and checks it; it takes the store's place when that is closed. */
export function unpackForRestore(paths: StorePaths, backup: string, key: string): Promise<KeeperReply<null>> {
  return replyOf(async () => {
    const beside = unpackedIn(paths.store)
    try {
      await unpackChecked(backup, key, beside)
    } catch (error) {
      rmSync(beside, { recursive: true, force: true })
      throw error
    }
    finishUnpacking(paths.store)
    return null
  })
}

async function unpackChecked(backup: string, key: string, folder: string): Promise<BackupAbout> {
  const about = await readAbout(backup)
  if (about.facts.schema > SCHEMA_VERSION) throw new Unusable('backup-from-future')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await needSpace(folder, statSync(backup).size)
  const store = join(folder, 'imi.db')
  const sha256 = await unpackBackup(backup, { store, keyFile: join(folder, 'key.json') })
  if (sha256 !== about.sha256) throw new Unusable('backup-damaged')
  // It is what was packed, to the byte: where the key does not fit, it is the store of somebody else.
  if (!opens(store, key)) throw new Unusable('backup-of-another-store')
  return about
}

function opens(path: string, key: string): boolean {
  try {
    reading(path, key, needWhole)
    return true
  } catch {
    return false
  }
}

function compareWith(backup: ReadConnection, paths: StorePaths, key: string): BackupComparison {
  const alone = (): BackupComparison => ({
    relation: 'unreadable-store',
    backup: factsOf(backup),
    store: null,
    lost: { count: 0, first: [] },
  })
  if (!existsSync(paths.store)) return alone()
  try {
    const compared = reading(paths.store, key, (store) => compareStores(backup, store))
    if (compared === null) throw new Unusable('backup-of-another-store')
    return compared
  } catch (error) {
    if (unavailableReason(error) !== 'corrupt') throw error
    return alone()
  }
}

function reading<Value>(path: string, key: string, work: (connection: ReadConnection) => Value): Value {
  const connection = openReader({ path, key })
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

/** @throws what counts as a damaged store */
function needWhole(connection: ReadConnection): void {
  const answer = String(connection.first('PRAGMA quick_check(1)')?.['quick_check'])
  if (answer !== 'ok') throw Object.assign(new Error(`quick_check: ${answer}`), { code: 'SQLITE_CORRUPT' })
}

async function needSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < bytes + SPARE_BYTES) throw new NoSpace()
}

function removeStore(path: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${part}`, { force: true })
}
