import { hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileRefusal, PlannedTranslation } from '../../../src-shared/contract/memory'
import type { Translation } from '../../../src-shared/entities/translation'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { Cancelled } from '../../app/cancelled'
import { catalogue } from '../../app/catalogue'
import type { ReadTaskTools, WorkerPart, WriterPart } from '../../app/handlers'
import { alertsWithheld } from '../../app/memory-facts'
import { fileNameOf, type GrantedFile } from '../../app/ports'
import { unitHead } from '../../app/unit-head'
import { helpdeskOnly } from '../../domain/standing'
import { decodeList, kindOf } from '../lists/decode'
import { planMemory, type MemoryPlan, type PlanFacts } from './plan'
import { readTmx, TMX_CAPS, TMX_CAPS_TOLD } from './tmx-reader'
import { TMX_END, tmxHead, tmxUnit } from './tmx-writer'

const LANGUAGES = new Set(catalogue.languages.map(({ code }) => code))

const PROGRESS_EVERY = 500

interface Planned extends MemoryPlan {
  readonly hash: string
}

/** The plan of the file that was opened last, which the preview pages through. */
let latest: { readonly token: string; readonly rows: readonly PlannedTranslation[] } | null = null

/** Reads a file and plans it. Nothing of it is written. */
async function plan(
  file: GrantedFile | null,
  facts: PlanFacts,
  progress: ReadTaskTools['progress'],
): Promise<Result<Planned, FileRefusal>> {
  if (file === null) throw new Error('A translation memory needs a file')
  const about = await stat(file.path)
  if (!about.isFile()) return refuse('memory-file-wrong-kind')
  // Asked before anything is read: a file of gigabytes would fill the memory first.
  if (about.size > TMX_CAPS.bytes) return refuse('memory-file-too-large', TMX_CAPS_TOLD)
  const bytes = await readFile(file.path)
  if (kindOf(bytes) !== 'text') return refuse('memory-file-wrong-kind')
  const { text, encoding } = decodeList(bytes)
  if (encoding === 'windows-1252') return refuse('memory-file-encoding')
  const read = readTmx(text, (part) =>
    progress({ done: Math.round(part * 100), total: 100, what: 'progress.memory-read' }),
  )
  if (read === null) throw new Cancelled()
  if (!read.ok) return read
  const total = read.value.length
  const planned = planMemory(read.value, facts, (done) =>
    progress({ done, total, what: 'progress.memory-plan' }),
  )
  if (planned === null) throw new Cancelled()
  // Content and every outcome: two plans with one hash do the same.
  const seen = planned.rows.map(({ keptAt: _keptAt, ...row }) => row)
  const content = JSON.stringify([hash('sha256', bytes, 'base64url'), seen])
  return ok({ ...planned, hash: hash('sha256', content, 'base64url').slice(0, 16) })
}

const countOf = (rows: readonly PlannedTranslation[], outcome: PlannedTranslation['outcome']) =>
  rows.filter((row) => row.outcome === outcome).length

function preview(token: string, { rows, hash: told }: Planned) {
  latest = { token, rows }
  const counts = {
    new: countOf(rows, 'new'),
    update: countOf(rows, 'update'),
    unchanged: countOf(rows, 'unchanged'),
    'left-out': countOf(rows, 'left-out'),
  }
  return { hash: told, counts }
}

/** Plans for the preview, where the caller may see it. */
async function look({ file, caller, store, clock, ids, progress }: ReadTaskTools) {
  const allowed = helpdeskOnly(caller)
  if (!allowed.ok) return allowed
  const facts = { store, languages: LANGUAGES, now: clock.now(), newId: () => ids.next() }
  return plan(file, facts, progress)
}

function* tmxOf(
  entries: Iterable<Translation>,
  at: Instant,
  watch: (done: number) => void,
): Generator<string, void, undefined> {
  let done = 0
  yield tmxHead(at)
  for (const entry of entries) {
    yield tmxUnit(entry)
    done += 1
    if (done % PROGRESS_EVERY === 0) watch(done)
  }
  yield TMX_END
}

/** The translation memory as a file, and what a file would bring. */
export const memoryTasks: WorkerPart<'memory'> = {
  'memory.exportable': (_input, { store, caller, clock }) =>
    caller.actsFor === null && caller.operatorId !== null
      ? store.translationCount(alertsWithheld(store, clock.now()))
      : { free: 0, linked: 0 },

  'memory.export': async ({ linked }, { store, caller, clock, file, progress }) => {
    if (file === null) throw new Error('An export needs a file')
    const allowed = helpdeskOnly(caller)
    if (!allowed.ok) return allowed
    const without = alertsWithheld(store, clock.now())
    const counts = store.translationCount(without)
    const total = counts.free + (linked ? counts.linked : 0)
    if (total === 0) return refuse('memory-empty')
    const lines = tmxOf(store.everyTranslation(without, linked), clock.now(), (done) => {
      if (!progress({ done, total, what: 'progress.export' })) throw new Cancelled()
    })
    // The file has its name only once it is whole.
    const part = `${file.path}.part`
    try {
      await pipeline(Readable.from(lines), createWriteStream(part))
      await rename(part, file.path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    return ok({ translations: total, fileName: fileNameOf(file.path) })
  },

  'memory.open': async (_input, tools) => {
    const planned = await look(tools)
    if (!planned.ok) return planned
    const { token, path } = tools.file as GrantedFile
    return ok({ file: token, fileName: fileNameOf(path), ...preview(token, planned.value) })
  },

  'memory.plan': async ({ file }, tools) => {
    const planned = await look(tools)
    return planned.ok ? ok(preview(file, planned.value)) : planned
  },

  'memory.planRows': ({ file, show, page }, { caller }) => {
    const rows = latest?.token === file && caller.actsFor === null ? latest.rows : []
    const wanted = show === 'all' ? rows : rows.filter((row) => row.outcome === show)
    return { rows: wanted.slice(page.offset, page.offset + page.limit), total: wanted.length }
  },
}

/** Taking over a file that was previewed: one unit of the history, all of it or nothing. */
export const memoryCommands: WriterPart<'memory'> = {
  'memory.import': async (input, { store, file, clock, caller, ids, progress, commit }) => {
    const allowed = helpdeskOnly(caller)
    if (!allowed.ok) return allowed
    const facts = { store, languages: LANGUAGES, now: clock.now(), newId: () => ids.next() }
    const planned = await plan(file, facts, progress)
    if (!planned.ok) return planned
    if (planned.value.hash !== input.hash) return refuse('plan-changed')
    const { changes } = planned.value
    if (changes.length === 0) return refuse('nothing-to-take')
    const total = changes.length
    const head = unitHead('memory.import', fileNameOf(file?.path ?? ''), caller)
    commit((write) =>
      write.apply(head, changes, (done) =>
        progress({ done: Math.min(done, total), total, what: 'progress.memory-import' }),
      ),
    )
    const added = changes.filter(({ op }) => op === 'create').length
    return ok({ added, updated: total - added })
  },
}
