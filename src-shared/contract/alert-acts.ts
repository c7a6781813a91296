import { z } from 'zod'
import { ModuleCode } from '../entities/access'
import { alert, alertComment } from '../entities/alert'
import { MemberStateCode } from '../entities/authority'
import { AlertAttachmentId, AlertCommentId, AlertId, AuthorityId } from '../ids'
import { AlertForm, OnBehalf } from './alerts'
import { Nothing, Reason, Revision } from './common'
import { command, task } from './define'

/** An alert as its command saw it, and on whose behalf it acts. */
const seen = { id: AlertId, revision: Revision, as: OnBehalf }

/** What every act on an alert can be refused with. */
const EVERY = [
  'alert-unknown',
  'stale',
  'alert-not-yours',
  'alert-not-in-state',
  'alert-not-your-part',
  'alert-on-behalf',
] as const

const INCOMPLETE = [
  'alert-content-not-valid',
  'alert-incomplete',
  'alert-no-recipients',
  'alert-own-member-state',
] as const

/** Kinds of documents that a dialog offers; each module says which of them it takes. */
export const ATTACHMENT_TYPES = [
  'pdf',
  'png',
  'jpg',
  'jpeg',
  'txt',
  'csv',
  'docx',
  'xlsx',
  'odt',
  'ods',
] as const

const Unseen = z.array(MemberStateCode).max(60)

