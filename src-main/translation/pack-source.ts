import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { open as openZip, type Entry, type ZipFile } from 'yauzl'
import { DESCRIPTION } from './pack-description'

/** Files of a pack that is to be taken over, wherever they lie. */
export interface PackSource {
  /** Sizes by name; only what lies beside the description. */
  readonly sizes: ReadonlyMap<string, number>
  readonly read: (name: string) => Promise<Readable>
  readonly close: () => void
}

/** A pack has few files: what has many is something else, and is not looked at to its end. */
const ENTRIES_MAX = 200

/** The file is no ZIP file, or is damaged. */
export class NotAPack extends Error {}

/** Opens a folder or a ZIP file. @throws NotAPack */
export async function openPack(path: string): Promise<PackSource> {
  return (await stat(path)).isDirectory() ? openFolder(path) : openZipped(path)
}

async function openFolder(folder: string): Promise<PackSource> {
  const sizes = new Map<string, number>()
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.slice(0, ENTRIES_MAX)) {
    if (entry.isFile()) sizes.set(entry.name, (await stat(join(folder, entry.name))).size)
  }
  return {
    sizes,
    read: (name) => Promise.resolve(createReadStream(join(folder, name))),
    close: () => undefined,
  }
}

async function openZipped(path: string): Promise<PackSource> {
  const zip = await opened(path)
  try {
    const entries = await entriesOf(zip)
    const description = [...entries.keys()]
      .filter((name) => name === DESCRIPTION || name.endsWith(`/${DESCRIPTION}`))
      .sort((left, right) => left.length - right.length)[0]
    // Who packs a folder gets its name before each file.
    const before = description?.slice(0, -DESCRIPTION.length) ?? ''
    const beside = new Map(
      [...entries].flatMap(([name, entry]) =>
        name.startsWith(before) && !name.slice(before.length).includes('/')
          ? [[name.slice(before.length), entry] as const]
          : [],
      ),
    )
    return {
      sizes: new Map([...beside].map(([name, entry]) => [name, entry.uncompressedSize])),
      read: (name) => streamOf(zip, beside.get(name)),
      close: () => {
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null) resolve(zip)
      else reject('code' in error ? error : new NotAPack(error.message))
    })
  })
}

function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
      if (entries.size > ENTRIES_MAX) reject(new NotAPack('too many files'))
      else zip.readEntry()
    })
    zip.on('end', () => {
      resolve(entries)
    })
    zip.on('error', (error: Error) => {
      reject(new NotAPack(error.message))
    })
    zip.readEntry()
  })
}

function streamOf(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  return new Promise((resolve, reject) => {
    if (entry === undefined) {
      reject(new NotAPack('the file is not there'))
      return
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream)
      else reject(new NotAPack(error.message))
    })
  })
}
