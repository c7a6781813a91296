import { hash } from 'node:crypto'
import type { Progress } from '../../../src-shared/events'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import type { ReadTaskTools, WriteTaskTools } from '../../app/handlers'
import { fileNameOf, type Caller, type GrantedFile, type ReadStore, type UnitHead } from '../../app/ports'
import type { Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import { PlanHolder } from './holder'

/** Reports progress. Returns false after the task was cancelled. */
export type Tell = (state: Progress) => boolean

/** What planning may use. Planning writes nothing. */
export interface PlanTools {
  readonly store: ReadStore
  readonly now: Instant
  readonly newId: () => string
  readonly progress: Tell
}

/** What is special about one kind of import. Reading and planning throw `Cancelled` when the task was cancelled. */
export interface ImportKind<Content, Choices, Plan, ReadCode extends string, PlanCode extends string> {
  /** Reads a file or folder, within its caps. */
  readonly read: (file: GrantedFile, progress: Tell) => Promise<Result<Content, ReadCode>>
  /** Works out what importing would do. */
  readonly plan: (content: Content, choices: Choices, tools: PlanTools) => Result<Plan, PlanCode>
  /** Everything a person approves: the content of the file, the choices, every outcome. It is hashed. */
  readonly approved: (content: Content, choices: Choices, plan: Plan) => unknown
  /** How many rows of the store the plan writes. */
  readonly writes: (plan: Plan) => number
  readonly changes: (plan: Plan, choices: Choices, fileName: string, context: Context) => Iterable<Change>
  /** The head of the one unit of the history. */
  readonly head: (choices: Choices, fileName: string, caller: Caller) => UnitHead
  /** Key of the text that is shown while it is written. */
  readonly applying: string
}

type Tools = Pick<ReadTaskTools, 'store' | 'caller' | 'clock' | 'ids' | 'file' | 'progress'>

/** A file that was read. */
export interface ReadFile<Content> {
  readonly file: GrantedFile
  readonly fileName: string
  readonly content: Content
}

/** A plan with the hash by which it is approved: two plans with one hash do the same. */
export interface Planned<Content, Plan> extends ReadFile<Content> {
  readonly plan: Plan
  readonly hash: string
}

/**
 * Builds the steps of an import that is previewed before it is written: read, plan, page through the plan, save parts of
 * it, carry it out. Every step is for the IMI Helpdesk alone, as `who` of its contract entry says. Carrying out plans again and compares hashes,
 * so that exactly what was approved is written, as one unit.
 */
export function plannedImport<
  Content,
  Choices,
  Plan,
  State,
  ReadCode extends string,
  PlanCode extends string,
>(kind: ImportKind<Content, Choices, Plan, ReadCode, PlanCode>) {
  const holder = new PlanHolder<State>()

  /** Reads the file the operator picked. */
  async function read(tools: Tools): Promise<Result<ReadFile<Content>, ReadCode>> {
    holder.dropForOthers(tools.caller)
    if (tools.file === null) throw new Error('An import needs a file')
    const content = await kind.read(tools.file, tools.progress)
    if (!content.ok) return content
    return ok({ file: tools.file, fileName: fileNameOf(tools.file.path), content: content.value })
  }

  /** Reads and plans. Nothing is written. */
  async function plan(
    choices: Choices,
    tools: Tools,
  ): Promise<Result<Planned<Content, Plan>, ReadCode | PlanCode>> {
    const opened = await read(tools)
    if (!opened.ok) return opened
    const { store, clock, ids, progress } = tools
    const { content } = opened.value
    const planned = kind.plan(content, choices, {
      store,
      now: clock.now(),
      newId: () => ids.next(),
      progress,
    })
    if (!planned.ok) return planned
    const approved = JSON.stringify(kind.approved(content, choices, planned.value))
    return ok({ ...opened.value, plan: planned.value, hash: hash('sha256', approved, 'base64url') })
  }

  return {
    read,
    plan,

    /** Holds what the preview pages through. @param token names the file */
    hold: (token: string, caller: Caller, state: State): void => {
      holder.keep(token, caller, state)
    },

    /** Returns what was held for this caller, null for everybody else. */
    held: (token: string, caller: Caller): State | null => holder.of(token, caller),

    /**
     * Writes a file about what is held. Refuses where nothing is held for this caller.
     * @param write returns how many rows the file has
     */
    save: async (
      token: string,
      { caller, file }: Pick<ReadTaskTools, 'caller' | 'file'>,
      write: (state: State, path: string) => Promise<number | null>,
    ): Promise<Result<{ rows: number; fileName: string }, 'file-unknown'>> => {
      const state = holder.of(token, caller)
      if (state === null || file === null) return refuse('file-unknown')
      const rows = await write(state, file.path)
      return rows === null ? refuse('file-unknown') : ok({ rows, fileName: fileNameOf(file.path) })
    },

    /**
     * Carries out what was approved: all of it, as one unit, or nothing.
     * @param approvedHash of the plan that a person saw
     * @param ready refuses a plan that must not be written, such as an empty one
     */
    apply: async <ReadyCode extends string>(
      choices: Choices,
      approvedHash: string,
      tools: WriteTaskTools,
      ready: (plan: Plan) => Result<null, ReadyCode>,
    ): Promise<Result<{ plan: Plan; unit: string }, 'plan-changed' | ReadCode | PlanCode | ReadyCode>> => {
      const planned = await plan(choices, tools)
      if (!planned.ok) return planned
      const { plan: approved, fileName } = planned.value
      if (planned.value.hash !== approvedHash) return refuse('plan-changed')
      const possible = ready(approved)
      if (!possible.ok) return possible
      const total = kind.writes(approved)
      const head = kind.head(choices, fileName, tools.caller)
      const changes = kind.changes(approved, choices, fileName, tools.context)
      const unit = tools.commit((write) =>
        write.apply(head, changes, (done) =>
          tools.progress({ done: Math.min(done, total), total, what: kind.applying }),
        ),
      )
      return ok({ plan: approved, unit })
    },
  }
}
