import { createWriteStream } from 'node:fs'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'

const FILE_TYPE = 0o170000
const SYMLINK = 0o120000

/** Unpacks an archive with its permissions and symbolic links. A bare Debian has no unzip program. */
export async function unzip(archive, folder) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(archive)
  for await (const entry of zip.eachEntry()) {
    const target = join(folder, entry.fileName)
    if (!target.startsWith(folder + sep)) throw new Error(`The archive points outside: ${entry.fileName}`)
    if (entry.fileName.endsWith('/')) {
      await mkdir(target, { recursive: true })
      continue
    }
    await mkdir(dirname(target), { recursive: true })
    const mode = entry.externalFileAttributes >>> 16
    const content = await zip.openReadStreamPromise(entry)
    if ((mode & FILE_TYPE) === SYMLINK) {
      await symlink(await text(content), target)
    } else {
      await pipeline(content, createWriteStream(target))
      if ((mode & 0o777) !== 0) await chmod(target, mode & 0o777)
    }
  }
}
