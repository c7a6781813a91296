import type { Access } from '../../../src-shared/entities/access'
import type { AccessId, AuthorityId, OpenDecisionId, RelationId, UserId } from '../../../src-shared/ids'
import { created, type Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import type { MigratedAccess } from '../../domain/migration/selections'
import type { PlannedCase, V6Plan } from './plan'

/** How many changes a plan makes. */
export function changeCount({ cases }: V6Plan): number {
  return cases.reduce(
    (sum, each) =>
      sum +
      (each.known === null ? 1 : 0) +
      each.accesses.length +
      each.users.length +
      each.managers.length +
      each.questions.length,
    0,
  )
}

/**
 * The changes that carry out a plan: all authorities first, since the others refer to them, then what belongs to each.
 * Everything is new, so that taking the unit back takes exactly this out again. Facts from before V7 have no date (P34):
 * no grant, no suspension, no beginning of a relation.
 * @param origin where the data came from, for the questions that are kept
 */
export function* changesOf(
  { cases }: V6Plan,
  origin: string,
  context: Context,
): Generator<Change, void, undefined> {
  const ids = new Map<string, AuthorityId>(
    cases.map(({ migrated, known }) => [migrated.v6.id, known?.id ?? (context.newId() as AuthorityId)]),
  )
  const idOf = (v6: string): AuthorityId => {
    const id = ids.get(v6)
    if (id === undefined) throw new Error(`${v6} is none of the files`)
    return id
  }
  for (const { migrated, known } of cases) {
    if (known === null) yield created('authority', { ...migrated.authority, id: idOf(migrated.v6.id) })
  }
  for (const each of cases) yield* belongings(each, idOf, origin, context)
}

function accessRow(
  { links, active, module, role, keywords, professions }: MigratedAccess,
  authorityId: AuthorityId,
  idOf: (v6: string) => AuthorityId,
  context: Context,
): Access {
  return {
    id: context.newId() as AccessId,
    authorityId,
    module,
    role,
    status: active ? 'active' : 'suspended',
    // After a merge two links can mean one authority, or the authority itself.
    linkedCoordinators: [...new Set(links.map(idOf))].filter((id) => id !== authorityId).sort(),
    keywords: [...keywords],
    professions: [...professions],
    grantedAt: null,
    suspendedAt: null,
  }
}

function* belongings(
  { migrated, accesses, users, managers, questions }: PlannedCase,
  idOf: (v6: string) => AuthorityId,
  origin: string,
  context: Context,
): Generator<Change, void, undefined> {
  const authorityId = idOf(migrated.v6.id)
  for (const access of accesses) yield created('access', accessRow(access, authorityId, idOf, context))
  for (const user of users) {
    yield created('user', { id: context.newId() as UserId, authorityId, ...user })
  }
  for (const manager of managers) {
    yield created('accessManager', {
      id: context.newId() as RelationId,
      managerId: idOf(manager),
      authorityId,
      origin: 'migration',
      since: null,
    })
  }
  for (const { kind, choice } of questions) {
    const decided = choice !== ''
    yield created('openDecision', {
      id: context.newId() as OpenDecisionId,
      authorityId,
      kind,
      origin,
      status: decided ? 'decided' : 'open',
      decision: choice,
      decidedAt: decided ? context.now : null,
      decidedBy: decided ? context.actor.operatorId : null,
    })
  }
}
