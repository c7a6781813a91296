import { createHash } from 'node:crypto'
import type { Clock, Random } from '../../src-main/app/ports'
import { instantOf, millisecondsOf } from '../../src-shared/time'

export type SteppingClock = ReturnType<typeof steppingClock>

/** A clock that goes on by a millisecond each time it is read, and as far as it is told. */
export function steppingClock(start: string): Clock & { advance: (milliseconds: number) => void } {
  let now = millisecondsOf(start)
  return {
    now: () => {
      now += 1
      return instantOf(now)
    },
    advance: (milliseconds) => {
      now += milliseconds
    },
  }
}

/** Bytes that look random and are the same in every run. */
export function steadyRandom(seed: number): Random {
  let drawn = 0
  let pool = Buffer.alloc(0)
  return {
    bytes: (length) => {
      while (pool.length < length) {
        drawn += 1
        const more = createHash('sha512')
          .update(`${String(seed)} ${String(drawn)}`)
          .digest()
        pool = Buffer.concat([pool, more])
      }
      const bytes = pool.subarray(0, length)
      pool = pool.subarray(length)
      return new Uint8Array(bytes)
    },
  }
}
