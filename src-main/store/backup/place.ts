import { existsSync, fsyncSync, openSync, closeSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Instant } from '../../../src-shared/time'
import type { StorePlace } from '../../app/ports'
import { forgetHeadMark, readHeadMark } from '../head-mark'
import { putStoreAside } from '../put-aside'
import { noteRestored } from '../restored-mark'
import type { StorePaths } from './keep'

/** The folder beside the store where a backup is unpacked before it takes the store's place. */
export function unpackedIn(store: string): string {
  return join(dirname(store), 'restoring')
}

const READY = 'ready'

/** Notes that what was unpacked is whole and on the disk: from here on a crash finishes the restore, not forgets it. */
export function finishUnpacking(store: string): void {
  const folder = unpackedIn(store)
  for (const name of ['imi.db', 'key.json']) sync(join(folder, name))
  writeFileSync(join(folder, READY), '')
  sync(join(folder, READY))
}

function sync(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Puts a backup that was unpacked in the place of the store, with the key file that belongs to it. The store that is
 * there is renamed aside with its `-wal` and `-shm`, never deleted. Ended half way, the next call finishes it; what was
 * not unpacked whole is removed.
 */
export function replaceStore(store: string, keyFile: string, now: Instant): void {
  const folder = unpackedIn(store)
  if (existsSync(join(folder, READY))) {
    const unpacked = join(folder, 'imi.db')
    if (existsSync(unpacked)) {
      noteRestored(store)
      putStoreAside(store, now)
      renameSync(unpacked, store)
    }
    if (existsSync(join(folder, 'key.json'))) renameSync(join(folder, 'key.json'), keyFile)
  }
  rmSync(folder, { recursive: true, force: true })
}

/** The place of the store on the disk of this PC. */
export function createStorePlace({ store, keyFile }: Pick<StorePaths, 'store' | 'keyFile'>): StorePlace {
  return {
    replace: (now) => {
      replaceStore(store, keyFile, now)
    },
    entriesNoted: () => readHeadMark(store)?.seq ?? null,
    forgetNoted: () => {
      noteRestored(store)
      forgetHeadMark(store)
    },
  }
}
