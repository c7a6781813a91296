import type { Catalogue } from '../../../../src-shared/catalogue'
import { Email } from '../../../../src-shared/entities/authority'
import type { UserListField } from '../../../../src-shared/entities/list-fields'
import { PasswordStatus, user, type User } from '../../../../src-shared/entities/user'
import { isStorable } from '../../../../src-shared/text'
import { millisecondsOf, type Instant } from '../../../../src-shared/time'
import { fold } from '../../../domain/folding'
import { namesOf } from '../names'
import { instantFrom } from '../values'
import type { Cells } from './cells'

/** The cells of a row about a user. */
export type UserCells = Cells<UserListField>

type Plain = Pick<User, 'name' | 'email' | 'phone' | 'language' | 'passwordStatus' | 'lastLogin'>

/**
 * Reads what a row says of a user, but for authority and roles. Only filled cells say something. A value that cannot be
 * is an error: these are facts of another system, so nothing is put right by guessing.
 * @param target the user as they are known
 */
export function readUser(
  cells: UserCells,
  target: User | null,
  catalogue: Catalogue,
  now: Instant,
): Partial<Plain> {
  const draft: Partial<Plain> = {}
  for (const field of ['name', 'phone'] as const) {
    const value = cells.value(field).replace(/\s+/g, ' ')
    if (value === '') continue
    if (user.schema.shape[field].safeParse(value).success && isStorable(value)) draft[field] = value
    else cells.fail('text-not-possible', field)
  }
  const email = cells.value('email')
  if (email !== '') {
    if (Email.safeParse(email).success) draft.email = email
    else cells.fail('email-not-possible', 'email')
  }
  const language = cells.value('language')
  if (language !== '') {
    const code = namesOf(catalogue).languages.get(fold(language))
    if (code === undefined) cells.fail('language-unknown', 'language')
    else draft.language = code
  }
  const password = cells.value('passwordStatus')
  if (password !== '') {
    const status = PasswordStatus.safeParse(fold(password))
    if (status.success) draft.passwordStatus = status.data
    else cells.fail('password-status-unknown', 'passwordStatus')
  }
  const login = cells.value('lastLogin')
  if (login !== '') {
    const at = instantFrom(login, target?.lastLogin ?? null)
    if (at === null || millisecondsOf(at) > millisecondsOf(now)) cells.fail('login-not-possible', 'lastLogin')
    else draft.lastLogin = at
  }
  return draft
}
