import { z } from 'zod'
import { alert } from '../entities/alert'
import { AlertId, AuthorityId, UnitId } from '../ids'
import { Instant } from '../time'
import { AuthorityMention, Obstacle, Page, Reason, Revision } from './common'
import { query, task } from './define'

/** How many authorities are removed at a time. */
export const REMOVED_AT_MOST = 2000

/** What is said of an authority that is skipped, besides the refusals of single acts. */
export const REMOVAL_OBSTACLES = ['removal-not-due', 'alert-erased', 'alert-erasure-not-due'] as const

/** What of an authority is erased, in numbers. */
const Erased = {
  users: z.int(),
  requests: z.int(),
  /** Earlier entries of the history whose personal values go. */
  entries: z.int(),
}

/** What was erased of one authority. */
const ErasedAuthority = z.strictObject({
  authority: AuthorityMention,
  inactivatedAt: Instant.nullable(),
  erasedAt: Instant.nullable(),
  /** Fields that held something, by name. */
  fields: z.array(z.string()),
  ...Erased,
})

/** Today's date as a person typed it; null where the acts in the store prove the time (P42). */
const TypedDay = z.iso.date().nullable().default(null)

const TIME_REFUSALS = ['clock-behind', 'time-unproven', 'clock-not-today', 'reason-needed'] as const

const Run = z.strictObject({
  unit: UnitId,
  at: Instant,
  operator: z.string(),
  reason: z.string(),
  /** Done by the program itself, because a restored backup had brought the data back. */
  again: z.boolean(),
  authorities: z.int(),
  alerts: z.int(),
})
export type RetentionRun = z.infer<typeof Run>

/** An alert whose personal data was erased. */
const ErasedAlert = z.strictObject({
  number: alert.schema.shape.number,
  module: alert.schema.shape.module,
  authority: AuthorityMention,
  endedAt: Instant.nullable(),
  erasedAt: Instant.nullable(),
})

const Proof = z.strictObject({
  run: Run,
  authorities: z.array(ErasedAuthority),
  alerts: z.array(ErasedAlert),
})
export type RetentionProof = z.infer<typeof Proof>

export const retention = {
  /** What is due for removal now, and what a removal would erase (B6, P16). Only reads: a person runs it. */
  'retention.plan': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({ page: Page }),
    output: z.strictObject({
      /** Why the clock of this PC is not proven to be right (P42): today's date is typed then. */
      clock: Obstacle,
      due: z.array(
        z.strictObject({
          authority: AuthorityMention,
          revision: Revision,
          inactivatedAt: Instant.nullable(),
          dueAt: Instant.nullable(),
          /** Names of those merged into it, which go with it. */
          merged: z.array(z.string()),
          ...Erased,
        }),
      ),
      total: z.int(),
    }),
  }),
  /** Removes authorities that are due and erases their data for good, history included. */
  'retention.run': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({
      authorities: z
        .array(z.strictObject({ id: AuthorityId, revision: Revision }))
        .min(1)
        .max(REMOVED_AT_MOST),
      reason: Reason,
      today: TypedDay,
    }),
    output: z.strictObject({
      unit: UnitId,
      removed: z.int(),
      skipped: z.array(z.strictObject({ authority: AuthorityMention, obstacle: Obstacle })),
    }),
    refusals: [...TIME_REFUSALS, 'retention-nothing'],
    fieldOf: { 'reason-needed': 'reason', 'clock-not-today': 'today' },
    undo: { never: 'undo.never.erased' },
  }),
  /** Alerts whose personal data is to be erased now, and how many are blocked until then (P21). Only reads. */
  'retention.alertPlan': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({ page: Page }),
    output: z.strictObject({
      clock: Obstacle,
      due: z.array(
        z.strictObject({
          id: AlertId,
          revision: Revision,
          number: alert.schema.shape.number,
          module: alert.schema.shape.module,
          authority: AuthorityMention,
          endedAt: Instant.nullable(),
          dueAt: Instant.nullable(),
          comments: z.int(),
          attachments: z.int(),
          entries: z.int(),
        }),
      ),
      total: z.int(),
      blocked: z.int(),
    }),
  }),
  /** Erases the personal data of alerts that are due for good, history and documents included. */
  'retention.eraseAlerts': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({
      alerts: z
        .array(z.strictObject({ id: AlertId, revision: Revision }))
        .min(1)
        .max(REMOVED_AT_MOST),
      reason: Reason,
      today: TypedDay,
    }),
    output: z.strictObject({
      unit: UnitId,
      erased: z.int(),
      skipped: z.array(z.strictObject({ number: z.string(), obstacle: Obstacle })),
    }),
    refusals: [...TIME_REFUSALS, 'retention-nothing'],
    fieldOf: { 'reason-needed': 'reason', 'clock-not-today': 'today' },
    undo: { never: 'undo.never.erased' },
  }),
  /** What was erased so far, the newest first. */
  'retention.runs': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({ page: Page }),
    output: z.strictObject({ runs: z.array(Run), total: z.int() }),
  }),
  /** The proof of one run: what was erased, when, by whom. Null where there is no such run. */
  'retention.proof': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({ unit: UnitId }),
    output: z.strictObject({ proof: Proof.nullable() }),
  }),
  /** Writes the proof as a list, and whether the chain of the history still verifies. */
  'retention.saveProof': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ unit: UnitId, format: z.enum(['csv', 'xlsx']) }),
    output: z.strictObject({ rows: z.int(), fileName: z.string(), verified: z.boolean() }),
    refusals: ['unit-unknown'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'proof-of-erasure' },
  }),
}
