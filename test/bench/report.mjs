/** Prints figures as rows: what, value, its target, and the floor or rival of the same run as a ratio. */
const rows = []

export function heading(text) {
  console.log(`\n${text}`)
}

/**
 * Notes and prints one figure.
 * @param target what quality asks for, in the unit of the value; undefined where the ratio is the target
 * @param floor { name, value, most }: what it stands beside, and the most it may be as a ratio
 */
export function figure(what, value, unit, { target, floor } = {}) {
  const ratio = floor === undefined ? undefined : value / floor.value
  const held = (target === undefined || value <= target) && (floor?.most === undefined || ratio <= floor.most)
  rows.push({ what, value, held })
  const parts = [held ? '  ' : '✗ ', what.padEnd(58), `${round(value)} ${unit}`.padStart(12)]
  if (target !== undefined) parts.push(`target ≤ ${target} ${unit}`)
  if (floor !== undefined) {
    parts.push(`${ratio.toFixed(2)} × ${floor.name} (${round(floor.value)} ${unit})`)
    if (floor.most !== undefined) parts.push(`target ≤ ${floor.most} ×`)
  }
  console.log(parts.join('  '))
}

const round = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

/** Says how many figures miss their target; a bench informs, it never fails the build. */
export function summary() {
  const missed = rows.filter((row) => !row.held)
  console.log(`\n${rows.length} figures, ${missed.length} miss their target`)
  for (const { what } of missed) console.log(`  ✗ ${what}`)
}
