import type { z } from 'zod'
import { referredBy } from '../ids'
import { access } from './access'
import { accessManager } from './access-manager'
import { authority } from './authority'
import { carryOver } from './carry-over'
import { alert, alertAttachment, alertComment, alertRecipient } from './alert'
import { areaTree, classificationItem } from './classification'
import { mail } from './mail'
import { openDecision } from './open-decision'
import { operator } from './operator'
import { roleRequest } from './role-request'
import { savedSearch } from './saved-search'
import { translation } from './translation'
import { user } from './user'

/** Every entity of the store, by name. Adding one: its file, this line, a migration. */
export const entities = {
  authority,
  access,
  user,
  accessManager,
  operator,
  savedSearch,
  roleRequest,
  openDecision,
  carryOver,
  classificationItem,
  areaTree,
  alert,
  alertRecipient,
  alertComment,
  alertAttachment,
  translation,
  mail,
} as const

export type EntityName = keyof typeof entities
export type RowOf<Name extends EntityName> = z.infer<(typeof entities)[Name]['schema']>
export type AnyRow = { [Name in EntityName]: RowOf<Name> }[EntityName]

export const ENTITY_NAMES = Object.keys(entities) as EntityName[]

/** The fields of an entity, each with its schema. */
export function fieldsOf(name: EntityName): readonly (readonly [string, z.ZodType])[] {
  return Object.entries(entities[name].schema.shape)
}

/**
 * Returns the fields of an entity that hold ids of another one, the row's own identifier aside.
 * @param target the entity referred to, such as `authority`
 */
export function fieldsNaming(name: EntityName, target: EntityName): string[] {
  return fieldsOf(name)
    .filter(([field, schema]) => field !== 'id' && referredBy(schema) === target)
    .map(([field]) => field)
}

/** Whether a field holds several values. */
export function isSet(name: EntityName, field: string): boolean {
  return fieldsOf(name).some(([each, schema]) => each === field && 'element' in schema)
}

/** Entities whose rows lose their personal data when a row of the target is erased. */
export function ownedBy(target: 'authority' | 'alert'): EntityName[] {
  return ENTITY_NAMES.filter((name) =>
    entities[name].owners.some((field) =>
      field === 'id' ? name === target : fieldsNaming(name, target).includes(field),
    ),
  )
}
