import type { Authority } from '../../src-shared/entities/authority'
import type { Core } from './core'

/** Merges authorities into a survivor, as the Helpdesk does who leaves every choice as it is suggested. */
export async function mergeInto(
  core: Core,
  survivor: Pick<Authority, 'id'>,
  ...merged: readonly Pick<Authority, 'id'>[]
): Promise<void> {
  const chosen = { survivor: survivor.id, merged: merged.map(({ id }) => id) }
  const plan = await core.done('merge.plan', { ...chosen, roles: [] })
  const [first, ...others] = plan.authorities.map(({ authority, revision }) => ({
    id: authority.id,
    revision,
  }))
  if (first === undefined) throw new Error('There is nothing to merge')
  const { accesses, values } = plan
  const apply = { survivor: first, merged: others, accesses, values, roles: [], reason: 'The same body' }
  await core.done('merge.apply', apply)
}
