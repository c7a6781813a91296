import type { TextOf } from '../../../src-shared/contract/translation'
import type { Translation } from '../../../src-shared/entities/translation'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { translateKnown } from '../../domain/translation/known'
import {
  forgetTranslation,
  isOffered,
  mayChangeEntry,
  rememberTranslation,
} from '../../domain/translation/memory'
import { soughtForm } from '../../domain/translation/sentences'
import { alertSeen } from '../alert-facts'
import { alertsWithheld, belongsTo } from '../memory-facts'
import type { ReaderPart, WriterPart } from '../handlers'
import type { Caller, ReadStore } from '../ports'
import { phrases } from '../phrases'

/** What the memory offers for a compared form: nothing of alerts whose data is blocked (P21). */
function offered(store: ReadStore, now: Instant): (folded: string) => Translation[] {
  const alertOf = ({ alertId }: Translation) =>
    alertId === null ? null : (store.find('alert', alertId)?.row ?? null)
  return (folded) => store.translationsOf(folded).filter((entry) => isOffered(alertOf(entry), now))
}

/** Finds whose text is translated. Refuses where its data is blocked or erased, or where the caller has no part in it. */
function linkTo(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  of: TextOf | null,
  now: Instant,
): Result<
  Pick<Translation, 'alertId' | 'authorityId'>,
  'alert-unknown' | 'translation-withheld' | 'authority-unknown' | 'authority-removed'
> {
  if (of === null) return ok({ alertId: null, authorityId: null })
  if (of.kind === 'alert') {
    const seen = alertSeen(store, caller, { id: of.id, as: null })
    if (!seen.ok) return refuse('alert-unknown')
    return isOffered(seen.value.alert, now)
      ? ok({ alertId: of.id, authorityId: null })
      : refuse('translation-withheld')
  }
  const authority = store.find('authority', of.id)
  if (authority === null) return refuse('authority-unknown')
  return authority.row.erasedAt === null
    ? ok({ alertId: null, authorityId: of.id })
    : refuse('authority-removed')
}

/** What phrases and memory know (K8). */
export const translationQueries: ReaderPart<'translation'> = {
  'translation.known': (wanted, { store, caller, clock }) => {
    const { book, marks } = phrases()
    const facts = { phrases: book, marks, memory: offered(store, clock.now()) }
    return { sentences: translateKnown(facts, wanted, caller) }
  },

  'translation.phrases': () => {
    const { book } = phrases()
    return { languages: [...book.languages], phrases: book.size }
  },

  'translation.memory': ({ text, page }, { store, caller, clock }) => {
    if (caller.operatorId === null) return { entries: [], total: 0 }
    // What operators of authorities write is nobody else's but the Helpdesk's.
    const whose = caller.actsFor === null ? null : caller.operatorId
    const without = alertsWithheld(store, clock.now())
    const { rows, total } = store.translationMemory(whose, text, without, page.offset, page.limit)
    const entries = rows.map((entry) => ({
      entry,
      keptByName: entry.keptBy === null ? '' : (store.find('operator', entry.keptBy)?.row.name ?? ''),
      of: belongsTo(store, entry),
      mine: mayChangeEntry(entry, caller).ok,
    }))
    return { entries, total }
  },
}

/** Keeping and removing translations. */
export const translationCommands: WriterPart<'translation'> = {
  'translation.remember': ({ of, ...said }, { store, context, record }) => {
    const link = linkTo(store, context.actor, of, context.now)
    if (!link.ok) return link
    const entries = store.translationsOf(soughtForm(said.original))
    const decided = rememberTranslation(entries, { ...said, ...link.value }, context)
    if (!decided.ok) return decided
    record(decided.value.changes)
    const { id, replaced } = decided.value
    return ok({ id, replaced })
  },

  'translation.forget': ({ id }, { store, context, record }) => {
    const stored = store.find('translation', id)
    if (stored === null) return refuse('translation-unknown')
    const decided = forgetTranslation(stored.row, context)
    if (!decided.ok) return decided
    record(decided.value)
    return ok({})
  },
}
