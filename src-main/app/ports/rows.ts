import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { CarryOverStatus } from '../../../src-shared/entities/carry-over'
import type { Catalogue } from '../../../src-shared/catalogue'
import type { MailStatus } from '../../../src-shared/entities/mail'
import type { Readers } from '../../../src-shared/entities/entity'
import type { User } from '../../../src-shared/entities/user'
import type { SearchCriteria, Sort } from '../../../src-shared/contract/authorities'
import type { AuthorityMention } from '../../../src-shared/contract/common'
import type { UserCriteria } from '../../../src-shared/contract/users'
import type { AlertId, AuthorityId, OperatorId, UnitId } from '../../../src-shared/ids'
import type { Instant } from '../../../src-shared/time'
import type { ToldAct } from '../../domain/explain'
import type { EntryField, UnitEntry } from '../../domain/undo'

export type { EntryField, ToldAct, UnitEntry }

/** A row with the number of times it was written here. */
export interface Versioned<Row> {
  readonly row: Row
  readonly revision: number
}

/** One result of the authority search: the row of the list, before its hits are marked. */
export interface FoundAuthority {
  readonly authority: Authority
  readonly accesses: readonly Pick<Access, 'module' | 'role' | 'status'>[]
}

/** One result of the search of users, with the authority the user works for. */
export interface FoundUser {
  readonly user: User
  readonly authority: Pick<Authority, 'id' | 'officialName' | 'memberState' | 'status'>
}

export interface SearchRequest {
  readonly criteria: SearchCriteria
  readonly sort: Sort
  /** Whose authorities are meant by 'My authorities only'; null for the Helpdesk (P31). */
  readonly actsFor: string | null
}

/** Whose history is read, and how much of it (P37). */
export interface HistorySubject {
  readonly authorityId: string
  /** Entries of entities with other readers are left out. */
  readonly readers: ReadonlySet<Readers>
  /** Only mails written for this authority; null for all. */
  readonly mailsOf: AuthorityId | null
}

/** An act of the history. */
export interface StoredUnit {
  readonly id: string
  readonly at: Instant
  readonly command: string
  readonly operator: OperatorId | null
  /** The authority it was done for; null for an act of the Helpdesk itself. */
  readonly actingFor: AuthorityId | null
  /** The act that it takes back. */
  readonly undoes: string | null
  /** The act that took it back and stands. */
  readonly undoneBy: string | null
  readonly entries: number
}

/** An authority that needs somebody, and because of what. */
export interface WorkRow {
  readonly authority: AuthorityMention
  readonly module: string | null
  readonly user: { readonly id: string; readonly name: string } | null
  readonly inactivatedAt: Instant | null
}

/** Which coordinator's accesses are asked for, and which others could supervise them as well. */
export interface Supervision {
  readonly coordinatorId: string
  readonly module: string
  readonly others: readonly string[]
}

/** Accesses linked to one coordinator that are alike in all that decides whether they lose supervision. */
export interface SupervisedGroup {
  readonly memberState: string
  readonly role: Access['role']
  /** Whether each is linked to one of the others as well. */
  readonly shared: boolean
  readonly count: number
}

/** Kinds of work that are found by looking through the whole store. */
export type WorkListed =
  | 'no-access-manager'
  | 'no-administrator'
  | 'no-coordinator'
  | 'several-nimics'
  | 'no-nimic'
  | 'removal-due'
  | 'blocked-passwords'

/** Criteria of users within the border of who asks (P31, P43); null: every authority. */
export type UserScope = UserCriteria & { readonly authorityId: string | null }

/** Whose work, up to when removals count as due, and the catalogue that says what is supervised. */
export interface WorkScope {
  /** Null: every Member State. */
  readonly memberState: string | null
  /** Null: every authority of the Member State. */
  readonly authorityId: string | null
  /** Inactivated before this moment: removed within the days that count as soon. */
  readonly inactivatedBefore: Instant
  readonly catalogue: Catalogue
}

/** An act on the carry-over list. */
export interface CarriedRow {
  readonly unit: UnitId
  readonly at: Instant
  readonly command: string
  readonly operator: string
  readonly actingFor: string | null
  readonly reason: string
  readonly undoes: string | null
  readonly about: { readonly count: number; readonly first: readonly string[] }
  readonly status: CarryOverStatus
  readonly decidedAt: Instant | null
  readonly decidedBy: string
  readonly note: string
}

/** An authority whose data was erased, and when. */
export interface Erased {
  readonly authorityId: AuthorityId
  readonly at: Instant
}

/** An alert whose personal data was erased, and when. */
export interface ErasedAlert {
  readonly alertId: AlertId
  readonly at: Instant
}

/** An act of the history as a list of such acts shows it. */
export interface NamedAct {
  readonly unit: UnitId
  readonly at: Instant
  readonly command: string
  readonly operator: string
  readonly reason: string
}

/** What was erased of one authority. */
export interface ErasedOf extends Erased {
  readonly inactivatedAt: Instant | null
  /** Fields that held something, by name. */
  readonly fields: readonly string[]
  readonly users: number
  readonly requests: number
  /** Entries of the history that held personal values. */
  readonly entries: number
}

/** What somebody typed into a form and has not saved. */
export interface Draft {
  readonly form: string
  readonly about: AuthorityId | null
  readonly label: string
  /** Where in the window the form is. */
  readonly place: string
  /** The content of the form, as the window wrote it. */
  readonly data: string
  readonly at: Instant
}

/** Which mails of the outbox are asked for. */
export interface MailCriteria {
  readonly status: MailStatus | null
  /** Stands in the recipient, the address or the subject; empty: any. */
  readonly text: string
  /** Those written for this authority; null: all. */
  readonly actingFor: AuthorityId | null
  /** The subject of a mail finds it only while the alert it tells of is not blocked at this moment (P41). */
  readonly now: Instant
}
