import type { AuthorityId, OperatorId } from '../../src-shared/ids'
import type { Instant } from '../../src-shared/time'

/** Who acts. `actsFor` null is the IMI Helpdesk; otherwise a user with the Administrator role of that authority (P1). */
export interface Actor {
  readonly operatorId: OperatorId | null
  readonly actsFor: AuthorityId | null
}

/** What a rule may know besides facts and input: the moment, new identifiers, who acts. */
export interface Context {
  readonly now: Instant
  readonly actor: Actor
  /** A new identifier, never given before. */
  readonly newId: () => string
}
