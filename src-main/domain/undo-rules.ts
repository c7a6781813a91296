import { linkedCoordinatorRequired } from '../../src-shared/catalogue'
import type { Access } from '../../src-shared/entities/access'
import type { Operator } from '../../src-shared/entities/operator'
import { ADMINISTRATOR_ROLE, type User } from '../../src-shared/entities/user'
import { ok, refuse, type Result } from '../../src-shared/result'
import { judgeAlertUndo, type AlertChange, type AlertUndoRefusal } from './alerts/taking-back'
import { isValidCoordinator } from './accesses'
import { changedFields, type Change, type ChangeOf } from './change'
import type { Context } from './context'
import { seesMail } from './outbox'
import { setOperatorActive } from './operators'
import { takesPartToday } from './member-states'
import { helpdeskOnly, mayManage, type ManageRefusal, type Power } from './standing'
import { mayChangeEntry } from './translation/memory'
import { NetState, type UndoFacts } from './undo-net'

export type UndoRefusal =
  | ManageRefusal
  | AlertUndoRefusal
  | 'helpdesk-only'
  | 'search-unknown'
  | 'undo-depends'
  | 'undo-exists'
  | 'member-state-expired'
  | 'coordinator-not-possible'
  | 'access-exists'
  | 'accesses-still-active'
  | 'authority-not-active'
  | 'no-valid-coordinator'
  | 'role-only-while-suspended'
  | 'coordinator-still-linked'
  | 'user-name-taken'
  | 'last-administrator'
  | 'operator-unknown'
  | 'operator-last-helpdesk'
  | 'operator-self'
  | 'mail-unknown'
  | 'undo-gone'

type Verdict = Result<null, UndoRefusal>

/** Fields of an authority that only the Helpdesk writes (A2, P11, N5). */
const HELPDESK_FIELDS: ReadonlySet<string> = new Set(['types', 'hasAccessManagerRole', 'mergedInto'])

/**
 * Whether what an undo leads to keeps the rules that the acts keep, and whether the actor may do it: an operator takes
 * back only what they may do (N10). The rules are asked of the net result, not entry by entry.
 */
export function mayTakeBack(changes: readonly Change[], facts: UndoFacts, context: Context): Verdict {
  const net = new NetState(changes, facts)
  for (const change of changes) {
    const verdict = firstRefusal(judge(change, net, context), () => standsAlone(change, net))
    if (!verdict.ok) return verdict
  }
  return ok(null)
}

function judge(change: Change, net: NetState, context: Context): Verdict {
  switch (change.entity) {
    case 'authority':
      return judgeAuthority(change, net, context)
    case 'access':
      return firstRefusal(standing(change.before ?? change.after, powerOver(change), net, context), () =>
        judgeAccess(change, net, context),
      )
    case 'user':
      return firstRefusal(standing(change.before ?? change.after, 'users', net, context), () =>
        judgeUser(change, net),
      )
    case 'accessManager': {
      const relation = change.before ?? change.after
      return relation.origin === 'helpdesk'
        ? helpdeskOnly(context.actor)
        : standing(relation, 'accesses', net, context)
    }
    case 'operator': {
      const operators = net.facts.operators()
      const decided = setOperatorActive(
        { operators },
        { id: change.id as Operator['id'], active: change.after?.active ?? false },
        context,
      )
      return decided.ok ? ok(null) : decided
    }
    case 'savedSearch':
      return (change.before ?? change.after).operatorId === context.actor.operatorId
        ? ok(null)
        : refuse('search-unknown')
    case 'translation':
      return firstRefusal(mayChangeEntry(change.before ?? change.after, context.actor), () =>
        belongsStill(change, net),
      )
    case 'mail':
      return seesMail(context.actor, change.before ?? change.after) ? ok(null) : refuse('mail-unknown')
    case 'roleRequest':
    case 'openDecision':
    case 'carryOver':
    case 'classificationItem':
    case 'areaTree':
      return helpdeskOnly(context.actor)
    case 'alert':
      return judgeAlert(change.id, change, net, context)
    case 'alertComment':
    case 'alertRecipient':
    case 'alertAttachment':
      return judgeAlert((change.before ?? change.after).alertId, change, net, context)
  }
}

