import type { TimeFacts } from '../../domain/retention'
import type { EntityName, RowOf } from '../../../src-shared/entities'
import type { Access } from '../../../src-shared/entities/access'
import type { AccessManager } from '../../../src-shared/entities/access-manager'
import type { Authority } from '../../../src-shared/entities/authority'
import type { RoleRequestStatus } from '../../../src-shared/entities/role-request'
import type { CarryOverStatus } from '../../../src-shared/entities/carry-over'
import type { MailStatus } from '../../../src-shared/entities/mail'
import type { OpenDecision } from '../../../src-shared/entities/open-decision'
import type { User } from '../../../src-shared/entities/user'
import type { HistoryFilter, HistoryUnit } from '../../../src-shared/contract/history'
import type { AuthorityMention } from '../../../src-shared/contract/common'
import type { AlertId, AuthorityId, OperatorId } from '../../../src-shared/ids'
import type { Instant } from '../../../src-shared/time'
import type { Change } from '../../domain/change'
import type { Border } from '../../domain/standing'
import type { AlertReads } from './alerts'
import type {
  CarriedRow,
  Draft,
  Erased,
  ErasedAlert,
  ErasedOf,
  FoundAuthority,
  FoundUser,
  HistorySubject,
  MailCriteria,
  NamedAct,
  SearchRequest,
  StoredUnit,
  SupervisedGroup,
  Supervision,
  ToldAct,
  UnitEntry,
  UserScope,
  Versioned,
  WorkListed,
  WorkRow,
  WorkScope,
} from './rows'

