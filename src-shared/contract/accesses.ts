import { z } from 'zod'
import { access, AuthorityRole, ModuleCode } from '../entities/access'
import { UserRoleRef } from '../entities/user'
import { AccessId, AuthorityId } from '../ids'
import { text } from '../text'
import { AuthorityMention, Nothing, Obstacle, Reason, Revision } from './common'
import { command, query } from './define'

const ACCESS_REFUSALS = [
  'stale',
  'authority-removed',
  'not-in-your-member-state',
  'access-manager-role-needed',
] as const

const LINK_REFUSALS = ['coordinator-needed', 'coordinator-not-possible', 'coordinators-without-role'] as const

const SETTING_FIELDS = {
  keywords: access.schema.shape.keywords,
  professions: access.schema.shape.professions,
}
const LINKS = access.schema.shape.linkedCoordinators

/** Everything an access is granted with (C1, C2). */
const Grant = z.strictObject({
  authorityId: AuthorityId,
  module: ModuleCode,
  role: AuthorityRole.nullable(),
  ...SETTING_FIELDS,
  linkedCoordinators: LINKS,
})

/** A user and the roles an act gives or takes. */
const RolesOfUser = z.strictObject({ id: z.string(), name: z.string(), roles: z.array(UserRoleRef) })

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
          may: z.strictObject({
            suspend: Obstacle,
            reactivate: Obstacle,
            changeRole: Obstacle,
            /** Settings and linked coordinators. */
            edit: Obstacle,
          }),
        }),
      ),
      mayGrant: Obstacle,
    }),
  }),
  /** The authorities that can be linked coordinators of this one in a module (P7), by name. */
  'accesses.coordinatorChoices': query({
    input: z.strictObject({ authorityId: AuthorityId, module: ModuleCode, text: text(200) }),
    output: z.strictObject({ choices: z.array(AuthorityMention), more: z.boolean() }),
  }),
  /** What granting would do, and what stands in its way. */
  'accesses.previewGrant': query({
    input: Grant,
    output: z.strictObject({
      obstacle: Obstacle,
      /** Administrators with the roles they receive (C3). */
      administrators: z.array(RolesOfUser),
      /** Whether the authority that grants becomes its Access manager by that (P9). */
      becomesManager: z.boolean(),
    }),
  }),
  /** What changing the role would do, and what stands in its way. */
  'accesses.previewRole': query({
    input: z.strictObject({ id: AccessId, role: AuthorityRole, linkedCoordinators: LINKS }),
    output: z.strictObject({
      obstacle: Obstacle,
      /** Users with the roles they lose (P29). */
      dropped: z.array(RolesOfUser),
    }),
  }),
  'accesses.grant': command({
    input: Grant.extend({ reason: Reason }),
    output: z.strictObject({ id: AccessId }),
    refusals: [
      'authority-unknown',
      'authority-removed',
      'authority-not-active',
      'not-in-your-member-state',
      'access-manager-role-needed',
      'module-unknown',
      'access-exists',
      'role-needed',
      'role-not-possible',
      'setting-not-possible',
      ...LINK_REFUSALS,
    ],
    undo: 'inverse',
  }),
  'accesses.changeRole': command({
    input: z.strictObject({
      id: AccessId,
      revision: Revision,
      role: AuthorityRole,
      linkedCoordinators: LINKS,
      reason: Reason,
    }),
    output: Nothing,
    refusals: [
      'access-unknown',
      ...ACCESS_REFUSALS,
      'module-without-role',
      'role-only-while-suspended',
      'coordinator-still-linked',
      'role-unchanged',
      'coordinator-needed',
      'coordinator-not-possible',
    ],
    undo: 'inverse',
  }),
  'accesses.linkCoordinators': command({
    input: z.strictObject({ id: AccessId, revision: Revision, linkedCoordinators: LINKS, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'nothing-changed', ...LINK_REFUSALS],
    undo: 'inverse',
  }),
  'accesses.edit': command({
    input: z.strictObject({ id: AccessId, revision: Revision, ...SETTING_FIELDS, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'nothing-changed', 'setting-not-possible'],
    undo: 'inverse',
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
