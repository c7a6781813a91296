import type { PlannedTranslation } from '../../../src-shared/contract/memory'
import type { Translation } from '../../../src-shared/entities/translation'
import type { Instant } from '../../../src-shared/time'
import type { ReadStore } from '../../app/ports'
import { belongsTo } from '../../app/memory-facts'
import { created, updated, type Change } from '../../domain/change'
import {
  takeOver,
  type Taking,
  type TakingFacts,
  type ToldTranslation,
} from '../../domain/translation/taking-over'
import type { TmxUnit } from './tmx-reader'
import { PROPS, UNDETERMINED } from './tmx-writer'

/** What taking over a file would do. */
export interface MemoryPlan {
  readonly rows: readonly PlannedTranslation[]
  /** What carries it out: each entry once, as it is in the end. */
  readonly changes: readonly Change[]
}

export interface PlanFacts {
  readonly store: ReadStore
  /** The languages of the catalogue. */
  readonly languages: ReadonlySet<string>
  readonly now: Instant
  readonly newId: () => string
}

/** The memory as it is after what was planned so far. */
class PlannedMemory {
  private readonly forms = new Map<string, Translation[]>()
  /** What changes, by id: what is here, and what becomes of it. */
  private readonly net = new Map<string, { before: Translation | null; after: Translation }>()
  private readonly store: ReadStore

  constructor(store: ReadStore) {
    this.store = store
  }

  byId(id: string): Translation | null {
    return this.net.get(id)?.after ?? this.store.find('translation', id)?.row ?? null
  }

  byForm(folded: string): Translation[] {
    const known = this.forms.get(folded) ?? this.store.translationsOf(folded)
    this.forms.set(folded, known)
    return known
  }

  keep(after: Translation, here: Translation | null): void {
    // What the file itself brought in and replaces again was never here.
    const earlier = this.net.get(after.id)
    this.net.set(after.id, { before: earlier === undefined ? here : earlier.before, after })
    const others = this.byForm(after.folded).filter((each) => each.id !== after.id)
    this.forms.set(after.folded, [...others, after])
  }

  changes(): Change[] {
    return [...this.net.values()].map(({ before, after }) =>
      before === null ? created('translation', after) : updated('translation', before, after),
    )
  }
}

/** Of `de-AT` the language; nothing for one that nobody knows. */
function languageOf(tag: string): string {
  const language = tag.toLowerCase().split(/[-_]/)[0] ?? ''
  return language === UNDETERMINED ? '' : language
}

/** `20261127T223000Z` as an instant; empty where it is none. */
function instantOfTmx(date: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  return parts === null ? '' : date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z')
}

/** The text that a unit is translated from: in its source language, whatever its region; else the first one. */
function sourceOf({ sourceLanguage, texts }: TmxUnit): TmxUnit['texts'][number] | undefined {
  const [whole, language] = [sourceLanguage.toLowerCase(), languageOf(sourceLanguage)]
  return (
    texts.find((each) => each.language.toLowerCase() === whole) ??
    texts.find((each) => languageOf(each.language) === language) ??
    texts[0]
  )
}

/** The pairs of a unit: from its source to each other language. One alone has nothing it is translated to. */
function toldBy(unit: TmxUnit): ToldTranslation[] {
  const source = sourceOf(unit)
  const others = unit.texts.filter((each) => each !== source)
  return others.map((other) => ({
    // Several translations cannot all be the one entry that the unit is called by.
    id: others.length === 1 ? unit.id : '',
    from: languageOf(source?.language ?? ''),
    to: languageOf(other.language),
    original: source?.text ?? '',
    translation: other.text,
    keptBy: unit.changedBy,
    keptAt: unit.props[PROPS.keptAt] ?? instantOfTmx(unit.changedAt),
    alertId: unit.props[PROPS.alertId] ?? '',
    authorityId: unit.props[PROPS.authorityId] ?? '',
  }))
}

/** A text as the preview shows it. */
const shown = (text: string): string => text.slice(0, 400)

function rowOf(told: ToldTranslation, taking: Taking, store: ReadStore): PlannedTranslation {
  const leftOut = taking.outcome === 'left-out'
  const entry = leftOut ? null : (taking.after ?? taking.here)
  const here = leftOut ? null : taking.here
  const differs = here !== null && here.translation !== told.translation
  return {
    outcome: taking.outcome,
    from: told.from,
    to: told.to,
    original: shown(told.original),
    translation: shown(told.translation),
    here: differs ? shown(here.translation) : null,
    keptAt: entry?.keptAt ?? null,
    of: entry === null ? null : belongsTo(store, entry),
    why: leftOut ? taking.why : null,
  }
}

/**
 * Plans unit by unit what a file would do to the memory; writes nothing.
 * @param goesOn asked now and then with the units that are planned; where it says no, planning ends with null
 */
export function planMemory(
  units: readonly TmxUnit[],
  { store, ...facts }: PlanFacts,
  goesOn: (done: number) => boolean,
): MemoryPlan | null {
  const memory = new PlannedMemory(store)
  const asked: TakingFacts = {
    ...facts,
    alert: (id) => store.find('alert', id)?.row ?? null,
    authority: (id) => store.find('authority', id)?.row ?? null,
    isOperator: (id) => id !== '' && store.find('operator', id) !== null,
    byId: (id) => memory.byId(id),
    byForm: (folded) => memory.byForm(folded),
  }
  const rows: PlannedTranslation[] = []
  for (const [index, unit] of units.entries()) {
    if (index % 500 === 0 && !goesOn(index)) return null
    const told = toldBy(unit)
    if (told.length === 0) rows.push(aloneIn(unit))
    for (const each of told) {
      const taking = takeOver(each, asked)
      if (taking.outcome === 'new' || taking.outcome === 'update') memory.keep(taking.after, taking.here)
      rows.push(rowOf(each, taking, store))
    }
  }
  return { rows, changes: memory.changes() }
}

function aloneIn({ texts: [only] }: TmxUnit): PlannedTranslation {
  const from = languageOf(only?.language ?? '')
  const nothing = { to: '', translation: '', here: null, keptAt: null, of: null }
  return { outcome: 'left-out', from, original: shown(only?.text ?? ''), ...nothing, why: 'one-language' }
}
