import { hash } from 'node:crypto'
import type { ListMapping, PlannedRow, RowDecisions } from '../../../src-shared/contract/lists'
import { KEYS_OF_KIND, type ListKind } from '../../../src-shared/entities/list-fields'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { Cancelled } from '../../app/cancelled'
import { unitHead } from '../../app/unit-head'
import type { WorkerPart, WriterPart } from '../../app/handlers'
import { readCapped } from '../planned-import/capped-file'
import { plannedImport } from '../planned-import/planned-import'
import { countBy, pageOf, type Filters } from '../planned-import/rows'
import { LIST_CAPS, type List, type ListRefusal } from './list'
import { accessesKind } from './kinds/accesses'
import { authoritiesKind } from './kinds/authorities'
import type { Kind, PlannedList } from './kinds/kind'
import { usersKind } from './kinds/users'
import { readList } from './read-list'
import { writeFailedRows } from './failed-rows'

interface Content {
  readonly list: List
  /** Hash of the file. */
  readonly content: string
}

/** What a person chose: what the columns mean, and answers to questions about rows. */
interface Choices {
  readonly mapping: ListMapping
  readonly decisions: RowDecisions
}

/** What the preview pages through. */
interface Shown {
  readonly list: List
  readonly rows: readonly PlannedRow[]
}

const SAMPLE_ROWS = 5

async function read(path: string): Promise<Result<Content, ListRefusal>> {
  const file = await readCapped(path, LIST_CAPS.bytes)
  if (file.kind === 'not-a-file') return refuse('list-wrong-kind', { kind: 'folder' })
  if (file.kind === 'too-large') return refuse('list-too-large', { what: 'bytes', max: LIST_CAPS.bytes })
  const list = await readList(file.bytes)
  return list.ok ? ok({ list: list.value, content: hash('sha256', file.bytes, 'base64url') }) : list
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

type PlanRefusal = (typeof NO_KEY)[ListKind] | 'access-manager-not-possible'

const imports = plannedImport<Content, Choices, PlannedList, Shown, ListRefusal, PlanRefusal>({
  read: (file) => read(file.path),
  plan: ({ list }, { mapping, decisions }, { store, now, progress }) => {
    if (!progress({ done: 0, total: list.rows.length, what: 'progress.list-plan' })) throw new Cancelled()
    const keys = KEYS_OF_KIND[mapping.kind]
    if (!keys.every((field) => mapping.columns.includes(field))) return refuse(NO_KEY[mapping.kind])
    return KINDS[mapping.kind].plan(list, mapping, decisions, store, now)
  },
  approved: ({ content }, { mapping }, { rows }) => [content, mapping, rows],
  writes: ({ writes }) => writes,
  changes: ({ changes }, _choices, _fileName, context) => changes(context),
  head: ({ mapping }, fileName, caller) => ({
    ...unitHead('lists.apply', fileName, caller),
    origin: `list:${mapping.source}`,
  }),
  applying: 'progress.list-apply',
})

const FILTERS = {
  all: () => true,
  new: ({ outcome }) => outcome === 'new',
  update: ({ outcome }) => outcome === 'update',
  unchanged: ({ outcome }) => outcome === 'unchanged',
  question: ({ outcome }) => outcome === 'question',
  error: ({ outcome }) => outcome === 'error',
  warnings: ({ warnings }) => warnings.length > 0,
  duplicates: ({ likelyDuplicates }) => likelyDuplicates.length > 0,
} satisfies Filters<string, PlannedRow>

/** A source name out of a file name: `public-bodies-de.csv` gives `public-bodies-de`. */
function sourceOf(fileName: string): string {
  const plain = fileName.replace(/\.[^.]*$/, '').toLowerCase()
  const source = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return source === '' ? 'list' : source.slice(0, 40)
}

/** Reading a list and previewing what it would do. */
export const listTasks: WorkerPart<'lists'> = {
  'lists.open': async (_input, tools) => {
    const opened = await imports.read(tools)
    if (!opened.ok) return opened
    const {
      content: { list },
      file,
      fileName,
    } = opened.value
    const sample = list.rows.slice(0, SAMPLE_ROWS).map((row) => row.cells.map((cell) => cell.slice(0, 200)))
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

  'lists.plan': async ({ file: token, ...choices }, tools) => {
    const planned = await imports.plan(choices, tools)
    if (!planned.ok) return planned
    const { plan, content, hash: approvedBy } = planned.value
    imports.hold(token, tools.caller, { list: content.list, rows: plan.rows })
    const { all: _all, duplicates, ...counts } = countBy(plan.rows, FILTERS)
    return ok({ hash: approvedBy, counts: { ...counts, likelyDuplicates: duplicates } })
  },

  'lists.planRows': ({ file, show, page }, { caller }) =>
    pageOf((imports.held(file, caller)?.rows ?? []).filter(FILTERS[show]), page),

  'lists.saveFailed': ({ plan: token }, tools) =>
    imports.save(token, tools, ({ list, rows }, path) => writeFailedRows(path, list, rows)),
}

/** Carrying out a list that was previewed: one unit of the history, all of it or nothing. */
export const listCommands: WriterPart<'lists'> = {
  'lists.apply': async ({ hash: approvedBy, allOrNothing, mapping, decisions }, tools) => {
    const applied = await imports.apply({ mapping, decisions }, approvedBy, tools, ({ rows }) => {
      const counts = countBy(rows, FILTERS)
      if (allOrNothing && counts.error > 0) return refuse('list-has-errors', { count: counts.error })
      if (allOrNothing && counts.question > 0) {
        return refuse('list-has-questions', { count: counts.question })
      }
      return counts.new + counts.update === 0 ? refuse('nothing-to-import') : ok(null)
    })
    if (!applied.ok) return applied
    const { plan, unit } = applied.value
    const counts = countBy(plan.rows, FILTERS)
    return ok({ unit, added: counts.new, updated: counts.update, failed: counts.error })
  },
}
