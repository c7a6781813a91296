import { instantOf } from '../../../src-shared/time'
import type { Clock } from '../../app/ports'

/** The clock of the PC. */
export const systemClock: Clock = {
  now: () => instantOf(Date.now()),
}
