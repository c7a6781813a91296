import { z } from 'zod'
import { AuthorityId, OperatorId } from '../ids'
import { operator, OperatorUserName } from '../entities/operator'
import { Email } from '../entities/authority'
import { requiredText, text } from '../text'
import { Instant } from '../time'
import { Nothing, Obstacle } from './common'
import { command, query, task } from './define'

/** Passwords of operators: the rules are checked by the domain, so that the refusal says which one is missed. */
export const Password = z.string().min(1).max(200)

const OperatorData = {
  name: requiredText(200),
  userName: OperatorUserName,
  email: Email,
}

export const OperatorView = z.strictObject({
  id: OperatorId,
  userName: z.string(),
  name: z.string(),
  email: z.string(),
  actsFor: AuthorityId.nullable(),
  actsForName: z.string().nullable(),
  /** The Member State of the authority that the operator acts for; null for the Helpdesk. */
  memberState: z.string().nullable(),
  active: z.boolean(),
  passwordStatus: operator.schema.shape.passwordStatus,
  /** On this PC; null for never, and for everybody but the Helpdesk. */
  lastSignIn: Instant.nullable(),
})
export type OperatorView = z.infer<typeof OperatorView>

export const PASSWORD_REFUSALS = ['password-too-short', 'password-too-simple'] as const

const EDIT_REFUSALS = [
  'operator-unknown',
  'operator-name-taken',
  'operator-last-helpdesk',
  'operator-self',
  'authority-unknown',
  'nothing-changed',
] as const

const RESET_REFUSALS = ['operator-unknown', 'operator-self', 'operator-stopped'] as const

