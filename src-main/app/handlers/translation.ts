import { ok, refuse } from '../../../src-shared/result'
import { translateKnown } from '../../domain/translation/known'
import { forgetTranslation, mayChangeEntry, rememberTranslation } from '../../domain/translation/memory'
import { soughtForm } from '../../domain/translation/sentences'
import type { ReaderPart, WriterPart } from '../handlers'
import { phrases } from '../phrases'

/** What phrases and memory know (K8). */
export const translationQueries: ReaderPart<'translation'> = {
  'translation.known': (wanted, { store, caller }) => {
    const { book, marks } = phrases()
    const facts = { phrases: book, marks, memory: (folded: string) => store.translationsOf(folded) }
    return { sentences: translateKnown(facts, wanted, caller) }
  },

  'translation.phrases': () => {
    const { book } = phrases()
    return { languages: [...book.languages], phrases: book.size }
  },

  'translation.memory': ({ text, page }, { store, caller }) => {
    if (caller.operatorId === null) return { entries: [], total: 0 }
    // What operators of authorities write is nobody else's but the Helpdesk's.
    const whose = caller.actsFor === null ? null : caller.operatorId
    const { rows, total } = store.translationMemory(whose, text, page.offset, page.limit)
    const entries = rows.map((entry) => ({
      entry,
      keptByName: entry.keptBy === null ? '' : (store.find('operator', entry.keptBy)?.row.name ?? ''),
      mine: mayChangeEntry(entry, caller).ok,
    }))
    return { entries, total }
  },
}

/** Keeping and removing translations. */
export const translationCommands: WriterPart<'translation'> = {
  'translation.remember': (input, { store, context, record }) => {
    const decided = rememberTranslation(store.translationsOf(soughtForm(input.original)), input, context)
    if (!decided.ok) return decided
    record(decided.value.changes)
    return ok({ id: decided.value.id })
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