/** Everything that can be read from the store. A query gets this handle and no other. */
export interface ReadStore extends AlertReads {
  find: <Name extends EntityName>(name: Name, id: string) => Versioned<RowOf<Name>> | null
  /** Another row with the same values where the entity's description says no two share them; null if there is none. */
  twin: <Name extends EntityName>(name: Name, row: RowOf<Name>) => string | null
  searchAuthorities: (request: SearchRequest, offset: number, limit: number) => FoundAuthority[]
  countAuthorities: (request: SearchRequest) => number
  /** Ids of the first matches in the order of the list. */
  authorityIds: (request: SearchRequest, limit: number) => AuthorityId[]
  /** Ids of every match in the order of the list, for exports. */
  everyAuthority: (request: SearchRequest) => IterableIterator<FoundAuthority>
  authoritiesById: (ids: readonly string[]) => FoundAuthority[]
  mentions: (ids: readonly string[]) => AuthorityMention[]
  accessesOf: (authorityId: string) => Versioned<Access>[]
  accessTo: (authorityId: string, module: string) => Access | null
  /** Accesses of others that name this authority as linked coordinator, counted per module. */
  linkedFrom: (
    coordinatorId: string,
    module: string,
    limit: number,
  ) => { count: number; first: AuthorityMention[] }
  usersOf: (authorityId: string) => User[]
  /** As `usersOf`, each with its revision. */
  versionedUsersOf: (authorityId: string) => Versioned<User>[]
  /** Active users of a Member State with this name after folding, or with this e-mail address. */
  usersLike: (memberState: string, name: string, email: string) => FoundUser[]
  /** A page of the search of users over all authorities. */
  findUsers: (criteria: UserScope, offset: number, limit: number) => FoundUser[]
  /** How many users match; `more` where a text matches more than are counted. */
  countUsers: (criteria: UserScope) => { matching: number; more: boolean }
  /** Every match, for exports. */
  everyUser: (criteria: UserScope) => IterableIterator<FoundUser>
  administratorsOf: (authorityId: string) => User[]
  userCount: (authorityId: string) => number
  managersOf: (authorityId: string) => AccessManager[]
  managedBy: (managerId: string, limit: number) => { count: number; first: AuthorityMention[] }
  /** Active authorities with Coordinator access to a module, best match first while a text is given. */
  coordinatorsIn: (
    memberState: string,
    module: string,
    text: string,
    limit: number,
    offset?: number,
  ) => Authority[]
  accessManagerChoices: (memberState: string, text: string, limit: number) => AuthorityMention[]
  authoritiesWithFoldedName: (memberState: string, name: string) => Authority[]
  authoritiesWithEmail: (memberState: string, email: string) => Authority[]
  /** Every authority that carries an external id of this source. */
  authoritiesOfSource: (source: string) => Authority[]
  authoritiesOfMemberState: (memberState: string) => IterableIterator<Authority>
  /** Identifiers of the active NIMICs of a Member State. */
  activeNimics: (memberState: string) => AuthorityId[]
  /** Modules of accesses that an authority had once, and that were removed or merged away. */
  removedModules: (authorityId: string) => string[]
  /** When an operator signed in last on this PC; null for never. */
  lastSignIn: (operatorId: string) => Instant | null
  /** Every removed authority, merged ones included. */
  removedAuthorities: () => IterableIterator<Authority>
  searchUsers: (text: string, border: Border, limit: number) => (User & { authorityName: string })[]
  /** Who has which user name, deleted users included. */
  userNames: () => IterableIterator<Pick<User, 'userName' | 'authorityId' | 'status'>>
  /** Questions of the migration, oldest first; null for those of either status. */
  openDecisions: (
    status: OpenDecision['status'] | null,
    offset: number,
    limit: number,
  ) => { rows: Versioned<OpenDecision>[]; total: number }
  operators: () => RowOf<'operator'>[]
  /** Requests for the role, the newest first; those of a status, or all. */
  roleRequests: (
    status: RoleRequestStatus | null,
    offset: number,
    limit: number,
  ) => { rows: Versioned<RowOf<'roleRequest'>>[]; total: number }
  roleRequestOfMail: (messageId: string) => RowOf<'roleRequest'> | null
  /** Every authority that this one is Access manager of. */
  authoritiesManagedBy: (managerId: string) => AuthorityId[]
  /** Authorities with this e-mail address, or that have a user with it. */
  mentionsWithEmail: (email: string, limit: number) => AuthorityMention[]
  /** Mails of the outbox, the newest first: of a status or all, and those written for this authority or by the Helpdesk. */
  mails: (
    criteria: MailCriteria,
    offset: number,
    limit: number,
  ) => { rows: Versioned<RowOf<'mail'>>[]; total: number }
  /** How many of them have a status. */
  mailCount: (status: MailStatus, actingFor: AuthorityId | null) => number
  /** Mails that tell of an alert. */
  mailsOfAlert: (alertId: string) => RowOf<'mail'>[]
  /** Mails of a status. */
  mailsWithStatus: (status: MailStatus) => RowOf<'mail'>[]
  /** Active users of active authorities with this role, within a border. */
  usersWithRole: (role: string, border: Border, limit: number) => { users: FoundUser[]; count: number }
  classificationItems: () => RowOf<'classificationItem'>[]
  areaTrees: () => RowOf<'areaTree'>[]
  /** Entries of the translation memory whose original has this compared form. */
  translationsOf: (folded: string) => RowOf<'translation'>[]
  translationsOfAlert: (alertId: string) => RowOf<'translation'>[]
  /** Alerts and notifications that an entry of the translation memory belongs to, each once. */
  alertsTranslated: () => RowOf<'alert'>[]
  /** The translation memory, the newest first; of one operator, or of all; without what belongs to these alerts. */
  translationMemory: (
    keptBy: OperatorId | null,
    text: string,
    without: readonly string[],
    offset: number,
    limit: number,
  ) => { rows: RowOf<'translation'>[]; total: number }
  /** How many entries it has without what belongs to these alerts: of nobody's text, and of alerts and authorities. */
  translationCount: (without: readonly string[]) => { free: number; linked: number }
  /** All of them, the oldest first, for a file. @param linked also those of texts of alerts and authorities */
  everyTranslation: (without: readonly string[], linked: boolean) => IterableIterator<RowOf<'translation'>>
  savedSearches: (operatorId: OperatorId) => RowOf<'savedSearch'>[]
  history: (
    subject: HistorySubject,
    filter: HistoryFilter,
    offset: number,
    limit: number,
  ) => { units: HistoryUnit[]; more: boolean }
  /** The acts that touched one row, oldest first; the first one, and the newest of the others. */
  actsOn: (entity: EntityName, id: string, about: string) => ToldAct[]
  workCount: (kind: WorkListed, scope: WorkScope) => number
  workList: (kind: WorkListed, scope: WorkScope, offset: number, limit: number) => WorkRow[]
  openDecisionCount: () => number
  /** Acts of these commands that belong into the central IMI, the newest first. */
  carried: (
    commands: readonly string[],
    status: CarryOverStatus | null,
    offset: number,
    limit: number,
  ) => CarriedRow[]
  /** How many acts `carried` has. */
  carriedCount: (commands: readonly string[], status: CarryOverStatus | null) => number
  unit: (id: string) => StoredUnit | null
  /** The first later act that changed a field which a unit wrote; null where there is none. */
  laterAct: (unit: string) => NamedAct | null
  /** What a unit did, its last entry first. */
  entriesOfUnit: (id: string) => Iterable<UnitEntry>
  /** Accesses of others that name this authority as linked coordinator in the module; removed authorities left out. */
  linkedAccesses: (coordinatorId: string, module: string) => Access[]
  /** Authorities of a Member State that accesses to a module are linked to as coordinators. */
  coordinatorsLinked: (memberState: string, module: string) => string[]
  /** How many accesses are linked to a coordinator, in groups; those of removed authorities are left out. */
  supervisedBy: (asked: Supervision) => SupervisedGroup[]
  /** The first authorities of such a group. */
  firstSupervised: (asked: Supervision, group: SupervisedGroup, limit: number) => AuthorityMention[]
  /** The active user with this user name, whatever the case of its letters (P13). */
  activeUserNamed: (userName: string) => User | null
  /** Rows of whatever entity that name this authority. */
  namesAuthority: (authorityId: string) => { entity: EntityName; id: string }[]
  /** When the newest entry of the history was written; null where there is none. */
  /** What acts of people say of the clock (P42). */
  timeFacts: (now: Instant, withinDays: number) => TimeFacts
  /** Every authority whose data was erased, and when. */
  erased: () => Erased[]
  /** How many history entries about these authorities hold personal values. */
  personalEntries: (authorityIds: readonly string[]) => number
  /** What an act of erasing took of each authority, in the order it was done. */
  erasedBy: (unit: string) => ErasedOf[]
  /** Alerts of which an act of erasing took the personal data, in the order it was done. */
  alertsErasedBy: (unit: string) => AlertId[]
  /** Acts of these commands, the newest first. */
  actsNamed: (commands: readonly string[], offset: number, limit: number) => NamedAct[]
  /** How many acts `actsNamed` has. */
  actsNamedCount: (commands: readonly string[]) => number
  /** What an operator typed into forms and has not saved, the newest first. */
  drafts: (operatorId: OperatorId) => Draft[]
  /** Every authority that is not removed. */
  authorityCount: () => number
  counts: () => { authorities: number; users: number; accesses: number; entries: number; bytes: number }
}

