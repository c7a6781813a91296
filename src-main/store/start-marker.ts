import { existsSync, rmSync, writeFileSync } from 'node:fs'

// The marker lies beside the store while it is open: one that is found at the next start tells that the program ended
// without closing it, by a crash, a power cut, or because reading the store ended it.

const markerOf = (store: string): string => `${store}.open`

/** Whether the store was not closed properly the last time. */
export function isMarked(store: string): boolean {
  return existsSync(markerOf(store))
}

/** Notes that the store is being opened. */
export function setMarker(store: string): void {
  writeFileSync(markerOf(store), '')
}

/** Notes that the store was closed properly. */
export function clearMarker(store: string): void {
  rmSync(markerOf(store), { force: true })
}
