import { ok, type Ok } from '../../../src-shared/result'
import type { ShellHandlers } from '../handlers'
import { fileNameOf } from '../ports'
import type { Files, GrantedFile, Packs, PreferenceStore, Printer, Vault } from '../ports'
import type { Backups } from './backups'
import { createCrashHandlers, type CrashActs } from './crash-handlers'
import type { Damage } from './damage'
import type { Health } from './health'
import type { Locking } from './locking'
import { createPaperHandlers, type PaperPorts } from './paper'
import type { OperatorKeys } from './operator-keys'
import type { Outbox } from './outbox'
import type { SignIn } from './sign-in'
import { createTranslationHandlers, type Translating } from './translating'
import { resetUserPasswords, type UserPasswordPorts } from './user-passwords'

export interface ShellPorts {
  readonly signIn: SignIn
  readonly locking: Locking
  readonly vault: Vault
  readonly operators: OperatorKeys
  readonly users: UserPasswordPorts
  readonly backups: Backups
  readonly crash: CrashActs
  readonly damage: Damage
  readonly health: Health
  readonly translating: Translating
  readonly packs: Packs
  readonly preferences: PreferenceStore
  readonly paper: PaperPorts
  readonly outbox: Outbox
  readonly files: Pick<Files, 'given'>
  readonly cancel: (call: string) => void
  readonly storeFolder: string
  readonly version: string
}

/** What the main process answers itself: what exists before a store is open, and what needs Electron. */
export function createShellHandlers(ports: ShellPorts): ShellHandlers {
  const { signIn, preferences } = ports

  return {
    ...createCrashHandlers(ports.crash),
    ...createPaperHandlers(ports.paper),
    ...createTranslationHandlers(ports.translating, ports.packs),
    'session.status': async () => {
      const operator = signIn.current()
      const exists = await ports.vault.exists()
      return {
        state: operator !== null ? 'signed-in' : exists ? 'signed-out' : 'first-start',
        operator,
        damaged: operator === null && signIn.damage() !== null,
        found: ports.health.damage(),
        viewing: signIn.viewing(),
        locked: ports.locking.locked(),
        keychain: ports.vault.hasKeychain(),
        storeFolder: ports.storeFolder,
        version: ports.version,
      }
    },
    'session.createStore': async (input) => {
      const made = await signIn.createStore(input)
      if (made.ok) ports.locking.setUp(true)
      return made
    },
    'session.setUpDone': () => {
      ports.locking.setUp(false)
      return Promise.resolve(ok({}))
    },
    'session.signIn': ({ userName, password, newPassword }) => signIn.signIn(userName, password, newPassword),
    'session.recover': ({ recoveryCode, userName, password }) =>
      signIn.recover(recoveryCode, userName, password),
    'session.signOut': async () => {
      ports.locking.signOut()
      await signIn.signOut()
      return ok({})
    },
    'session.lock': async () => ok({ when: await ports.locking.lock('operator') }),
    'session.viewAs': ({ id }) => signIn.viewAs(id),
    'operators.add': (input, { caller }) => signIn.addOperator(input, caller),
    'operators.edit': (input, { caller }) => ports.operators.edit(input, caller),
    'operators.resetPassword': (input, { caller }) => ports.operators.reset(input, caller),
    'operators.changePassword': ({ current, password }) => signIn.changePassword(current, password),
    'users.resetPasswords': (input, { caller }) => resetUserPasswords(ports.users, input, caller),
    'users.printLetters': (_input, { file }) => print(ports.paper.printer, file),
    'v6.print': (_input, { file }) => print(ports.paper.printer, file),
    'mail.send': (input, { caller }) => ports.outbox.send(input, caller),
    'mail.handOver': (input, { caller }) => ports.outbox.handOver(input, caller),
    'mail.server': () => ports.outbox.server(),
    'mail.setServer': (input) => ports.outbox.setServer(input),
    'mail.testServer': () => ports.outbox.testServer(),
    'lists.given': () => ({ fileName: ports.files.given() }),
    'backups.list': () => ports.backups.list(),
    'store.health': () => ports.health.status(),
    'store.check': () => ports.health.checkNow(),
    'damage.leave': () => ports.health.leave(),
    'damage.about': () => ports.damage.about(),
    'damage.goOn': () => ports.damage.goOn(),
    'damage.save': (_input, { file }) => ports.damage.save(granted(file)),
    'damage.backups': () => ports.backups.listForDamaged(),
    'damage.restore': ({ kept }) => ports.backups.restoreDamaged(kept),
    'backups.save': (_input, { file }) => ports.backups.save(granted(file)),
    'backups.open': (_input, { file }) => {
      const { token, path } = granted(file)
      return Promise.resolve(ok({ file: token, fileName: fileNameOf(path) }))
    },
    'backups.takeOver': ({ userName, secret }, { file }) =>
      ports.backups.takeOver(granted(file), userName, secret),
    'backups.look': ({ backup }) => ports.backups.look(backup),
    'backups.restore': ({ backup, seenHead }) => ports.backups.restore(backup, seenHead),
    'preferences.read': () => preferences.read(),
    'preferences.write': async (change) => {
      await preferences.write(withoutMissing(change))
      return ok({})
    },
    'tasks.cancel': ({ call }) => {
      ports.cancel(call)
      return Promise.resolve(ok({}))
    },
  }
}

function granted(file: GrantedFile | null): GrantedFile {
  if (file === null) throw new Error('The gateway asks for the file first')
  return file
}

async function print(printer: Printer, file: GrantedFile | null): Promise<Ok<{ fileName: string }>> {
  const { path } = granted(file)
  await printer.toPdf(path)
  return ok({ fileName: fileNameOf(path) })
}

type Given<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> }

/** Drops the keys that stand there as undefined: a preference is changed by naming it, never by leaving it out. */
function withoutMissing<Shape extends object>(change: Shape): Given<Shape> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<Shape>
}
