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

/** Why the store or a file cannot be used, out of what the driver or the operating system threw; null for a bug. */
export function unavailableReason(error: unknown): UnavailableReason | null {
  if (error instanceof StoreFromFuture) return 'from-future'
  if (error instanceof ActsMissing) return 'acts-missing'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = BY_CODE[code] ?? BY_CODE[code.split('_').slice(0, 2).join('_')]
  if (known !== undefined) return known
  const message = error instanceof Error ? error.message : ''
  // Where the file cannot be opened at all, the driver tells SQLite's result code at the end of a sentence only.
  const unopened = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(message)?.[1]
  if (unopened !== undefined) return BY_RESULT[unopened] ?? null
  return /file is not a database|malformed/.test(message) ? 'corrupt' : null
}
