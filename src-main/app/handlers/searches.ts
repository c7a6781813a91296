import { KeptSearch } from '../../../src-shared/contract/searches'
import type { SavedSearchId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import { created, updated } from '../../domain/change'
import type { ReaderPart, WriterPart } from '../handlers'

/** The searches an operator keeps. */
export const searchQueries: ReaderPart<'searches'> = {
  'searches.list': (_input, { store, caller }) => {
    if (caller.operatorId === null) return { searches: [] }
    const searches = store.savedSearches(caller.operatorId).flatMap((row) => {
      // A search of an older program may name a criterion this one lacks: it is left out, not guessed.
      const kept = KeptSearch.safeParse(JSON.parse(row.criteria))
      return kept.success ? [{ id: row.id, name: row.name, ...kept.data }] : []
    })
    return { searches }
  },
}

/** Keeping and dropping a search. */
export const searchCommands: WriterPart<'searches'> = {
  'searches.save': ({ name, criteria, sort }, { store, context, record }) => {
    const operatorId = context.actor.operatorId
    if (operatorId === null) throw new Error('Nobody is signed in')
    const kept = JSON.stringify({ criteria, sort })
    const same = store.savedSearches(operatorId).find((row) => row.name === name)
    if (same !== undefined) {
      if (same.criteria !== kept) record([updated('savedSearch', same, { criteria: kept })])
      return ok({ id: same.id })
    }
    const id = context.newId() as SavedSearchId
    record([created('savedSearch', { id, operatorId, name, criteria: kept, removed: false })])
    return ok({ id })
  },

  'searches.remove': ({ id }, { store, context, record }) => {
    const stored = store.find('savedSearch', id)
    const gone = stored === null || stored.row.removed || stored.row.operatorId !== context.actor.operatorId
    if (gone) return refuse('search-unknown')
    record([updated('savedSearch', stored.row, { removed: true })])
    return ok({})
  },
}
