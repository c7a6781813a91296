import { z } from 'zod'
import { SavedSearchId } from '../ids'
import { requiredText } from '../text'
import { SearchCriteria, Sort } from './authorities'
import { Nothing } from './common'
import { command, query } from './define'

/** A saved search as it is kept. */
export const KeptSearch = z.strictObject({ criteria: SearchCriteria, sort: Sort })

export const searches = {
  /** Lists the saved searches of the caller. */
  'searches.list': query({
    who: 'signed-in',
    input: Nothing,
    output: z.strictObject({
      searches: z.array(
        z.strictObject({ id: SavedSearchId, name: z.string(), criteria: SearchCriteria, sort: Sort }),
      ),
    }),
  }),
  /** Saves a search under a name. */
  'searches.save': command({
    who: 'signed-in',
    centralEffect: false,
    input: z.strictObject({ name: requiredText(80), criteria: SearchCriteria, sort: Sort }),
    output: z.strictObject({ id: SavedSearchId }),
    refusals: [],
    undo: 'inverse',
  }),
  /** Removes a saved search. */
  'searches.remove': command({
    who: 'signed-in',
    centralEffect: false,
    input: z.strictObject({ id: SavedSearchId }),
    output: Nothing,
    refusals: ['search-unknown'],
    undo: 'inverse',
  }),
}
