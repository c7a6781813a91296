import { nothingWritten } from '../../../src-shared/entities/authority-fields'
import type { Catalogue } from '../../../src-shared/catalogue'
import { keywordsOf } from '../../../src-shared/catalogue-lookups'
import type { Authority } from '../../../src-shared/entities/authority'
import { formatId, type AuthorityId } from '../../../src-shared/ids'
import { addMonths, instantOf, millisecondsOf, type Instant } from '../../../src-shared/time'
import { fold } from '../../domain/folding'
import { coordinatorTitles, Layout, subjects, vocabulary, type Place } from './layout'
import { mix, Random, shuffled } from './random'
import type { SampleSet } from './sizes'

const IDS_FROM = Date.UTC(2014, 2, 1)
const FIRST_REGISTRATION = Date.UTC(2008, 2, 1)
export const MONTHS_OF_HISTORY = 24

const KINDS = {
  ...{ authority: 1, access: 2, user: 3, accessManager: 4 },
  ...{ alert: 5, alertRecipient: 6, alertComment: 7 },
} as const

/** Sets are stored sorted and without repetition. */
export const sortedSet = (items: readonly string[]) => [...new Set(items)].sort()

/** The sample's authorities as they are before the first act, each by its number. */
export class SampleAuthorities {
  readonly layout: Layout
  /** When the first act can have happened. */
  readonly start: number
  readonly now: number
  protected readonly catalogue: Catalogue
  protected readonly seed: number
  readonly #folded = new Map<string, string>()
  readonly #random = new Uint8Array(10)
  readonly #bytes = new DataView(this.#random.buffer)
  readonly #ids: AuthorityId[] = []
  readonly #choices = new Map<string, readonly string[]>()

  constructor(set: SampleSet, seed: number, catalogue: Catalogue, now: Instant) {
    this.layout = new Layout(set, seed, catalogue, now)
    this.catalogue = catalogue
    this.seed = seed
    this.now = millisecondsOf(now)
    this.start = millisecondsOf(addMonths(now, -MONTHS_OF_HISTORY))
  }

  random(...numbers: readonly number[]): Random {
    return new Random(mix(this.seed, ...numbers))
  }