export const session = {
  /** Tells whether a store exists, who is signed in, and why the program locked. */
  'session.status': query({
    who: 'anyone',
    place: 'shell',
    input: Nothing,
    output: z.strictObject({
      state: z.enum(['first-start', 'signed-out', 'signed-in']),
      operator: OperatorView.nullable(),
      /** Somebody has shown a password of a store that is damaged: what can be done about it is shown. */
      damaged: z.boolean(),
      /** What the check found damaged in the store that is open. */
      found: z.enum(['structure', 'history', 'row']).nullable(),
      /** The authority with whose eyes the Helpdesk looks at the program, read only; null where it does not. */
      viewing: z
        .strictObject({ id: AuthorityId, officialName: z.string(), memberState: z.string() })
        .nullable(),
      /** Who was at work when the program locked, and why: an operator, the PC, or nobody's use; null where it did not. */
      locked: z
        .strictObject({
          why: z.enum(['operator', 'system', 'idle']),
          minutes: z.int(),
          userName: z.string(),
          name: z.string(),
        })
        .nullable(),
      /** Whether the operating system's keychain also holds the key of the store. */
      keychain: z.boolean(),
      storeFolder: z.string(),
      version: z.string(),
    }),
  }),
  /** Creates the encrypted store with its first Helpdesk operator. Returns the recovery code, which is shown once. */
  'session.createStore': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ ...OperatorData, password: Password }),
    output: z.strictObject({ recoveryCode: z.string() }),
    refusals: [...PASSWORD_REFUSALS, 'store-exists'],
    fieldOf: { 'password-too-short': 'password', 'password-too-simple': 'password' },
    undo: { never: 'undo.never.store-created' },
  }),
  /** Signs an operator in by user name and password. Wrong ones are slowed down, and a temporary one must be changed. */
  'session.signIn': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({
      userName: text(80),
      password: Password,
      /** The new password, if the one given is temporary. */
      newPassword: Password.nullable().default(null),
    }),
    output: OperatorView,
    refusals: ['sign-in-wrong', 'sign-in-wait', 'password-temporary', 'password-same', ...PASSWORD_REFUSALS],
    fieldOf: {
      'password-same': 'newPassword',
      'password-too-short': 'newPassword',
      'password-too-simple': 'newPassword',
    },
    undo: { never: 'undo.never.session' },
  }),
  /** Sets a new password for an operator by the recovery code. */
  'session.recover': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({
      recoveryCode: text(120),
      userName: text(80),
      password: Password,
    }),
    output: OperatorView,
    refusals: [...PASSWORD_REFUSALS, 'recovery-code-wrong', 'recovery-operator-unknown', 'sign-in-wait'],
    fieldOf: { 'password-too-short': 'password', 'password-too-simple': 'password' },
    undo: { never: 'undo.never.password' },
  }),
  /** Signs the operator out, closes the store and forgets its key. */
  'session.signOut': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
  /** As signing out, but whoever signs in again goes on where they were; waits until the work under way has ended. */
  'session.lock': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: z.strictObject({ when: z.enum(['now', 'later']) }),
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
  /** The first start is over, and its recovery code kept: the program may lock from now on. */
  'session.setUpDone': task({
    who: 'anyone',
    centralEffect: false,
    place: 'shell',
    input: Nothing,
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
  /** Looks at the program as an operator of this authority would, read only; null ends it (P1). */
  'session.viewAs': task({
    who: 'rule',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ id: AuthorityId.nullable() }),
    output: Nothing,
    refusals: ['authority-unknown', 'helpdesk-only'],
    undo: { never: 'undo.never.session' },
    readsOnly: true,
  }),
  /** Lists the operators of this store, without their passwords. */
  'operators.list': query({
    who: 'signed-in',
    input: Nothing,
    output: z.strictObject({ operators: z.array(OperatorView) }),
  }),
  /** Adds an operator with a first password, for the IMI Helpdesk or for an authority (P1). */
  'operators.add': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ ...OperatorData, password: Password, actsFor: AuthorityId.nullable() }),
    output: z.strictObject({ id: OperatorId }),
    refusals: [...PASSWORD_REFUSALS, 'operator-name-taken', 'authority-unknown'],
    fieldOf: {
      'password-too-short': 'password',
      'password-too-simple': 'password',
      'operator-name-taken': 'userName',
    },
    undo: { never: 'undo.never.operator-added' },
  }),
  /** Stops an operator from signing in, or lets them sign in again. The last one of the Helpdesk cannot be stopped. */
  'operators.setActive': command({
    who: 'helpdesk',
    centralEffect: false,
    input: z.strictObject({ id: OperatorId, active: z.boolean() }),
    output: Nothing,
    refusals: ['operator-unknown', 'operator-last-helpdesk', 'operator-self'],
    undo: 'inverse',
  }),
  /** Corrects name, user name, registered address, and whom an operator acts for (P53). */
  'operators.edit': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ id: OperatorId, ...OperatorData, actsFor: AuthorityId.nullable() }),
    output: Nothing,
    refusals: EDIT_REFUSALS,
    fieldOf: { 'operator-name-taken': 'userName', 'authority-unknown': 'actsFor' },
    undo: { never: 'undo.never.operator-edited' },
  }),
  /** Gives an operator a temporary password. It is in the answer and nowhere else (P53). */
  'operators.resetPassword': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ id: OperatorId }),
    output: z.strictObject({ userName: z.string(), password: z.string() }),
    refusals: RESET_REFUSALS,
    undo: { never: 'undo.never.password' },
  }),
  /** Changes the password of the operator who is signed in. Asks for the current one. */
  'operators.changePassword': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    input: z.strictObject({ current: Password, password: Password }),
    output: Nothing,
    refusals: [...PASSWORD_REFUSALS, 'sign-in-wrong', 'sign-in-wait'],
    fieldOf: { 'password-too-short': 'password', 'password-too-simple': 'password' },
    undo: { never: 'undo.never.password' },
  }),
  /** Writes the new operator, with the hash that the main process made of the password. */
  'operators.store': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({
      ...OperatorData,
      actsFor: AuthorityId.nullable(),
      passwordHash: text(300),
      first: z.boolean(),
    }),
    output: z.strictObject({ id: OperatorId }),
    refusals: ['helpdesk-only', 'operator-name-taken', 'authority-unknown'],
    fieldOf: { 'operator-name-taken': 'userName' },
    undo: { never: 'undo.never.operator-added' },
  }),
  /** Writes what was corrected of an operator; the main process renames the wrapped key. */
  'operators.storeEdit': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({ id: OperatorId, ...OperatorData, actsFor: AuthorityId.nullable() }),
    output: Nothing,
    refusals: ['helpdesk-only', ...EDIT_REFUSALS],
    undo: { never: 'undo.never.operator-edited' },
  }),
  /** Writes the hash of a temporary password. */
  'operators.storeTemporary': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({ id: OperatorId, passwordHash: text(300) }),
    output: Nothing,
    refusals: ['helpdesk-only', ...RESET_REFUSALS],
    undo: { never: 'undo.never.password' },
  }),
  /** Notes that an operator signed in now. */
  'operators.noteSignIn': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({ id: OperatorId }),
    output: Nothing,
    refusals: [],
    undo: { never: 'undo.never.session' },
  }),
  /** Writes the hash of a new password. */
  'operators.storePassword': command({
    who: 'program',
    centralEffect: false,
    input: z.strictObject({ id: OperatorId, passwordHash: text(300) }),
    output: Nothing,
    refusals: ['operator-unknown'],
    undo: { never: 'undo.never.password' },
  }),
  /** Says whether the caller may act, for acts that the main process answers itself (P35). */
  'operators.mayAct': query({
    who: 'program',
    input: Nothing,
    output: z.strictObject({ obstacle: Obstacle }),
  }),
  /** Returns an operator with the hash of the password, to check a sign-in. */
  'operators.secret': query({
    who: 'program',
    input: z.strictObject({ userName: text(80) }),
    output: z.strictObject({ found: OperatorView.extend({ passwordHash: z.string() }).nullable() }),
  }),
}
