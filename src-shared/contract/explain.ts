import { z } from 'zod'
import { UserRoleRef } from '../entities/user'
import { AccessId, UserId } from '../ids'
import { AuthorityMention } from './common'
import { query } from './define'

/** One sentence of an explanation: a key of the texts with what fills it, and the authorities it leads to. */
const Sentence = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
  /** When it happened, where the sentence tells of an act. */
  at: z.string().nullable(),
  reason: z.string(),
  authorities: z.array(AuthorityMention),
})
export type Sentence = z.infer<typeof Sentence>

export const EXPLANATION_CODES = [
  'granted',
  'registered',
  'imported',
  'beforeHistory',
  'roleChanged',
  'settingsChanged',
  'linksChanged',
  'suspended',
  'reactivated',
  'removed',
  'undone',
  'otherAct',
  'supervised',
  'unsupervised',
  'noSupervision',
  'isSuspended',
  'authorityInactive',
  'coordinates',
  'usersKeepRoles',
  'noUsersWithRoles',
  'wouldLoseCoordinator',
  'nobodyLinked',
  'coordinatorFault',
  'roleGiven',
  'roleByGranting',
  'roleFirstUser',
  'roleImported',
  'roleBeforeHistory',
  'roleHasEffect',
  'roleNotHeld',
  'roleAccessSuspended',
  'roleNoAccess',
  'roleNotOffered',
  'roleUserBlocked',
  'roleAuthorityInactive',
  'roleTakenBy',
] as const

const Explanation = z.strictObject({
  /** Why it is so: who gave it, when, for which reason, and what it rests on. */
  because: z.array(Sentence),
  /** What would break if it were taken away. */
  otherwise: z.array(Sentence),
})
export type Explanation = z.infer<typeof Explanation>

export const explain = {
  /** Why an authority has an access, and what would break if it were suspended (N7). */
  'explain.access': query({
    who: 'rule',
    input: z.strictObject({ id: AccessId }),
    output: z.strictObject({ explanation: Explanation.nullable() }),
  }),
  /** Why a user has a role, whether it has an effect, and who could take it away (N7). */
  'explain.role': query({
    who: 'rule',
    input: z.strictObject({ userId: UserId, role: UserRoleRef }),
    output: z.strictObject({ explanation: Explanation.nullable() }),
  }),
}
