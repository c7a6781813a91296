import type { Access, AuthorityRole } from '../../../src-shared/entities/access'
import type { AccessManager } from '../../../src-shared/entities/access-manager'
import type { Authority } from '../../../src-shared/entities/authority'
import type { RoleRequest } from '../../../src-shared/entities/role-request'
import type { User } from '../../../src-shared/entities/user'

// What the model remembers: only what the requirements speak of, under plain names instead of identifiers.

export type AuthorityName = string

export interface ModelAuthority {
  title: string
  memberState: string
  types: string[]
  status: Authority['status']
  manager: boolean
}

export interface ModelAccess {
  authority: AuthorityName
  module: string
  role: AuthorityRole | null
  status: Access['status']
  links: AuthorityName[]
}

export interface ModelUser {
  authority: AuthorityName
  roles: string[]
  status: User['status']
  password: User['passwordStatus']
}

export interface ModelRelation {
  manager: AuthorityName
  authority: AuthorityName
  origin: AccessManager['origin']
}

export interface ModelRequest {
  authority: AuthorityName
  justified: boolean
  status: RoleRequest['status']
}

/** The world as the model sees it. Keys are names: `S`, `S services-information-requests`, `anna`. */
export interface ModelState {
  authorities: Record<AuthorityName, ModelAuthority>
  accesses: Record<string, ModelAccess>
  users: Record<string, ModelUser>
  relations: Record<string, ModelRelation>
  requests: Record<string, ModelRequest>
}

/** Who acts: an administrator of the authority with this name, or the IMI Helpdesk under `helpdesk`. */
export type Operator = AuthorityName

/** The name under which the model keeps an access. */
export function accessKey(authority: AuthorityName, module: string): string {
  return `${authority} ${module}`
}

/** The name under which the model keeps that one authority is Access manager of another. */
export function relationKey(manager: AuthorityName, authority: AuthorityName): string {
  return `${manager} of ${authority}`
}

/** The accesses of one authority. */
export function accessesOf(state: ModelState, authority: AuthorityName): ModelAccess[] {
  return Object.values(state.accesses).filter((each) => each.authority === authority)
}

/** The users of one authority that are not deleted. */
export function usersOf(state: ModelState, authority: AuthorityName): ModelUser[] {
  return Object.values(state.users).filter((each) => each.authority === authority && each.status === 'active')
}
