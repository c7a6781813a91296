import { z } from 'zod'
import { OperatorId, SavedSearchId } from '../ids'
import { requiredText, text } from '../text'
import { entity, personal } from './entity'

/** A search an operator keeps under a name. In the store and not in the preferences, since its text may name a person. */
export const savedSearch = entity(
  'savedSearch',
  { about: 'id', owners: [], travels: 'local', readers: 'elsewhere', unique: [] },
  {
    id: SavedSearchId,
    operatorId: OperatorId,
    name: personal(requiredText(80)),
    /** The criteria as JSON of the contract's search form. */
    criteria: personal(text(4000)),
    removed: z.boolean(),
  },
)

export type SavedSearch = z.infer<typeof savedSearch.schema>
