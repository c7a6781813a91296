import type { Output, RefusalCode } from '../../../src-shared/contract'
import type { BackupReason, BackupRef } from '../../../src-shared/contract/backups'
import type { UnavailableReason } from '../../../src-shared/faults'
import { ok, refuse, type Result } from '../../../src-shared/result'
import {
  fileNameOf,
  type BackupFolder,
  type Clock,
  type Files,
  type GrantedFile,
  type Keeper,
  type KeeperReply,
  type StorePlace,
  type Vault,
} from '../ports'
import { InnerFault } from './ask-store'
import type { SignIn } from './sign-in'

export interface BackupPorts {
  readonly keeper: Keeper
  readonly folder: BackupFolder
  readonly place: StorePlace
  readonly signIn: Pick<SignIn, 'heldKey' | 'keyOfDamaged' | 'keyOfOther' | 'leaveForRestore' | 'comeBack'>
  readonly vault: Pick<Vault, 'exists'>
  readonly files: Pick<Files, 'known'>
  readonly clock: Clock
}

/** So many backups the program keeps by itself. */
const KEPT = 5

/** Backups of the store: made, listed, looked at, and put back in its place. */
export class Backups {
  private readonly ports: BackupPorts
  /** One after the other: each works beside the store. */
  private queue: Promise<unknown> = Promise.resolve()
  private restoring = false

  constructor(ports: BackupPorts) {
    this.ports = ports
  }

  /** Whether something is under way that nobody may be signed out in the middle of. */
  busy(): boolean {
    return this.restoring
  }

  /** Every backup in the folder of this PC, the newest first. */
  async list(): Promise<Output<'backups.list'>> {
    const { folder } = this.ports
    const kept = await folder.list()
    return { folder: folder.path, backups: kept.map(({ name, bytes, about }) => ({ name, bytes, about })) }
  }

  /**
   * Keeps a backup of the open store in the folder of this PC and removes the oldest beyond five. Nothing is done where
   * the store is closed, or is as it was at the newest backup.
   * @returns why it could not be made; null where it was, or none was needed
   */
  keep(reason: BackupReason): Promise<UnavailableReason | null> {
    return this.inTurn(async () => {
      const key = this.ports.signIn.heldKey()
      if (key === null) return null
      const { keeper, folder, clock } = this.ports
      const facts = await keeper.facts(key)
      if (!facts.ok) return reasonOf(facts)
      const newest = (await folder.list()).find((each) => each.about !== null)?.about?.facts
      if (newest?.replica === facts.value.replica && newest.head === facts.value.head) return null
      const madeAt = clock.now()
      const made = await keeper.make({ target: folder.next(madeAt, reason), reason, madeAt, key })
      if (!made.ok) return reasonOf(made)
      await folder.prune(KEPT)
      return null
    })
  }

  /**
   * Keeps a backup of a closed store that an earlier program wrote, before this one migrates it.
   * @returns why it could not be made: then nothing is migrated; null where it was, or none was needed
   */
  keepBeforeMigration(key: string, schema: number): Promise<UnavailableReason | null> {
    return this.inTurn(async () => {
      const { keeper, folder, clock } = this.ports
      const stored = await keeper.schema(key)
      if (!stored.ok) return reasonOf(stored)
      if (stored.value === 0 || stored.value >= schema) return null
      const facts = await keeper.facts(key)
      if (!facts.ok) return reasonOf(facts)
      // A migration that was ended half way begins again, with the backup that it had.
      const newest = (await folder.list()).find((each) => each.about !== null)?.about
      const isKept = newest?.facts.replica === facts.value.replica && newest.facts.head === facts.value.head
      if (isKept && newest.facts.schema === stored.value) return null
      const madeAt = clock.now()
      const target = folder.next(madeAt, 'migration')
      const made = await keeper.make({ target, reason: 'migration', madeAt, key })
      if (!made.ok) return reasonOf(made)
      await folder.prune(KEPT)
      return null
    })
  }

  /** Writes a backup of the store as it is now to the file that the operator chose. */
  save(file: GrantedFile): Promise<Result<Output<'backups.save'>, RefusalCode<'backups.save'>>> {
    return this.inTurn(async () => {
      const { keeper, clock } = this.ports
      const made = await keeper.make({
        target: file.path,
        reason: 'by-hand',
        madeAt: clock.now(),
        key: this.key(),
      })
      if (made.ok) return ok({ fileName: fileNameOf(file.path), bytes: made.value.bytes })
      if (reasonOf(made) === 'disk-full') return refuse('backup-no-space')
      return unusable('backups.save', made)
    })
  }

  /** Reads a backup whole and compares it with the store: what restoring would change. */
  look(backup: BackupRef): Promise<Result<Output<'backups.look'>, RefusalCode<'backups.look'>>> {
    return this.inTurn(async () => {
      const path = await this.pathOf(backup)
      if (path === null) return refuse('backup-gone')
      const looked = await this.ports.keeper.look(path, this.key())
      if (looked.ok) return ok(looked.value)
      return 'fault' in looked ? refuse(looked.fault) : unusable('backups.look', looked)
    })
  }

