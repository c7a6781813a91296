const LOWER = 'abcdefghijkmnpqrstuvwxyz'
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'
const ALL = LOWER + UPPER + DIGITS
const LENGTH = 12

/** So many random bytes one temporary password needs. */
export const BYTES_NEEDED = LENGTH * 2 * 4

/**
 * A temporary password that meets the rule for passwords (P15). Letters and digits that look alike (0 O, 1 l I, o) are
 * left out: it is read from paper.
 * @param random at least `BYTES_NEEDED` unpredictable bytes
 */
export function temporaryPassword(random: Uint8Array): string {
  const numbers = new DataView(random.buffer, random.byteOffset, random.byteLength)
  let used = 0
  // Four bytes for a choice among 55: no sign comes noticeably more often.
  const below = (limit: number): number => {
    const drawn = numbers.getUint32(used) % limit
    used += 4
    return drawn
  }
  const drawn = [LOWER, UPPER, DIGITS, ...Array<string>(LENGTH - 3).fill(ALL)].map((from) =>
    from.charAt(below(from.length)),
  )
  // Shuffled, so that nobody knows which kind of sign stands where.
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = below(last + 1)
    const held = drawn[last] ?? ''
    drawn[last] = drawn[other] ?? ''
    drawn[other] = held
  }
  return drawn.join('')
}
