import { existsSync, renameSync, statSync } from 'node:fs'
import type { Instant } from '../../src-shared/time'

/**
 * Renames a store that nobody has the key of, so that a new one can be made; never deletes it. What stands beside the
 * file belongs to it and goes with it. Nothing happens where there is none.
 */
export function putStoreAside(path: string, now: Instant): void {
  const aside = `${path}.aside-${now.replaceAll(':', '')}`
  for (const part of ['', '-wal', '-shm', '.head']) {
    if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${aside}${part}`)
  }
}

/** Whether there is a store at all: SQLite would take a missing or empty file for a new one, and nobody would be told. */
export function holdsSomething(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}
