import { formatId } from '../../../src-shared/ids'
import { millisecondsOf } from '../../../src-shared/time'
import type { Clock, Ids, Random } from '../../app/ports'

const RANDOM_BYTES = 10

/** Identifiers out of the clock and random bytes. */
export function createIds(clock: Clock, random: Random): Ids {
  return { next: () => formatId(millisecondsOf(clock.now()), random.bytes(RANDOM_BYTES)) }
}
