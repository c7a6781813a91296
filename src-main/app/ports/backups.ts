import type {
  BackupAbout,
  BackupComparison,
  BackupReason,
  StoreFacts,
} from '../../../src-shared/contract/backups'
import type { UnavailableReason } from '../../../src-shared/faults'
import type { Instant } from '../../../src-shared/time'

/** A backup in the folder of this PC. */
export interface KeptBackup {
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** Null where the file cannot be read as a backup. */
  readonly about: BackupAbout | null
}

/** The folder where the program keeps its own backups. */
export interface BackupFolder {
  readonly path: string
  /** The newest first. */
  list: () => Promise<KeptBackup[]>
  /** Where the next one goes. */
  next: (madeAt: Instant, reason: BackupReason) => string
  /** Removes the oldest ones, so that this many stay. */
  prune: (keep: number) => Promise<void>
}

/** A backup to be made of the store. */
export interface BackupOrder {
  readonly target: string
  readonly reason: BackupReason
  readonly madeAt: Instant
  readonly key: string
}

/** What a check of the whole store found. */
export interface StoreVerdict {
  /** How many rows and how many history entries were read. */
  readonly rows: number
  readonly entries: number
  /** The first thing that is not as it was written; null where everything is. */
  readonly broken: {
    /** `structure` of the file, the `history` chain, a `row` that is not as its history says, or the `search`. */
    readonly what: 'structure' | 'history' | 'row' | 'search'
    readonly table: string
  } | null
}

/** Why a backup cannot be used, as a refusal tells it. */
export type BackupFault =
  'backup-not-readable' | 'backup-damaged' | 'backup-from-future' | 'backup-of-another-store'

/** What the keeper answers: a value, a backup that cannot be used, or a store that cannot. */
export type KeeperReply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: BackupFault }
  | { readonly ok: false; readonly unavailable: UnavailableReason | 'no-space' }

/**
 * Works on files of stores in a process of its own: a damaged one can end the process that reads it, and a large one
 * takes time.
 */
export interface Keeper {
  make: (order: BackupOrder) => Promise<KeeperReply<{ about: BackupAbout; bytes: number }>>
  /** Writes what can be read of a damaged store as lists into a new folder within another one. */
  salvage: (
    into: { readonly within: string; readonly name: string },
    key: string,
  ) => Promise<KeeperReply<Salvaged>>
  /** Reads the structure of the whole store. */
  check: (key: string) => Promise<KeeperReply<null>>
  /** Reads everything in the store; see `checkStore`. */
  checkAll: (key: string) => Promise<KeeperReply<StoreVerdict>>
  /** The schema of the store, and nothing else of it; 0 for one that is empty. */
  schema: (key: string) => Promise<KeeperReply<number>>
  /** What the store holds and how far it has come. */
  facts: (key: string) => Promise<KeeperReply<StoreFacts>>
  look: (
    backup: string,
    key: string,
  ) => Promise<KeeperReply<{ about: BackupAbout; comparison: BackupComparison }>>
  /** The text of the key file in a backup. */
  keyFile: (backup: string) => Promise<KeeperReply<string>>
  /** Unpacks a backup beside the store and checks it; it takes the store's place when `StorePlace.replace` is called. */
  unpack: (backup: string, key: string) => Promise<KeeperReply<null>>
}

/** How many rows of each kind could be read out of a damaged store, and how many could not. */
export type Salvaged = Record<
  'authorities' | 'users' | 'accesses',
  { readonly read: number; readonly lost: number }
>

/** The place of the store on the disk. */
export interface StorePlace {
  /** How many entries of the history the store had when it was used last; null where that is not known. */
  entriesNoted: () => number | null
  /** Goes on with what is there. */
  forgetNoted: () => void
  /** Puts what was unpacked in the place of the closed store, which is renamed aside; nothing where nothing is ready. */
  replace: (now: Instant) => void
}
