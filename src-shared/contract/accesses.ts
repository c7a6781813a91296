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
  /** Lists the accesses of an authority with their linked coordinators, and what the caller may do with each. */
  'accesses.list': query({
    who: 'rule',
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
            remove: Obstacle,
            /** Keywords and professions. */
            settings: Obstacle,
            link: Obstacle,
          }),
        }),
      ),
      mayGrant: Obstacle,
    }),
  }),
  /** The authorities that can be linked coordinators of this one in a module (P7), by name. */
  'accesses.coordinatorChoices': query({
    who: 'rule',
    input: z.strictObject({ authorityId: AuthorityId, module: ModuleCode, text: text(200) }),
    output: z.strictObject({ choices: z.array(AuthorityMention), more: z.boolean() }),
  }),
  /** What granting would do, and what stands in its way. */
  'accesses.previewGrant': query({
    who: 'rule',
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
    who: 'rule',
    input: z.strictObject({ id: AccessId, role: AuthorityRole, linkedCoordinators: LINKS }),
    output: z.strictObject({
      obstacle: Obstacle,
      /** Users with the roles they lose (P29). */
      dropped: z.array(RolesOfUser),
    }),
  }),
  /** Grants an authority access to a module (C1, C2). Its Administrators receive every role of it (C3). */
  'accesses.grant': command({
    who: 'rule',
    centralEffect: true,
    input: Grant.extend({ reason: Reason }),
    output: z.strictObject({ id: AccessId }),
    refusals: [
      'authority-unknown',
      'authority-removed',
      'authority-not-active',
      'member-state-expired',
      'not-in-your-member-state',
      'access-manager-role-needed',
      'module-unknown',
      'access-exists',
      'role-needed',
      'role-not-possible',
      'setting-not-possible',
      ...LINK_REFUSALS,
    ],
    fieldOf: {
      'module-unknown': 'module',
      'access-exists': 'module',
      'role-needed': 'role',
      'role-not-possible': 'role',
      'coordinator-needed': 'linkedCoordinators',
      'coordinator-not-possible': 'linkedCoordinators',
      'setting-not-possible': 'keywords',
    },
    undo: 'inverse',
  }),
  /** Changes the role of an authority in a module while the access is suspended (C4, C5). */
  'accesses.changeRole': command({
    who: 'rule',
    centralEffect: true,
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
    fieldOf: { 'coordinator-needed': 'linkedCoordinators', 'coordinator-not-possible': 'linkedCoordinators' },
    undo: 'inverse',
  }),
  /** Replaces the linked coordinators of an access (C2, C6). */
  'accesses.linkCoordinators': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AccessId, revision: Revision, linkedCoordinators: LINKS, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'nothing-changed', ...LINK_REFUSALS],
    fieldOf: { 'coordinator-needed': 'linkedCoordinators', 'coordinator-not-possible': 'linkedCoordinators' },
    undo: 'inverse',
  }),
  /** Changes the keywords and professions of an access (C7, C8). */
  'accesses.edit': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AccessId, revision: Revision, ...SETTING_FIELDS, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'nothing-changed', 'setting-not-possible'],
    undo: 'inverse',
  }),
  /** Suspends an access (C4). Authorities linked to a coordinator are named before (P6). */
  'accesses.suspend': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AccessId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: ['access-unknown', ...ACCESS_REFUSALS, 'already-suspended'],
    undo: 'inverse',
  }),
  /** Reactivates a suspended access. A valid linked coordinator is needed where C2 asks for one (P7). */
  'accesses.reactivate': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AccessId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'access-unknown',
      ...ACCESS_REFUSALS,
      'already-active',
      'authority-not-active',
      'member-state-expired',
      'no-valid-coordinator',
    ],
    undo: 'inverse',
  }),
  /** Removes a suspended access and the user roles of its module (P52). Granting it again begins anew. */
  'accesses.remove': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AccessId, revision: Revision, reason: Reason }),
    output: Nothing,
    refusals: [
      'access-unknown',
      ...ACCESS_REFUSALS,
      'reason-needed',
      'registers-stays',
      'remove-only-while-suspended',
      'coordinator-still-linked',
    ],
    fieldOf: { 'reason-needed': 'reason' },
    undo: 'inverse',
  }),
  /** Suspends every active access of an authority in one unit (P5). */
  'accesses.suspendAll': command({
    who: 'rule',
    centralEffect: true,
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
