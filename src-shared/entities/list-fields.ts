import { LIST_FIELDS, type ListField } from './authority-fields'

/** What the rows of a list are about. */
export const LIST_KINDS = ['authorities', 'users'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** The fields of a user that a column of a list can fill; the last two come by lists only (P27). */
export const USER_LIST_FIELDS = [
  'userName',
  'name',
  'authorityId',
  'email',
  'phone',
  'language',
  'roles',
  'passwordStatus',
  'lastLogin',
] as const
export type UserListField = (typeof USER_LIST_FIELDS)[number]

/** Whatever a column of a list can mean. */
export type AnyListField = ListField | UserListField

/** The fields that the columns of each kind of list can fill. */
export const FIELDS_OF_KIND: Readonly<Record<ListKind, readonly AnyListField[]>> = {
  authorities: LIST_FIELDS,
  users: USER_LIST_FIELDS,
}

/** The field by which a row is found again; a list without a column for it cannot be read. */
export const KEY_OF_KIND = { authorities: 'officialName', users: 'userName' } as const satisfies Record<
  ListKind,
  AnyListField
>
