import { alertModuleOf } from '../../../src-shared/alert-content'
import type { FoundAlert } from '../../../src-shared/contract/alerts'
import { endedAt, isWithheld, latestDay, mayStillPrint } from '../../domain/alerts/clocks'
import { mayCreate } from '../../domain/alerts/drafting'
import { judgeStep } from '../../domain/alerts/machine'
import { catalogueOf } from '../catalogue'
import type { QueryTools, ReaderPart } from '../handlers'
import type { AlertRequest, AlertScope, Caller, ListedAlert, ReadStore } from '../ports'
import { actingFor, alertSeen, partyOf, reachIn } from '../alert-facts'
import { alertHistory } from './alert-history'
import { viewOf } from './alert-view'
import { ownAuthority } from './facts'
import { obstacle } from './obstacle'

/** Whose alerts the caller sees: all for the Helpdesk, else those with part in (P31). */
function scopeOf(store: ReadStore, caller: Pick<Caller, 'actsFor'>): AlertScope | null {
  if (caller.actsFor === null) return null
  const own = ownAuthority(store, caller)
  const accesses =
    own?.status === 'active'
      ? store
          .accessesOf(own.id)
          .map((each) => each.row)
          .filter((each) => each.status === 'active')
      : []
  return {
    authorityId: caller.actsFor,
    memberState: own?.memberState ?? '',
    modules: accesses.map((each) => each.module),
    coordinates: accesses.filter((each) => each.role === 'coordinator').map((each) => each.module),
  }
}

function requestOf(
  { store, caller, clock }: QueryTools,
  asked: Pick<AlertRequest, 'criteria' | 'sort'>,
): AlertRequest {
  return {
    ...asked,
    scope: scopeOf(store, caller),
    now: clock.now(),
  }
}

const EVERYTHING = {
  ...{ text: '', module: null, status: null, memberState: null, recipient: null },
  ...{ from: null, to: null, role: null, closure: null },
} as const

/** Questions about alerts and notifications. */
export const alertQueries: ReaderPart<'alerts'> = {
  ...alertHistory,

  'alerts.search': ({ criteria, sort, page }, tools) => {
    const request = requestOf(tools, { criteria, sort })
    const now = tools.clock.now()
    return {
      alerts: tools.store
        .searchAlerts(request, page.offset, page.limit)
        .map((each) => lineOf(each, isWithheld(each.alert, now))),
      total: tools.store.countAlerts(request),
    }
  },

  'alerts.view': (input, { store, caller, clock }) => {
    const seen = alertSeen(store, caller, input)
    return { alert: seen.ok ? viewOf(store, seen.value, { caller, clock }) : null }
  },

  'alerts.mayPrint': (input, { store, caller, clock }) => {
    const seen = alertSeen(store, caller, input)
    if (!seen.ok) return { obstacle: obstacle(seen) }
    const { alert, module, position } = seen.value
    const step = judgeStep(module, 'print', alert.status, position)
    return { obstacle: obstacle(step.ok ? mayStillPrint(alert, clock.now()) : step) }
  },

  'alerts.modules': ({ as }, { store, caller, clock }) => {
    const acting = actingFor(caller, as)
    const today = latestDay(clock.now())
    if (!acting.ok) return { modules: [], today }
    return {
      today,
      modules: catalogueOf(store).alertModules.flatMap((module) => {
        const { own, access } = partyOf(store, acting.value, module.module, null)
        const role = access?.status === 'active' ? access.role : null
        // An authority sees the modules it has access to; the Helpdesk all of them.
        if (caller.actsFor !== null && role === null) return []
        return { module: module.module, role, obstacle: obstacle(mayCreate(own, access, module)) }
      }),
    }
  },

  'alerts.reach': ({ module, states }, { store, clock }) => {
    if (alertModuleOf(catalogueOf(store), module) === undefined) return { states: [], uncovered: [] }
    const reach = reachIn(store, module, states, clock.now())
    return {
      states: states.map((memberState) => ({
        memberState,
        coordinators: store.mentions(
          reach.coordinators.filter((each) => each.memberState === memberState).map((each) => each.id),
        ),
      })),
      uncovered: [...reach.uncovered],
    }
  },

  'alerts.possibleRecipients': ({ text, page, ...asked }, { store, caller }) => {
    const seen = alertSeen(store, caller, asked)
    if (!seen.ok || seen.value.own === null) return { authorities: [], total: 0 }
    const { alert, module, position, own } = seen.value
    if (!judgeStep(module, 'disseminate', alert.status, position).ok) return { authorities: [], total: 0 }
    const criteria = {
      ...{ text, memberState: own.memberState, module: alert.module, role: null, status: 'active' as const },
      ...{ myAuthoritiesOnly: false, type: null, accessManager: null, administrators: null },
    }
    const by = text === '' ? ('officialName' as const) : ('relevance' as const)
    const request = { criteria, sort: { by, descending: false }, actsFor: null }
    const reached = new Set(store.alertRecipients(alert.id).map((each) => each.authorityId))
    return {
      authorities: store.searchAuthorities(request, page.offset, page.limit).flatMap(({ authority }) => {
        const access = store.accessTo(authority.id, alert.module)
        if (access?.status !== 'active' || authority.id === own.id) return []
        const { id, officialName, memberState, status } = authority
        return {
          ...{ id, officialName, memberState, status, role: access.role },
          linked: access.linkedCoordinators.includes(own.id),
          reached: reached.has(id),
        }
      }),
      total: store.countAuthorities(request),
    }
  },
}

/** Alerts that hold a text, the newest first: for the search on top. */
export function alertsWith(tools: QueryTools, text: string, limit: number): FoundAlert[] {
  const sort = { by: 'date', descending: true } as const
  const request = requestOf(tools, { criteria: { ...EVERYTHING, text }, sort })
  const now = tools.clock.now()
  return tools.store.searchAlerts(request, 0, limit).map((each) => lineOf(each, isWithheld(each.alert, now)))
}

/** Counts the alerts that wait for a coordinator, an instruction, the Helpdesk, or a decision on an old draft (Home). */
export function waitingAlerts(tools: QueryTools): {
  submitted: number
  proposed: number
  instructed: number
  oldDrafts: number
} {
  const count = (criteria: Partial<AlertRequest['criteria']>): number =>
    tools.store.countAlerts(
      requestOf(tools, {
        criteria: { ...EVERYTHING, ...criteria },
        sort: { by: 'date', descending: true },
      }),
    )
  return {
    submitted: count({ status: 'submitted' }),
    proposed: count({ closure: 'proposed' }),
    instructed: count({ closure: 'instructed' }),
    oldDrafts: count({ status: 'old-draft' }),
  }
}

function lineOf({ alert, authority, reached, comments }: ListedAlert, withheld: boolean): FoundAlert {
  const { id, number, module, status, memberState, recipients, createdAt, broadcastAt } = alert
  return {
    ...{ id, number, module, status, memberState, recipients, createdAt, broadcastAt },
    ...{ authority, reached, comments, withheld },
    title: withheld ? '' : alert.title,
    endedAt: endedAt(alert),
    instructed: alert.instructedAt !== null,
  }
}
