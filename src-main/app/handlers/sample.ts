import type { EntityName } from '../../../src-shared/entities'
import { ok, refuse } from '../../../src-shared/result'
import { addMonths, millisecondsOf, type Instant } from '../../../src-shared/time'
import { catalogue } from '../catalogue'
import { unitHead } from '../unit-head'
import type { WriterPart } from '../handlers'
import type { UnitHead } from '../ports'
import { sampleActs, sampleAlerts, sampleRows, sampleSizes, type SampleAct, type SampleSet } from '../sample'
import type { Change } from '../../domain/change'

/** The seed of every sample: the same data on every PC, so that two people can talk about it. */
const SEED = 20140401

/** The acts of a sample lie in the last 24 months; its rows are older. */
const MONTHS_BACK = 25

/** Sample data to try the program with. */
export const sampleTasks: WriterPart<'sample'> = {
  'sample.generate': ({ set }, { store, caller, clock, progress, commit }) => {
    if (store.counts().accesses > 0) return refuse('store-not-empty')
    const sizes = sampleSizes[set]
    const now = startOfDay(clock.now())
    const total = sizes.authorities + sizes.users + sizes.accesses + sizes.historyEntries
    const head = { ...unitHead('sample.generate', set, caller), origin: 'sample' }
    const watch = (done: number): boolean => {
      const what = done < total - sizes.historyEntries ? 'progress.sample-rows' : 'progress.sample-history'
      return progress({ done: Math.min(done, total), total, what })
    }
    commit((write) => {
      const before = { ...head, at: addMonths(now, -MONTHS_BACK) }
      const acts = unitsOf(sampleActs(set, SEED, catalogue, now), head)
      write.writeBaseline(before, rowsOf(set, now, sizes.alerts), acts, watch)
    })
    return ok({
      authorities: sizes.authorities,
      users: sizes.users,
      accesses: sizes.accesses,
      entries: sizes.historyEntries,
    })
  },
}

/** Authorities with what belongs to them, then alerts and notifications between them. */
function* rowsOf(
  set: SampleSet,
  now: Instant,
  alerts: number,
): Generator<{ entity: EntityName; row: object }> {
  yield* sampleRows(set, SEED, catalogue, now)
  yield* sampleAlerts(set, SEED, catalogue, now, alerts)
}

function* unitsOf(
  acts: Iterable<SampleAct>,
  head: UnitHead,
): Generator<{ head: UnitHead; changes: Change[] }> {
  for (const { at, command, reason, changes } of acts)
    yield { head: { ...head, at, command, reason }, changes }
}

function startOfDay(instant: Instant): Instant {
  return new Date(millisecondsOf(`${instant.slice(0, 10)}T00:00:00.000Z`)).toISOString() as Instant
}
