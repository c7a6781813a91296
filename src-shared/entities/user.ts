import { z } from 'zod'
import { AuthorityId, UserId } from '../ids'
import { requiredText, text, textSet } from '../text'
import { Instant } from '../time'
import { Email } from './authority'
import { entity, personal, secret } from './entity'

/** Product decision P3. */
export const UserStatus = z.enum(['active', 'deleted'])
export const PasswordStatus = z.enum(['temporary', 'set', 'blocked'])

/** A user role as `module:role`; roles that belong to no module stand under `general` (P30). */
export const UserRoleRef = z.string().regex(/^[a-z0-9-]+:[a-z-]+$/)

/** The general role whose users manage the data and the users of their authority. */
export const ADMINISTRATOR_ROLE = 'general:administrator'

/** A person who works in IMI for an authority (D1 to D4). */
export const user = entity(
  'user',
  { about: 'authorityId', owners: ['authorityId'], travels: 'shared', readers: 'users', unique: [] },
  {
    id: UserId,
    authorityId: AuthorityId,
    userName: personal(requiredText(40)),
    name: personal(requiredText(200)),
    email: personal(Email.or(z.literal(''))),
    phone: personal(text(60)),
    language: z.string().regex(/^[a-z]{2}$/),
    roles: textSet(UserRoleRef, 300),
    status: UserStatus,
    passwordStatus: PasswordStatus,
    /** Salted scrypt hash; empty while none is known here. */
    passwordHash: secret(personal(text(300))),
    /** Blank is "not logged on since V7", never "never" (D3). */
    lastLogin: Instant.nullable(),
  },
)

export type User = z.infer<typeof user.schema>
