import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { open as openZip, type Entry, type ZipFile } from 'yauzl'
import { ZipFile as NewZip } from 'yazl'
import { BackupAbout } from '../../../src-shared/contract/backups'

/** The three files in a backup. */
const STORE = 'imi.db'
const KEY = 'key.json'
const ABOUT = 'about.json'

/** More than this no description and no key file has: what claims more is no backup. */
const TEXT_MAX = 1_000_000

/** The file is no backup, or is cut off. */
export class NotABackup extends Error {}

/**
 * Packs a store that nobody writes to, its wrapped key and its description into one file. It appears under its name
 * only when it lies on the disk whole.
 */
export async function packBackup(
  target: string,
  parts: { readonly store: string; readonly keyFile: string; readonly about: BackupAbout },
): Promise<void> {
  const beside = `${target}.part`
  try {
    const zip = new NewZip()
    zip.addBuffer(Buffer.from(JSON.stringify(parts.about, null, 2)), ABOUT)
    zip.addFile(parts.keyFile, KEY)
    // What is encrypted does not get smaller.
    zip.addFile(parts.store, STORE, { compress: false })
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(beside, { mode: 0o600 }))
    const handle = await open(beside, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, target)
  } finally {
    await rm(beside, { force: true })
  }
}

/** Reads the description of a backup. @throws NotABackup */
export async function readAbout(path: string): Promise<BackupAbout> {
  return withZip(path, async (entries, streamOf) => {
    const entry = entries.get(ABOUT)
    if (!entries.has(STORE) || !entries.has(KEY) || entry === undefined)
      throw new NotABackup('parts are missing')
    const read = BackupAbout.safeParse(JSON.parse(await textOf(entry, streamOf)))
    if (!read.success) throw new NotABackup('its description cannot be read')
    return read.data
  })
}

/** Reads the key file of a backup. @throws NotABackup */
export async function readKeyFile(path: string): Promise<string> {
  return withZip(path, (entries, streamOf) => {
    const entry = entries.get(KEY)
    if (entry === undefined) throw new NotABackup('its key file is missing')
    return textOf(entry, streamOf)
  })
}

/** Unpacks store and key file of a backup, and tells the SHA-256 of the store. @throws NotABackup */
export async function unpackBackup(
  path: string,
  to: { readonly store: string; readonly keyFile: string },
): Promise<string> {
  return withZip(path, async (entries, streamOf) => {
    const [store, keyFile] = [entries.get(STORE), entries.get(KEY)]
    if (store === undefined || keyFile === undefined) throw new NotABackup('parts are missing')
    if (keyFile.uncompressedSize > TEXT_MAX) throw new NotABackup('its key file is too large')
    await pipeline(await streamOf(keyFile), createWriteStream(to.keyFile, { mode: 0o600 }))
    await pipeline(await streamOf(store), createWriteStream(to.store, { mode: 0o600 }))
    return digestOfFile(to.store)
  })
}

/** SHA-256 of a file, in hexadecimal digits. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

type StreamOf = (entry: Entry) => Promise<Readable>

async function textOf(entry: Entry, streamOf: StreamOf): Promise<string> {
  if (entry.uncompressedSize > TEXT_MAX) throw new NotABackup('its description is too large')
  const parts: Buffer[] = []
  for await (const part of await streamOf(entry)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

async function withZip<Value>(
  path: string,
  work: (entries: ReadonlyMap<string, Entry>, streamOf: StreamOf) => Promise<Value>,
): Promise<Value> {
  try {
    const zip = await opened(path)
    try {
      return await work(await entriesOf(zip), (entry) => streamIn(zip, entry))
    } finally {
      zip.close()
    }
  } catch (error) {
    // What the operating system says (gone, not permitted, no space) is something else than a file that is no backup.
    if (error instanceof Error && 'code' in error) throw error
    throw error instanceof NotABackup ? error : new NotABackup(String(error))
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(error)
    })
  })
}

function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      // Three files are in a backup: what has more is something else.
      if (entries.size > 10) reject(new NotABackup('too many parts'))
      else zip.readEntry()
    })
    zip.on('end', () => {
      resolve(entries)
    })
    zip.on('error', reject)
    zip.readEntry()
  })
}

function streamIn(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(error)
    })
  })
}
