import { z } from 'zod'
import { text } from '../text'
import { FileToken, Nothing } from './common'
import { query, task } from './define'

/** Why a backup was made. */
export const BACKUP_REASONS = ['leaving', 'import', 'migration', 'restore', 'by-hand'] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

/** How the name of a backup ends. */
export const BACKUP_EXTENSION = 'imibackup'

/** What a store holds, and how far its history has come. */
export const StoreFacts = z.strictObject({
  replica: z.string().max(40),
  entries: z.int().min(0),
  head: z.string().max(200),
  authorities: z.int().min(0),
  users: z.int().min(0),
  accesses: z.int().min(0),
  /** When the newest act was done; null in a store without history. */
  newestAct: z.string().max(40).nullable(),
  schema: z.int().min(1),
})
export type StoreFacts = z.infer<typeof StoreFacts>

/** The description that lies in each backup, readable without its key: no name of a person or an authority. */
export const BackupAbout = z.strictObject({
  format: z.literal(1),
  madeAt: z.string().max(40),
  reason: z.enum(BACKUP_REASONS),
  program: z.string().max(40),
  /** SHA-256 of the store in it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  facts: StoreFacts,
})
export type BackupAbout = z.infer<typeof BackupAbout>

/**
 * How a backup stands to the store: `same`, `older` (the store went on from it), `newer` (it goes on from the store),
 * `parted` (both went on after a common act), `unreadable-store` (nothing to compare with).
 */
export const BACKUP_RELATIONS = ['same', 'older', 'newer', 'parted', 'unreadable-store'] as const

/** An act that restoring would take out of the store. */
export const LostAct = z.strictObject({
  at: z.string(),
  command: z.string(),
  operator: z.string(),
  reason: z.string(),
})
export type LostAct = z.infer<typeof LostAct>

/** What restoring would change. */
export const BackupComparison = z.strictObject({
  relation: z.enum(BACKUP_RELATIONS),
  backup: StoreFacts,
  store: StoreFacts.nullable(),
  /** Acts of the store that are not in the backup; the newest first, the first ones only. */
  lost: z.strictObject({ count: z.int(), first: z.array(LostAct) }),
})
export type BackupComparison = z.infer<typeof BackupComparison>

/** A backup in the folder of this PC, or one that the operator picked. */
const KeptName = z.string().regex(/^[0-9A-Za-z.-]{1,80}$/)
export const BackupRef = z.union([z.strictObject({ kept: KeptName }), z.strictObject({ file: FileToken })])
export type BackupRef = z.infer<typeof BackupRef>

const BACKUP_REFUSALS = [
  'backup-gone',
  'backup-not-readable',
  'backup-damaged',
  'backup-from-future',
  'backup-of-another-store',
] as const

const ListedBackups = z.strictObject({
  folder: z.string(),
  backups: z.array(
    z.strictObject({
      name: z.string(),
      bytes: z.int(),
      /** Null where the file cannot be read as a backup. */
      about: BackupAbout.nullable(),
    }),
  ),
})

/** Rows that could be read, and rows that could not. */
const Salvaged = z.strictObject({ read: z.int(), lost: z.int() })

export const backups = {
  /** Lists the backups of this PC, the newest first, with what they contain. */
  'backups.list': query({ who: 'signed-in', place: 'shell', input: Nothing, output: ListedBackups }),
  /** The same for somebody whose password is right but whose store is damaged; empty for anybody else. */
  'damage.backups': query({ who: 'anyone', place: 'shell', input: Nothing, output: ListedBackups }),
  /** What is wrong with the store, for the same person; null for anybody else. */
  'damage.about': query({
    who: 'anyone',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({
      damage: z
        .strictObject({
          /** It cannot be read, or the last acts are not in it any more. */
          kind: z.enum(['corrupt', 'acts-missing']),
          /** How many entries of the history are missing; null where that cannot be told. */
          missing: z.int().nullable(),
        })
        .nullable(),
    }),
  }),
  /** Closes a store in which the check found damage, and leads to what can be done about it. */
  'damage.leave': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: Nothing,
    refusals: ['not-damaged'],
    undo: { never: 'undo.never.session' },
    readsOnly: true,
  }),
  /** Goes on with a store that lacks its last acts. */
  'damage.goOn': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: Nothing,
    refusals: ['not-damaged'],
    undo: { never: 'undo.never.went-on' },
  }),
  /** Writes what can still be read as lists into a new folder within the one that the operator chose. */
  'damage.save': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({
      folderName: z.string(),
      authorities: Salvaged,
      users: Salvaged,
      accesses: Salvaged,
    }),
    refusals: ['not-damaged', 'nothing-readable'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'open-folder' },
  }),
  /** Puts a backup in the place of a store that cannot be read; the damaged file is put aside. */
  'damage.restore': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ kept: KeptName }),
    output: Nothing,
    refusals: [...BACKUP_REFUSALS, 'not-damaged'],
    undo: { never: 'undo.never.restored' },
  }),
  /** Writes a backup of the store as it is now to a place the operator chooses. */
  'backups.save': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ fileName: z.string(), bytes: z.int() }),
    refusals: ['backup-no-space'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: [BACKUP_EXTENSION], suggested: 'imi-helpdesk' },
    readsOnly: true,
  }),
  /** Opens a backup file and says what it contains. The file stays known under a token. */
  'backups.open': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ file: FileToken, fileName: z.string() }),
    refusals: [],
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open', extensions: [BACKUP_EXTENSION] },
    readsOnly: true,
  }),
  /** 'Move to another PC': makes a backup of another PC the store of this one, which has none yet. */
  'backups.takeOver': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ file: FileToken, userName: text(80), secret: z.string().min(1).max(200) }),
    output: Nothing,
    refusals: [
      'backup-not-readable',
      'backup-damaged',
      'backup-from-future',
      'backup-of-another-store',
      'store-exists',
      'sign-in-wait',
      'take-over-wrong',
      'file-unknown',
    ],
    undo: { never: 'undo.never.store-created' },
    file: { use: 'known' },
  }),
  /** Reads a backup whole and compares it with the store: what restoring would change. */
  'backups.look': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ backup: BackupRef }),
    output: z.strictObject({ about: BackupAbout, comparison: BackupComparison }),
    refusals: BACKUP_REFUSALS,
    undo: { never: 'undo.never.reads-only' },
    readsOnly: true,
  }),
  /** Puts a backup in the place of the store, after a backup of what is there now. Everybody is signed out. */
  'backups.restore': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({
      backup: BackupRef,
      /** The head of the store that the comparison was made with: null where the store could not be read. */
      seenHead: z.string().max(200).nullable(),
    }),
    output: Nothing,
    refusals: [...BACKUP_REFUSALS, 'backup-no-space', 'store-changed'],
    undo: { never: 'undo.never.restored' },
  }),
}
