import { hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { ListMapping, PlannedRow } from '../../../src-shared/contract/lists'
import { KEYS_OF_KIND, type ListKind } from '../../../src-shared/entities/list-fields'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { LIST_CAPS, type List, type ListRefusal } from './list'
import { accessesKind } from './kinds/accesses'
import { authoritiesKind } from './kinds/authorities'
import type { Kind, PlannedList } from './kinds/kind'
import { usersKind } from './kinds/users'
import { readList } from './read-list'
import { openListWriter } from '../../reports/list-writer'
import { helpdeskOnly } from '../../domain/standing'
import { Cancelled } from '../../app/cancelled'
import { unitHead } from '../../app/unit-head'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import type { GrantedFile, ReadStore } from '../../app/ports'
import { fileNameOf } from '../../app/ports'

interface Planned extends PlannedList {
  readonly list: List
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

const KINDS: Readonly<Record<ListKind, Kind>> = {
  authorities: authoritiesKind,
  users: usersKind,
  accesses: accessesKind,
}

/** Kinds in the order in which a list is recognised: user names tell the most, and names alone the least. */
const MOST_TELLING: readonly ListKind[] = ['users', 'accesses', 'authorities']

/** Why a list without a column for its key cannot be planned. */
const NO_KEY = {
  authorities: 'list-no-name-column',
  users: 'list-no-user-name-column',
  accesses: 'list-no-access-columns',
} as const

function plan(
  { list, content }: { list: List; content: string },
  mapping: ListMapping,
  store: ReadStore,
  now: Instant,
): Result<Planned, (typeof NO_KEY)[ListKind] | 'access-manager-not-possible'> {
  const keys = KEYS_OF_KIND[mapping.kind]
  if (!keys.every((field) => mapping.columns.includes(field))) return refuse(NO_KEY[mapping.kind])
  const planned = KINDS[mapping.kind].plan(list, mapping, store, now)
  if (!planned.ok) return planned
  // Content of the file, decisions and every outcome: two plans with one hash do the same.
  const text = JSON.stringify([content, mapping, planned.value.rows])
  return ok({ ...planned.value, list, hash: hash('sha256', text, 'base64url').slice(0, 16) })
}

function count(rows: readonly PlannedRow[], keep: (row: PlannedRow) => boolean): number {
  return rows.filter(keep).length
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
    const first = list.rows.slice(0, 50).map((row) => row.cells)
    const columnsOf = {
      authorities: [...KINDS.authorities.suggest(list.columns, first)],
      users: [...KINDS.users.suggest(list.columns, first)],
      accesses: [...KINDS.accesses.suggest(list.columns, first)],
    }
    const kind = MOST_TELLING.find((each) => KINDS[each].isLikely(columnsOf[each])) ?? 'authorities'
    return ok({
      file: file.token,
      fileName,
      encoding: list.encoding ?? '',
      separator: list.separator ?? '',
      columns: [...list.columns],
      rowCount: list.rows.length,
      sample,
      suggested: {
        kind,
        columns: columnsOf[kind],
        source: sourceOf(fileName),
        memberState: '',
        accessManager: null,
      },
      columnsOf,
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
    const rows = (plans.get(file)?.rows ?? []).filter((row) => shows(row, show))
    return { rows: rows.slice(page.offset, page.offset + page.limit), total: rows.length }
  },

  'lists.saveFailed': async ({ plan: token }, { file }) => {
    const planned = plans.get(token)
    if (planned === undefined || file === null) return refuse('file-unknown')
    const lines = new Map(
      planned.rows
        .filter((row) => row.outcome === 'error')
        .map((row) => [row.line, row.errors.map((each) => `${each.column}: ${each.code}`).join('; ')]),
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
    const head = {
      ...unitHead('lists.apply', fileNameOf(file?.path ?? ''), caller),
      origin: `list:${input.mapping.source}`,
    }
    const { writes: total, changes } = planned.value
    const unit = commit((write) =>
      write.apply(head, changes(context), (done) =>
        progress({ done: Math.min(done, total), total, what: 'progress.list-apply' }),
      ),
    )
    return ok({ unit, added, updated: changed, failed })
  },
}
