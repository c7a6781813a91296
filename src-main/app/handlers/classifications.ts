import { ok, refuse } from '../../../src-shared/result'
import {
  addItem,
  changeItem,
  chooseAreas,
  enableTree,
  listedItems,
  type ClassificationFacts,
} from '../../domain/classifications'
import { catalogue, catalogueOf } from '../catalogue'
import type { ReaderPart, WriterPart } from '../handlers'
import type { ReadStore } from '../ports'
import { ownAuthority, staleIf } from './facts'

function factsOf(store: ReadStore): ClassificationFacts {
  return { builtIn: catalogue, changed: store.classificationItems() }
}

/** The classification of a module, to be worked on. */
export const classificationQueries: ReaderPart<'classifications'> = {
  'classifications.read': ({ module }, { store }) => ({ items: listedItems(factsOf(store), module) }),
}

/** Acts on classifications and trees, and the choice of areas. */
export const classificationCommands: WriterPart<'classifications'> &
  Pick<WriterPart<'authorities'>, 'authorities.chooseAreas'> = {
  'classifications.add': (input, { store, context, record }) => {
    const decided = addItem(factsOf(store), input, context)
    if (!decided.ok) return decided
    record(decided.value.changes, input.reason)
    return ok({ code: decided.value.code })
  },

  'classifications.change': (input, { store, context, record }) => {
    const decided = changeItem(factsOf(store), input, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'classifications.enableTree': (input, { store, context, record }) => {
    const stored = store.areaTrees().find((each) => each.id === input.tree) ?? null
    const decided = enableTree({ catalogue: catalogueOf(store), stored }, input, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },

  'authorities.chooseAreas': (input, { store, context, record }) => {
    const stored = store.find('authority', input.id)
    if (stored === null) return refuse('authority-unknown')
    const stale = staleIf(stored, input.revision)
    if (stale !== null) return stale
    const facts = {
      catalogue: catalogueOf(store),
      own: ownAuthority(store, context.actor),
      authority: stored.row,
    }
    const decided = chooseAreas(facts, input, context)
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}
