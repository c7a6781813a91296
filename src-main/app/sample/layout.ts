import places from '../../../resources/sample/places.json'
import names from '../../../resources/sample/names.json'
import {
  memberStateValid,
  SUPERVISED_KINDS,
  type Catalogue,
  type Module,
} from '../../../src-shared/catalogue'
import type { Instant } from '../../../src-shared/time'
import { mix, Random } from './random'
import { actPlans, sampleSizes, type SampleSet } from './sizes'

/** What the first authorities of each Member State are; the others are competent authorities. */
export type Post = 'nimic' | 'qualifications' | 'services' | 'solvit' | 'regional' | 'competent'

const POSTS = ['nimic', 'qualifications', 'services', 'solvit'] as const

/** Member States whose regions have IMI coordinators of their own. */
const REGIONAL_STATES = ['DE', 'ES']

/** Authorities that share one pool of users, so that the total is met exactly. */
const BLOCK = 250
const MOST_USERS_OF_COMMON_ONES = 7

export type Place = { readonly city: string; readonly region: string; readonly postcode: string }
export type Vocabulary = (typeof names.languages)['en']

interface State {
  readonly code: string
  readonly languages: readonly string[]
  readonly phonePrefix: string
  readonly places: readonly Place[]
  readonly weight: number
  readonly expired: boolean
}

/**
 * Which authority is what, by its number: the four national posts of each Member State come first, then the regional
 * coordinators, then competent authorities. Counts of accesses and users are spread so that the totals are exact.
 */
export class Layout {
  readonly states: readonly State[]
  readonly regional: readonly { state: number; region: string }[]
  /** Number of authorities that coordinate something; they come first. */
  readonly core: number
  readonly total: number
  /** Authorities that exist before the first act. */
  readonly atStart: number
  readonly touched: number
  readonly seed: number
  readonly supervised: readonly Module[]
  readonly #extraAccesses: number
  readonly #users: number
  readonly #byWeight: readonly number[]
  readonly #blocks = new Map<number, Uint16Array>()
  readonly #regionalByName = new Map<string, number>()

  constructor(set: SampleSet, seed: number, catalogue: Catalogue, now: Instant) {
    this.seed = seed
    this.states = catalogue.memberStates.map((state) => {
      const place = places.find((candidate) => candidate.memberState === state.code)
      return {
        code: state.code,
        languages: state.languages,
        phonePrefix: place?.phonePrefix ?? '+32',
        places: place?.places ?? [{ city: state.name, region: '', postcode: '1000' }],
        weight: place?.weight ?? 1,
        expired: !memberStateValid(state, now),
      }
    })
    this.regional = REGIONAL_STATES.flatMap((code) => {
      const state = this.states.findIndex((candidate) => candidate.code === code)
      const entry = catalogue.regions.find((candidate) => candidate.memberState === code)
      return (entry?.regions ?? []).map((region) => ({ state, region: region.name }))
    })
    this.core = this.states.length * POSTS.length + this.regional.length
    this.regional.forEach(({ state, region }, index) => {
      this.#regionalByName.set(`${state} ${region}`, this.states.length * POSTS.length + index)
    })
    this.#byWeight = this.states.flatMap((state, index) => Array.from({ length: state.weight }, () => index))
    this.supervised = catalogue.modules.filter((module) => SUPERVISED_KINDS.includes(module.kind))
    const size = sampleSizes[set]
    const plan = actPlans[set]
    this.total = size.authorities
    this.atStart = size.authorities - plan.registered
    this.touched = Math.min(plan.touched, this.atStart)
    this.#users = size.users
    const coordinating = this.states.length * (this.supervised.length + 1) + this.regional.length
    this.#extraAccesses = size.accesses - size.authorities - coordinating
  }

  postOf(index: number): Post {
    if (index >= this.core) return 'competent'
    return index < this.states.length * POSTS.length
      ? (POSTS[index % POSTS.length] ?? 'competent')
      : 'regional'
  }

  /** Position of its Member State. Those that expired get no new registrations (product decision P22). */
  stateOf(index: number): number {
    const national = this.states.length * POSTS.length
    if (index < national) return Math.floor(index / POSTS.length)
    if (index < this.core) return this.regional[index - national]?.state ?? 0
    const random = new Random(mix(this.seed, 1, index))
    for (;;) {
      const state = random.pick(this.#byWeight)
      if (index < this.atStart || this.states[state]?.expired === false) return state
    }
  }

  state(position: number): State {
    const state = this.states[position]
    if (state === undefined) throw new Error(`No Member State at position ${position}`)
    return state
  }

  national(state: number, post: (typeof POSTS)[number]): number {
    return state * POSTS.length + POSTS.indexOf(post)
  }

  regionalFor(state: number, region: string): number | undefined {
    return this.#regionalByName.get(`${state} ${region}`)
  }

  /** How many accesses besides Registers a competent authority has. */
  extraAccesses(index: number): number {
    const place = index - this.core
    const even = place - (place % 2)
    const share = (at: number) => {
      const among = this.total - this.core
      return at >= among
        ? 0
        : Math.floor((this.#extraAccesses * (at + 1)) / among) -
            Math.floor((this.#extraAccesses * at) / among)
    }
    // Neighbours give and take, so that not all have about the same.
    const moved = Math.min(share(even + 1), mix(this.seed, 2, even) % 4)
    return share(place) + (place === even ? moved : -moved)
  }

  /** How many users an authority has: mostly one to five, one of each 250 has about two hundred. */
  users(index: number): number {
    const block = Math.floor(index / BLOCK)
    let counts = this.#blocks.get(block)
    if (counts === undefined) {
      counts = this.#fill(block)
      this.#blocks.set(block, counts)
    }
    return counts[index - block * BLOCK] ?? 1
  }

  #fill(block: number): Uint16Array {
    const first = block * BLOCK
    const end = Math.min(first + BLOCK, this.total)
    const until = (at: number) => Math.floor((this.#users * at) / this.total)
    const counts = new Uint16Array(end - first).fill(1)
    let left = until(end) - until(first) - counts.length
    const random = new Random(mix(this.seed, 3, block))
    const largest = random.below(Math.floor(counts.length * 0.6))
    const forLargest = Math.floor(left * 0.35)
    counts[largest] = 1 + forLargest
    left -= forLargest
    for (let tries = 0; left > 0; tries += 1) {
      const at = random.below(counts.length)
      const limit = tries > counts.length * 40 ? Infinity : MOST_USERS_OF_COMMON_ONES
      // Some get more than others, as in real life.
      if (at === largest || (counts[at] ?? 0) >= limit || random.chance((at % 5) / 6)) continue
      counts[at] = (counts[at] ?? 0) + 1
      left -= 1
    }
    return counts
  }
}

/** Words and names of a language; English where the sample has none of its own. */
export function vocabulary(language: string): Vocabulary {
  const all: Readonly<Record<string, Vocabulary>> = names.languages
  return all[language] ?? names.languages.en
}

export const { subjects, coordinatorTitles, details, reasons } = names
