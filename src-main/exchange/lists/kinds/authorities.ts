import type { Authority } from '../../../../src-shared/entities/authority'
import { LIST_FIELDS, type ListField } from '../../../../src-shared/entities/authority-fields'
import type { AnyListField } from '../../../../src-shared/entities/list-fields'
import { ok, refuse } from '../../../../src-shared/result'
import { catalogue } from '../../../app/catalogue'
import type { ReadStore } from '../../../app/ports'
import { changesOf } from '../apply'
import { suggestMapping } from '../mapping'
import { knownFrom, planList } from '../plan'
import type { Kind } from './kind'

/** Lists of authorities. */
export const authoritiesKind: Kind = {
  suggest: suggestMapping,
  // What a list holds where it looks like nothing else.
  isLikely: () => true,

  plan: (list, mapping, decisions, store, now) => {
    const manager =
      mapping.accessManager === null ? null : (store.find('authority', mapping.accessManager)?.row ?? null)
    if (
      mapping.accessManager !== null &&
      (manager?.hasAccessManagerRole !== true || manager.status !== 'active')
    ) {
      return refuse('access-manager-not-possible', { authority: manager?.officialName ?? '' })
    }
    const columns = mapping.columns.map((field) => (isListField(field) ? field : null))
    const plans = planList(
      list,
      { ...mapping, columns },
      {
        known: knownFrom(everyAuthority(store)),
        choiceOf: (line) => decisions.find((each) => each.line === line)?.choice ?? null,
        catalogue,
        now,
      },
    )
    const rows = plans.map((each) => each.planned)
    return ok({
      rows,
      // A new authority comes with its access to Registers (B2).
      writes: rows.reduce(
        (sum, { outcome }) => sum + (outcome === 'new' ? 2 : outcome === 'update' ? 1 : 0),
        0,
      ),
      changes: (context) => changesOf(plans, manager, context),
    })
  },
}

function isListField(field: AnyListField | null): field is ListField {
  return (LIST_FIELDS as readonly (AnyListField | null)[]).includes(field)
}

/** Yields every authority of the store, removed ones last. */
export function* everyAuthority(store: ReadStore): Generator<Authority> {
  for (const state of catalogue.memberStates) yield* store.authoritiesOfMemberState(state.code)
  yield* store.removedAuthorities()
}
