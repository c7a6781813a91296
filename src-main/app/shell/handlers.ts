import { ok, type Ok } from '../../../src-shared/result'
import type { ShellHandlers } from '../handlers'
import { fileNameOf } from '../ports'
import type { Files, GrantedFile, PreferenceStore, Printer, Vault } from '../ports'
import type { Locking } from './locking'
import type { SignIn } from './sign-in'
import { resetUserPasswords, type UserPasswordPorts } from './user-passwords'

export interface ShellPorts {
  readonly signIn: SignIn
  readonly locking: Locking
  readonly vault: Vault
  readonly users: UserPasswordPorts
  readonly preferences: PreferenceStore
  readonly printer: Printer
  readonly files: Pick<Files, 'given'>
  readonly cancel: (call: string) => void
  readonly storeFolder: string
  readonly version: string
}

/** What the main process answers itself: what exists before a store is open, and what needs Electron. */
export function createShellHandlers(ports: ShellPorts): ShellHandlers {
  const { signIn, preferences } = ports

  return {
    'session.status': async () => {
      const operator = signIn.current()
      const exists = await ports.vault.exists()
      return {
        state: operator !== null ? 'signed-in' : exists ? 'signed-out' : 'first-start',
        operator,
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
    'session.signIn': ({ userName, password }) => signIn.signIn(userName, password),
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
    'operators.changePassword': ({ current, password }) => signIn.changePassword(current, password),
    'users.resetPasswords': (input, { caller }) => resetUserPasswords(ports.users, input, caller),
    'authorities.print': (_input, { file }) => print(ports.printer, file),
    'users.printLetters': (_input, { file }) => print(ports.printer, file),
    'v6.print': (_input, { file }) => print(ports.printer, file),
    'lists.given': () => ({ fileName: ports.files.given() }),
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

async function print(printer: Printer, file: GrantedFile | null): Promise<Ok<{ fileName: string }>> {
  if (file === null) throw new Error('Printing needs a file')
  await printer.toPdf(file.path)
  return ok({ fileName: fileNameOf(file.path) })
}

type Given<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> }

/** Drops the keys that stand there as undefined: a preference is changed by naming it, never by leaving it out. */
function withoutMissing<Shape extends object>(change: Shape): Given<Shape> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<Shape>
}
