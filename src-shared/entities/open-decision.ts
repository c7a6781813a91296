import { z } from 'zod'
import { AuthorityId, OpenDecisionId, OperatorId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { entity } from './entity'

/**
 * What the migration leaves to a person (product decisions P12, P22; rules M4, M8, M9, M10 of the migration):
 * - `sdimic-type`: an SDIMIC of a Member State without a rule; which type, if any
 * - `belgian-type`: federal or regional responsibility
 * - `french-review`: got the national type; to be confirmed
 * - `coordinator-without-authorities`: registered nobody and granted nothing, so it has no Access manager role
 * - `second-nimic`: another NIMIC of the same Member State
 */
export const DecisionKind = z.enum([
  'sdimic-type',
  'belgian-type',
  'french-review',
  'coordinator-without-authorities',
  'second-nimic',
])
export type DecisionKind = z.infer<typeof DecisionKind>

/** A question the migration could not answer by a rule, and what somebody decided. */
export const openDecision = entity(
  'openDecision',
  { about: 'authorityId', owners: ['authorityId'], travels: 'shared', readers: 'helpdesk', unique: [] },
  {
    id: OpenDecisionId,
    authorityId: AuthorityId,
    kind: DecisionKind,
    /** Where the question came from, as the origin of the import says. */
    origin: text(120),
    status: z.enum(['open', 'decided']),
    /** What was decided: a type of the catalogue, `keep`, `none`, `grant-role`. Empty while open. */
    decision: text(120),
    decidedAt: Instant.nullable(),
    decidedBy: OperatorId.nullable(),
  },
)

export type OpenDecision = z.infer<typeof openDecision.schema>
