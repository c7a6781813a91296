import { hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
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
import { fileNameOf } from '../../app/ports'
import { unitHead } from '../../app/unit-head'
import { helpdeskOnly } from '../../domain/standing'
import { decodeList, kindOf } from '../lists/decode'
import { readCapped } from '../planned-import/capped-file'
import { plannedImport, type Tell } from '../planned-import/planned-import'
import { countBy, pageOf, type Filters } from '../planned-import/rows'
import { planMemory, type MemoryPlan } from './plan'
import { readTmx, TMX_CAPS, TMX_CAPS_TOLD, type TmxUnit } from './tmx-reader'
import { TMX_END, tmxHead, tmxUnit } from './tmx-writer'

const LANGUAGES = new Set(catalogue.languages.map(({ code }) => code))

const PROGRESS_EVERY = 500

interface Content {
  readonly units: readonly TmxUnit[]
  /** Hash of the file. */
  readonly content: string
}

/** Reads a file. Nothing of it is written. */
async function read(path: string, progress: Tell): Promise<Result<Content, FileRefusal>> {
  const file = await readCapped(path, TMX_CAPS.bytes)
  if (file.kind === 'not-a-file') return refuse('memory-file-wrong-kind')
  if (file.kind === 'too-large') return refuse('memory-file-too-large', TMX_CAPS_TOLD)
  if (kindOf(file.bytes) !== 'text') return refuse('memory-file-wrong-kind')
  const { text, encoding } = decodeList(file.bytes)
  if (encoding === 'windows-1252') return refuse('memory-file-encoding')
  const units = readTmx(text, (part) =>
    progress({ done: Math.round(part * 100), total: 100, what: 'progress.memory-read' }),
  )
  if (units === null) throw new Cancelled()
  return units.ok ? ok({ units: units.value, content: hash('sha256', file.bytes, 'base64url') }) : units
}

const imports = plannedImport<Content, null, MemoryPlan, readonly PlannedTranslation[], FileRefusal, never>({
  read: (file, progress) => read(file.path, progress),
  plan: ({ units }, _choices, { store, now, newId, progress }) => {
    const total = units.length
    const planned = planMemory(units, { store, languages: LANGUAGES, now, newId }, (done) =>
      progress({ done, total, what: 'progress.memory-plan' }),
    )
    if (planned === null) throw new Cancelled()
    return ok(planned)
  },
  // When a translation was kept is no outcome: units without a date get the day of the plan.
  approved: ({ content }, _choices, { rows }) => [content, rows.map(({ keptAt: _keptAt, ...row }) => row)],
  writes: ({ changes }) => changes.length,
  changes: ({ changes }) => changes,
  head: (_choices, fileName, caller) => unitHead('memory.import', fileName, caller),
  applying: 'progress.memory-import',
})

const FILTERS = {
  all: () => true,
  new: ({ outcome }) => outcome === 'new',
  update: ({ outcome }) => outcome === 'update',
  unchanged: ({ outcome }) => outcome === 'unchanged',
  'left-out': ({ outcome }) => outcome === 'left-out',
} satisfies Filters<string, PlannedTranslation>

/** Plans a file, and holds its rows for the preview. @param token names the file; the one just picked if null */
async function preview(token: string | null, tools: ReadTaskTools) {
  const planned = await imports.plan(null, tools)
  if (!planned.ok) return planned
  const { file, fileName, plan, hash: approvedBy } = planned.value
  imports.hold(token ?? file.token, tools.caller, plan.rows)
  const { all: _all, ...counts } = countBy(plan.rows, FILTERS)
  return ok({ file: file.token, fileName, hash: approvedBy, counts })
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

  'memory.open': (_input, tools) => preview(null, tools),

  'memory.plan': async ({ file }, tools) => {
    const planned = await preview(file, tools)
    return planned.ok ? ok({ hash: planned.value.hash, counts: planned.value.counts }) : planned
  },

  'memory.planRows': ({ file, show, page }, { caller }) =>
    pageOf((imports.held(file, caller) ?? []).filter(FILTERS[show]), page),
}

/** Taking over a file that was previewed: one unit of the history, all of it or nothing. */
export const memoryCommands: WriterPart<'memory'> = {
  'memory.import': async (input, tools) => {
    const applied = await imports.apply(null, input.hash, tools, ({ changes }) =>
      changes.length === 0 ? refuse('nothing-to-take') : ok(null),
    )
    if (!applied.ok) return applied
    const { changes } = applied.value.plan
    const added = changes.filter(({ op }) => op === 'create').length
    return ok({ added, updated: changes.length - added })
  },
}
