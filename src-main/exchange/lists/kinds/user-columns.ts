import { USER_LIST_FIELDS, type UserListField } from '../../../../src-shared/entities/list-fields'
import { fold } from '../../../domain/folding'

/** Usual names of columns in lists of users. */
const HEADERS: Readonly<Record<UserListField, string>> = {
  userName: 'user name|username|user|login|login name|benutzername|anmeldename|nom d utilisateur|identifiant',
  name: 'name|full name|nom|vollstandiger name|nome|nombre|naam|namn',
  authorityId: 'authority|authority name|organisation|organization|behorde|autorite|body',
  email: 'email|e mail|mail|email address|e mail address|e mail adresse|courriel',
  phone: 'phone|telephone|telefon|phone number|tel',
  language: 'language|sprache|langue',
  roles: 'roles|role|user roles|roles for the authority|roles in modules|rollen|roles d utilisateur',
  passwordStatus: 'status of the password|password status|password state|password|passwortstatus',
  lastLogin: 'last login|last log on|last logon|letzte anmeldung|derniere connexion',
}

const FIELD_BY_HEADER = new Map<string, UserListField>(
  USER_LIST_FIELDS.flatMap((field) => HEADERS[field].split('|').map((header) => [header, field] as const)),
)

/** Guesses which column fills which field of a user. Roles may stand in several columns. */
export function suggestUserColumns(columns: readonly string[]): (UserListField | null)[] {
  const taken = new Set<UserListField>()
  return columns.map((column) => {
    const field = FIELD_BY_HEADER.get(fold(column))
    if (field === undefined || (taken.has(field) && field !== 'roles')) return null
    taken.add(field)
    return field
  })
}
