import type { Access } from '../../src-shared/entities/access'
import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { Change } from './change'

/**
 * What must hold of every row that is written, whoever asked for it: a command, an import, a bundle. A row that breaks
 * one is a bug of the rule that made it, so this throws instead of refusing.
 */
export function assertInvariants(change: Change): void {
  const broken = brokenInvariant(change)
  if (broken !== null) throw new Error(`${change.entity} ${change.id}: ${broken}`)
}

/** The first invariant that the row after the change breaks, in words; null where all hold. */
export function brokenInvariant(change: Change): string | null {
  if (change.after === null) return null
  if (change.after.id !== change.id) return 'the id changed'
  switch (change.entity) {
    case 'authority':
      return brokenAuthority(change.after)
    case 'access':
      return brokenAccess(change.after)
    case 'accessManager':
      return brokenRelation(change.after)
    case 'translation':
      return change.after.alertId !== null && change.after.authorityId !== null
        ? 'a translation belongs to an alert or to an authority (P21, B6)'
        : null
    default:
      return null
  }
}

function brokenAuthority(row: Authority): string | null {
  if (row.officialName === '') return 'an authority has an official name'
  if ((row.status === 'inactivated') !== (row.inactivatedAt !== null)) {
    return 'the date of inactivation stands exactly while the authority is inactivated (B6)'
  }
  if (row.mergedInto !== null && row.status !== 'removed') {
    return 'an authority that was merged into another one is removed (N5)'
  }
  if (row.erasedAt !== null && row.status !== 'removed') {
    return 'an authority whose data was erased is removed (B6)'
  }
  if (row.mergedInto === row.id) return 'an authority is not merged into itself (N5)'
  return null
}

function brokenAccess(row: Access): string | null {
  if (row.linkedCoordinators.includes(row.authorityId))
    return 'an authority is not its own linked coordinator (P7)'
  if (row.status === 'active' && row.suspendedAt !== null) return 'an active access has no date of suspension'
  return null
}

function brokenRelation(row: AccessManager): string | null {
  return row.managerId === row.authorityId ? 'an authority is not its own Access manager' : null
}
