import type { Authority } from '../../../src-shared/entities/authority'
import { nothingWritten } from '../../../src-shared/entities/authority-fields'
import type { AccessId, AuthorityId, RelationId } from '../../../src-shared/ids'
import { newAuthority, registersAccess } from '../../domain/authorities'
import { created, updated, type Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import type { AuthorityDraft } from './row-to-draft'
import type { RowPlan } from './plan'

const NOTHING: AuthorityDraft = { ...nothingWritten(), externalIds: [], registeredAt: null }

/**
 * The changes that carry out a plan: new authorities with their access to Registers (B2) and, where one was chosen,
 * their Access manager (P9); updates of known ones. Rows with errors give nothing.
 * @param manager becomes Access manager of each new authority of its own Member State
 */
export function* changesOf(
  plans: Iterable<RowPlan>,
  manager: Authority | null,
  context: Context,
): Generator<Change, void, undefined> {
  for (const { planned, draft, target, fields } of plans) {
    if (planned.outcome === 'update' && target !== null) yield updated('authority', target, fields)
    if (planned.outcome !== 'new') continue
    const { externalIds, registeredAt, ...data } = { ...NOTHING, ...draft }
    const authority: Authority = {
      ...newAuthority(context.newId() as AuthorityId, data, context.now),
      externalIds,
      registeredAt: registeredAt ?? context.now,
    }
    yield created('authority', authority)
    yield created('access', registersAccess(context.newId() as AccessId, authority.id, context.now))
    if (manager !== null && manager.memberState === authority.memberState) {
      yield created('accessManager', {
        id: context.newId() as RelationId,
        managerId: manager.id,
        authorityId: authority.id,
        // Named by the Helpdesk, which alone imports lists (P9).
        origin: 'helpdesk',
        since: context.now,
      })
    }
  }
}