  protected id(kind: keyof typeof KINDS, number: number): string {
    const view = this.#bytes
    view.setUint32(0, shuffled(number))
    view.setUint8(4, KINDS[kind])
    view.setUint32(5, mix(this.seed, KINDS[kind]))
    return formatId(IDS_FROM + number, this.#random)
  }

  authorityId(index: number): AuthorityId {
    return (this.#ids[index] ??= this.id('authority', index) as AuthorityId)
  }

  protected fold(text: string): string {
    let folded = this.#folded.get(text)
    if (folded === undefined) this.#folded.set(text, (folded = fold(text).replaceAll(' ', '')))
    return folded
  }

  protected place(index: number): Place {
    const { layout } = this
    const position = layout.stateOf(index)
    const state = layout.state(position)
    const random = this.random(4, index)
    if (layout.postOf(index) === 'competent') return random.pick(state.places)
    const region = layout.regional[index - layout.states.length * 4]?.region
    return (
      state.places.find((place) => place.region === region) ?? { ...random.pick(state.places.slice(0, 1)) }
    )
  }

  protected subject(index: number) {
    return this.random(5, index).below(subjects.length)
  }

  /** The registration of an authority; before the first act unless an act registers it. */
  protected registered(index: number): number {
    return FIRST_REGISTRATION + this.random(6, index).below(this.start - FIRST_REGISTRATION)
  }

  authority(index: number): Authority {
    const { layout } = this
    const position = layout.stateOf(index)
    const state = layout.state(position)
    const post = layout.postOf(index)
    const random = this.random(7, index)
    const place = this.place(index)
    const spoken = random.pick(state.languages)
    const domain = `${this.fold(place.city)}-${index}.${state.code.toLowerCase()}.example`
    const street = vocabulary(spoken)
    return {
      ...nothingWritten(),
      id: this.authorityId(index),
      officialName: this.#name(index, spoken, place),
      informalTitle: this.#title(index, place),
      description: random.chance(0.3)
        ? `Competent in ${place.city} and in the whole of ${place.region}.`
        : '',
      memberState: state.code,
      region: layout.postOf(index) === 'regional' ? this.#regionOf(index) : place.region,
      types: this.#types(index, state.code),
      status: 'active',
      hasAccessManagerRole: post === 'nimic' || post === 'regional',
      address: `${random.pick(street.family)} ${1 + random.below(180)}`,
      postcode: place.postcode,
      city: place.city,
      phone: this.phone(state.phonePrefix, random),
      fax: random.chance(0.4) ? this.phone(state.phonePrefix, random) : '',
      email: random.chance(0.96) ? `office@${domain}` : '',
      website: random.chance(0.7) ? `https://www.${domain}` : '',
      languages: sortedSet([...state.languages, ...(random.chance(0.6) ? ['en'] : [])]),
      policyAreas: this.some('policy', random, 3),
      economicAreas: this.some('economic', random, 3),
      externalIds: [],
      registeredAt: instantOf(this.registered(index)),
      inactivatedAt: null,
      mergedInto: null,
      erasedAt: null,
    }
  }

  phone(prefix: string, random: Random): string {
    return `${prefix} ${10 + random.below(890)} ${100_000 + random.below(899_999)}`
  }

  #regionOf(index: number): string {
    return this.layout.regional[index - this.layout.states.length * 4]?.region ?? ''
  }

  #name(index: number, language: string, place: Place): string {
    const post = this.layout.postOf(index)
    const words = vocabulary(language)
    if (post !== 'competent') {
      const at = ['nimic', 'qualifications', 'services', 'solvit', 'regional'].indexOf(post)
      return (words.coordinators[at] ?? post).replace('{p}', this.#regionOf(index))
    }
    const random = this.random(8, index)
    const name = (words.bodies[this.subject(index)] ?? '{p}').replace('{p}', place.city)
    // The more authorities, the fewer stand alone in their town; some doubles are left, as in every register.
    const alone = this.layout.total < 1_000 ? 0.6 : 2_000 / this.layout.total
    if (random.chance(alone)) return name
    const district = random.pick(words.districts)
    return this.layout.total < 1_000
      ? `${name} (${district})`
      : `${name} (${district} ${1 + random.below(Math.ceil(this.layout.total / 250))})`
  }

  #title(index: number, place: Place): string {
    const post = this.layout.postOf(index)
    if (post === 'regional') return `${coordinatorTitles[4] ?? ''}: ${this.#regionOf(index)}`
    if (post !== 'competent') return coordinatorTitles[index % 4] ?? ''
    return `${subjects[this.subject(index)]?.title ?? ''}, ${place.region}`
  }

  #types(index: number, state: string): string[] {
    switch (this.layout.postOf(index)) {
      case 'nimic':
        return ['nimic']
      case 'qualifications':
        return ['area-coordinator:professional-qualifications']
      case 'services':
        if (state === 'FR') return ['area-coordinator:services', 'coordinator-national']
        return state === 'BE'
          ? ['area-coordinator:services', 'coordinator-federal-regional:federal']
          : ['area-coordinator:services']
      case 'solvit':
        return ['solvit-centre']
      case 'regional':
        return [state === 'DE' ? 'coordinator-federal-state' : 'coordinator-autonomous-community']
      case 'competent':
        return ['competent-authority']
    }
  }

  /** Up to `most` codes of a list of the catalogue. */
  protected some(list: string, random: Random, most: number): string[] {
    let choices = this.#choices.get(list)
    if (choices === undefined) this.#choices.set(list, (choices = this.#listed(list)))
    const count = choices.length === 0 ? 0 : random.below(most + 1)
    const chosen = choices
    return sortedSet(Array.from({ length: count }, () => random.pick(chosen)))
  }

  #listed(list: string): string[] {
    if (list === 'policy') return this.catalogue.policyAreas.items.map((item) => item.code)
    if (list === 'economic') return this.catalogue.economicAreas.items.map((item) => item.code)
    if (list === 'professions') {
      return this.catalogue.professions.flatMap(({ code, professions }) => [
        code,
        ...professions.map((each) => each.code),
      ])
    }
    return keywordsOf(this.catalogue, list).map((item) => item.code)
  }
}