export const alertActs = {
  /** Creates a draft (K1). */
  'alerts.create': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ module: ModuleCode, as: OnBehalf, form: AlertForm }),
    output: z.strictObject({ id: AlertId }),
    refusals: [
      'alert-module-unknown',
      'alert-not-yours',
      'alert-on-behalf',
      'alert-access-needed',
      'alert-role-cannot-create',
      'alert-content-not-valid',
    ],
    undo: 'inverse',
  }),
  /** Saves the form of a draft. */
  'alerts.saveDraft': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ ...seen, form: AlertForm }),
    output: Nothing,
    refusals: [...EVERY, 'alert-content-not-valid'],
    undo: 'inverse',
  }),
  /** Discards a draft. */
  'alerts.discard': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject(seen),
    output: Nothing,
    refusals: EVERY,
    undo: 'inverse',
  }),
  /** Submits a draft to the linked coordinator for broadcast (K2, P17). */
  'alerts.submit': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ ...seen, coordinatorId: AuthorityId }),
    output: Nothing,
    refusals: [
      ...EVERY,
      ...INCOMPLETE,
      'alert-no-such-step',
      'alert-broadcast-directly',
      'alert-coordinator-not-possible',
    ],
    undo: 'inverse',
  }),
  /** The author's own way back from a submission, while it is not broadcast. */
  'alerts.takeBack': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject(seen),
    output: Nothing,
    refusals: [...EVERY, 'alert-no-such-step'],
    undo: 'inverse',
  }),
  /** Returns a submitted alert to its author with a reason (P17). */
  'alerts.return': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ ...seen, reason: Reason }),
    output: Nothing,
    refusals: [...EVERY, 'alert-no-such-step', 'reason-needed'],
    undo: 'inverse',
  }),
  /** `uncovered`: the recipient Member States of which was shown that nobody is reached there. */
  'alerts.broadcast': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ ...seen, uncovered: Unseen }),
    output: z.strictObject({ reached: z.int() }),
    refusals: [...EVERY, ...INCOMPLETE, 'alert-submit-first', 'alert-uncovered', 'alert-reaches-nobody'],
    undo: { never: 'undo.never.alert-broadcast' },
  }),
  /** Modifies a broadcast alert. Earlier versions stay readable (K12). */
  'alerts.modify': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ ...seen, form: AlertForm, reason: Reason, uncovered: Unseen }),
    output: z.strictObject({ reached: z.int() }),
    refusals: [
      ...EVERY,
      ...INCOMPLETE,
      'alert-content-not-valid',
      'alert-uncovered',
      'alert-recipient-left',
      'reason-needed',
      'nothing-changed',
    ],
    undo: { never: 'undo.never.alert-modified' },
  }),
  /** Passes an alert on to authorities of the recipient's own Member State (K4, P18). */
  'alerts.disseminate': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({
      ...seen,
      authorities: z.array(AuthorityId).min(1).max(2000),
      note: Reason,
    }),
    output: z.strictObject({ reached: z.int() }),
    refusals: [...EVERY, 'alert-no-such-step', 'alert-cannot-receive', 'alert-reached-already'],
    undo: { never: 'undo.never.alert-disseminated' },
  }),
  /** Adds information, a closure proposal or an objection (K5, K6). */
  'alerts.comment': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({
      id: AlertId,
      as: OnBehalf,
      kind: alertComment.schema.shape.kind,
      text: alertComment.schema.shape.text,
      language: alertComment.schema.shape.language,
      answers: alertComment.schema.shape.answers,
    }),
    output: z.strictObject({ id: AlertCommentId }),
    refusals: [
      'alert-unknown',
      'alert-not-yours',
      'alert-not-in-state',
      'alert-not-your-part',
      'alert-on-behalf',
      'alert-no-such-step',
      'alert-text-needed',
      'alert-proposal-unknown',
      'alert-own-proposal',
    ],
    undo: 'inverse',
  }),
  /** Asks the author to delete a comment (K5). */
  'alerts.askDeletion': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AlertCommentId, revision: Revision, as: OnBehalf, reason: Reason }),
    output: Nothing,
    refusals: [
      ...EVERY,
      'alert-comment-unknown',
      'alert-comment-deleted',
      'alert-own-comment',
      'alert-deletion-asked',
      'reason-needed',
    ],
    undo: 'inverse',
  }),
  /** Deletes the caller's own comment. The thread keeps who deleted it and when (P24). */
  'alerts.deleteComment': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ id: AlertCommentId, revision: Revision, as: OnBehalf }),
    output: Nothing,
    refusals: [
      ...EVERY,
      'alert-comment-unknown',
      'alert-comment-deleted',
      'alert-not-your-comment',
      'alert-instructed',
    ],
    undo: 'inverse',
  }),
  /** Instructs the Helpdesk to close the alert (K7, P19). */
  'alerts.instruct': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ ...seen, text: alert.schema.shape.instruction }),
    output: Nothing,
    refusals: [...EVERY, 'alert-instructed', 'alert-text-needed'],
    undo: 'inverse',
  }),
  /** Closes an alert when instructed. Each objection must be ticked as read (K7, P19). */
  'alerts.close': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ ...seen, read: z.array(AlertCommentId).max(5000) }),
    output: Nothing,
    refusals: [...EVERY, 'alert-not-instructed', 'alert-objections-unread'],
    undo: { never: 'undo.never.alert-closed' },
  }),
  /** Withdraws an alert with a reason. Recipients keep seeing it as withdrawn (P20). */
  'alerts.withdraw': command({
    who: 'rule',
    centralEffect: true,
    input: z.strictObject({ ...seen, reason: Reason }),
    output: Nothing,
    refusals: [...EVERY, 'reason-needed'],
    undo: { never: 'undo.never.alert-withdrawn' },
  }),
  /** Copies the form of an alert into a new draft (K10). */
  'alerts.copy': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ id: AlertId, as: OnBehalf }),
    output: z.strictObject({ id: AlertId }),
    refusals: [
      'alert-unknown',
      'alert-not-yours',
      'alert-not-in-state',
      'alert-not-your-part',
      'alert-on-behalf',
      'alert-access-needed',
      'alert-role-cannot-create',
    ],
    undo: 'inverse',
  }),
  /** Attaches a document to a draft. */
  'alerts.attach': task({
    who: 'rule',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({ id: AlertId, as: OnBehalf }),
    output: z.strictObject({ name: z.string() }),
    refusals: [
      'alert-unknown',
      'alert-not-yours',
      'alert-not-in-state',
      'alert-not-your-part',
      'alert-on-behalf',
      'alert-attachment-type',
      'alert-attachment-large',
      'alert-attachment-empty',
      'alert-attachment-content',
      'alert-attachments-many',
      'alert-attached-already',
    ],
    undo: 'inverse',
    file: { use: 'open', extensions: ATTACHMENT_TYPES },
  }),
  /** Removes a document from a draft. */
  'alerts.detach': command({
    who: 'rule',
    centralEffect: false,
    input: z.strictObject({ id: AlertAttachmentId, as: OnBehalf }),
    output: Nothing,
    refusals: [
      'alert-unknown',
      'alert-not-yours',
      'alert-not-in-state',
      'alert-not-your-part',
      'alert-on-behalf',
      'alert-attachment-unknown',
    ],
    undo: 'inverse',
  }),
  /** Writes a document where the operator wants it; this program never opens it. */
  'alerts.saveAttachment': task({
    who: 'rule',
    centralEffect: false,
    place: 'worker',
    /** `format`: the ending of its name, which the file gets as well. */
    input: z.strictObject({ id: AlertAttachmentId, as: OnBehalf, format: z.enum(ATTACHMENT_TYPES) }),
    output: z.strictObject({ fileName: z.string() }),
    refusals: ['alert-attachment-unknown', 'alert-attachment-withheld'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ATTACHMENT_TYPES, suggested: 'attachment' },
  }),
}
