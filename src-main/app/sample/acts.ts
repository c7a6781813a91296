import type { Catalogue } from '../../../src-shared/catalogue'
import { addMonths, instantOf, millisecondsOf, type Instant } from '../../../src-shared/time'
import { created, updated, type Change } from '../../domain/change'
import { Edits } from './edits'
import { reasons } from './layout'
import { actPlans, sampleSizes, type SampleSet } from './sizes'
import { World } from './world'

/** Something a person did: one unit of the history. */
export interface SampleAct {
  readonly at: Instant
  readonly command: string
  readonly reason: string
  readonly changes: Change[]
}

/** An act that only waits for its moment. */
type Step = (at: Instant) => { command: string; changes: Change[] }

const MONTHS_OF_INACTIVATIONS = 7

/** Registering an authority and what follows: access by access, user by user (B1, B2, C3). */
function* registration(world: World, index: number): Generator<Step, void, undefined> {
  const grants = world.grants(index)
  const [registers] = grants
  if (registers === undefined) return
  const complete = world.user(index, 0, grants)
  let first = { ...complete, roles: world.administratorRoles([registers]) }
  yield (at) => ({
    command: 'authorities.register',
    changes: [
      created('authority', { ...world.authority(index), registeredAt: at }),
      created('access', {
        ...world.access(index, 0, registers),
        status: 'active',
        grantedAt: at,
        suspendedAt: null,
      }),
      ...world
        .managers(index)
        .map((relation) =>
          created('accessManager', { ...relation, origin: 'registered' as const, since: at }),
        ),
      created('user', first),
    ],
  })
  for (const [number, grant] of grants.entries()) {
    if (number === 0) continue
    yield (at) => {
      const access = {
        ...world.access(index, number, grant),
        status: 'active' as const,
        grantedAt: at,
        suspendedAt: null,
      }
      const gained = updated('user', first, { roles: world.administratorRoles(grants.slice(0, number + 1)) })
      first = gained.after
      return { command: 'accesses.grant', changes: [created('access', access), gained] }
    }
  }
  for (let number = 1; number < world.layout.users(index); number += 1) {
    yield () => ({ command: 'users.add', changes: [created('user', world.user(index, number, grants))] })
  }
}

function registrationCounts(world: World, index: number): { acts: number; changes: number } {
  const grants = world.grants(index).length - 1
  const users = world.layout.users(index)
  return { acts: 1 + grants + users - 1, changes: 3 + world.managers(index).length + grants * 2 + users - 1 }
}

/** Suspending all accesses of an authority, then inactivating it (B5, product decision P5). */
function* inactivation(world: World, index: number): Generator<Step, void, undefined> {
  const accesses = world.grants(index).map((grant, number) => world.access(index, number, grant))
  const active = accesses.filter((access) => access.status === 'active')
  yield (at) => ({
    command: 'accesses.suspendAll',
    changes: active.map((access) => updated('access', access, { status: 'suspended', suspendedAt: at })),
  })
  yield (at) => ({
    command: 'authorities.inactivate',
    changes: [updated('authority', world.authority(index), { status: 'inactivated', inactivatedAt: at })],
  })
}

function inactivationChanges(world: World, index: number): number {
  const active = world
    .grants(index)
    .filter((grant, number) => world.access(index, number, grant).status === 'active')
  return active.length + 1
}

/** Takes steps one after the other from several acts, and knows how many are left. */
class Queue {
  left: number
  readonly total: number
  readonly #steps: Iterator<Step, void, undefined>

  constructor(total: number, steps: Iterator<Step, void, undefined>) {
    this.total = total
    this.left = total
    this.#steps = steps
  }

  take(): Step {
    const next = this.#steps.next()
    if (next.done === true) throw new Error('The sample planned more acts than it has')
    this.left -= 1
    return next.value
  }

  /** Whether it is behind: less done than the share of time that has passed. */
  behind(share: number): boolean {
    return this.left > 0 && this.total - this.left < this.total * share
  }
}

function* each(indices: readonly number[], steps: (index: number) => Generator<Step, void, undefined>) {
  for (const index of indices) yield* steps(index)
}

/**
 * What people did in the 24 months before `now`, in order of time: registrations with their grants and users,
 * inactivations in the last months, and edits of authorities, accesses and users. Each change starts from the row as
 * the acts before left it, beginning with `sampleRows` of the same arguments. The number of changes of all acts
 * together is exactly the set's number of history entries.
 * What it keeps in memory is bounded: acts touch only a part of the authorities (see `actPlans`).
 */
export function* sampleActs(
  set: SampleSet,
  seed: number,
  catalogue: Catalogue,
  now: Instant,
): Generator<SampleAct, void, undefined> {
  const world = new World(set, seed, catalogue, now)
  const { layout } = world
  const fresh = Array.from({ length: layout.total - layout.atStart }, (_, place) => layout.atStart + place)
  const ending = inactivatedIndices(world, actPlans[set].inactivated)
  const counts = fresh.map((index) => registrationCounts(world, index))
  const registering = new Queue(
    counts.reduce((sum, count) => sum + count.acts, 0),
    each(fresh, (index) => registration(world, index)),
  )
  const inactivating = new Queue(
    ending.length * 2,
    each(ending, (index) => inactivation(world, index)),
  )
  const scripted =
    counts.reduce((sum, count) => sum + count.changes, 0) +
    ending.reduce((sum, index) => sum + inactivationChanges(world, index), 0)
  const edits = new Edits(world, new Set(ending))
  const acts = registering.total + inactivating.total + sampleSizes[set].historyEntries - scripted
  const random = world.random(20)
  const span = world.now - world.start
  const from = (millisecondsOf(addMonths(now, -MONTHS_OF_INACTIVATIONS)) - world.start) / span
  for (let act = 0; act < acts; act += 1) {
    const at = instantOf(world.start + Math.floor((span * (act + 0.9 * random.next())) / acts))
    const passed = (act + 1) / acts / 0.96
    const due = acts - act <= registering.left + inactivating.left
    let step: Step
    if (inactivating.behind((passed - from) / (1 - from))) step = inactivating.take()
    else if (registering.behind(passed) || (due && registering.left > 0)) step = registering.take()
    else if (due) step = inactivating.take()
    else step = (moment) => edits.next(moment)
    yield { at, reason: random.pick(reasons), ...step(at) }
  }
}

/** Competent authorities among those that acts touch, evenly spread. */
function inactivatedIndices(world: World, count: number): number[] {
  const { core, touched } = world.layout
  return Array.from(
    { length: count },
    (_, place) => core + Math.floor(((place + 0.5) * (touched - core)) / count),
  )
}
