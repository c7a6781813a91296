import type { Catalogue } from '../../../../src-shared/catalogue'
import type { PlannedRow } from '../../../../src-shared/contract/lists'
import { Email } from '../../../../src-shared/entities/authority'
import type { UserListField } from '../../../../src-shared/entities/list-fields'
import { PasswordStatus, user, type User } from '../../../../src-shared/entities/user'
import { isStorable } from '../../../../src-shared/text'
import { millisecondsOf, type Instant } from '../../../../src-shared/time'
import { fold } from '../../../domain/folding'
import type { List, ListRow } from '../list'
import { namesOf } from '../names'
import { dayText } from '../values'

/** A remark on a cell: its column, what it held, and what is wrong. */
export type Remark = PlannedRow['errors'][number]

/** The cells of one row under the fields that they fill. */
export class UserCells {
  readonly errors: Remark[] = []
  private readonly row: ListRow
  private readonly list: List
  private readonly mapping: readonly (string | null)[]

  constructor(row: ListRow, list: List, mapping: readonly (string | null)[]) {
    this.row = row
    this.list = list
    this.mapping = mapping
  }

  /** What stands in the columns of a field; empty where it says nothing. */
  value(field: UserListField): string {
    return this.mapping
      .flatMap((mapped, index) => (mapped === field ? [cleaned(this.row.cells[index] ?? '')] : []))
      .filter((cell) => cell !== '')
      .join('; ')
  }

  /** Notes that a cell cannot be taken as it is. */
  fail(code: string, field: UserListField, value = this.value(field)): void {
    const column = this.list.columns[this.mapping.indexOf(field)] ?? ''
    this.errors.push({ code, column, value: value.slice(0, 500) })
  }
}

function cleaned(cell: string): string {
  // Lists for spreadsheets, our own among them, put an apostrophe before what would be run as a formula.
  return cell
    .replace(/^'(?='*[=+\-@\t\r\n])/, '')
    .normalize('NFC')
    .trim()
}

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

/**
 * A moment as lists write it: a day, with or without a time in UTC behind it. Where it says nothing else than what is
 * known, only less exactly, it is what is known: lists leave out the seconds.
 */
function instantFrom(written: string, known: Instant | null): Instant | null {
  const [, day = '', hours, minutes = '00', seconds] =
    /^(\S+?)(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/.exec(written) ?? []
  const date = dayText(day)
  if (date === undefined || Number(hours ?? 0) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
    return null
  }
  const time = hours === undefined ? '' : `T${hours.padStart(2, '0')}:${minutes}`
  const told = `${date}${time}${seconds === undefined ? '' : `:${seconds}`}`
  if (known?.startsWith(told) === true) return known
  return `${told}${'T00:00:00.000Z'.slice(told.length - date.length)}` as Instant
}
