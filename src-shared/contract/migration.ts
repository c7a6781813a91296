import { z } from 'zod'
import { DecisionKind, openDecision } from '../entities/open-decision'
import { OpenDecisionId } from '../ids'
import { text } from '../text'
import { Instant } from '../time'
import { V6_ERRORS, V6_FILES, V6_RULES, V6_WARNINGS } from '../v6'
import { AuthorityMention, FileToken, Nothing, Page, Reason, Revision } from './common'
import { command, query, task } from './define'

/** Something about a row of the files. Errors stop the import, warnings are told. Line 0 means the whole file. */
export const V6Problem = z.strictObject({
  level: z.enum(['error', 'warning']),
  code: z.enum([...V6_ERRORS, ...V6_WARNINGS]),
  file: z.enum(V6_FILES),
  line: z.int(),
  column: z.string(),
  value: z.string(),
})
export type V6Problem = z.infer<typeof V6Problem>

/** An answer to a question of the dry run; the authority stands under its identifier of V6. */
const Answer = z.strictObject({ authority: text(60), kind: DecisionKind, choice: text(120) })
export type V6Answer = z.infer<typeof Answer>
const Answers = z.array(Answer).max(20_000)

/** What a rule did. `value` is a type, modules, a number or a choice, which the sentence of the rule says in words. */
const Step = z.strictObject({
  rule: z.enum(V6_RULES),
  value: z.string(),
  by: z.enum(['rule', 'person', 'open']),
})
export type V6Step = z.infer<typeof Step>

export const PlannedAuthority = z.strictObject({
  id: z.string(),
  line: z.int(),
  officialName: z.string(),
  memberState: z.string(),
  /** `known`: came with an earlier import and stays as it is; only what it does not have yet is added. */
  outcome: z.enum(['new', 'known']),
  accesses: z.int(),
  users: z.int(),
  /** Official names of those that become its Access managers. */
  managers: z.array(z.string()),
  steps: z.array(Step),
  problems: z.array(V6Problem),
})
export type PlannedAuthority = z.infer<typeof PlannedAuthority>

const Question = z.strictObject({
  authority: z.string(),
  officialName: z.string(),
  memberState: z.string(),
  kind: DecisionKind,
  choice: z.string(),
})
export type V6Question = z.infer<typeof Question>

/** What the import adds. */
const Totals = z.strictObject({
  authorities: z.int(),
  known: z.int(),
  users: z.int(),
  accesses: z.int(),
  managers: z.int(),
  registersLater: z.int(),
})

const Problems = z.strictObject({
  errors: z.int(),
  warnings: z.int(),
  /** The first ones; all of them can be saved. */
  first: z.array(V6Problem),
})

const FOLDER_REFUSALS = ['v6-no-folder', 'v6-no-files', 'file-unknown'] as const

export const migration = {
  /** Opens a folder of V6 data and counts its tables. */
  'v6.open': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: Nothing,
    output: z.strictObject({
      file: FileToken,
      folderName: z.string(),
      files: z.array(z.strictObject({ file: z.enum(V6_FILES), rows: z.int() })),
      problems: Problems,
    }),
    refusals: FOLDER_REFUSALS,
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open-folder' },
  }),
  /** Plans the migration: what the rules of the migration make of the folder, without writing anything. */
  'v6.plan': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ file: FileToken, answers: Answers }),
    output: z.strictObject({
      hash: z.string(),
      totals: Totals,
      /** To how many authorities each rule applied; M21 counts registers, M24 users. */
      rules: z.array(z.strictObject({ rule: z.enum(V6_RULES), count: z.int() })),
      questions: z.array(Question),
      problems: Problems,
    }),
    refusals: [...FOLDER_REFUSALS, 'v6-has-errors', 'choice-unknown'],
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'known' },
  }),
  /** Returns a page of the plan. */
  'v6.planRows': query({
    who: 'helpdesk',
    place: 'worker',
    input: z.strictObject({
      file: FileToken,
      show: z.enum(['all', 'new', 'known', 'open', 'problems', ...V6_RULES]),
      text: text(200),
      page: Page,
    }),
    output: z.strictObject({ rows: z.array(PlannedAuthority), total: z.int() }),
  }),
  /** Imports the V6 data in one unit. Refused if the plan has changed. */
  'v6.apply': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'writer',
    input: z.strictObject({ file: FileToken, answers: Answers, hash: z.string() }),
    output: Totals.extend({ unit: z.string(), openDecisions: z.int() }),
    refusals: [...FOLDER_REFUSALS, 'v6-has-errors', 'choice-unknown', 'plan-changed', 'nothing-to-import'],
    backupFirst: true,
    undo: 'inverse',
    file: { use: 'known' },
  }),
  /** Writes the problems of the folder as a list. */
  'v6.saveProblems': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ plan: FileToken }),
    output: z.strictObject({ rows: z.int(), fileName: z.string() }),
    refusals: ['file-unknown'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['csv'], suggested: 'v6-problems' },
  }),
  /** What was decided by which rule, authority by authority. */
  'v6.report': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'worker',
    input: z.strictObject({ plan: FileToken, format: z.enum(['xlsx', 'csv']) }),
    output: z.strictObject({ rows: z.int(), fileName: z.string() }),
    refusals: ['file-unknown'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['xlsx', 'csv'], suggested: 'v6-migration-report' },
  }),
  /** The page of the window that sums the migration up, as a PDF. */
  'v6.print': task({
    who: 'helpdesk',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: Nothing,
    output: z.strictObject({ fileName: z.string() }),
    refusals: [],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['pdf'], suggested: 'v6-migration' },
  }),
}

/** The questions that the migration left open, and their answers. */
export const decisions = {
  /** Lists the questions that the migration left open (P12, P22). */
  'decisions.list': query({
    who: 'helpdesk',
    input: z.strictObject({ status: z.enum(['open', 'decided', 'all']), page: Page }),
    output: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: OpenDecisionId,
          revision: Revision,
          kind: DecisionKind,
          authority: AuthorityMention,
          origin: z.string(),
          status: openDecision.schema.shape.status,
          decision: z.string(),
          decidedAt: Instant.nullable(),
          decidedBy: z.string(),
        }),
      ),
      total: z.int(),
      open: z.int(),
    }),
  }),
  /** Answers a question of the migration. */
  'decisions.decide': command({
    who: 'helpdesk',
    centralEffect: true,
    input: z.strictObject({ id: OpenDecisionId, revision: Revision, choice: text(120), reason: Reason }),
    output: Nothing,
    refusals: ['decision-unknown', 'stale', 'decision-taken', 'choice-unknown', 'authority-removed'],
    undo: 'inverse',
  }),
}
