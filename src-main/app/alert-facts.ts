import { alertModuleOf } from '../../src-shared/alert-content'
import type { AlertModule } from '../../src-shared/alert-modules'
import type { Access } from '../../src-shared/entities/access'
import type { Alert } from '../../src-shared/entities/alert'
import type { Authority } from '../../src-shared/entities/authority'
import type { AlertId, AuthorityId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import type { Instant } from '../../src-shared/time'
import { judgeStep, type AlertPosition } from '../domain/alerts/machine'
import { positionOf, takesPart, type InitiatingSide, type Party } from '../domain/alerts/position'
import { isReached, reachOf, type Reach, type Reachable } from '../domain/alerts/recipients'
import { takesPartToday } from '../domain/member-states'
import { catalogueOf } from './catalogue'
import type { Caller, ReadStore } from './ports'

/** Coordinators are read in chunks of this size; where the first active one is enough, in smaller ones. */
const CHUNK = 500
const FEW = 20

/** Everything a rule about one alert asks for, as whoever acts sees it. */
export interface SeenAlert {
  readonly alert: Alert
  readonly revision: number
  readonly module: AlertModule
  readonly position: AlertPosition
  readonly side: InitiatingSide
  readonly own: Authority | null
  readonly access: Access | null
  /** The authority that initiated it. */
  readonly authority: Authority
}

/**
 * Who acts: an operator of an authority for that one only, the Helpdesk for itself or on behalf of an authority (P1).
 */
export function actingFor(
  caller: Pick<Caller, 'actsFor'>,
  as: AuthorityId | null,
): Result<AuthorityId | null, 'alert-not-yours'> {
  if (caller.actsFor === null) return ok(as)
  return as === null || as === caller.actsFor ? ok(caller.actsFor) : refuse('alert-not-yours')
}

/** An authority as a party to a module's alerts. */
export function partyOf(
  store: ReadStore,
  id: AuthorityId | null,
  module: string,
  alertId: AlertId | null,
): Party {
  const own = id === null ? null : (store.find('authority', id)?.row ?? null)
  if (own === null) return { actsFor: id, own: null, access: null, reached: false }
  return {
    actsFor: id,
    own,
    access: store.accessTo(own.id, module),
    reached: alertId !== null && store.alertReached(alertId, own.id) !== null,
  }
}

/**
 * Finds an alert for whoever acts. An operator of an authority learns nothing of alerts without part in them; the
 * Helpdesk sees all.
 * @param as on whose behalf the Helpdesk acts
 */
export function alertSeen(
  store: ReadStore,
  caller: Pick<Caller, 'actsFor'>,
  { id, as }: { readonly id: AlertId; readonly as: AuthorityId | null },
): Result<SeenAlert, 'alert-unknown' | 'alert-not-yours'> {
  const acting = actingFor(caller, as)
  if (!acting.ok) return acting
  const stored = store.find('alert', id)
  const module = stored === null ? undefined : alertModuleOf(catalogueOf(store), stored.row.module)
  const authority = stored === null ? undefined : store.find('authority', stored.row.authorityId)?.row
  if (stored === null || module === undefined || authority === undefined) return refuse('alert-unknown')
  const alert = stored.row
  const party = partyOf(store, acting.value, alert.module, alert.id)
  const side = initiatingSide(store, alert)
  const position = positionOf(alert, party, side)
  if (caller.actsFor !== null && !judgeStep(module, 'view', alert.status, position).ok) {
    return refuse('alert-unknown')
  }
  return ok({
    ...{ alert, module, position, side, authority, revision: stored.revision },
    ...{ own: party.own, access: party.access },
  })
}

/** Every coordinator of a Member State with its access to a module, suspended ones included (P44: without a limit). */
export function* coordinatorsOf(
  store: ReadStore,
  memberState: string,
  module: string,
  chunk = CHUNK,
): Generator<Reachable> {
  for (let offset = 0; ; offset += chunk) {
    const found = store.coordinatorsIn(memberState, module, '', chunk, offset)
    for (const authority of found) yield { authority, access: store.accessTo(authority.id, module) }
    if (found.length < chunk) return
  }
}

/** Whether a Member State has an active coordinator in a module. */
export function hasCoordinator(store: ReadStore, memberState: string, module: string): boolean {
  for (const each of coordinatorsOf(store, memberState, module, FEW)) if (isReached(each)) return true
  return false
}

/** Who of the initiating side of an alert can still act (P40). */
export function initiatingSide(
  store: ReadStore,
  { authorityId, coordinatorId, memberState, module }: Alert,
): InitiatingSide {
  const author = partyOf(store, authorityId, module, null)
  const linked = partyOf(store, coordinatorId, module, null)
  return {
    author: takesPart(author.own, author.access),
    linked: linked.own !== null && isReached({ authority: linked.own, access: linked.access }),
    coordinators: hasCoordinator(store, memberState, module),
  }
}

/**
 * Who a broadcast to these Member States reaches (K3, P18). Nobody is reached in an expired one: what an alert says of
 * persons must not be sent to a State that left (P45).
 */
export function reachIn(store: ReadStore, module: string, states: readonly string[], now: Instant): Reach {
  const catalogue = catalogueOf(store)
  const current = states.filter((state) => takesPartToday(catalogue, state, { now }).ok)
  return reachOf(
    states,
    current.flatMap((state) => [...coordinatorsOf(store, state, module)]),
  )
}
