import type { AuthorityRole } from '../../../src-shared/entities/access'
import type { AuthorityName } from './state'

/** What an operator does, by names of the model; `as` is who does it. */
export type Act =
  | {
      act: 'authorities.register'
      name: AuthorityName
      memberState: string
      accessManager: AuthorityName | null
    }
  | { act: 'authorities.edit'; authority: AuthorityName; title: string; types: string[] }
  | { act: 'authorities.inactivate' | 'authorities.reactivate'; authority: AuthorityName }
  | {
      act: 'accesses.grant'
      authority: AuthorityName
      module: string
      role: AuthorityRole | null
      links: AuthorityName[]
    }
  | { act: 'accesses.suspend' | 'accesses.reactivate'; access: string }
  | { act: 'accesses.suspendAll'; authority: AuthorityName }
  | { act: 'accesses.changeRole'; access: string; role: AuthorityRole; links: AuthorityName[] }
  | { act: 'accesses.linkCoordinators'; access: string; links: AuthorityName[] }
  | { act: 'users.add'; user: string; authority: AuthorityName; taken: boolean }
  | { act: 'users.edit'; user: string; roles: string[] }
  | { act: 'users.block' | 'users.unblock' | 'users.delete'; user: string }
  | { act: 'managerRole.set'; authority: AuthorityName; has: boolean; reason: string }
  | {
      act: 'accessManagers.name' | 'accessManagers.release'
      authority: AuthorityName
      manager: AuthorityName
    }
  | { act: 'roleRequests.record'; request: string; authority: AuthorityName; justified: boolean }
  | {
      act: 'roleRequests.decide'
      request: string
      decision: 'granted' | 'refused' | 'withdrawn'
      reason: string
    }

export type ActOf<Name extends Act['act']> = Extract<Act, { act: Name }>
