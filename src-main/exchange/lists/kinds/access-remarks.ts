import { linkedCoordinatorRequired } from '../../../../src-shared/catalogue'
import type { PlannedRow } from '../../../../src-shared/contract/lists'
import type { Access } from '../../../../src-shared/entities/access'
import { coordinatorFault } from '../../../domain/accesses'
import type { AccessFacts } from './access-facts'
import type { PlannedAccess } from './access-plan'

type State = Pick<Access, 'role' | 'status'>

/**
 * What supervision lacks once the list is in: linked coordinators that do not count (P7), none where C2 asks for one, and
 * others that stay linked to a coordinator that is none any more (P6). Said only of what the list changes.
 * @param states accesses as the list leaves them, by authority and module
 */
export function supervisionRemarks(
  { authority, module, target, after, fields }: PlannedAccess,
  states: ReadonlyMap<string, State>,
  facts: AccessFacts,
): PlannedRow['warnings'] {
  const remarks: PlannedRow['warnings'] = []
  const remark = (code: string, value: string) => remarks.push({ code, column: '', value })
  const isNew = target === null
  if (isNew || fields.linkedCoordinators !== undefined || fields.role !== undefined) {
    const counting = after.linkedCoordinators.filter((id) => {
      const coordinator = facts.authority(id)
      const access = states.get(`${id} ${module}`) ?? facts.accessOf(id, module)
      const counts =
        coordinator !== null && coordinatorFault({ authority: coordinator, access }, authority) === null
      if (!counts) remark('coordinator-does-not-count', facts.nameOf(id))
      return counts
    })
    if (counting.length === 0 && linkedCoordinatorRequired(facts.catalogue, module, after.role)) {
      remark('coordinator-lacking', '')
    }
  }
  const coordinated = target?.role === 'coordinator' && target.status === 'active'
  if (coordinated && (after.role !== 'coordinator' || after.status !== 'active')) {
    const linked = facts.linkedTo(authority.id, module)
    if (linked > 0) remark('others-linked', String(linked))
  }
  return remarks
}
