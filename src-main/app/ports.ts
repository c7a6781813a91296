import type { EntityName, RowOf } from '../../src-shared/entities'
import type { Access } from '../../src-shared/entities/access'
import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { RoleRequestStatus } from '../../src-shared/entities/role-request'
import type { CarryOverStatus } from '../../src-shared/entities/carry-over'
import type { Catalogue } from '../../src-shared/catalogue'
import type { OpenDecision } from '../../src-shared/entities/open-decision'
import type { User } from '../../src-shared/entities/user'
import type { SearchCriteria, Sort } from '../../src-shared/contract/authorities'
import type { FileNeed } from '../../src-shared/contract/define'
import type { HistoryFilter, HistoryUnit } from '../../src-shared/contract/history'
import type { AuthorityMention } from '../../src-shared/contract/common'
import type { UserCriteria } from '../../src-shared/contract/users'
import type { Preferences } from '../../src-shared/contract/store'
import type { ReplyOf, UnavailableReason } from '../../src-shared/faults'
import type { AuthorityId, OperatorId, UnitId } from '../../src-shared/ids'
import type { Instant } from '../../src-shared/time'
import type { Change } from '../domain/change'
import type { ToldAct } from '../domain/explain'
import type { EntryField, UnitEntry } from '../domain/undo'

export type { EntryField, ToldAct, UnitEntry }

/** The moment, in UTC. */
export interface Clock {
  now: () => Instant
}

/** Unpredictable bytes. */
export interface Random {
  bytes: (length: number) => Uint8Array
}

/** New identifiers, never given before. */
export interface Ids {
  next: () => string
}

/** What the log may hold: names, durations and outcomes, never a payload. */
export interface Log {
  info: (message: string) => void
  error: (message: string, error: unknown) => void
}

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

/** Whose history is read, and whether that of its users belongs to it. */
export interface HistorySubject {
  readonly authorityId: string
  readonly withUsers: boolean
}

