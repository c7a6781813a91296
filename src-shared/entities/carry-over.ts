import { z } from 'zod'
import { OperatorId, UnitId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { entity } from './entity'

export const CarryOverStatus = z.enum(['open', 'done', 'not-needed'])
export type CarryOverStatus = z.infer<typeof CarryOverStatus>

/**
 * Whether an act that belongs into the central IMI was carried over there (L7, P26). The act itself is a unit of the
 * history and the identifier is the unit's; acts nobody ticked off have no row and are open.
 */
export const carryOver = entity(
  'carryOver',
  { about: 'id', owners: [], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: UnitId,
    status: CarryOverStatus,
    decidedAt: Instant.nullable(),
    decidedBy: OperatorId.nullable(),
    note: text(500),
  },
)

export type CarryOver = z.infer<typeof carryOver.schema>
