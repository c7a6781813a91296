import { catalogue } from '../facts'
import { userRolesFor } from '../../../src-shared/catalogue'
import type { Act } from './acts'
import { ADMINISTRATOR, rolesOf, joined, must } from './facts'
import {
  accessesOf,
  accessKey,
  relationKey,
  usersOf,
  type AuthorityName,
  type ModelAccess,
  type ModelState,
  type Operator,
} from './state'

// Written from requirements.md and decisions.md alone; knows nothing of the rules of the program. The row that asks for
// a line stands behind it.

/** Changes the world as an act that nothing stands against changes it. */
export function carryOut(state: ModelState, act: Act, as: Operator): void {
  switch (act.act) {
    case 'authorities.register':
      state.authorities[act.name] = {
        ...{ title: act.name, memberState: act.memberState, status: 'active', manager: false },
        types: as === 'helpdesk' ? [] : ['competent-authority'], // P51
      }
      addAccess(state, { authority: act.name, module: 'registers', role: null, status: 'active', links: [] }) // B2
      relate(state, as === 'helpdesk' ? act.accessManager : as, act.name, as, 'registered') // P9
      return
    case 'authorities.edit':
      Object.assign(must(state.authorities[act.authority]), { title: act.title, types: act.types })
      return
    case 'authorities.inactivate':
    case 'authorities.reactivate':
      // P4: the accesses stay as they are.
      must(state.authorities[act.authority]).status =
        act.act === 'authorities.inactivate' ? 'inactivated' : 'active'
      return
    case 'accesses.grant': {
      const { authority, module, role, links } = act
      addAccess(state, { authority, module, role, status: 'active', links: [...links].sort() })
      for (const user of usersOf(state, authority)) {
        if (!user.roles.includes(ADMINISTRATOR)) continue
        user.roles = joined(user.roles, userRolesFor(catalogue, module, role)) // C3
      }
      if (as !== 'helpdesk') relate(state, as, authority, as, 'granted') // P9
      return
    }
    case 'accesses.suspend':
    case 'accesses.reactivate':
      must(state.accesses[act.access]).status = act.act === 'accesses.suspend' ? 'suspended' : 'active'
      return
    case 'accesses.suspendAll':
      for (const access of accessesOf(state, act.authority)) access.status = 'suspended'
      return
    case 'accesses.changeRole': {
      const access = must(state.accesses[act.access])
      const before = userRolesFor(catalogue, access.module, access.role)
      Object.assign(access, { role: act.role, links: [...act.links].sort() })
      const kept = userRolesFor(catalogue, access.module, act.role)
      for (const user of usersOf(state, access.authority)) {
        user.roles = user.roles.filter((role) => !before.includes(role) || kept.includes(role)) // P29
      }
      return
    }
    case 'accesses.linkCoordinators':
      must(state.accesses[act.access]).links = [...act.links].sort()
      return
    case 'users.add': {
      const first = usersOf(state, act.authority).length === 0
      const roles = first ? rolesOf(state, act.authority) : [] // P13, D2
      state.users[act.user] = { authority: act.authority, roles, status: 'active', password: 'temporary' }
      return
    }
    case 'users.edit':
      must(state.users[act.user]).roles = joined(act.roles, [])
      return
    case 'users.block':
      must(state.users[act.user]).password = 'blocked'
      return
    case 'users.unblock':
      must(state.users[act.user]).password = 'temporary'
      return
    case 'users.delete':
      must(state.users[act.user]).status = 'deleted'
      return
    case 'managerRole.set':
      must(state.authorities[act.authority]).manager = act.has
      return
    case 'accessManagers.name':
      relate(state, act.manager, act.authority, as, 'helpdesk')
      return
    case 'accessManagers.release':
      state.relations = Object.fromEntries(
        Object.entries(state.relations).filter(([key]) => key !== relationKey(act.manager, act.authority)),
      )
      return
    case 'roleRequests.record':
      state.requests[act.request] = { authority: act.authority, justified: act.justified, status: 'open' }
      return
    case 'roleRequests.decide': {
      const request = must(state.requests[act.request])
      request.status = act.decision
      if (act.decision === 'granted') must(state.authorities[request.authority]).manager = true
    }
  }
}

function addAccess(state: ModelState, access: ModelAccess): void {
  state.accesses[accessKey(access.authority, access.module)] = access
}

/** A1, P9: the relation arises once; what the Helpdesk names has its own origin. */
function relate(
  state: ModelState,
  manager: AuthorityName | null,
  authority: AuthorityName,
  as: Operator,
  by: 'registered' | 'granted' | 'helpdesk',
): void {
  if (manager === null || manager === authority) return
  const origin = as === 'helpdesk' ? 'helpdesk' : by
  state.relations[relationKey(manager, authority)] ??= { manager, authority, origin }
}
