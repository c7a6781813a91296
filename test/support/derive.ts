import { scryptSync } from 'node:crypto'
import type { Derive } from '../../src-main/app/ports'

/** Derives as the program does, in this thread. @param N what a guess costs; the program's own unless it is told less */
export const deriveHere =
  (N = 32_768): Derive =>
  (secret, salt) =>
    Promise.resolve(
      scryptSync(secret.normalize('NFC'), salt, 32, { N, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
    )