  /**
   * Puts a backup in the place of the store, after a backup of what is there now; everybody is signed out. Ended half
   * way, the next start finishes it or forgets it.
   * @param seenHead the head of the store that the comparison was made with; null where it could not be read
   */
  async restore(
    backup: BackupRef,
    seenHead: string | null,
  ): Promise<Result<Output<'backups.restore'>, RefusalCode<'backups.restore'>>> {
    this.restoring = true
    try {
      return await this.putBack(backup, seenHead)
    } finally {
      this.restoring = false
    }
  }

  private async putBack(
    backup: BackupRef,
    seenHead: string | null,
  ): Promise<Result<Output<'backups.restore'>, RefusalCode<'backups.restore'>>> {
    const { keeper } = this.ports
    const looked = await this.look(backup)
    if (!looked.ok) return looked
    if ((looked.value.comparison.store?.head ?? null) !== seenHead) return refuse('store-changed')
    const path = await this.pathOf(backup)
    const unpacked = path === null ? null : await this.inTurn(() => keeper.unpack(path, this.key()))
    if (unpacked === null) return refuse('backup-gone')
    if (!unpacked.ok)
      return 'fault' in unpacked ? refuse(unpacked.fault) : unusable('backups.restore', unpacked)
    // A store that cannot be read is renamed aside all the same; only what can be read is worth a backup.
    const failed = seenHead === null ? null : await this.keep('restore')
    if (failed === 'disk-full') return refuse('backup-no-space')
    if (failed !== null) throw new InnerFault('backups.restore', { kind: 'unavailable', reason: failed })
    await this.exchange()
    return ok({})
  }

  /** The backups, for somebody whose password is right but whose store is damaged; none for anybody else. */
  async listForDamaged(): Promise<Output<'backups.list'>> {
    if (this.ports.signIn.keyOfDamaged() === null) return { folder: this.ports.folder.path, backups: [] }
    return this.list()
  }

  /** Puts a backup in the place of a store that cannot be read; the damaged file is put aside, never deleted. */
  async restoreDamaged(
    kept: string,
  ): Promise<Result<Output<'damage.restore'>, RefusalCode<'damage.restore'>>> {
    const key = this.ports.signIn.keyOfDamaged()
    if (key === null) return refuse('not-damaged')
    const path = await this.pathOf({ kept })
    if (path === null) return refuse('backup-gone')
    const unpacked = await this.inTurn(() => this.ports.keeper.unpack(path, key))
    if (!unpacked.ok)
      return 'fault' in unpacked ? refuse(unpacked.fault) : unusable('damage.restore', unpacked)
    await this.exchange()
    return ok({})
  }

  /**
   * Makes a backup of another PC the store of this one ('Move to another PC').
   * @param secret a password of that store, or its recovery code
   */
  async takeOver(
    { path }: GrantedFile,
    userName: string,
    secret: string,
  ): Promise<Result<Output<'backups.takeOver'>, RefusalCode<'backups.takeOver'>>> {
    const { keeper, signIn, vault } = this.ports
    if (await vault.exists()) return refuse('store-exists')
    const keyFile = await this.inTurn(() => keeper.keyFile(path))
    if (!keyFile.ok) return 'fault' in keyFile ? refuse(keyFile.fault) : unusable('backups.takeOver', keyFile)
    const key = await signIn.keyOfOther(keyFile.value, userName, secret)
    if (!key.ok) return key
    const unpacked = await this.inTurn(() => keeper.unpack(path, key.value))
    if (!unpacked.ok)
      return 'fault' in unpacked ? refuse(unpacked.fault) : unusable('backups.takeOver', unpacked)
    await this.exchange()
    return ok({})
  }

  /** What was unpacked takes the place of the store. */
  private async exchange(): Promise<void> {
    await this.ports.signIn.leaveForRestore()
    this.ports.place.replace(this.ports.clock.now())
    this.ports.signIn.comeBack()
  }

  private async pathOf(backup: BackupRef): Promise<string | null> {
    if ('file' in backup) return this.ports.files.known(backup.file)?.path ?? null
    const kept = await this.ports.folder.list()
    return kept.find((each) => each.name === backup.kept)?.path ?? null
  }

  private key(): string {
    const key = this.ports.signIn.heldKey()
    if (key === null) throw new InnerFault('backups', { kind: 'unavailable', reason: 'signed-out' })
    return key
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.queue.then(work)
    this.queue = done.catch(() => undefined)
    return done
  }
}

type Failed = Exclude<KeeperReply<unknown>, { ok: true }>

/** Why the keeper could not do what it was asked; null where it could. */
export function reasonOf(reply: KeeperReply<unknown>): UnavailableReason | null {
  if (reply.ok) return null
  if ('fault' in reply) return 'corrupt'
  return reply.unavailable === 'no-space' ? 'disk-full' : reply.unavailable
}

function unusable(request: string, failed: Failed): never {
  throw new InnerFault(request, { kind: 'unavailable', reason: reasonOf(failed) ?? 'corrupt' })
}
