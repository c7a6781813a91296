import type { Output } from '../../../src-shared/contract'
import { ok } from '../../../src-shared/result'
import { traitsOf } from '../../domain/likeness'
import { Cancelled } from '../cancelled'
import { catalogueOf } from '../catalogue'
import { duplicateGroups } from '../duplicate-groups'
import type { WorkerPart } from '../handlers'

/** How many authorities are looked at between two progress messages. */
const TELL_EVERY = 200

type Group = Output<'duplicates.find'>['groups'][number]
type Mentioned = Group['authorities'][number]

/** Looking for likely duplicates (N5), Member State by Member State, since nobody has a twin in another one. */
export const duplicateTasks: WorkerPart<'duplicates'> = {
  'duplicates.find': ({ memberState }, { store, progress }) => {
    const states = catalogueOf(store)
      .memberStates.map((state) => state.code)
      .filter((code) => memberState === null || code === memberState)
    const total = Math.max(store.authorityCount(), 1)
    const groups: Group[] = []
    let looked = 0
    for (const state of states) {
      const found = [...store.authoritiesOfMemberState(state)]
      const before = looked
      looked += found.length
      const byId = new Map<string, Mentioned>(
        found.map((each) => {
          const { id, officialName, status, city, email } = each
          return [id, { id, officialName, memberState: state, status, city, email }]
        }),
      )
      const tell = (done: number): void => {
        if (done % TELL_EVERY !== 0) return
        const told = progress({ done: Math.min(before + done, total), total, what: 'progress.duplicates' })
        if (!told) throw new Cancelled()
      }
      for (const { members, reasons, score } of duplicateGroups(found.map(traitsOf), tell)) {
        const authorities = members.flatMap((id) => byId.get(id) ?? [])
        groups.push({ authorities, reasons: [...reasons], score })
      }
    }
    return ok({ looked, groups: groups.sort(byScore) })
  },
}

function byScore(left: Group, right: Group): number {
  const names = (group: Group): string => group.authorities[0]?.officialName ?? ''
  return right.score - left.score || names(left).localeCompare(names(right))
}
