import { z } from 'zod'
import { AuthorityId, OperatorId } from '../ids'
import { requiredText, text } from '../text'
import { Email } from './authority'
import { entity, personal, secret } from './entity'

export const OperatorUserName = requiredText(40).regex(/^[A-Za-z0-9._-]{3,40}$/)

/** Who works with this program, and as whom (product decision P1). `actsFor` null is the IMI Helpdesk. */
export const operator = entity(
  'operator',
  { about: 'id', owners: [], travels: 'local', readers: 'elsewhere', unique: [['userName']] },
  {
    id: OperatorId,
    userName: personal(OperatorUserName),
    name: personal(requiredText(200)),
    email: personal(Email),
    actsFor: AuthorityId.nullable(),
    active: z.boolean(),
    /** Salted scrypt hash of the password. */
    passwordHash: secret(personal(text(300))),
    /** A temporary password must be changed at the next sign-in. */
    passwordStatus: z.enum(['set', 'temporary']),
  },
)

export type Operator = z.infer<typeof operator.schema>