/** What another row took the place of cannot come back (the `unique` of its description). */
function standsAlone(change: Change, net: NetState): Verdict {
  return change.after === null || net.twinOf(change) === null
    ? ok(null)
    : refuse('undo-exists', { entity: change.entity })
}

/** Which power a change of an access needs (P35). */
function powerOver({ op, before, after }: ChangeOf<'access'>): Power {
  if (op !== 'update') return 'accesses'
  const fields = changedFields(before, after)
  return fields.every((field) => field === 'keywords' || field === 'professions') ? 'settings' : 'accesses'
}

function judgeAlert(id: string, change: AlertChange, net: NetState, context: Context): Verdict {
  const alert = net.alertNet(id)
  return alert === null ? refuse('undo-gone') : judgeAlertUndo(alert, change, context)
}

/** What was kept for an alert that is gone since, or for an authority, cannot come back without it. */
function belongsStill({ after }: ChangeOf<'translation'>, net: NetState): Verdict {
  const gone =
    after !== null &&
    ((after.alertId !== null && net.find('alert', after.alertId) === null) ||
      (after.authorityId !== null && net.find('authority', after.authorityId) === null))
  return gone ? refuse('undo-gone') : ok(null)
}

function firstRefusal(verdict: Verdict, next: () => Verdict): Verdict {
  return verdict.ok ? next() : verdict
}

/** Whether the actor may manage the authority that a row belongs to (A1, P31). */
function standing(
  row: { readonly authorityId: string } | null,
  power: Power,
  net: NetState,
  context: Context,
): Result<null, ManageRefusal> {
  const authority = net.authorityOf(row?.authorityId ?? '')
  return authority === null ? ok(null) : mayManage(context.actor, net.facts.own, authority, power)
}

function judgeAuthority(change: ChangeOf<'authority'>, net: NetState, context: Context): Verdict {
  const subject = change.before ?? change.after
  const moves = change.op !== 'update' || change.before.status !== change.after.status
  const allowed = mayManage(context.actor, net.facts.own, subject, moves ? 'status' : 'data')
  if (!allowed.ok) return allowed
  if (
    change.op === 'update' &&
    changedFields(change.before, change.after).some((f) => HELPDESK_FIELDS.has(f))
  ) {
    const helpdesk = helpdeskOnly(context.actor)
    if (!helpdesk.ok) return helpdesk
  }
  if (change.op === 'remove') return nothingDepends(change.id, net)
  const gains = change.after.status === 'active' || change.before?.status === change.after.status
  const current = gains ? takesPartToday(net.facts.catalogue, subject.memberState, context) : ok(null)
  if (!current.ok) return current
  if (change.after.status === 'inactivated' && change.before?.status !== 'inactivated') {
    const active = net
      .rows('access', net.facts.accessesOf(change.id))
      .filter((row) => row.status === 'active')
    if (active.length > 0) {
      return refuse('accesses-still-active', {
        count: active.length,
        modules: active.map((row) => row.module),
      })
    }
  }
  return ok(null)
}

/** An authority that others came to name since cannot go: its accesses, users, links and requests would hang in the air. */
function nothingDepends(authorityId: string, net: NetState): Verdict {
  const left = net.facts.namesAuthority(authorityId).filter((row) => !net.removes(row.entity, row.id))
  return left.length === 0 ? ok(null) : refuse('undo-depends', { count: left.length })
}

function judgeAccess(change: ChangeOf<'access'>, net: NetState, context: Context): Verdict {
  const { before, after } = change
  if (after === null) return notLinked(before, net)
  const moves = before !== null && before.authorityId !== after.authorityId
  const other = net.facts.accessTo(after.authorityId, after.module)
  const stands = other === null ? null : net.find('access', other.id)
  if (
    (before === null || moves) &&
    stands !== null &&
    stands.id !== after.id &&
    stands.authorityId === after.authorityId
  ) {
    return refuse('access-exists', { modules: [after.module], status: stands.status })
  }
  if (moves) {
    const linked = notLinked(before, net)
    if (!linked.ok) return linked
  }
  if (net.merges) return ok(null)
  if (before !== null && before.role !== after.role) {
    if (before.status === 'active') return refuse('role-only-while-suspended')
    const linked = notLinked(before, net)
    if (!linked.ok) return linked
  }
  const links = newLinksCount(before, after, net)
  if (!links.ok) return links
  return after.status === 'active' && (before === null || touchesCoordination(before, after))
    ? mayBeActive(after, net, context)
    : ok(null)
}

