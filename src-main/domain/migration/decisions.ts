import type { Authority } from '../../../src-shared/entities/authority'
import type { DecisionKind, OpenDecision } from '../../../src-shared/entities/open-decision'

import { ok, refuse, type Result } from '../../../src-shared/result'
import { changedFields, updated, type Change } from '../change'
import type { Context } from '../context'
import { helpdeskOnly } from '../standing'
import { DECISION_CHOICES, type V6Rule } from '../../../src-shared/v6'

type Decided = Pick<Authority, 'types' | 'hasAccessManagerRole'>

/** The row of the migration that each question comes from. */
export const RULE_OF: Readonly<Record<DecisionKind, V6Rule>> = {
  'sdimic-type': 'M10',
  'belgian-type': 'M8',
  'french-review': 'M9',
  'coordinator-without-authorities': 'M4',
  'second-nimic': 'M2',
}

/** Whether this answer is one of those the question has. */
export function isChoice(kind: DecisionKind, choice: string): boolean {
  return (DECISION_CHOICES[kind] as readonly string[]).includes(choice)
}

/** A type that stands for a coordinator role of V6 other than NIMIC. */
const FORMER = /^(?:area-coordinator:|coordinator-)/

/**
 * What an answer makes of an authority (P12, P22, M4, M8 to M10): a type it gets, a type or the Access manager role it
 * loses or gets. `none` leaves it as it is, but for the review of the French and a NIMIC that is none: these lose what
 * the rule gave them.
 * @param manages whether it registered or granted access to at least one authority: it then keeps the role by M3
 */
export function effectOf(kind: DecisionKind, choice: string, authority: Decided, manages: boolean): Decided {
  const without = (type: string): string[] => authority.types.filter((each) => each !== type)
  const { types, hasAccessManagerRole } = authority
  switch (kind) {
    case 'sdimic-type':
    case 'belgian-type':
      return choice === 'none'
        ? { types, hasAccessManagerRole }
        : { types: [...new Set([...types, choice])].sort(), hasAccessManagerRole }
    case 'french-review':
      return { types: choice === 'none' ? without('coordinator-national') : types, hasAccessManagerRole }
    case 'coordinator-without-authorities':
      return { types, hasAccessManagerRole: hasAccessManagerRole || choice === 'grant-role' }
    case 'second-nimic': {
      if (choice !== 'none') return { types, hasAccessManagerRole }
      const left = without('nimic')
      const keeps = manages && left.some((type) => FORMER.test(type))
      return { types: left, hasAccessManagerRole: hasAccessManagerRole && keeps }
    }
  }
}

export interface DecisionFacts {
  readonly decision: OpenDecision
  readonly authority: Authority
  readonly manages: boolean
}

/** Answers a question that the migration left open, once; taking it back is undoing it (P12). The Helpdesk only (A2, P11). */
export function decideOpen(
  { decision, authority, manages }: DecisionFacts,
  choice: string,
  context: Context,
): Result<Change[], 'helpdesk-only' | 'decision-taken' | 'choice-unknown' | 'authority-removed'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (decision.status === 'decided') return refuse('decision-taken')
  if (authority.status === 'removed') return refuse('authority-removed')
  if (!isChoice(decision.kind, choice)) return refuse('choice-unknown')
  const changed = updated('authority', authority, effectOf(decision.kind, choice, authority, manages))
  const answered = updated('openDecision', decision, {
    status: 'decided',
    decision: choice,
    decidedAt: context.now,
    decidedBy: context.actor.operatorId,
  })
  return ok(changedFields(changed.before, changed.after).length > 0 ? [changed, answered] : [answered])
}
