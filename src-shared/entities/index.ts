import type { z } from 'zod'
import { access } from './access'
import { accessManager } from './access-manager'
import { authority } from './authority'
import { operator } from './operator'
import { savedSearch } from './saved-search'
import { user } from './user'

/** Every entity of the store, by name. Adding one: its file, this line, a migration. */
export const entities = { authority, access, user, accessManager, operator, savedSearch } as const

export type EntityName = keyof typeof entities
export type RowOf<Name extends EntityName> = z.infer<(typeof entities)[Name]['schema']>
export type AnyRow = { [Name in EntityName]: RowOf<Name> }[EntityName]