/** Coordinators that are linked again must count, as on linking (P7, P28). */
function newLinksCount(before: Access | null, after: Access, net: NetState): Verdict {
  const authority = net.find('authority', after.authorityId)
  if (authority === null || (before === null && after.status === 'suspended')) return ok(null)
  const wrong = coordinatorsOf(after, net).filter(
    (each) =>
      before?.linkedCoordinators.includes(each.authority.id) !== true && !isValidCoordinator(each, authority),
  )
  if (wrong.length === 0) return ok(null)
  const names = wrong.map((each) => each.authority.officialName)
  return refuse('coordinator-not-possible', { names, modules: [after.module] })
}

function coordinatorsOf(access: Access, net: NetState) {
  return access.linkedCoordinators.flatMap((id) => {
    const coordinator = net.find('authority', id)
    return coordinator === null ? [] : [{ authority: coordinator, access: net.accessTo(id, access.module) }]
  })
}

function touchesCoordination(before: Access, after: Access): boolean {
  const fields = changedFields(before, after)
  return fields.includes('status') || fields.includes('role') || fields.includes('linkedCoordinators')
}

/** As on reactivating: of an active authority, and with a coordinator that counts where C2 asks for one (P7). */
function mayBeActive(access: Access, net: NetState, context: Context): Verdict {
  const authority = net.find('authority', access.authorityId)
  if (authority?.status !== 'active') return refuse('authority-not-active')
  const current = takesPartToday(net.facts.catalogue, authority.memberState, context)
  if (!current.ok) return current
  if (!linkedCoordinatorRequired(net.facts.catalogue, access.module, access.role)) return ok(null)
  const coordinators = coordinatorsOf(access, net)
  return coordinators.some((each) => isValidCoordinator(each, authority))
    ? ok(null)
    : refuse('no-valid-coordinator', { names: coordinators.map((each) => each.authority.officialName) })
}

/** A coordinator that others are linked to neither changes its role nor goes (C5). */
function notLinked(access: Access, net: NetState): Verdict {
  if (access.role !== 'coordinator') return ok(null)
  const linked = net
    .rows('access', net.facts.linkedAccesses(access.authorityId, access.module))
    .filter((row) => row.linkedCoordinators.includes(access.authorityId))
  if (linked.length === 0) return ok(null)
  const names = linked.slice(0, 20).map((row) => net.find('authority', row.authorityId)?.officialName ?? '')
  return refuse('coordinator-still-linked', { count: linked.length, names })
}

const isAdministrator = (user: User | null): boolean =>
  user?.status === 'active' && user.roles.includes(ADMINISTRATOR_ROLE)

function judgeUser(change: ChangeOf<'user'>, net: NetState): Verdict {
  const { before, after } = change
  if (after?.status === 'active') {
    const holder = net.facts.activeUserNamed(after.userName)
    const same = holder === null || holder.id === after.id ? null : net.find('user', holder.id)
    if (same?.status === 'active' && same.userName.toLowerCase() === after.userName.toLowerCase()) {
      return refuse('user-name-taken', { userName: after.userName })
    }
  }
  if (!isAdministrator(before) || isAdministrator(after)) return ok(null)
  const authorityId = before?.authorityId ?? ''
  const status = net.find('authority', authorityId)?.status ?? 'removed'
  if (status === 'removed') return ok(null)
  const users = net.rows('user', net.facts.usersOf(authorityId)).filter((row) => row.status === 'active')
  // Taking back the very first user leaves an authority without users, as it was; P14 is about those who are left.
  const nobodyLeft = users.length === 0 && change.op === 'remove'
  return nobodyLeft || users.some(isAdministrator)
    ? ok(null)
    : refuse('last-administrator', { names: [before?.name ?? ''] })
}
