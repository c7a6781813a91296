import { createHash } from 'node:crypto'

/** Whole numbers below a bound that look thrown and are the same in every run with the same seed. */
export function diceOf(seed: number): (below: number) => number {
  let thrown = 0
  return (below) => {
    thrown += 1
    const digest = createHash('sha256')
      .update(`${String(seed)} ${String(thrown)}`)
      .digest()
    return digest.readUIntBE(0, 6) % below
  }
}
