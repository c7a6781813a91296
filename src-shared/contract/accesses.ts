import { z } from 'zod'
import { access } from '../entities/access'
import { AccessId, AuthorityId } from '../ids'
import { AuthorityMention, Nothing, Obstacle, Reason, Revision } from './common'
import { command, query } from './define'

const ACCESS_REFUSALS = [
  'stale',
  'authority-removed',
  'not-in-your-member-state',
  'access-manager-role-needed',
] as const

export const accesses = {
  'accesses.list': query({
    input: z.strictObject({ authorityId: AuthorityId }),
    output: z.strictObject({
      accesses: z.array(
        z.strictObject({
          access: access.schema,
          revision: Revision,
          linkedCoordinators: z.array(AuthorityMention),
          /** How many accesses of other authorities are linked to this one (P6). */
          linkedFrom: z.strictObject({ count: z.int(), first: z.array(AuthorityMention) }),
          /** Role Authority where C2 asks for a coordinator, and none of the linked ones is active (P6). */
          noActiveCoordinator: z.boolean(),
          may: z.strictObject({ suspend: Obstacle, reactivate: Obstacle }),
        }),
      ),
    }),
  }),
  'accesses.suspend': command({
    input: z.strictObject({ id: AccessId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'already-suspended'],
    undo: 'inverse',
  }),
  'accesses.reactivate': command({
    input: z.strictObject({ id: AccessId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'access-unknown',
      ...ACCESS_REFUSALS,
      'already-active',
      'authority-not-active',
      'no-valid-coordinator',
    ],
    undo: 'inverse',
  }),
  'accesses.suspendAll': command({
    input: z.strictObject({
      authorityId: AuthorityId,
      /** The accesses that the preview showed, with the revision it showed. */
      seen: z.array(z.strictObject({ id: AccessId, revision: Revision })).max(100),
      reason: Reason,
    }),
    output: z.strictObject({ suspended: z.int() }),
    refusals: [...ACCESS_REFUSALS, 'authority-unknown', 'nothing-to-suspend'],
    undo: 'inverse',
  }),
}
