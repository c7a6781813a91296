import type { UnavailableReason } from '../../src-shared/faults'
import { ActsMissing } from './head-mark'
import { StoreFromFuture } from './migrations'

const BY_CODE: Readonly<Record<string, UnavailableReason>> = {
  SQLITE_FULL: 'disk-full',
  SQLITE_IOERR: 'disk-full',
  SQLITE_READONLY: 'read-only',
  SQLITE_CANTOPEN: 'read-only',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_NOTADB: 'corrupt',
  ENOSPC: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  // A file where a folder should be.
  EEXIST: 'not-permitted',
  ENOTDIR: 'not-permitted',
  ENOENT: 'file-gone',
}

/** What the operating system says of a file that cannot be made where it was to be saved. A full disk stays that. */
const NOT_SAVED: ReadonlySet<string> = new Set([
  ...['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG'],
  // Also where another program holds the file open, on Windows.
  ...['EACCES', 'EPERM', 'EROFS', 'EBUSY'],
])

/** SQLite's result codes by number. */
const BY_RESULT: Readonly<Record<string, UnavailableReason>> = {
  3: 'not-permitted',
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'disk-full',
  11: 'corrupt',
  13: 'disk-full',
  14: 'read-only',
  23: 'not-permitted',
  26: 'corrupt',
}

/**
 * Why the store or a file cannot be used, out of what the driver or the operating system threw; null for a bug.
 * @param saving a file was to be saved where the operator chose: nothing is missing there, it is the wrong place
 */
export function unavailableReason(error: unknown, saving = false): UnavailableReason | null {
  if (error instanceof StoreFromFuture) return 'from-future'
  if (error instanceof ActsMissing) return 'acts-missing'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (saving && NOT_SAVED.has(code)) return 'not-saved'
  const known = BY_CODE[code] ?? BY_CODE[code.split('_').slice(0, 2).join('_')]
  if (known !== undefined) return known
  const message = error instanceof Error ? error.message : ''
  // Where the file cannot be opened at all, the driver tells SQLite's result code at the end of a sentence only.
  const unopened = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(message)?.[1]
  if (unopened !== undefined) return BY_RESULT[unopened] ?? null
  return /file is not a database|malformed/.test(message) ? 'corrupt' : null
}
