import {
  contentFaults,
  copiedContent,
  readContent,
  splitContent,
  writeContent,
  type AlertContent,
} from '../../../src-shared/alert-content'
import type { AlertModule } from '../../../src-shared/alert-modules'
import type { Catalogue } from '../../../src-shared/catalogue'
import type { Access } from '../../../src-shared/entities/access'
import type { Alert, AlertAttachment } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Translation } from '../../../src-shared/entities/translation'
import type { AlertId, AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { isValidCoordinator, type CoordinatorFacts } from '../accesses'
import { created, removed, updated, type Change } from '../change'
import type { Context } from '../context'
import { isWithheld, latestDay } from './clocks'
import { isHelpdesk, judgeStep, type AlertPosition, type StepRefusal } from './machine'
import { takesPart } from './position'

/** An alert with what the rules need of its surroundings. */
export interface AlertFacts {
  readonly alert: Alert
  readonly module: AlertModule
  readonly position: AlertPosition
}

/** What is written into the form. */
export interface AlertData {
  readonly title: string
  readonly language: string
  readonly content: AlertContent
  readonly recipients: readonly string[]
  readonly toCommission: boolean
}

export type CreateRefusal = 'alert-on-behalf' | 'alert-access-needed' | 'alert-role-cannot-create'
export type ContentRefusal = 'alert-content-not-valid'
export type IncompleteRefusal =
  ContentRefusal | 'alert-incomplete' | 'alert-no-recipients' | 'alert-own-member-state'

/**
 * Whether an authority may create an alert in a module (K1): it takes part in it, in a role that may.
 * @param own the authority that acts; null for the Helpdesk, which creates only on behalf of one
 */
export function mayCreate(
  own: Authority | null,
  access: Access | null,
  module: AlertModule,
): Result<null, CreateRefusal> {
  if (own === null) return refuse('alert-on-behalf', { who: ['author'] })
  if (!takesPart(own, access)) return refuse('alert-access-needed', { authority: own.officialName })
  const role = access?.role
  if (role == null || !module.roles.create.includes(role)) return refuse('alert-role-cannot-create')
  return ok(null)
}

/**
 * Refuses what does not fit into the form, with the labels of the fields: a day to come where the field tells of what has
 * happened is among it (product decision). What is required may still be missing.
 */
export function mayContain(
  catalogue: Pick<Catalogue, 'memberStates'>,
  module: AlertModule,
  data: Pick<AlertData, 'content'>,
  now: Instant,
): Result<null, ContentRefusal> {
  const faults = contentFaults(catalogue, module, data.content, { complete: false, today: latestDay(now) })
  return faults.length === 0
    ? ok(null)
    : refuse('alert-content-not-valid', { fields: faults.map((each) => each.label) })
}

/**
 * Refuses while what others must get to see is missing, and names it. What does not fit is told first: a draft may have
 * been written under another description of its module.
 */
export function isComplete(
  catalogue: Pick<Catalogue, 'memberStates'>,
  { alert, module }: Pick<AlertFacts, 'alert' | 'module'>,
  now: Instant,
): Result<null, IncompleteRefusal> {
  const content = readContent(alert.personalContent, alert.content)
  const fits = mayContain(catalogue, module, { content }, now)
  if (!fits.ok) return fits
  const missing = [
    ...(alert.title === '' ? [module.titleLabel] : []),
    ...contentFaults(catalogue, module, content, { complete: true, today: latestDay(now) }).map(
      (each) => each.label,
    ),
  ]
  if (missing.length > 0) return refuse('alert-incomplete', { fields: missing })
  if (alert.recipients.length === 0) return refuse('alert-no-recipients')
  return alert.recipients.includes(alert.memberState) ? refuse('alert-own-member-state') : ok(null)
}

/** The fields of the row that the form writes. */
export function written(module: AlertModule, data: AlertData): Partial<Alert> {
  const { personal, other } = splitContent(module, data.content)
  return {
    title: data.title,
    language: data.language,
    personalContent: writeContent(personal),
    content: writeContent(other),
    recipients: [...new Set(data.recipients)].sort(),
    toCommission: data.toCommission,
  }
}

/** A new draft (K1). */
export function createAlert(
  facts: { readonly own: Authority | null; readonly access: Access | null; readonly module: AlertModule },
  data: AlertData,
  catalogue: Pick<Catalogue, 'memberStates'>,
  context: Context,
): Result<{ id: AlertId; changes: Change[] }, CreateRefusal | ContentRefusal> {
  const { own, access, module } = facts
  const allowed = mayCreate(own, access, module)
  if (!allowed.ok) return allowed
  if (own === null) return refuse('alert-on-behalf', { who: ['author'] })
  const fits = mayContain(catalogue, module, data, context.now)
  if (!fits.ok) return fits
  const draft = draftOf(own, module, context)
  const row = { ...draft, ...written(module, data) }
  return ok({ id: row.id, changes: [created('alert', row)] })
}

function draftOf(own: Authority, { module, prefix, recipients }: AlertModule, context: Context): Alert {
  const id = context.newId() as AlertId
  return {
    id,
    number: `${prefix}-${context.now.slice(0, 4)}-${id.slice(-5)}`,
    module,
    authorityId: own.id,
    memberState: own.memberState,
    status: 'draft',
    title: '',
    language: '',
    personalContent: '',
    content: '',
    recipients: [],
    toCommission: recipients.commission,
    coordinatorId: null,
    createdAt: context.now,
    submittedAt: null,
    broadcastAt: null,
    closedAt: null,
    withdrawnAt: null,
    returnReason: '',
    withdrawReason: '',
    modifyReason: '',
    instruction: '',
    instructedAt: null,
    instructedBy: null,
    uninstructReason: '',
    copiedFrom: null,
    erasedAt: null,
  }
}

/** Writes a draft anew. */
export function saveDraft(
  { alert, module, position }: AlertFacts,
  data: AlertData,
  catalogue: Pick<Catalogue, 'memberStates'>,
  context: Pick<Context, 'now'>,
): Result<Change[], StepRefusal<'edit'> | ContentRefusal> {
  const step = judgeStep(module, 'edit', alert.status, position)
  if (!step.ok) return step
  const fits = mayContain(catalogue, module, data, context.now)
  return fits.ok ? ok([updated('alert', alert, written(module, data))]) : fits
}

/**
 * Takes a draft out; nobody else has seen it. The Helpdesk does so for an authority that cannot act any more, with a
 * reason (P40).
 * @param translations what the translation memory keeps of its texts: it goes along (product decision)
 */
export function discardDraft(
  { alert, module, position }: AlertFacts,
  attachments: readonly AlertAttachment[],
  translations: readonly Translation[],
  reason: string,
): Result<Change[], StepRefusal<'discard'> | 'reason-needed'> {
  const step = judgeStep(module, 'discard', alert.status, position)
  if (!step.ok) return step
  if (isHelpdesk(position) && reason === '') return refuse('reason-needed')
  return ok([
    ...attachments.map((each) => removed('alertAttachment', each)),
    ...translations.map((each) => removed('translation', each)),
    removed('alert', alert),
  ])
}

/**
 * Submits a draft to one of the coordinators linked to the initiating authority's access (P17); it must be complete.
 * @param coordinator the chosen one; null where it is none of those linked
 */
export function submitAlert(
  facts: AlertFacts & { readonly authority: Authority; readonly coordinator: CoordinatorFacts | null },
  catalogue: Pick<Catalogue, 'memberStates'>,
  context: Context,
): Result<Change[], StepRefusal<'submit'> | IncompleteRefusal | 'alert-coordinator-not-possible'> {
  const { alert, module, position, coordinator, authority } = facts
  const step = judgeStep(module, 'submit', alert.status, position)
  if (!step.ok) return step
  const complete = isComplete(catalogue, facts, context.now)
  if (!complete.ok) return complete
  if (coordinator === null || !isValidCoordinator(coordinator, authority)) {
    return refuse('alert-coordinator-not-possible')
  }
  return ok([
    updated('alert', alert, {
      status: step.value,
      coordinatorId: coordinator.authority.id,
      submittedAt: context.now,
      returnReason: '',
    }),
  ])
}

/**
 * Takes a submission back until it is broadcast (product decision: the coordinator may be suspended meanwhile, and then
 * nobody could return it).
 */
export function takeBackSubmission({
  alert,
  module,
  position,
}: AlertFacts): Result<Change[], StepRefusal<'take-back'>> {
  const step = judgeStep(module, 'take-back', alert.status, position)
  if (!step.ok) return step
  return ok([updated('alert', alert, { status: step.value, coordinatorId: null, submittedAt: null })])
}

/** Gives a submitted alert back to its author, with a reason (P17). */
export function returnAlert(
  { alert, module, position }: AlertFacts,
  reason: string,
): Result<Change[], StepRefusal<'return'> | 'reason-needed'> {
  const step = judgeStep(module, 'return', alert.status, position)
  if (!step.ok) return step
  if (reason === '') return refuse('reason-needed')
  return ok([
    updated('alert', alert, {
      status: step.value,
      coordinatorId: null,
      submittedAt: null,
      returnReason: reason,
    }),
  ])
}

/**
 * A new draft with what speaks of the matter (K10): subject, form and recipients; days, attachments, comments and
 * everything that happened stay behind.
 * @param facts.own the authority that copies; it must be able to create in this module
 */
export function copyAlert(
  facts: AlertFacts & { readonly own: Authority | null; readonly access: Access | null },
  context: Context,
): Result<{ id: AlertId; changes: Change[] }, StepRefusal<'copy'> | CreateRefusal> {
  const { alert, module, position, own, access } = facts
  const step = judgeStep(module, 'copy', alert.status, position)
  if (!step.ok) return step
  const allowed = mayCreate(own, access, module)
  if (!allowed.ok) return allowed
  if (own === null) return refuse('alert-on-behalf', { who: ['author'] })
  // What is blocked does not come back by a copy (P21).
  const withheld = isWithheld(alert, context.now)
  const row: Alert = {
    ...draftOf(own, module, context),
    ...written(module, {
      title: withheld ? '' : alert.title,
      language: alert.language,
      content: copiedContent(module, readContent(withheld ? '' : alert.personalContent, alert.content)),
      recipients: alert.recipients.filter((state) => state !== own.memberState),
      toCommission: alert.toCommission,
    }),
    copiedFrom: alert.id,
  }
  return ok({ id: row.id, changes: [created('alert', row)] })
}

/** The linked coordinators of an access that an alert can be submitted to. */
export function submitTo(authority: Authority, coordinators: readonly CoordinatorFacts[]): AuthorityId[] {
  return coordinators.filter((each) => isValidCoordinator(each, authority)).map((each) => each.authority.id)
}
