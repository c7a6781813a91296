import { moduleOf, type Catalogue } from '../../src-shared/catalogue'
import type { FoundUser } from '../app/ports'
import type { ListColumn } from './list-writer'

/** Columns of the exported list of users, in the words of the screen. No password or hash of one stands in a list. */
export const USER_COLUMNS: readonly ListColumn[] = [
  { header: 'Name', width: 32 },
  { header: 'User name', width: 24 },
  { header: 'E-mail', width: 34 },
  { header: 'Phone', width: 20 },
  { header: 'Language', width: 14 },
  { header: 'Status', width: 10 },
  { header: 'Status of the password', width: 14 },
  { header: 'Last login', width: 18 },
  { header: 'Roles for the authority', width: 28 },
  { header: 'Roles in modules', width: 80 },
  { header: 'Authority', width: 50 },
  { header: 'Member State', width: 14 },
  { header: 'Identifier', width: 28 },
]

const STATUS = { active: 'Active', deleted: 'Deleted' } as const
const PASSWORD = { temporary: 'Temporary', set: 'Set', blocked: 'Blocked' } as const

/** One row of the exported list. */
export function userCells({ user, authority }: FoundUser, catalogue: Catalogue): string[] {
  const general = user.roles.filter((role) => role.startsWith('general:'))
  const inModules = user.roles.filter((role) => !role.startsWith('general:'))
  return [
    user.name,
    user.userName,
    user.email,
    user.phone,
    catalogue.languages.find((each) => each.code === user.language)?.name ?? user.language,
    STATUS[user.status],
    PASSWORD[user.passwordStatus],
    // Blank is "not logged on since V7", never "never" (D3).
    user.lastLogin?.slice(0, 16).replace('T', ' ') ?? '',
    general.map((role) => roleName(role, catalogue)).join('; '),
    modulesInWords(inModules, catalogue),
    authority.officialName,
    authority.memberState,
    user.id,
  ]
}

/** `PQ – Information requests: Allocator, Request handler; Registers: Viewer`. */
function modulesInWords(roles: readonly string[], catalogue: Catalogue): string {
  const byModule = new Map<string, string[]>()
  for (const role of roles) {
    const module = role.split(':')[0] ?? ''
    byModule.set(module, [...(byModule.get(module) ?? []), roleName(role, catalogue)])
  }
  return [...byModule]
    .map(([module, names]) => `${moduleOf(catalogue, module)?.shortName ?? module}: ${names.join(', ')}`)
    .join('; ')
}

function roleName(ref: string, catalogue: Catalogue): string {
  const [where = '', code = ''] = ref.split(':')
  const kind = where === 'general' ? 'general' : moduleOf(catalogue, where)?.kind
  return catalogue.roles.find((role) => role.kind === kind && role.code === code)?.name ?? code
}
