import { hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { ListMapping, PlannedRow } from '../../../src-shared/contract/lists'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { changesOf } from './apply'
import { LIST_CAPS, type List, type ListRefusal } from './list'
import { suggestMapping } from './mapping'
import { knownFrom, planList, type RowPlan } from './plan'
import { readList } from './read-list'
import { openListWriter } from '../../reports/list-writer'
import { helpdeskOnly } from '../../domain/standing'
import { Cancelled } from '../../app/cancelled'
import { catalogue } from '../../app/catalogue'
import { unitHead } from '../../app/unit-head'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import type { GrantedFile, ReadStore } from '../../app/ports'
import { fileNameOf } from '../../app/ports'

interface Planned {
  readonly list: List
  readonly rows: readonly RowPlan[]
  readonly hash: string
}

/** The plans a thread made, by file: the preview pages through them. One at a time is enough for one operator. */
const plans = new Map<string, Planned>()

const SAMPLE_ROWS = 5

async function read(file: GrantedFile | null): Promise<Result<{ list: List; content: string }, ListRefusal>> {
  if (file === null) throw new Error('A list needs a file')
  // Asked before anything is read: a file of gigabytes would fill the memory first.
  const about = await stat(file.path)
  if (!about.isFile()) return refuse('list-wrong-kind', { kind: 'folder' })
  if (about.size > LIST_CAPS.bytes) return refuse('list-too-large', { what: 'bytes', max: LIST_CAPS.bytes })
  const bytes = await readFile(file.path)
  const list = await readList(bytes)
  return list.ok ? ok({ list: list.value, content: hash('sha256', bytes, 'base64url') }) : list
}

function plan(
  { list, content }: { list: List; content: string },
  mapping: ListMapping,
  store: ReadStore,
  now: Instant,
): Result<Planned, 'list-no-name-column' | 'access-manager-not-possible'> {
  if (!mapping.columns.includes('officialName')) return refuse('list-no-name-column')
  if (mapping.accessManager !== null) {
    const manager = store.find('authority', mapping.accessManager)?.row
    if (manager?.hasAccessManagerRole !== true || manager.status !== 'active') {
      return refuse('access-manager-not-possible', { authority: manager?.officialName ?? '' })
    }
  }
  const known = knownFrom(concerned(store))
  const rows = planList(list, mapping, known, catalogue, now)
  // Content of the file, decisions and every outcome: two plans with one hash do the same.
  const text = JSON.stringify([content, mapping, rows.map((row) => row.planned)])
  return ok({ list, rows, hash: hash('sha256', text, 'base64url').slice(0, 16) })
}

function* concerned(
  store: ReadStore,
): Generator<Parameters<typeof knownFrom>[0] extends Iterable<infer Each> ? Each : never> {
  for (const state of catalogue.memberStates) yield* store.authoritiesOfMemberState(state.code)
}

function count(rows: readonly RowPlan[], keep: (row: PlannedRow) => boolean): number {
  return rows.filter((row) => keep(row.planned)).length
}

function shows(row: PlannedRow, show: string): boolean {
  if (show === 'all') return true
  if (show === 'warnings') return row.warnings.length > 0
  if (show === 'duplicates') return row.likelyDuplicates.length > 0
  return row.outcome === show
}

/** A source name out of a file name: `public-bodies-de.csv` gives `public-bodies-de`. */
function sourceOf(fileName: string): string {
  const plain = fileName.replace(/\.[^.]*$/, '').toLowerCase()
  const source = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return source === '' ? 'list' : source.slice(0, 40)
}

/** Reading a list and previewing what it would do. */
export const listTasks: WorkerPart<'lists'> = {
  'lists.open': async (_input, { file }) => {
    const opened = await read(file)
    if (!opened.ok || file === null) return opened as Extract<typeof opened, { ok: false }>
    const { list } = opened.value
    const sample = list.rows.slice(0, SAMPLE_ROWS).map((row) => row.cells.map((cell) => cell.slice(0, 200)))
    const fileName = fileNameOf(file.path)
    return ok({
      file: file.token,
      fileName,
      encoding: list.encoding ?? '',
      separator: list.separator ?? '',
      columns: [...list.columns],
      rowCount: list.rows.length,
      sample,
      suggested: {
        columns: [
          ...suggestMapping(
            list.columns,
            list.rows.slice(0, 50).map((row) => row.cells),
          ),
        ],
        source: sourceOf(fileName),
        memberState: '',
        accessManager: null,
      },
    })
  },

  'lists.plan': async ({ file: token, mapping }, { store, file, clock, progress }) => {
    const opened = await read(file)
    if (!opened.ok) return opened
    const total = opened.value.list.rows.length
    if (!progress({ done: 0, total, what: 'progress.list-plan' })) throw new Cancelled()
    const planned = plan(opened.value, mapping, store, clock.now())
    if (!planned.ok) return planned
    const { rows } = planned.value
    plans.clear()
    plans.set(token, planned.value)
    return ok({
      hash: planned.value.hash,
      counts: {
        new: count(rows, (row) => row.outcome === 'new'),
        update: count(rows, (row) => row.outcome === 'update'),
        unchanged: count(rows, (row) => row.outcome === 'unchanged'),
        error: count(rows, (row) => row.outcome === 'error'),
        warnings: count(rows, (row) => row.warnings.length > 0),
        likelyDuplicates: count(rows, (row) => row.likelyDuplicates.length > 0),
      },
    })
  },

  'lists.planRows': ({ file, show, page }) => {
    const rows = (plans.get(file)?.rows ?? []).map((row) => row.planned).filter((row) => shows(row, show))
    return { rows: rows.slice(page.offset, page.offset + page.limit), total: rows.length }
  },

  'lists.saveFailed': async ({ plan: token }, { file }) => {
    const planned = plans.get(token)
    if (planned === undefined || file === null) return refuse('file-unknown')
    const lines = new Map(
      planned.rows
        .filter((row) => row.planned.outcome === 'error')
        .map((row) => [
          row.planned.line,
          row.planned.errors.map((each) => `${each.column}: ${each.code}`).join('; '),
        ]),
    )
    // The columns of the list itself come first, so that the corrected file can be imported as it is.
    const columns = [...planned.list.columns, 'What is wrong'].map((header) => ({ header, width: 30 }))
    const writer = await openListWriter(file.path, 'csv', 'Rows', columns)
    try {
      for (const row of planned.list.rows) {
        const wrong = lines.get(row.line)
        if (wrong !== undefined) await writer.row([...row.cells, wrong])
      }
      await writer.end()
    } catch (error) {
      await writer.abandon()
      throw error
    }
    return ok({ rows: lines.size, fileName: fileNameOf(file.path) })
  },
}

/** Carrying out a list that was previewed: one unit of the history, all of it or nothing. */
export const listCommands: WriterPart<'lists'> = {
  'lists.apply': async (input, { store, file, clock, caller, context, progress, commit }) => {
    const allowed = helpdeskOnly(caller)
    if (!allowed.ok) return allowed
    const opened = await read(file)
    if (!opened.ok) return opened
    const planned = plan(opened.value, input.mapping, store, clock.now())
    if (!planned.ok) return planned
    if (planned.value.hash !== input.hash) return refuse('plan-changed')
    const { rows } = planned.value
    const failed = count(rows, (row) => row.outcome === 'error')
    if (input.allOrNothing && failed > 0) return refuse('list-has-errors', { count: failed })
    const added = count(rows, (row) => row.outcome === 'new')
    const changed = count(rows, (row) => row.outcome === 'update')
    if (added + changed === 0) return refuse('nothing-to-import')
    const manager =
      input.mapping.accessManager === null
        ? null
        : (store.find('authority', input.mapping.accessManager)?.row ?? null)
    const head = {
      ...unitHead('lists.apply', fileNameOf(file?.path ?? ''), caller),
      origin: `list:${input.mapping.source}`,
    }
    const total = added * 2 + changed
    const unit = commit((write) =>
      write.apply(head, changesOf(rows, manager, context), (done) =>
        progress({ done: Math.min(done, total), total, what: 'progress.list-apply' }),
      ),
    )
    return ok({ unit, added, updated: changed, failed })
  },
}
