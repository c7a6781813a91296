import { randomFillSync } from 'node:crypto'
import type { Random } from '../../app/ports'

const POOL_BYTES = 65_536

/** Unpredictable bytes of the operating system, drawn in larger pieces: a salt per value is asked for very often. */
export function createSystemRandom(): Random {
  let pool = new Uint8Array(0)
  let used = 0
  return {
    bytes: (length) => {
      if (used + length > pool.length) {
        pool = randomFillSync(new Uint8Array(Math.max(POOL_BYTES, length)))
        used = 0
      }
      used += length
      return pool.subarray(used - length, used)
    },
  }
}
