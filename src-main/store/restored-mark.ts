import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'

// A store that took the place of a newer one does not know what was done since: a backup that was restored, or what is
// left of a store that lost acts. That it did is noted beside it, before it takes its place, until it was opened.

const markOf = (store: string): string => `${store}.restored`

/** Notes that the store, or the one that takes its place now, may lack what was done. */
export function noteRestored(store: string): void {
  const file = openSync(markOf(store), 'w')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Whether the store took the place of a newer one and was not opened since. */
export function wasRestored(store: string): boolean {
  return existsSync(markOf(store))
}

/** What had to be done about it stands in the store. */
export function forgetRestored(store: string): void {
  rmSync(markOf(store), { force: true })
}
