import type { InstalledPack, WithoutMachine } from '../../../src-shared/contract/translation'
import { ok, refuse, type Result } from '../../../src-shared/result'

/** The language through which a text goes where no pack leads from one language to the other directly. */
const PIVOT = 'en'

/**
 * The packs that lead from one language to the other: one, or two through English (K8). A damaged pack leads nowhere.
 */
export function packRoute(
  packs: readonly InstalledPack[],
  from: string,
  to: string,
): Result<readonly InstalledPack[], WithoutMachine> {
  const usable = routeIn(
    packs.filter((pack) => !pack.damaged),
    from,
    to,
  )
  if (from === '') return refuse(packs.some((pack) => pack.to === to) ? 'language-unknown' : 'no-pack')
  if (usable !== null) return ok(usable)
  return refuse(routeIn(packs, from, to) === null ? 'no-pack' : 'pack-damaged')
}

function routeIn(packs: readonly InstalledPack[], from: string, to: string): InstalledPack[] | null {
  const between = (source: string, target: string): InstalledPack | undefined =>
    packs.find((pack) => pack.from === source && pack.to === target)
  const direct = between(from, to)
  if (direct !== undefined) return [direct]
  const [first, second] = [between(from, PIVOT), between(PIVOT, to)]
  return first === undefined || second === undefined ? null : [first, second]
}
