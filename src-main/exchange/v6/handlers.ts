import type { V6Answer, V6Problem } from '../../../src-shared/contract/migration'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { V6_FILES } from '../../../src-shared/v6'
import { Cancelled } from '../../app/cancelled'
import { catalogue } from '../../app/catalogue'
import { fileNameOf, type GrantedFile, type ReadStore } from '../../app/ports'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import { unitHead } from '../../app/unit-head'
import { helpdeskOnly } from '../../domain/standing'
import { V6_SOURCE } from '../../domain/migration/migrate'
import { readCases, type V6Data } from './cases'
import { changeCount, changesOf } from './changes'
import { readFolder, type FolderRefusal, type V6Folder } from './folder'
import { knownIn } from './known'
import { answersFrom, countsOf, planV6, questionsOf, totalsOf, type V6Plan } from './plan'
import { listed, plannedRow } from './rows-shown'
import { writeProblems, writeReport } from './report'

interface Read {
  readonly folder: V6Folder
  readonly data: V6Data
}

interface Held {
  readonly found: readonly V6Problem[]
  readonly plan: V6Plan | null
}

/** What a thread read and planned last, by folder: the preview pages through it. One is enough for one operator. */
const held = new Map<string, Held>()

/** How many problems the screen shows; all of them can be saved. */
const FIRST = 200

type Tell = (state: { done: number; total: number; what: string }) => boolean

async function read(file: GrantedFile | null, progress: Tell): Promise<Result<Read, FolderRefusal>> {
  if (file === null) throw new Error('V6 data need a folder')
  const folder = await readFolder(file.path, (done) =>
    progress({ done, total: V6_FILES.length, what: 'progress.v6-read' }),
  )
  if (folder === null) throw new Cancelled()
  if (!folder.ok) return folder
  return ok({ folder: folder.value, data: readCases(folder.value, catalogue) })
}

function plan(
  { folder, data }: Read,
  answers: readonly V6Answer[],
  store: ReadStore,
  now: Instant,
  progress: Tell,
): Result<V6Plan, 'v6-has-errors' | 'choice-unknown'> {
  if (folder.findings.errors > 0) return refuse('v6-has-errors', { count: folder.findings.errors })
  const given = answersFrom(answers)
  if (!given.ok) return given
  const total = data.cases.length
  const tell = (done: number): boolean => progress({ done, total, what: 'progress.v6-plan' })
  if (!tell(0)) throw new Cancelled()
  const circumstances = { known: knownIn(store, catalogue), catalogue, answers: given.value, now }
  const planned = planV6(data, folder.content, circumstances, tell)
  if (planned === null) throw new Cancelled()
  return ok(planned)
}

/** Errors first: they are what stops the import. */
function problemsOf({ found, plan: planned }: Held): V6Problem[] {
  const all = [...found, ...(planned?.cases.flatMap((each) => each.findings.problems) ?? [])]
  return [
    ...all.filter((problem) => problem.level === 'error'),
    ...all.filter((problem) => problem.level === 'warning'),
  ]
}

function summed(problems: readonly V6Problem[]) {
  const errors = problems.filter((problem) => problem.level === 'error').length
  return { errors, warnings: problems.length - errors, first: problems.slice(0, FIRST) }
}

/** Reading V6 data, previewing what importing them would do, and telling it in files. */
export const v6Tasks: WorkerPart<'v6'> = {
  'v6.open': async (_input, { file, progress }) => {
    const opened = await read(file, progress)
    if (!opened.ok || file === null) return opened as Extract<typeof opened, { ok: false }>
    const { folder } = opened.value
    const now = { found: folder.findings.problems, plan: null }
    held.clear()
    held.set(file.token, now)
    return ok({
      file: file.token,
      folderName: fileNameOf(file.path),
      files: V6_FILES.map((each) => ({ file: each, rows: folder.tables[each].rows.length })),
      problems: summed(problemsOf(now)),
    })
  },

  'v6.plan': async ({ file: token, answers }, { store, file, clock, progress }) => {
    const opened = await read(file, progress)
    if (!opened.ok) return opened
    const planned = plan(opened.value, answers, store, clock.now(), progress)
    if (!planned.ok) return planned
    const now = { found: opened.value.folder.findings.problems, plan: planned.value }
    held.clear()
    held.set(token, now)
    return ok({
      hash: planned.value.hash,
      totals: totalsOf(planned.value),
      rules: countsOf(planned.value),
      questions: questionsOf(planned.value),
      problems: summed(problemsOf(now)),
    })
  },

  'v6.planRows': ({ file, show, text, page }) => {
    const shown = held.get(file)?.plan ?? null
    if (shown === null) return { rows: [], total: 0 }
    const cases = listed(shown.cases, show, text)
    const rows = cases.slice(page.offset, page.offset + page.limit)
    return { rows: rows.map((each) => plannedRow(each, shown.names)), total: cases.length }
  },

  'v6.saveProblems': async ({ plan: token }, { file }) => {
    const known = held.get(token)
    if (known === undefined || file === null) return refuse('file-unknown')
    const problems = problemsOf(known)
    await writeProblems(file.path, problems)
    return ok({ rows: problems.length, fileName: fileNameOf(file.path) })
  },

  'v6.report': async ({ plan: token, format }, { file, progress }) => {
    const planned = held.get(token)?.plan ?? null
    if (planned === null || file === null) return refuse('file-unknown')
    const rows = await writeReport(file.path, format, planned, catalogue, (done) =>
      progress({ done, total: planned.cases.length, what: 'progress.export' }),
    )
    return ok({ rows, fileName: fileNameOf(file.path) })
  },
}

/** Carrying out a migration that was previewed: one unit of the history, all of it or nothing. */
export const v6Commands: WriterPart<'v6'> = {
  'v6.apply': async ({ answers, hash }, { store, file, clock, caller, context, progress, commit }) => {
    const allowed = helpdeskOnly(caller)
    if (!allowed.ok) return allowed
    const opened = await read(file, progress)
    if (!opened.ok) return opened
    const planned = plan(opened.value, answers, store, clock.now(), progress)
    if (!planned.ok) return planned
    if (planned.value.errors > 0) return refuse('v6-has-errors', { count: planned.value.errors })
    if (planned.value.hash !== hash) return refuse('plan-changed')
    const total = changeCount(planned.value)
    if (total === 0) return refuse('nothing-to-import')
    const folderName = fileNameOf(file?.path ?? '')
    const origin = `${V6_SOURCE}:${folderName.slice(0, 100)}`
    const head = { ...unitHead('v6.apply', '', caller), origin }
    const unit = commit((write) =>
      write.apply(head, changesOf(planned.value, origin, context), (done) =>
        progress({ done: Math.min(done, total), total, what: 'progress.v6-apply' }),
      ),
    )
    const openDecisions = questionsOf(planned.value).filter((each) => each.choice === '').length
    return ok({ ...totalsOf(planned.value), unit, openDecisions })
  },
}
