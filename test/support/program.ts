import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller, Keeper, Keychain } from '../../src-main/app/ports'
import { Backups } from '../../src-main/app/shell/backups'
import { Damage } from '../../src-main/app/shell/damage'
import { SignIn } from '../../src-main/app/shell/sign-in'
import { createIds } from '../../src-main/host/ports/ids'
import { salvage, salvageWith } from '../../src-main/host/salvage'
import { createBackupFolder } from '../../src-main/store/backup/backup-folder'
import {
  checkEverything,
  checkStructure,
  lookAtBackup,
  makeBackup,
  readFacts,
  readKeyOf,
  readSchema,
  unpackForRestore,
} from '../../src-main/store/backup/keep'
import { createStorePlace } from '../../src-main/store/backup/place'
import { openPreferences } from '../../src-main/store/preferences/preferences'
import { createVault } from '../../src-main/store/vault'
import type { AuthorityId } from '../../src-shared/ids'
import type { Name } from '../../src-shared/contract'
import { must, NOBODY } from './core'
import { deriveHere } from './derive'
import { createThreadlessHost } from './host'
import { steadyRandom, type SteppingClock } from './ports'
import { dataOf } from './samples'

/** The first operator of every store made here. */
export const KELLER = {
  userName: 'keller',
  name: 'Maria Keller',
  email: 'maria.keller@helpdesk.example',
  password: 'Helpdesk2026',
}
const NO_KEYCHAIN: Keychain = { isAvailable: () => false, wrap: (text) => text, unwrap: () => null }

/** The code that a refusal carries; null where nothing was refused. */
export function refusalOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string | null {
  return result.ok ? null : result.refusal.code
}

/** The program on a folder, as far as sign-in, stores and backups go; without Electron and without threads. */
export class TestProgram {
  readonly folder: string
  readonly paths: { store: string; keyFile: string; program: string }
  readonly host: ReturnType<typeof createThreadlessHost>
  readonly signIn: SignIn
  readonly backups: Backups
  readonly damage: Damage
  readonly keeper: Keeper
  /** Files that the operator picked, by their tokens. */
  readonly files = new Map<string, string>()
  private readonly clock: SteppingClock

  private constructor(
    folder: string,
    clock: SteppingClock,
    preferences: Awaited<ReturnType<typeof openPreferences>>,
    keychain: Keychain,
  ) {
    this.folder = folder
    this.clock = clock
    const paths = {
      store: join(folder, 'store', 'imi.db'),
      keyFile: join(folder, 'store', 'key.json'),
      program: '0.1.0',
    }
    this.paths = paths
    const place = createStorePlace(paths)
    place.replace(clock.now())
    const vault = createVault(paths.keyFile, keychain, deriveHere(1024))
    this.host = createThreadlessHost(paths.store, clock)
    const ids = createIds(clock, steadyRandom(folder.length))
    const leaving = async (): Promise<void> => {
      await this.backups.keep('leaving')
    }
    const changed = (): undefined => undefined
    this.signIn = new SignIn({ host: this.host, vault, preferences, clock, ids, leaving, changed })
    const keeper: Keeper = {
      make: (order) => makeBackup(paths, order),
      check: (key) => checkStructure(paths, key),
      checkAll: (key) => checkEverything(paths, key),
      salvage: ({ within, name }, key) =>
        salvageWith(join(within, name), (tries) => salvage(paths, join(within, name), key, tries)),
      schema: (key) => readSchema(paths, key),
      facts: (key) => readFacts(paths, key),
      keyFile: readKeyOf,
      look: (backup, key) => lookAtBackup(paths, backup, key),
      unpack: (backup, key) => unpackForRestore(paths, backup, key),
    }
    this.keeper = keeper
    this.backups = new Backups({
      ...{ keeper, vault, place, clock, signIn: this.signIn },
      folder: createBackupFolder(join(folder, 'backups')),
      files: {
        known: (token) => (this.files.has(token) ? { token, path: this.files.get(token) ?? '' } : undefined),
      },
    })
    this.damage = new Damage({ keeper, place, signIn: this.signIn, clock })
  }

  /** Starts it; the store is not open yet. */
  static async start(folder: string, clock: SteppingClock, keychain = NO_KEYCHAIN): Promise<TestProgram> {
    mkdirSync(join(folder, 'store'), { recursive: true })
    const preferences = await openPreferences(join(folder, 'preferences.json'), clock)
    return new TestProgram(folder, clock, preferences, keychain)
  }

  /** Registers an authority as the operator at work. */
  async register(officialName: string): Promise<AuthorityId> {
    const input = { data: dataOf({ officialName }), accessManager: null, duplicatesSeen: true }
    const done = await this.run('authorities.register', { ...input, reason: `for ${officialName}` }, 'writer')
    this.clock.advance(1_000)
    return (done as { id: AuthorityId }).id
  }

  /** Whether the open store knows an authority. */
  async knows(id: AuthorityId): Promise<boolean> {
    const found = await this.run('authorities.mentions', { ids: [id] }, 'reader')
    return (found as { authorities: unknown[] }).authorities.length > 0
  }

  /** Makes the search anew, as the writer thread does. */
  async rebuildSearch(): Promise<void> {
    await this.run('store.rebuildSearch', {}, 'writer')
  }

  async kept(): Promise<Awaited<ReturnType<Backups['list']>>['backups']> {
    return (await this.backups.list()).backups
  }

  async newest(): Promise<{ kept: string }> {
    return { kept: (await this.kept())[0]?.name ?? '' }
  }

  /** Who asks. */
  me(): Caller {
    return this.signIn.caller() ?? NOBODY
  }

  /** Restores a backup after looking at it, as the screen does. */
  async restore(backup: Parameters<Backups['look']>[0]): Promise<void> {
    const { comparison } = must(await this.backups.look(backup))
    must(await this.backups.restore(backup, comparison.store?.head ?? null))
  }

  /** Spoils the file as a failing disk would, in these bytes. */
  async spoil(from: number, to: number): Promise<void> {
    await this.host.close()
    const bytes = readFileSync(this.paths.store)
    bytes.fill(0x5a, from, Math.min(to, bytes.length))
    writeFileSync(this.paths.store, bytes)
  }

  /** Asks the open store as the operator at work. */
  async run(name: Name, input: unknown, place: 'reader' | 'writer'): Promise<unknown> {
    const job = { call: 'call', name, input, caller: this.me(), file: null, cancel: new SharedArrayBuffer(4) }
    return must(await this.host.run(job, place))
  }
}
