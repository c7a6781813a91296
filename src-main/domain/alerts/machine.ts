import type { AlertModule } from '../../../src-shared/alert-modules'
import type { AlertStatus } from '../../../src-shared/entities/alert'
import { ok, refuse, type Result } from '../../../src-shared/result'

/**
 * What somebody is to an alert:
 * - `author`, `author-coordinator`: the authority that initiated it, by its role in the module
 * - `linked-coordinator`: the coordinator it was submitted to, or who broadcast it (P17)
 * - `coordinator`: another coordinator of the initiating Member State (P19, P20)
 * - `recipient-coordinator`, `recipient`: who was reached, by the role in the module (P18)
 * - `outsider`: without part in it, or without active access to the module
 * - `helpdesk-instead`: the Helpdesk where the side that has the next step cannot act any more (P40)
 */
export const ALERT_POSITIONS = [
  'helpdesk',
  'helpdesk-instead',
  'author',
  'author-coordinator',
  'linked-coordinator',
  'coordinator',
  'recipient-coordinator',
  'recipient',
  'outsider',
] as const
export type AlertPosition = (typeof ALERT_POSITIONS)[number]

export const ALERT_ACTIONS = [
  'view',
  'edit',
  'discard',
  'submit',
  'take-back',
  'return',
  'broadcast',
  'modify',
  'add-recipients',
  'reach-late',
  'disseminate',
  'comment',
  'ask-deletion',
  'delete-comment',
  'propose-closure',
  'object',
  'instruct',
  'withdraw-instruction',
  'close',
  'withdraw',
  'copy',
  'print',
] as const
export type AlertAction = (typeof ALERT_ACTIONS)[number]

/** Who may do an act in which states, and the state after it where it changes. */
interface Step {
  readonly in: readonly AlertStatus[]
  readonly by: readonly AlertPosition[]
  readonly to?: AlertStatus
}

const HELPDESK = ['helpdesk', 'helpdesk-instead'] as const
const AUTHORS = ['author', 'author-coordinator'] as const
const INITIATING = ['author-coordinator', 'linked-coordinator', 'coordinator'] as const
const INITIATORS = [...AUTHORS, 'linked-coordinator', 'coordinator'] as const
const RECIPIENTS = ['recipient-coordinator', 'recipient'] as const
const PARTIES = [...INITIATORS, ...RECIPIENTS] as const
const RUNNING = ['broadcast', 'closure-proposed'] as const
const SENT = [...RUNNING, 'closed', 'withdrawn'] as const

/**
 * The workflow of every module (K3 to K7, K10, K12, P17 to P20, P24). An act has several steps where who may do it
 * depends on the state.
 */
const STEPS: { readonly [Action in AlertAction]: readonly Step[] } = {
  view: [
    { in: ['draft'], by: [...HELPDESK, ...AUTHORS] },
    { in: ['submitted'], by: [...HELPDESK, ...AUTHORS, 'linked-coordinator', 'coordinator'] },
    { in: SENT, by: [...HELPDESK, ...PARTIES] },
  ],
  edit: [{ in: ['draft'], by: AUTHORS }],
  discard: [{ in: ['draft'], by: [...AUTHORS, 'helpdesk-instead'] }],
  submit: [{ in: ['draft'], by: ['author'], to: 'submitted' }],
  'take-back': [{ in: ['submitted'], by: AUTHORS, to: 'draft' }],
  return: [{ in: ['submitted'], by: ['linked-coordinator', 'helpdesk-instead'], to: 'draft' }],
  broadcast: [
    { in: ['draft'], by: ['author-coordinator'], to: 'broadcast' },
    { in: ['submitted'], by: ['linked-coordinator'], to: 'broadcast' },
  ],
  modify: [{ in: RUNNING, by: INITIATORS }],
  'add-recipients': [{ in: RUNNING, by: INITIATING }],
  'reach-late': [{ in: RUNNING, by: INITIATORS }],
  disseminate: [{ in: RUNNING, by: ['recipient-coordinator'] }],
  comment: [{ in: RUNNING, by: PARTIES }],
  'ask-deletion': [{ in: RUNNING, by: [...INITIATING, 'recipient-coordinator'] }],
  'delete-comment': [{ in: RUNNING, by: PARTIES }],
  'propose-closure': [{ in: RUNNING, by: PARTIES, to: 'closure-proposed' }],
  object: [{ in: ['closure-proposed'], by: RECIPIENTS }],
  instruct: [{ in: ['closure-proposed'], by: [...INITIATING, 'helpdesk-instead'] }],
  'withdraw-instruction': [{ in: ['closure-proposed'], by: [...INITIATING, 'helpdesk-instead'] }],
  close: [{ in: ['closure-proposed'], by: HELPDESK, to: 'closed' }],
  withdraw: [{ in: RUNNING, by: [...INITIATING, 'helpdesk-instead'], to: 'withdrawn' }],
  copy: [
    { in: ['draft', 'submitted'], by: AUTHORS },
    { in: SENT, by: PARTIES },
  ],
  print: [
    { in: ['draft'], by: [...HELPDESK, ...AUTHORS] },
    { in: ['submitted'], by: [...HELPDESK, ...AUTHORS, 'linked-coordinator', 'coordinator'] },
    { in: SENT, by: [...HELPDESK, ...PARTIES] },
  ],
}

