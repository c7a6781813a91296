import type { UserListField } from '../../../../src-shared/entities/list-fields'
import { suggestByHeaders } from './headers'

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

/** Guesses which column fills which field of a user. Roles may stand in several columns. */
export const suggestUserColumns = suggestByHeaders(HEADERS, ['roles'])
