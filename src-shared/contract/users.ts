import { z } from 'zod'
import { Email, MemberStateCode } from '../entities/authority'
import { PasswordStatus, user } from '../entities/user'
import { AuthorityId, UserId } from '../ids'
import { USERS_AT_ONCE } from '../limits'
import { text } from '../text'
import { AuthorityMention, Hits, Nothing, Obstacle, Page, Reason, Revision } from './common'
import { command, query, task } from './define'

/** A user as the window sees one: the hash of the password stays in the store. */
export const UserView = user.schema.omit({ passwordHash: true })
export type UserView = z.infer<typeof UserView>

const fields = user.schema.shape

/** Product decision P13. */
const UserName = text(40).min(3)

/** What a person writes of a new user; roles are given through 'Edit user' only (D2). */
const NewUserData = z.strictObject({
  name: fields.name,
  userName: UserName,
  email: Email,
  phone: fields.phone,
  language: fields.language,
})

/** What a person may change of a user (D1, D2). Some users of lists have no e-mail address. */
const UserData = z.strictObject({
  ...NewUserData.shape,
  email: fields.email,
  roles: fields.roles,
})
export type UserData = z.infer<typeof UserData>
export type NewUserData = z.infer<typeof NewUserData>

/** A user an act was asked for, with the revision that was seen. */
const SeenUser = z.strictObject({ id: UserId, revision: Revision })
const SeenUsers = z.array(SeenUser).min(1).max(USERS_AT_ONCE)
export type SeenUsers = z.infer<typeof SeenUsers>

const OnUsers = z.strictObject({ authorityId: AuthorityId, users: SeenUsers, reason: Reason })

/** The search of users over all authorities (A5). Null: this criterion does not count. */
export const UserCriteria = z.strictObject({
  text: text(200),
  memberState: MemberStateCode.nullable(),
  administrator: z.boolean().nullable(),
  passwordStatus: PasswordStatus.nullable(),
  /** False: not logged on since V7 (D3). */
  loggedOn: z.boolean().nullable(),
})
export type UserCriteria = z.infer<typeof UserCriteria>

const FoundUser = UserView.extend({
  authority: AuthorityMention,
  nameHits: Hits,
  userNameHits: Hits,
  emailHits: Hits,
})
export type FoundUserRow = z.infer<typeof FoundUser>

const STANDING = ['authority-removed', 'not-in-your-member-state', 'access-manager-role-needed'] as const
const ON_USERS = ['user-unknown', 'stale', ...STANDING] as const

const Format = z.enum(['csv', 'xlsx'])
const Written = z.strictObject({ rows: z.int(), fileName: z.string() })

export const users = {
  /** Lists the users of an authority, and what the caller may do with each (D4). */
  'users.list': query({
    who: 'rule',
    input: z.strictObject({ authorityId: AuthorityId }),
    output: z.strictObject({
      users: z.array(
        z.strictObject({
          user: UserView,
          revision: Revision,
          may: z.strictObject({
            edit: Obstacle,
            block: Obstacle,
            unblock: Obstacle,
            resetPasswords: Obstacle,
            delete: Obstacle,
          }),
        }),
      ),
      mayAdd: Obstacle,
    }),
  }),
  /** Who else may be the same person: shown, never in the way. */
  'users.duplicates': query({
    who: 'rule',
    input: z.strictObject({
      authorityId: AuthorityId,
      name: text(200),
      email: text(254),
      except: UserId.nullable(),
    }),
    output: z.strictObject({
      duplicates: z.array(
        z.strictObject({
          id: UserId,
          name: z.string(),
          userName: z.string(),
          email: z.string(),
          authority: AuthorityMention,
          because: z.enum(['name', 'email']),
        }),
      ),
    }),
  }),
  /** Returns a page of the users that match, within the caller's border (P31). */
  'users.search': query({
    who: 'rule',
    input: z.strictObject({ criteria: UserCriteria, page: Page }),
    output: z.strictObject({ rows: z.array(FoundUser) }),
  }),
  /** Counts the users that match, within the caller's border (P31). */
  'users.count': query({
    who: 'rule',
    input: z.strictObject({ criteria: UserCriteria }),
    /** `more`: so many at least; a text that matches more is not counted to its end. */
    output: z.strictObject({ matching: z.int(), more: z.boolean() }),
  }),
  /** Adds a user. The first user of an authority receives every role (D5, P13). */
  'users.add': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ authorityId: AuthorityId, data: NewUserData, reason: Reason }),
    output: z.strictObject({ id: UserId }),
    refusals: ['authority-unknown', ...STANDING, 'user-name-taken'],
    fieldOf: { 'user-name-taken': 'userName' },
    undo: 'inverse',
  }),
  /** Changes a user's data and roles (D1, D2). */
  'users.edit': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: UserId, revision: Revision, data: UserData, reason: Reason }),
    output: z.strictObject({ revision: Revision }),
    refusals: [
      ...ON_USERS,
      'nothing-changed',
      'user-name-taken',
      'user-role-not-possible',
      'last-administrator',
    ],
    fieldOf: {
      'user-name-taken': 'userName',
      'user-role-not-possible': 'roles',
      'last-administrator': 'roles',
    },
    undo: 'inverse',
  }),
  /** Blocks the passwords of users (D3). */
  'users.block': command({
    who: 'rule',
    centralEffect: true,
    input: OnUsers,
    output: Nothing,
    refusals: [...ON_USERS, 'already-blocked'],
    undo: 'inverse',
  }),
  /** Unblocks the passwords of users. */
  'users.unblock': command({
    who: 'rule',
    centralEffect: true,
    input: OnUsers,
    output: Nothing,
    refusals: [...ON_USERS, 'not-blocked'],
    undo: 'inverse',
  }),
  /** Deletes users. An active authority keeps at least one Administrator (P14). */
  'users.delete': command({
    who: 'rule',
    centralEffect: true,
    input: OnUsers,
    output: Nothing,
    refusals: [...ON_USERS, 'last-administrator'],
    undo: 'inverse',
  }),
  /** Gives temporary passwords: told once, in this answer, and kept as hashes only (P15). */
  'users.resetPasswords': task({
    who: 'rule',
    centralEffect: false,
    place: 'shell',
    input: OnUsers,
    output: z.strictObject({ passwords: z.array(z.strictObject({ id: UserId, password: z.string() })) }),
    refusals: ON_USERS,
    undo: { never: 'undo.never.password-shown' },
  }),
  /** Writes the hashes of new temporary passwords (P15). */
  'users.storePasswords': command({
    who: 'program',
    centralEffect: true,
    input: z.strictObject({
      ...OnUsers.shape,
      users: z
        .array(SeenUser.extend({ passwordHash: text(300).min(1) }))
        .min(1)
        .max(USERS_AT_ONCE),
    }),
    output: Nothing,
    refusals: ON_USERS,
    undo: { never: 'undo.never.password-shown' },
  }),
  /** Writes the letters that the window shows in its print style. */
  'users.printLetters': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: Nothing,
    output: z.strictObject({ fileName: z.string() }),
    refusals: [],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['pdf'], suggested: 'temporary-password' },
  }),
  /** The list of users of one authority (D4). */
  'users.export': task({
    who: 'rule',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ authorityId: AuthorityId, format: Format }),
    output: Written,
    refusals: ['authority-unknown', 'not-in-your-member-state'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'users' },
  }),
  /** Everyone the search of users finds. */
  'users.exportFound': task({
    who: 'rule',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ criteria: UserCriteria, format: Format }),
    output: Written,
    refusals: [],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'users' },
  }),
}
