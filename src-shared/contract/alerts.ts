import { z } from 'zod'
import { ModuleCode } from '../entities/access'
import {
  alert,
  alertAttachment,
  alertComment,
  AlertCommentKind,
  AlertStatus,
  alertRecipient,
} from '../entities/alert'
import { MemberStateCode } from '../entities/authority'
import { AlertId, AuthorityId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { AuthorityMention, Obstacle, Page, Revision } from './common'
import { query } from './define'

/** On whose behalf the Helpdesk acts (P1); null for itself. An operator of an authority only ever acts for that one. */
export const OnBehalf = AuthorityId.nullable()

const fields = alert.schema.shape

/** What is written into the form, by field (`alert-content.ts`). */
export const Content = z.record(
  z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  z.union([text(10_000), z.array(z.string().regex(/^[A-Za-z0-9-]{1,60}$/)).max(100)]),
)

/** The form of an alert. */
export const AlertForm = z.strictObject({
  title: fields.title,
  language: fields.language,
  content: Content,
  recipients: fields.recipients,
  toCommission: z.boolean(),
})
export type AlertForm = z.infer<typeof AlertForm>

export const AlertCriteria = z.strictObject({
  text: text(200),
  module: ModuleCode.nullable(),
  status: AlertStatus.nullable(),
  /** The Member State that initiated it. */
  memberState: MemberStateCode.nullable(),
  /** A recipient Member State. */
  recipient: MemberStateCode.nullable(),
  /** Created in this period. */
  from: Instant.nullable(),
  to: Instant.nullable(),
  /** The role of my authority in it; of no meaning for the Helpdesk. */
  role: z.enum(['initiator', 'coordinator', 'recipient']).nullable(),
  /** Closure is proposed, or even instructed. */
  closure: z.enum(['proposed', 'instructed']).nullable(),
})
export type AlertCriteria = z.infer<typeof AlertCriteria>

const AlertSort = z.strictObject({
  by: z.enum(['date', 'status', 'module', 'memberState']),
  descending: z.boolean(),
})
export type AlertSort = z.infer<typeof AlertSort>

/** A line of the list. */
const FoundAlert = z.strictObject({
  id: AlertId,
  number: fields.number,
  module: fields.module,
  status: AlertStatus,
  /** Empty where it is blocked or erased. */
  title: z.string(),
  withheld: z.boolean(),
  memberState: fields.memberState,
  authority: AuthorityMention,
  recipients: fields.recipients,
  createdAt: Instant,
  broadcastAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  instructed: z.boolean(),
  reached: z.int(),
  comments: z.int(),
})
export type FoundAlert = z.infer<typeof FoundAlert>

const Recipient = z.strictObject({
  authority: AuthorityMention,
  how: alertRecipient.schema.shape.how,
  by: AuthorityMention,
  at: Instant,
  note: z.string(),
})
export type AlertRecipientView = z.infer<typeof Recipient>

const comment = alertComment.schema.shape
const Comment = z.strictObject({
  id: comment.id,
  revision: Revision,
  authority: AuthorityMention,
  kind: AlertCommentKind,
  text: z.string(),
  language: comment.language,
  answers: comment.answers,
  at: Instant,
  asked: z.strictObject({ at: Instant, by: z.string(), reason: z.string() }).nullable(),
  deletedAt: comment.deletedAt,
  readAt: comment.readAt,
  may: z.strictObject({ ask: Obstacle, delete: Obstacle, object: Obstacle }),
})
export type AlertCommentView = z.infer<typeof Comment>

const Attachment = z.strictObject({
  id: alertAttachment.schema.shape.id,
  name: z.string(),
  size: z.int(),
  addedAt: Instant,
})
export type AlertAttachmentView = z.infer<typeof Attachment>

/** A version before a modification: what each changed field was, and what it became. */
const Version = z.strictObject({
  at: Instant,
  operator: z.string(),
  actingFor: z.string().nullable(),
  reason: z.string(),
  fields: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
  /** Personal values of it were erased. */
  erased: z.boolean(),
})
export type AlertVersion = z.infer<typeof Version>

const AlertView = z.strictObject({
  id: AlertId,
  revision: Revision,
  number: fields.number,
  module: fields.module,
  status: AlertStatus,
  form: AlertForm,
  /** The latest day that fields about what has happened take. */
  today: z.string(),
  authority: AuthorityMention,
  coordinator: AuthorityMention.nullable(),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  broadcastAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  returnReason: z.string(),
  withdrawReason: z.string(),
  instruction: z.strictObject({ text: z.string(), at: Instant, by: z.string() }).nullable(),
  copiedFrom: z.strictObject({ id: AlertId, number: z.string() }).nullable(),
  /** Personal data is shown to nobody: blocked until it is erased, or erased (P21). */
  withheld: z.strictObject({ until: Instant.nullable(), erasedAt: Instant.nullable() }).nullable(),
  printableUntil: Instant.nullable(),
  blockedFrom: Instant.nullable(),
  /** Whose eyes it is seen with, and what that is to it. */
  as: OnBehalf,
  position: z.string(),
  /** Authorities with part in it, on whose behalf the Helpdesk may act. */
  parties: z.array(AuthorityMention.extend({ position: z.string() })),
  /** Coordinators it can be submitted to. */
  coordinators: z.array(AuthorityMention),
  recipients: z.array(Recipient),
  /** Recipient Member States where nobody was reached. */
  uncovered: z.array(z.string()),
  comments: z.array(Comment),
  attachments: z.array(Attachment),
  versions: z.array(Version),
  /** Per act, what stands in its way now. */
  may: z.record(z.string(), Obstacle),
})
export type AlertView = z.infer<typeof AlertView>

export const alerts = {
  /** Returns a page of the alerts and notifications that the caller takes part in (K11). */
  'alerts.search': query({
    who: 'rule',
    input: z.strictObject({ criteria: AlertCriteria, sort: AlertSort, page: Page }),
    output: z.strictObject({ alerts: z.array(FoundAlert), total: z.int() }),
  }),
  /** Returns an alert as the caller may see it, with what the caller may do. */
  'alerts.view': query({
    who: 'rule',
    input: z.strictObject({ id: AlertId, as: OnBehalf }),
    /** Null where there is none, or none for whoever asks. */
    output: z.strictObject({ alert: AlertView.nullable() }),
  }),
  /** Why its report cannot be printed now, or is not whoever asks may see (K9). */
  'alerts.mayPrint': query({
    who: 'program',
    input: z.strictObject({ id: AlertId, as: OnBehalf }),
    output: z.strictObject({ obstacle: Obstacle }),
  }),
  /** In which modules something can be created, with what stands in the way (K1). */
  'alerts.modules': query({
    who: 'rule',
    input: z.strictObject({ as: OnBehalf }),
    output: z.strictObject({
      modules: z.array(
        z.strictObject({
          module: ModuleCode,
          /** Null for the Helpdesk itself, which sees all modules and creates on behalf of authorities. */
          role: z.enum(['authority', 'coordinator']).nullable(),
          obstacle: Obstacle,
        }),
      ),
      /** The latest day that fields about what has happened take. */
      today: z.string(),
    }),
  }),
  /** Who would be reached in these Member States, and where nobody would (K3, P18). */
  'alerts.reach': query({
    who: 'rule',
    input: z.strictObject({ module: ModuleCode, states: z.array(MemberStateCode).max(60) }),
    output: z.strictObject({
      states: z.array(
        z.strictObject({ memberState: MemberStateCode, coordinators: z.array(AuthorityMention) }),
      ),
      uncovered: z.array(MemberStateCode),
    }),
  }),
  /** Authorities of the own Member State that it could be passed on to, those reached already included (K4, P18). */
  'alerts.possibleRecipients': query({
    who: 'rule',
    input: z.strictObject({ id: AlertId, as: OnBehalf, text: text(200), page: Page }),
    output: z.strictObject({
      authorities: z.array(
        AuthorityMention.extend({
          role: z.enum(['authority', 'coordinator']).nullable(),
          /** Linked to the coordinator that passes it on. */
          linked: z.boolean(),
          reached: z.boolean(),
        }),
      ),
      total: z.int(),
    }),
  }),
}
