import { LIST_FIELDS, type ListField } from './authority-fields'

/** What the rows of a list are about. */
export const LIST_KINDS = ['authorities', 'users', 'accesses'] as const
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

/** The fields of an access that a column of a list can fill, linked coordinators among them (P27). */
export const ACCESS_LIST_FIELDS = [
  'authorityId',
  'module',
  'role',
  'status',
  'linkedCoordinators',
  'keywords',
  'professions',
  'grantedAt',
  'suspendedAt',
] as const
export type AccessListField = (typeof ACCESS_LIST_FIELDS)[number]

/** Whatever a column of a list can mean. */
export type AnyListField = ListField | UserListField | AccessListField

/** The fields that the columns of each kind of list can fill. */
export const FIELDS_OF_KIND: Readonly<Record<ListKind, readonly AnyListField[]>> = {
  authorities: LIST_FIELDS,
  users: USER_LIST_FIELDS,
  accesses: ACCESS_LIST_FIELDS,
}

/** The fields by which a row is found again; a list without a column for each of them cannot be read. */
export const KEYS_OF_KIND: Readonly<Record<ListKind, readonly AnyListField[]>> = {
  authorities: ['officialName'],
  users: ['userName'],
  accesses: ['authorityId', 'module'],
}

/**
 * What a person answers where the identifier of a row belongs to an authority of another name (P39): `same`: it is that
 * one, and gets the name of the list; `keep-name`: it is that one, and keeps its name here; `other`: it is a new one.
 */
export const ROW_CHOICES = ['same', 'keep-name', 'other'] as const
export type RowChoice = (typeof ROW_CHOICES)[number]
