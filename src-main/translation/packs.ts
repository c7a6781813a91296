import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { InstalledPack } from '../../src-shared/contract/translation'
import { ok, refuse, type Result } from '../../src-shared/result'
import { Cancelled } from '../app/cancelled'
import type { PackRefusal, Packs, PackWatch } from '../app/ports'
import { DESCRIPTION, filesOf, PACK_BYTES_MAX, PackDescription, type PackFile } from './pack-description'
import { NotAPack, openPack, type PackSource } from './pack-source'

/** More than this no description has. */
const DESCRIPTION_MAX = 100_000

/** The folder where a pack is put together, and where the one before it waits to go. */
const INCOMING = '.incoming'
const OUTGOING = '.outgoing'

/** The model packs of this PC, each in a folder of its own named by its pair of languages. @param folder holds them */
export function createPacks(folder: string): Packs {
  const folderOf = (id: string): string => join(folder, id)

  async function list(): Promise<InstalledPack[]> {
    const names = await namesIn(folder)
    const packs = await Promise.all(names.filter((name) => !name.startsWith('.')).map(look))
    return packs.flatMap((pack) => pack ?? []).sort((left, right) => (left.id < right.id ? -1 : 1))
  }

  async function look(id: string): Promise<InstalledPack | null> {
    const description = await descriptionIn(folderOf(id))
    if (description === null) return null
    const sizes = await Promise.all(filesOf(description).map(({ name }) => sizeOf(join(folderOf(id), name))))
    const damaged = filesOf(description).some(({ bytes }, index) => sizes[index] !== bytes)
    return shown(id, description, damaged)
  }

  async function take(
    path: string,
    watch: PackWatch,
  ): Promise<Result<{ pack: InstalledPack; replaced: boolean }, PackRefusal>> {
    let source: PackSource
    try {
      source = await openPack(path)
    } catch (error) {
      if (error instanceof NotAPack) return refuse('pack-not-readable')
      throw error
    }
    const incoming = join(folder, INCOMING)
    try {
      const described = await describe(source)
      if (!described.ok) return described
      await rm(incoming, { recursive: true, force: true })
      await mkdir(incoming, { recursive: true })
      const copied = await copyFiles(source, described.value, incoming, watch)
      if (!copied.ok) return copied
      return ok(await put(described.value, incoming))
    } catch (error) {
      if (error instanceof NotAPack) return refuse('pack-not-readable')
      throw error
    } finally {
      source.close()
      await rm(incoming, { recursive: true, force: true })
    }
  }

  /** Puts a pack that lies there whole into its place; the one before it goes. */
  async function put(
    description: PackDescription,
    incoming: string,
  ): Promise<{ pack: InstalledPack; replaced: boolean }> {
    const id = `${description.from}-${description.to}`
    const outgoing = join(folder, OUTGOING)
    await writeFile(join(incoming, DESCRIPTION), JSON.stringify(description, null, 2))
    await rm(outgoing, { recursive: true, force: true })
    const replaced = (await namesIn(folder)).includes(id)
    if (replaced) await rename(folderOf(id), outgoing)
    await rename(incoming, folderOf(id))
    await rm(outgoing, { recursive: true, force: true })
    return { pack: shown(id, description, false), replaced }
  }

  return {
    list,
    take,
    folderOf,
    remove: async (id) => {
      if (!(await namesIn(folder)).includes(id)) return false
      await rm(folderOf(id), { recursive: true, force: true })
      return true
    },
  }
}

function shown(id: string, description: PackDescription, damaged: boolean): InstalledPack {
  const { name, version, licence, from, to } = description
  const bytes = filesOf(description).reduce((sum, file) => sum + file.bytes, 0)
  return { id, name, version, licence, from, to, bytes, damaged }
}

/** The description of a pack on this PC; null where there is none that can be read. */
export async function descriptionIn(folder: string): Promise<PackDescription | null> {
  try {
    const parsed = PackDescription.safeParse(JSON.parse(await readFile(join(folder, DESCRIPTION), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

async function describe(source: PackSource): Promise<Result<PackDescription, PackRefusal>> {
  const size = source.sizes.get(DESCRIPTION)
  if (size === undefined) return refuse('pack-description-missing')
  if (size > DESCRIPTION_MAX) return refuse('pack-description-wrong', { at: DESCRIPTION })
  const content = await textOf(source)
  const parsed = PackDescription.safeParse(parsedJson(content))
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? ''
    return refuse('pack-description-wrong', { at: at === '' ? DESCRIPTION : at })
  }
  const files = filesOf(parsed.data)
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > PACK_BYTES_MAX) {
    return refuse('pack-too-large', { megabytes: PACK_BYTES_MAX / 1024 / 1024 })
  }
  for (const { name, bytes } of files) {
    const there = source.sizes.get(name)
    if (there === undefined) return refuse('pack-file-missing', { file: name })
    if (there !== bytes) return refuse('pack-file-wrong', { file: name })
  }
  return ok(parsed.data)
}

async function textOf(source: PackSource): Promise<string> {
  const parts: Buffer[] = []
  try {
    for await (const part of await source.read(DESCRIPTION)) parts.push(part as Buffer)
  } catch (error) {
    throw readingFailed(error)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function copyFiles(
  source: PackSource,
  description: PackDescription,
  target: string,
  watch: PackWatch,
): Promise<Result<null, PackRefusal>> {
  const files = filesOf(description)
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  for (const file of files) {
    const digest = await copyFile(source, file, join(target, file.name), (bytes) => {
      done += bytes
      return watch(done, total)
    })
    if (digest !== file.sha256) return refuse('pack-file-wrong', { file: file.name })
  }
  return ok(null)
}

/** Copies a file and tells the SHA-256 of what was copied. */
async function copyFile(
  source: PackSource,
  { name }: PackFile,
  target: string,
  goOn: (bytes: number) => boolean,
): Promise<string> {
  const hash = createHash('sha256')
  const counted = new Transform({
    transform: (part: Buffer, _encoding, next) => {
      hash.update(part)
      if (goOn(part.length)) next(null, part)
      else next(new Cancelled())
    },
  })
  try {
    await pipeline(await source.read(name), counted, createWriteStream(target, { mode: 0o600 }))
  } catch (error) {
    throw readingFailed(error)
  }
  return hash.digest('hex')
}

/** What the operating system says has a code and is told as it is; what a ZIP file gives by mistake makes it no pack. */
function readingFailed(error: unknown): unknown {
  if (error instanceof Cancelled) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' || code.startsWith('Z_') ? new NotAPack(String(error)) : error
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch {
    return null
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  } catch {
    // Nobody imported a pack yet.
    return []
  }
}
