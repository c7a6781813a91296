import { z } from 'zod'
import { AccessId, AuthorityId } from '../ids'
import { textSet } from '../text'
import { Instant } from '../time'
import { entity } from './entity'

/** Product decision P3. */
export const AccessStatus = z.enum(['active', 'suspended'])
export type AccessStatus = z.infer<typeof AccessStatus>

/** The role of an authority in a module (C1); Registers, CIT repository and SOLVIT have none (P30). */
export const AuthorityRole = z.enum(['authority', 'coordinator'])
export type AuthorityRole = z.infer<typeof AuthorityRole>

export const ModuleCode = z.string().regex(/^[a-z0-9-]+$/)

/** Item of a module's own classification: a keyword, a service activity, a sector or a profession. */
export const ClassificationCode = z.string().regex(/^[a-z0-9-]+$/)

/** The link of an authority to a module, with role, settings, linked coordinators and status (C1 to C10). */
export const access = entity(
  'access',
  {
    about: 'authorityId',
    owners: ['authorityId'],
    travels: 'shared',
    readers: 'all',
    unique: [['authorityId', 'module']],
  },
  {
    id: AccessId,
    authorityId: AuthorityId,
    module: ModuleCode,
    role: AuthorityRole.nullable(),
    status: AccessStatus,
    linkedCoordinators: textSet(AuthorityId, 500),
    keywords: textSet(ClassificationCode),
    professions: textSet(ClassificationCode),
    grantedAt: Instant.nullable(),
    suspendedAt: Instant.nullable(),
  },
)

export type Access = z.infer<typeof access.schema>
