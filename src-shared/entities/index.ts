import type { z } from 'zod'
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
