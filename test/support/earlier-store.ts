import { created, updated } from '../../src-main/domain/change'
import type { Core } from './core'
import { accessOf, authorityOf, relationOf, userOf } from './samples'

const MODULE = 'services-information-requests'

/**
 * Fills a new store as each program did whose store is kept among the fixtures: the same acts, the same identifiers.
 * Must be the first in a process that makes samples.
 */
export async function earlierStore(core: Core): Promise<void> {
  await core.start()
  const leader = authorityOf({ officialName: 'Koordinator für Dienstleistungen' })
  const led = Array.from({ length: 12 }, (_, number) =>
    authorityOf({ officialName: `Straßenamt ${String(number)}`, phone: `+49 30 ${String(number)}` }),
  )
  const lead = accessOf(leader, { module: MODULE, role: 'coordinator' })
  core.given(created('authority', leader), created('access', lead))
  for (const each of led) {
    const access = accessOf(each, { module: MODULE, role: 'authority', linkedCoordinators: [leader.id] })
    const user = userOf(each, { name: `Łucja ${each.phone}` })
    core.given(
      created('authority', each),
      created('access', access),
      created('user', user),
      created('accessManager', relationOf(leader, each)),
    )
    core.given(updated('authority', each, { city: 'Łódź', notes: 'Moved there' }))
    await core.done('accesses.suspend', { id: access.id, revision: 1, reason: 'Closed' })
  }
}