/** An act of the history. */
export interface StoredUnit {
  readonly id: string
  readonly at: Instant
  readonly command: string
  readonly operator: OperatorId | null
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
  'no-access-manager' | 'no-administrator' | 'no-coordinator' | 'removal-due' | 'blocked-passwords'

/** Within which Member State, up to when removals count as due, and the catalogue that says what is supervised. */
export interface WorkScope {
  readonly memberState: string | null
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

/** Everything that can be read from the store. A query gets this handle and no other. */
export interface ReadStore {
  find: <Name extends EntityName>(name: Name, id: string) => Versioned<RowOf<Name>> | null
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
  findUsers: (criteria: UserCriteria, offset: number, limit: number) => FoundUser[]
  /** How many users match; `more` where a text matches more than are counted. */
  countUsers: (criteria: UserCriteria) => { matching: number; more: boolean }
  /** Every match, for exports. */
  everyUser: (criteria: UserCriteria) => IterableIterator<FoundUser>
  administratorsOf: (authorityId: string) => User[]
  userCount: (authorityId: string) => number
  managersOf: (authorityId: string) => AccessManager[]
  managedBy: (managerId: string, limit: number) => { count: number; first: AuthorityMention[] }
  /** Active authorities with Coordinator access to a module, best match first while a text is given. */
  coordinatorsIn: (memberState: string, module: string, text: string, limit: number) => Authority[]
  accessManagerChoices: (memberState: string, text: string, limit: number) => AuthorityMention[]
  authoritiesWithFoldedName: (memberState: string, name: string) => Authority[]
  authoritiesWithEmail: (memberState: string, email: string) => Authority[]
  /** Every authority that carries an external id of this source. */
  authoritiesOfSource: (source: string) => Authority[]
  authoritiesOfMemberState: (memberState: string) => IterableIterator<Authority>
  searchUsers: (
    text: string,
    memberState: string | null,
    limit: number,
  ) => (User & { authorityName: string })[]
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
  classificationItems: () => RowOf<'classificationItem'>[]
  areaTrees: () => RowOf<'areaTree'>[]
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
  /**
   * Writes rows that were there before this program: no history is invented for them (F2); the import itself is one
   * entry that holds their number and their hash.
   */
  writeBaseline: (
    head: UnitHead,
    rows: Iterable<{ entity: EntityName; row: object }>,
    watch?: Watch,
  ) => string
}

/** Who asks, as the main process knows it; the window cannot claim it. */
export interface Caller {
  readonly operatorId: OperatorId | null
  readonly actsFor: AuthorityId | null
}

/** A file the operator picked: the path stays in the main process. */
export interface GrantedFile {
  readonly token: string
  readonly path: string
}

/** A request on its way to the place that answers it. */
export interface Job {
  readonly call: string
  readonly name: string
  readonly input: unknown
  readonly caller: Caller
  readonly file: GrantedFile | null
  /** One 32-bit number, shared between threads: not 0 once the operator cancelled. */
  readonly cancel: SharedArrayBuffer
}

/** The threads that hold the store. */
export interface Host {
  isOpen: () => boolean
  /** Starts the threads that every store needs, so that opening one does not wait for them. */
  prepare: () => void
  /** Opens the store with its key; a fault says why it cannot be opened. */
  open: (key: string) => Promise<UnavailableReason | null>
  /** Renames a closed store that nobody has the key of, so that a new one can be made. */
  putAside: () => Promise<void>
  close: () => Promise<void>
  run: (job: Job, place: 'reader' | 'worker' | 'writer') => Promise<ReplyOf<unknown, string>>
}

/** The key of the store in its wraps, and password hashes. */
export interface Vault {
  exists: () => Promise<boolean>
  /** A fresh key and a recovery code; nothing is written yet. */
  generate: () => { key: string; recoveryCode: string }
  /** Writes the wraps of a new store: by password, by recovery code, by the keychain where there is one. */
  create: (key: string, recoveryCode: string, userName: string, password: string) => Promise<void>
  openWithPassword: (userName: string, password: string) => Promise<string | null>
  openWithKeychain: () => Promise<string | null>
  openWithRecoveryCode: (code: string) => Promise<string | null>
  /** Wraps the key anew for this user name; an earlier wrap of the same name is replaced. */
  setPassword: (key: string, userName: string, password: string) => Promise<void>
  hashPassword: (password: string) => Promise<string>
  matches: (password: string, hash: string) => Promise<boolean>
  hasKeychain: () => boolean
}

/** Makes 32 bytes out of a secret and a salt, slowly on purpose: each guess of a password costs as much. */
export type Derive = (secret: string, salt: Uint8Array) => Promise<Uint8Array>

/** Wraps with the operating system's keychain, where it has one. */
export interface Keychain {
  isAvailable: () => boolean
  wrap: (text: string) => string
  unwrap: (wrapped: string) => string | null
}

/** What this PC remembers of how the program looked, and of wrong passwords. */
export interface PreferenceStore {
  read: () => Preferences
  write: (change: Partial<Preferences>) => Promise<void>
  failures: () => { count: number; lastAt: number }
  setFailures: (failures: { count: number; lastAt: number }) => Promise<void>
}

/** Turns what the window shows into a PDF. */
export interface Printer {
  toPdf: (path: string) => Promise<void>
}

/** Files the operator picked, by token. */
export interface Files {
  /** Keeps a file that the operating system handed over, for the next question it can answer. */
  give: (path: string) => void
  /** Name of the file that was handed over and not asked for yet. */
  given: () => string | null
  /** Shows the dialog, or takes the file that was handed over; null where the operator closed it. */
  ask: (need: Exclude<FileNeed, { use: 'known' }>, hint: string | null) => Promise<GrantedFile | null>
  /** A file picked before; undefined where the token names none. */
  known: (token: string) => GrantedFile | undefined
}

/** Where the window stood last, and the look it opens with. */
export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** What a window asks of the preferences before it has a page. */
export interface WindowMemory {
  theme: () => Preferences['theme']
  window: () => WindowPlace | null
  setWindow: (window: WindowPlace) => Promise<void>
}

/** The last part of a path, of either kind of separator. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

/** How the name of a file ends: in small letters, without the dot; empty where it has no ending. */
export function extensionOf(path: string): string {
  return /\.([^.]+)$/.exec(fileNameOf(path))?.[1]?.toLowerCase() ?? ''
}
