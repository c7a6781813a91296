import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { V6_FILES, type V6File } from '../../../src-shared/v6'
import { Findings } from './findings'
import { V6_CAPS, v6FileNamed } from './schema'
import { emptyTable, readTable, type Table } from './tables'

/** A folder as it was read, file by file. */
export interface V6Folder {
  readonly tables: Readonly<Record<V6File, Table>>
  /** Hash of all files together. */
  readonly content: string
  readonly findings: Findings
}

export type FolderRefusal = 'v6-no-folder' | 'v6-no-files'

/**
 * Reads a V6 data folder: the eleven files, each as a table. A file that is missing, too large or no table is told.
 * Refuses what is no folder, and a folder without any of the files.
 * @param step told before each file; false stops the reading, and the answer is null
 */
export async function readFolder(
  path: string,
  step: (done: number) => boolean,
): Promise<Result<V6Folder, FolderRefusal> | null> {
  if (!(await stat(path)).isDirectory()) return refuse('v6-no-folder')
  const found = new Map<V6File, string>()
  for (const name of await readdir(path)) {
    const file = v6FileNamed(name)
    if (file !== undefined) found.set(file, join(path, name))
  }
  if (found.size === 0) return refuse('v6-no-files')
  const findings = new Findings()
  const content = createHash('sha256')
  const tables = new Map<V6File, Table>()
  for (const [done, file] of V6_FILES.entries()) {
    if (!step(done)) return null
    const bytes = await bytesOf(found.get(file), file, findings)
    content.update(`${file} ${String(bytes?.length ?? -1)}\n`)
    if (bytes !== null) content.update(bytes)
    tables.set(file, bytes === null ? emptyTable(file) : readTable(file, bytes, findings))
  }
  return ok({
    tables: Object.fromEntries(tables) as Record<V6File, Table>,
    content: content.digest('base64url'),
    findings,
  })
}

async function bytesOf(
  path: string | undefined,
  file: V6File,
  findings: Findings,
): Promise<Uint8Array | null> {
  const place = { file, line: 0, column: '', value: '' }
  // Asked before anything is read: a file of gigabytes would fill the memory first.
  const about = path === undefined ? null : await stat(path)
  if (path === undefined || about?.isFile() !== true) {
    findings.error('file-missing', place)
    return null
  }
  if (about.size > V6_CAPS.bytes) {
    findings.error('file-too-large', place)
    return null
  }
  return readFile(path)
}
