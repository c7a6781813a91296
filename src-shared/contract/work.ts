import { z } from 'zod'
import { carryOver, CarryOverStatus } from '../entities/carry-over'
import { UnitId } from '../ids'
import { Instant } from '../time'
import { AuthorityMention, Nothing, Page } from './common'
import { command, query, task } from './define'

/** What on Home needs somebody. */
export const WORK_KINDS = [
  'role-requests',
  'open-decisions',
  'no-access-manager',
  'no-administrator',
  'no-coordinator',
  'several-nimics',
  'no-nimic',
  'removal-due',
  'blocked-passwords',
  'carry-over',
  'closure-instructed',
  'closure-proposed',
  'alerts-submitted',
  'old-drafts',
  'mails-in-doubt',
  'mails-failed',
] as const
export const WorkKind = z.enum(WORK_KINDS)
export type WorkKind = z.infer<typeof WorkKind>

const CarriedAct = z.strictObject({
  unit: UnitId,
  at: Instant,
  command: z.string(),
  operator: z.string(),
  actingFor: z.string().nullable(),
  /** For an act on an alert its own text; empty where that is blocked or erased. */
  reason: z.string(),
  /** Until when the personal data of the alert is blocked; null where it is not (P41). */
  blockedUntil: Instant.nullable(),
  undoes: z.string().nullable(),
  authorities: z.strictObject({ count: z.int(), first: z.array(AuthorityMention) }),
  status: CarryOverStatus,
  decidedAt: Instant.nullable(),
  decidedBy: z.string(),
  note: z.string(),
})
export type CarriedAct = z.infer<typeof CarriedAct>

export const work = {
  /** How much of each kind waits; for an operator of an authority within the own Member State. */
  'work.counts': query({
    who: 'rule',
    place: 'worker',
    input: Nothing,
    output: z.strictObject({ counts: z.array(z.strictObject({ kind: WorkKind, count: z.int() })) }),
  }),
  /** The authorities of one kind, with the module where it is about an access. */
  'work.list': query({
    who: 'rule',
    place: 'worker',
    input: z.strictObject({ kind: WorkKind, page: Page }),
    output: z.strictObject({
      rows: z.array(
        z.strictObject({
          authority: AuthorityMention,
          module: z.string().nullable(),
          /** A user, where it is about one. */
          user: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
          dueAt: Instant.nullable(),
        }),
      ),
      total: z.int(),
    }),
  }),
  /** Lists the acts whose effect belongs in the central IMI, with what became of each there (L7, P26). */
  'carryOver.list': query({
    who: 'helpdesk',
    input: z.strictObject({ status: CarryOverStatus.nullable(), page: Page }),
    output: z.strictObject({ acts: z.array(CarriedAct), total: z.int() }),
  }),
  /** Ticks acts off: done in the central IMI, not needed there, or open again. */
  'carryOver.set': command({
    who: 'helpdesk',
    centralEffect: false,
    input: z.strictObject({
      units: z.array(UnitId).min(1).max(500),
      status: CarryOverStatus,
      note: carryOver.schema.shape.note,
    }),
    output: z.strictObject({ changed: z.int() }),
    refusals: ['unit-unknown', 'nothing-changed'],
    undo: 'inverse',
  }),
  /** Writes the carry-over list as a file (CSV or XLSX). */
  'carryOver.export': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ status: CarryOverStatus.nullable(), format: z.enum(['csv', 'xlsx']) }),
    output: z.strictObject({ rows: z.int(), fileName: z.string() }),
    refusals: [],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'carry-over' },
  }),
}
