import type { Output } from '../../../src-shared/contract'

/** A user as the tab lists one: with the revision seen, and what stands in the way of each act. */
export type ListedUser = Output<'users.list'>['users'][number]

/** The acts on the users selected in the list. */
export type UserAct = keyof ListedUser['may']