/** What is told about a unit besides its changes. */
export interface UnitHead {
  readonly command: string
  readonly reason: string
  readonly operator: string | null
  readonly actingFor: string | null
  readonly origin: string
  /** The unit that this one takes back. */
  readonly undoes?: string
  /**
   * Authorities and alerts whose personal values go out of the history for good, those this unit would write included
   * (N9, P21).
   */
  readonly erases?: { readonly authorities: readonly AuthorityId[]; readonly alerts: readonly AlertId[] }
  /** When it was done, where that is not now: sample data and imports tell of earlier days. */
  readonly at?: Instant
}

/** Told while a long batch is written; returning false stops it and nothing of it stays. */
export type Watch = (done: number) => boolean

/** Reading and writing. A command gets this handle inside its transaction. */
export interface WriteStore extends ReadStore {
  /** Writes changes as one unit of the history; returns its id. @throws where an invariant does not hold */
  apply: (head: UnitHead, changes: Iterable<Change>, watch?: Watch) => string
  /** Writes several units after each other; the search follows once, at the end. Returns their ids. */
  applyUnits: (units: Iterable<{ head: UnitHead; changes: Iterable<Change> }>, watch?: Watch) => string[]
  /** Keeps what somebody typed, in the place of what was kept of that form before. */
  keepDraft: (operatorId: OperatorId, draft: Draft) => void
  dropDraft: (operatorId: OperatorId, form: string) => void
  /** Notes that an operator signed in; kept on this PC, no part of the history. */
  noteSignIn: (operatorId: OperatorId, at: Instant) => void
  /** Keeps the bytes of a document under their hash. */
  keepBytes: (hash: string, bytes: Uint8Array) => void
  /** Makes everything that the search knows anew out of the rows. */
  rebuildSearch: () => void
  /**
   * Writes rows that were there before this program: no history is invented for them (F2); the import itself is one
   * entry that holds their number and their hash. What was done with them since follows in units of its own, before the
   * search learns of anything: so it learns everything once.
   */
  writeBaseline: (
    head: UnitHead,
    rows: Iterable<{ entity: EntityName; row: object }>,
    acts: Iterable<{ head: UnitHead; changes: Iterable<Change> }>,
    watch?: Watch,
  ) => string[]
}

/** Authorities and alerts that were erased, and when. */
export interface ErasedThings {
  readonly authorities: readonly Erased[]
  readonly alerts: readonly ErasedAlert[]
}

/** What was erased, kept beside the store, so that a backup from before does not bring it back (P16). */
export interface ErasedList {
  /** What is known to be erased. */
  all: () => ErasedThings
  /** Adds to the list; what cannot be written now is written when the store is opened again. */
  keep: (erased: ErasedThings) => void
}
