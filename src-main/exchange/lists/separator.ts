/** What can stand between the cells of a text list. The comma is last, since it also stands inside texts. */
export const SEPARATORS = ['\t', ';', '|', ','] as const
export type Separator = (typeof SEPARATORS)[number]

const LINES_LOOKED_AT = 30

/** How often each separator stands outside quotes, record by record. */
function countsPerRecord(text: string): Record<Separator, number>[] {
  const records: Record<Separator, number>[] = []
  let counts = { ',': 0, ';': 0, '\t': 0, '|': 0 }
  let quoted = false
  let empty = true
  for (let at = 0; at < text.length && at < 500_000 && records.length < LINES_LOOKED_AT; at += 1) {
    const letter = text.charAt(at)
    if (letter === '"') {
      quoted = !quoted
    } else if (quoted) {
      continue
    } else if (letter === '\n' || letter === '\r') {
      if (!empty) records.push(counts)
      counts = { ',': 0, ';': 0, '\t': 0, '|': 0 }
      empty = true
      continue
    } else if (letter === ',' || letter === ';' || letter === '\t' || letter === '|') {
      counts[letter] += 1
    }
    empty = false
  }
  if (!empty) records.push(counts)
  return records
}

/**
 * Finds the separator of a list by its first records: the one that stands outside quotes in the first record and
 * then most regularly in the others. A comma where nothing speaks for any.
 */
export function separatorOf(text: string): Separator {
  const records = countsPerRecord(text)
  let best: Separator = ','
  let bestScore = 0
  for (const separator of SEPARATORS) {
    const expected = records[0]?.[separator] ?? 0
    if (expected === 0) continue
    const regular = records.filter((counts) => counts[separator] === expected).length
    const score = (regular / records.length) * 1000 + expected
    if (score > bestScore) {
      best = separator
      bestScore = score
    }
  }
  return best
}
