import type { Catalogue } from '../../../src-shared/catalogue'
import type { EntityName, RowOf } from '../../../src-shared/entities'
import type { Instant } from '../../../src-shared/time'
import type { SampleSet } from './sizes'
import { World } from './world'

type SampleEntity = Extract<EntityName, 'authority' | 'access' | 'user' | 'accessManager'>
export type SampleRow = { [Name in SampleEntity]: { entity: Name; row: RowOf<Name> } }[SampleEntity]

/**
 * The rows of a set of sample data as they are before its first act: all authorities first, then authority by
 * authority its accesses, users and Access managers. `sampleActs` does the rest; only then are the counts those of
 * `sampleSizes`. Equal arguments give equal rows, on every PC.
 * @param seed a whole number under 2^32
 * @param now the moment up to which the acts will run
 */
export function* sampleRows(
  set: SampleSet,
  seed: number,
  catalogue: Catalogue,
  now: Instant,
): Generator<SampleRow, void, undefined> {
  const world = new World(set, seed, catalogue, now)
  const { atStart } = world.layout
  for (let index = 0; index < atStart; index += 1) yield { entity: 'authority', row: world.authority(index) }
  for (let index = 0; index < atStart; index += 1) {
    const grants = world.grants(index)
    for (const [number, grant] of grants.entries()) {
      yield { entity: 'access', row: world.access(index, number, grant) }
    }
    const users = world.layout.users(index)
    for (let number = 0; number < users; number += 1) {
      yield { entity: 'user', row: world.user(index, number, grants) }
    }
    for (const row of world.managers(index)) yield { entity: 'accessManager', row }
  }
}
