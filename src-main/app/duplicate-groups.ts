import { LIKENESS_REASONS, type LikenessReason } from '../../src-shared/contract/merging'
import { canSlip, likeness, type Traits } from '../domain/likeness'

/** Authorities that are likely one body. */
export interface DuplicateGroup {
  readonly members: readonly string[]
  readonly reasons: readonly LikenessReason[]
  /** Of the most alike two. */
  readonly score: number
}

/** From this many on that share an e-mail address or a house, it is the one of a larger body and tells nothing. */
const SHARED_BY_MANY = 5

/** From this many authorities of one name on, all are not compared with each other, only each with the first. */
const LARGE_BLOCK = 60

/**
 * Groups authorities of one Member State that are likely the same body. Not each is compared with each: only those that
 * share a key, of which each has some dozens.
 * @param tell is asked now and then; it throws where the work was cancelled
 */
export function duplicateGroups(all: readonly Traits[], tell: (done: number) => void): DuplicateGroup[] {
  const blocks = new Map<string, number[]>()
  all.forEach((traits, index) => {
    tell(index)
    for (const key of keysOf(traits)) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [index])
      else block.push(index)
    }
  })
  const groups = new Groups(all)
  for (const [key, block] of blocks) {
    if (block.length < 2 || (/^[@#]/.test(key) && block.length >= SHARED_BY_MANY)) continue
    for (const [at, one] of block.entries()) {
      if (block.length >= LARGE_BLOCK && at > 0) break
      for (const other of block.slice(at + 1)) groups.compare(one, other)
    }
  }
  return groups.found()
}

/** What two authorities must share at least one of to be compared. */
function keysOf({ name, words, email, address }: Traits): Set<string> {
  const keys = new Set([`=${name}`, `w${words.join(' ')}`])
  if (email !== '') keys.add(`@${email}`)
  if (address !== '') keys.add(`#${address}`)
  words.forEach((word, at) => {
    if (!canSlip(word)) return
    const rest = words.toSpliced(at, 1).join(' ')
    // Two words one letter apart become the same when each loses the right letter.
    keys.add(`~${rest}|${word}`)
    for (let letter = 0; letter < word.length; letter += 1) {
      keys.add(`~${rest}|${word.slice(0, letter)}${word.slice(letter + 1)}`)
    }
  })
  return keys
}

/** Joins what is alike, however many steps lead from one to the other. */
class Groups {
  private readonly all: readonly Traits[]
  private readonly parent: number[]
  private readonly compared = new Set<number>()
  private readonly pairs: { one: number; score: number; reasons: readonly LikenessReason[] }[] = []

  constructor(all: readonly Traits[]) {
    this.all = all
    this.parent = all.map((_traits, index) => index)
  }

  compare(one: number, other: number): void {
    const pair = Math.min(one, other) * this.all.length + Math.max(one, other)
    const [left, right] = [this.all[one], this.all[other]]
    if (this.compared.has(pair) || left === undefined || right === undefined) return
    this.compared.add(pair)
    const alike = likeness(left, right)
    if (alike === null) return
    this.parent[this.root(one)] = this.root(other)
    this.pairs.push({ one, ...alike })
  }

  found(): DuplicateGroup[] {
    const groups = new Map<number, { members: string[]; reasons: Set<LikenessReason>; score: number }>()
    for (const { one, score, reasons } of this.pairs) {
      const root = this.root(one)
      const group = groups.get(root) ?? { members: [], reasons: new Set(), score: 0 }
      for (const reason of reasons) group.reasons.add(reason)
      groups.set(root, { ...group, score: Math.max(group.score, score) })
    }
    this.all.forEach(({ id }, index) => groups.get(this.root(index))?.members.push(id))
    return [...groups.values()].map(({ members, reasons, score }) => ({
      members,
      score,
      reasons: LIKENESS_REASONS.filter((reason) => reasons.has(reason)),
    }))
  }

  private root(index: number): number {
    let at = index
    for (let above = this.parent[at] ?? at; above !== at; above = this.parent[at] ?? at) {
      this.parent[at] = this.parent[above] ?? above
      at = above
    }
    return at
  }
}
