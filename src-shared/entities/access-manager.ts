import { z } from 'zod'
import { AuthorityId, RelationId } from '../ids'
import { Instant } from '../time'
import { entity } from './entity'

/** How the relation arose (product decision P9). */
export const RelationOrigin = z.enum(['registered', 'granted', 'migration', 'helpdesk'])
export type RelationOrigin = z.infer<typeof RelationOrigin>

/** "A is Access manager of B": a fact of its own, apart from the role (A1, P9). */
export const accessManager = entity(
  'accessManager',
  {
    about: 'authorityId',
    owners: ['authorityId'],
    travels: 'shared',
    readers: 'all',
    unique: [['authorityId', 'managerId']],
  },
  {
    id: RelationId,
    managerId: AuthorityId,
    authorityId: AuthorityId,
    origin: RelationOrigin,
    since: Instant.nullable(),
  },
)

export type AccessManager = z.infer<typeof accessManager.schema>