/** Why a step is not possible; some reasons belong to single acts. */
export type StepRefusal<Action extends AlertAction> =
  | 'alert-not-in-state'
  | 'alert-not-your-part'
  | 'alert-on-behalf'
  | (Action extends 'broadcast' ? 'alert-submit-first' : never)
  | (Action extends 'submit' ? 'alert-broadcast-directly' : never)
  | (Action extends 'submit' | 'take-back' | 'return' | 'disseminate' | 'object'
      ? 'alert-no-such-step'
      : never)

/** What of a module's description the workflow depends on. */
export type Workflow = Pick<AlertModule, 'steps'>

function stepsOf(action: AlertAction, { steps }: Workflow): readonly Step[] {
  if (action === 'broadcast' && !steps.approval) {
    return [{ in: ['draft'], by: AUTHORS, to: 'broadcast' }]
  }
  // Without approval the authority sends by itself, so it adds Member States as well.
  if (action === 'add-recipients' && !steps.approval) return [{ in: RUNNING, by: INITIATORS }]
  const missing =
    (!steps.approval && (action === 'submit' || action === 'take-back' || action === 'return')) ||
    (!steps.dissemination && action === 'disseminate') ||
    (!steps.objections && action === 'object')
  return missing ? [] : STEPS[action]
}

/**
 * Whether an act is possible in a state, for somebody in this position; the state after it. The reason is that of the
 * state where the state forbids it to everybody, else that of the position.
 * @param workflow the description of the module
 */
export function judgeStep<Action extends AlertAction>(
  workflow: Workflow,
  action: Action,
  status: AlertStatus,
  position: AlertPosition,
): Result<AlertStatus, StepRefusal<Action>> {
  // The reasons of single acts come only where that act is asked: the type says so, the compiler cannot see it.
  return judged(workflow, action, status, position) as Result<AlertStatus, StepRefusal<Action>>
}

function judged(
  workflow: Workflow,
  action: AlertAction,
  status: AlertStatus,
  position: AlertPosition,
): Result<AlertStatus, StepRefusal<AlertAction>> {
  const steps = stepsOf(action, workflow)
  if (steps.length === 0) return refuse('alert-no-such-step')
  const now = steps.find((step) => step.in.includes(status))
  if (now === undefined) {
    return refuse('alert-not-in-state', { status, needed: steps.flatMap((step) => [...step.in]) })
  }
  if (now.by.includes(position)) return ok(now.to ?? status)
  if (action === 'broadcast' && status === 'draft' && position === 'author')
    return refuse('alert-submit-first')
  if (action === 'submit' && position === 'author-coordinator') return refuse('alert-broadcast-directly')
  // The Helpdesk in place of others is not offered: it has that position by itself where it may act.
  const who = now.by.filter((each) => each !== 'helpdesk-instead')
  return refuse(isHelpdesk(position) ? 'alert-on-behalf' : 'alert-not-your-part', { who })
}

/** Whether a position is that of the Helpdesk itself, not acting on behalf of an authority. */
export function isHelpdesk(position: AlertPosition): boolean {
  return HELPDESK.some((each) => each === position)
}
