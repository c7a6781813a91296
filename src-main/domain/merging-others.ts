import { userRolesFor, type Catalogue } from '../../src-shared/catalogue'
import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { Mail, MailStatus } from '../../src-shared/entities/mail'
import type { OpenDecision } from '../../src-shared/entities/open-decision'
import type { Operator } from '../../src-shared/entities/operator'
import type { RoleRequest } from '../../src-shared/entities/role-request'
import type { User } from '../../src-shared/entities/user'
import { moveAlerts, type MergeAlertFacts } from './alerts/merging'
import { changedFields, removed, updated, type Change } from './change'
import type { MergedModule } from './merging-accesses'

/** What else stands with the authorities that are merged (N5). */
export interface MergeOtherFacts {
  readonly catalogue: Catalogue
  readonly survivor: Authority
  readonly merged: readonly Authority[]
  /** Users of the survivor and of the merged ones, deleted ones included. */
  readonly users: readonly User[]
  /** Relations in which one of them is manager or managed. */
  readonly relations: readonly AccessManager[]
  readonly roleRequests: readonly RoleRequest[]
  readonly openDecisions: readonly OpenDecision[]
  /** Mails to one of them, or written for one. */
  readonly mails: readonly Mail[]
  /** Operators who act for a merged one. */
  readonly operators: readonly Operator[]
  readonly exchanges: MergeAlertFacts
}

/**
 * What else moves to the survivor (N5): users, relations of Access managers, open requests and decisions, mails that did
 * not leave, alerts and notifications that run, operators.
 * What is decided stays with the authority it was decided for: it is its past.
 * @param givenUp modules in which a role was given up: roles of users that the other one does not know go (P29)
 */
export function moveOthers(facts: MergeOtherFacts, givenUp: readonly MergedModule[]): Change[] {
  const { survivor } = facts
  const gone = new Set<string>(facts.merged.map((each) => each.id))
  const authorityId = survivor.id
  return [
    ...facts.users.map((user) =>
      updated('user', user, { authorityId, roles: rolesAfter(facts.catalogue, user, givenUp) }),
    ),
    ...moveRelations(facts, gone),
    ...facts.roleRequests
      .filter((request) => gone.has(request.authorityId) && request.status === 'open')
      .map((request) => updated('roleRequest', request, { authorityId })),
    ...facts.openDecisions
      .filter((decision) => gone.has(decision.authorityId) && decision.status === 'open')
      .map((decision) => updated('openDecision', decision, { authorityId })),
    ...moveMails(facts, gone),
    ...moveAlerts(facts.exchanges, authorityId, gone),
    ...facts.operators.map((operator) => updated('operator', operator, { actsFor: authorityId })),
  ]
}

function rolesAfter(catalogue: Catalogue, user: User, givenUp: readonly MergedModule[]): User['roles'] {
  if (user.status !== 'active') return user.roles
  return user.roles.filter((role) => {
    const module = givenUp.find((each) => role.startsWith(`${each.module}:`))
    return module === undefined || userRolesFor(catalogue, module.module, module.kept.role).includes(role)
  })
}

/**
 * Relations after the merge: the survivor manages and is managed instead, none twice, and nobody manages itself (P9).
 * Those that the survivor has already go on.
 */
function moveRelations({ survivor, relations }: MergeOtherFacts, gone: ReadonlySet<string>): Change[] {
  const touched = (relation: AccessManager): boolean =>
    gone.has(relation.managerId) || gone.has(relation.authorityId)
  const after = (id: Authority['id']): Authority['id'] => (gone.has(id) ? survivor.id : id)
  const taken = new Set(
    relations
      .filter((relation) => !touched(relation))
      .map((relation) => `${relation.managerId} ${relation.authorityId}`),
  )
  return relations.filter(touched).map((relation): Change => {
    const [managerId, authorityId] = [after(relation.managerId), after(relation.authorityId)]
    const pair = `${managerId} ${authorityId}`
    if (managerId === authorityId || taken.has(pair)) return removed('accessManager', relation)
    taken.add(pair)
    return updated('accessManager', relation, { managerId, authorityId })
  })
}

/** A mail in these states may still leave, or a person must look after it. */
const OPEN_MAILS: ReadonlySet<MailStatus> = new Set(['queued', 'failed', 'sending', 'unknown'])

/** To the survivor and for it: what was written as the address it goes to stays. */
function moveMails({ survivor, mails }: MergeOtherFacts, gone: ReadonlySet<string>): Change[] {
  return mails
    .filter((mail) => OPEN_MAILS.has(mail.status))
    .map((mail) =>
      updated('mail', mail, {
        authorityId: gone.has(mail.authorityId) ? survivor.id : mail.authorityId,
        actingFor: mail.actingFor !== null && gone.has(mail.actingFor) ? survivor.id : mail.actingFor,
      }),
    )
    .filter((change) => changedFields(change.before, change.after).length > 0)
}

/** Names of users who are likely one person, since they have the same e-mail address; they stay apart (N5). */
export function samePersons(users: readonly User[]): string[] {
  const byEmail = new Map<string, User[]>()
  for (const user of users) {
    if (user.email === '' || user.status !== 'active') continue
    const email = user.email.toLowerCase()
    byEmail.set(email, [...(byEmail.get(email) ?? []), user])
  }
  return [...byEmail.values()]
    .filter((same) => new Set(same.map((user) => user.authorityId)).size > 1)
    .map((same) => same.map((user) => `${user.name} (${user.userName})`).join(' = '))
}
