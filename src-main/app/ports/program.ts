import type { FileNeed } from '../../../src-shared/contract/define'
import type { Preferences } from '../../../src-shared/contract/store'
import type { ReplyOf, UnavailableReason } from '../../../src-shared/faults'
import type { AuthorityId, OperatorId } from '../../../src-shared/ids'
import type { Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'

/** The moment, in UTC. */
export interface Clock {
  now: () => Instant
}

/** Work again and again; what is returned ends it. */
export interface Scheduler {
  every: (milliseconds: number, work: () => void) => () => void
}

/** Whether somebody is at the PC. */
export interface Presence {
  /** Seconds since keyboard or mouse were used last. */
  idleSeconds: () => number
  /** Calls back when the PC is locked or sent to sleep. */
  onAway: (away: () => void) => void
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
  /**
   * Opens the store with its key; a fault says why it cannot be opened. One that is missing or empty is damaged, unless
   * a new one is wanted.
   */
  open: (key: string, as?: 'new') => Promise<UnavailableReason | null>
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
  /** Wraps the key anew where the keychain does not hold it: on a PC that the store moved to, or after it was reset. */
  keepInKeychain: (key: string) => Promise<void>
  openWithRecoveryCode: (code: string) => Promise<string | null>
  /** The key in the text of another key file, by a password of it or its recovery code; null where neither fits. */
  openOther: (keyFile: string, userName: string, secret: string) => Promise<string | null>
  /** Wraps the key anew for this user name; an earlier wrap of the same name is replaced. */
  setPassword: (key: string, userName: string, password: string) => Promise<void>
  /** Moves a wrap to another user name; nothing happens if there is none of the old name. */
  rename: (userName: string, newName: string) => Promise<void>
  /** Drops the wrap of every user name but these. */
  keepOnly: (userNames: readonly string[]) => Promise<void>
  hashPassword: (password: string) => Promise<string>
  matches: (password: string, hash: string) => Promise<boolean>
  hasKeychain: () => boolean
}

/** Makes 32 bytes out of a secret and a salt, slowly on purpose: each guess of a password costs as much. */
export type Derive = (secret: string, salt: Uint8Array) => Promise<Uint8Array>

/** Runs a built entry in a process of its own with one message; its answer, or null where it ended without one. */
export type RunApart = (entry: string, message: unknown) => Promise<unknown>

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
  /** When the store of this PC was checked last, in milliseconds since 1970; 0 for never. */
  checkedAt: () => number
  setCheckedAt: (at: number) => Promise<void>
  setFailures: (failures: { count: number; lastAt: number }) => Promise<void>
}

/** Turns what the window shows into a PDF; the file appears only when it is whole. */
export interface Printer {
  /** @param seal what is done to the document before it is written; a refusal of it writes nothing */
  toPdf: (
    path: string,
    seal?: (pdf: Uint8Array) => Promise<Sealed>,
  ) => Promise<Result<null, CertificateRefusal>>
}

/** A document that was signed, or why it could not be. */
export type Sealed = Result<Uint8Array, CertificateRefusal>

/** Why a certificate cannot sign (K9). */
export type CertificateRefusal =
  | 'certificate-not-readable'
  | 'certificate-password-wrong'
  | 'certificate-without-key'
  | 'certificate-not-yet-valid'
  | 'certificate-expired'
  | 'certificate-kind'
  | 'certificate-takes-too-long'

/** A certificate with its key in a file, and the password of that file. */
export interface Certificate {
  readonly path: string
  readonly password: string
}

/**
 * Signs documents with the certificate of a file (K9). What takes longer than anybody waits for is given up, and so is
 * what was cancelled: that is thrown as `Cancelled`.
 */
export interface Signing {
  /** Whether a file begins as a certificate does and is no larger: told before anybody is asked for its password. */
  mayBeCertificate: (path: string) => Promise<boolean>
  check: (
    certificate: Certificate,
    now: Instant,
    cancelled: () => boolean,
  ) => Promise<Result<{ name: string }, CertificateRefusal>>
  sign: (
    certificate: Certificate,
    words: {
      readonly reason: string
      readonly place: string
      readonly contact: string
      readonly at: Instant
    },
    pdf: Uint8Array,
    cancelled: () => boolean,
  ) => Promise<Sealed>
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
