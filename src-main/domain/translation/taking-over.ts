import type { LeftOut } from '../../../src-shared/contract/memory'
import type { Alert } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import { LONGEST_TRANSLATED, translation, type Translation } from '../../../src-shared/entities/translation'
import type { OperatorId } from '../../../src-shared/ids'
import { TranslationId } from '../../../src-shared/ids'
import { Instant } from '../../../src-shared/time'
import { isOffered, sameWords } from './memory'
import { soughtForm } from './sentences'

/** A translation as a file tells it; what it does not tell is empty. Both texts are in composed form and trimmed. */
export interface ToldTranslation {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly original: string
  readonly translation: string
  readonly keptBy: string
  readonly keptAt: string
  readonly alertId: string
  readonly authorityId: string
}

/** What taking over asks of the store, with what was taken over before in the same file. */
export interface TakingFacts {
  /** The languages of the catalogue. */
  readonly languages: ReadonlySet<string>
  readonly alert: (id: string) => Alert | null
  readonly authority: (id: string) => Authority | null
  readonly isOperator: (id: string) => boolean
  readonly byId: (id: string) => Translation | null
  /** Entries with this compared form. */
  readonly byForm: (folded: string) => readonly Translation[]
  readonly now: Instant
  readonly newId: () => string
}

/** What taking over one translation does. `here`: what is kept here and stays, or gives way. */
export type Taking =
  | { readonly outcome: 'new'; readonly here: null; readonly after: Translation }
  | { readonly outcome: 'update'; readonly here: Translation; readonly after: Translation }
  | { readonly outcome: 'unchanged'; readonly here: Translation; readonly after: null }
  | { readonly outcome: 'left-out'; readonly why: LeftOut }

const leftOut = (why: LeftOut): Taking => ({ outcome: 'left-out', why })

/** Why a translation is of no use here; null where it is of use. */
function uselessFor(told: ToldTranslation, facts: TakingFacts): LeftOut | null {
  if (told.from !== '' && !facts.languages.has(told.from)) return 'language-unknown'
  if (!facts.languages.has(told.to)) return 'language-unknown'
  if (told.from === told.to) return 'same-language'
  if (told.original.length > LONGEST_TRANSLATED || told.translation.length > LONGEST_TRANSLATED) {
    return 'too-long'
  }
  if (soughtForm(told.original) === '' || told.translation === '') return 'no-word'
  if (told.alertId !== '') {
    const alert = facts.alert(told.alertId)
    if (alert === null) return 'alert-unknown'
    return isOffered(alert, facts.now) ? null : 'alert-blocked'
  }
  if (told.authorityId === '') return null
  const authority = facts.authority(told.authorityId)
  if (authority === null) return 'authority-unknown'
  return authority.erasedAt === null ? null : 'authority-removed'
}

/** The entry it would be here. A time that is yet to come counts as now: it would stand before all others for ever. */
function asEntry(told: ToldTranslation, { now, newId, isOperator }: TakingFacts): Translation {
  const at = Instant.safeParse(told.keptAt)
  const id = TranslationId.safeParse(told.id)
  const { original, translation: said } = told
  return translation.schema.parse({
    id: id.success ? id.data : newId(),
    from: told.from,
    to: told.to,
    folded: soughtForm(original),
    original,
    translation: said,
    keptBy: isOperator(told.keptBy) ? (told.keptBy as OperatorId) : null,
    keptAt: at.success && at.data <= now ? at.data : now,
    alertId: told.alertId === '' ? null : told.alertId,
    // A text is one or the other's; where a file names both, the alert was looked at.
    authorityId: told.alertId !== '' || told.authorityId === '' ? null : told.authorityId,
  })
}

/** Whether of two translations of the same words the first one stands: the newer one, on every PC the same. */
function standsBefore(left: Translation, right: Translation): boolean {
  if (left.keptAt !== right.keptAt) return left.keptAt > right.keptAt
  return left.translation > right.translation
}

/**
 * Decides what becomes of a translation that another PC or program kept (K8, product decision). The same entry, or what
 * the same person kept of the same words, is replaced by the newer of the two; everything else is kept beside what is
 * here. What belongs to an alert or an authority is taken over only where that is known and not blocked or removed, so
 * that it goes with it (P21, B6).
 */
export function takeOver(told: ToldTranslation, facts: TakingFacts): Taking {
  const useless = uselessFor(told, facts)
  if (useless !== null) return leftOut(useless)
  const entry = asEntry(told, facts)
  const same = facts.byForm(entry.folded).filter((each) => sameWords(each, entry))
  const one =
    same.find((each) => each.id === entry.id) ?? same.find((each) => each.keptBy === entry.keptBy) ?? null
  if (one !== null && one.translation !== entry.translation && standsBefore(entry, one)) {
    return { outcome: 'update', here: one, after: { ...entry, id: one.id } }
  }
  const known = one ?? same.find((each) => each.translation === entry.translation)
  if (known !== undefined) return { outcome: 'unchanged', here: known, after: null }
  // Another entry has this id, of other words: a file that was written by hand.
  const taken = facts.byId(entry.id) !== null
  return {
    outcome: 'new',
    here: null,
    after: taken ? { ...entry, id: facts.newId() as TranslationId } : entry,
  }
}
