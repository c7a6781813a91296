import type { V6Answer, V6Problem } from '../../../src-shared/contract/migration'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { V6_FILES } from '../../../src-shared/v6'
import { Cancelled } from '../../app/cancelled'
import { catalogue } from '../../app/catalogue'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import { unitHead } from '../../app/unit-head'
import { V6_SOURCE } from '../../domain/migration/migrate'
import { plannedImport, type Tell } from '../planned-import/planned-import'
import { pageOf } from '../planned-import/rows'
import { readCases, type V6Data } from './cases'
import { changeCount, changesOf } from './changes'
import { readFolder, type FolderRefusal, type V6Folder } from './folder'
import { knownIn } from './known'
import { answersFrom, approvedIn, countsOf, planV6, questionsOf, totalsOf, type V6Plan } from './plan'
import { listed, plannedRow } from './rows-shown'
import { writeProblems, writeReport } from './report'

interface Content {
  readonly folder: V6Folder
  readonly data: V6Data
}

/** What the preview pages through: problems of the files, and the plan once it was made. */
interface Shown {
  readonly found: readonly V6Problem[]
  readonly plan: V6Plan | null
}

/** How many problems the screen shows; all of them can be saved. */
const FIRST = 200

async function read(path: string, progress: Tell): Promise<Result<Content, FolderRefusal>> {
  const folder = await readFolder(path, (done) =>
    progress({ done, total: V6_FILES.length, what: 'progress.v6-read' }),
  )
  if (folder === null) throw new Cancelled()
  if (!folder.ok) return folder
  return ok({ folder: folder.value, data: readCases(folder.value, catalogue) })
}

/** Where the data came from, as the history and the open decisions keep it. */
const originOf = (folderName: string): string => `${V6_SOURCE}:${folderName.slice(0, 100)}`

type PlanRefusal = 'v6-has-errors' | 'choice-unknown'

const imports = plannedImport<Content, readonly V6Answer[], V6Plan, Shown, FolderRefusal, PlanRefusal>({
  read: (file, progress) => read(file.path, progress),
  plan: ({ folder, data }, answers, { store, now, progress }) => {
    if (folder.findings.errors > 0) return refuse('v6-has-errors', { count: folder.findings.errors })
    const given = answersFrom(answers)
    if (!given.ok) return given
    const total = data.cases.length
    const tell = (done: number): boolean => progress({ done, total, what: 'progress.v6-plan' })
    if (!tell(0)) throw new Cancelled()
    const circumstances = { known: knownIn(store, catalogue), catalogue, answers: given.value, now }
    const planned = planV6(data, circumstances, tell)
    if (planned === null) throw new Cancelled()
    return ok(planned)
  },
  approved: ({ folder }, answers, plan) => [folder.content, answers, approvedIn(plan)],
  writes: changeCount,
  changes: (plan, _answers, folderName, context) => changesOf(plan, originOf(folderName), context),
  head: (_answers, folderName, caller) => ({
    ...unitHead('v6.apply', '', caller),
    origin: originOf(folderName),
  }),
  applying: 'progress.v6-apply',
})

/** Errors first: they are what stops the import. */
function problemsOf({ found, plan: planned }: Shown): V6Problem[] {
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
  'v6.open': async (_input, tools) => {
    const opened = await imports.read(tools)
    if (!opened.ok) return opened
    const { file, fileName, content } = opened.value
    const shown = { found: content.folder.findings.problems, plan: null }
    imports.hold(file.token, tools.caller, shown)
    return ok({
      file: file.token,
      folderName: fileName,
      files: V6_FILES.map((each) => ({ file: each, rows: content.folder.tables[each].rows.length })),
      problems: summed(problemsOf(shown)),
    })
  },

  'v6.plan': async ({ file: token, answers }, tools) => {
    const planned = await imports.plan(answers, tools)
    if (!planned.ok) return planned
    const { content, plan, hash } = planned.value
    const shown = { found: content.folder.findings.problems, plan }
    imports.hold(token, tools.caller, shown)
    return ok({
      hash,
      totals: totalsOf(plan),
      rules: countsOf(plan),
      questions: questionsOf(plan),
      problems: summed(problemsOf(shown)),
    })
  },

  'v6.planRows': ({ file, show, text, page }, { caller }) => {
    const plan = imports.held(file, caller)?.plan ?? null
    if (plan === null) return { rows: [], total: 0 }
    const { rows, total } = pageOf(listed(plan.cases, show, text), page)
    return { rows: rows.map((each) => plannedRow(each, plan.names)), total }
  },

  'v6.saveProblems': ({ plan: token }, tools) =>
    imports.save(token, tools, async (shown, path) => {
      const problems = problemsOf(shown)
      await writeProblems(path, problems)
      return problems.length
    }),

  'v6.report': ({ plan: token, format }, tools) =>
    imports.save(token, tools, async ({ plan }, path) => {
      if (plan === null) return null
      return writeReport(path, format, plan, catalogue, (done) =>
        tools.progress({ done, total: plan.cases.length, what: 'progress.export' }),
      )
    }),
}

/** Carrying out a migration that was previewed: one unit of the history, all of it or nothing. */
export const v6Commands: WriterPart<'v6'> = {
  'v6.apply': async ({ answers, hash }, tools) => {
    const applied = await imports.apply(answers, hash, tools, (plan) => {
      if (plan.errors > 0) return refuse('v6-has-errors', { count: plan.errors })
      return changeCount(plan) === 0 ? refuse('nothing-to-import') : ok(null)
    })
    if (!applied.ok) return applied
    const { plan, unit } = applied.value
    const openDecisions = questionsOf(plan).filter((each) => each.choice === '').length
    return ok({ ...totalsOf(plan), unit, openDecisions })
  },
}
