import { CENTRAL_ACTS } from '../../src-shared/contract'
import { ok } from '../../src-shared/result'
import type { WorkerPart } from '../app/handlers'
import { catalogueOf } from '../app/catalogue'
import type { CarriedRow, ReadStore } from '../app/ports'
import { actInWords, type ActNames } from './act-words'
import { writeList } from './write-list'

const COLUMNS = [
  { header: 'When', width: 24 },
  { header: 'Act', width: 28 },
  { header: 'Authorities', width: 50 },
  { header: 'What', width: 90 },
  { header: 'Who', width: 24 },
  { header: 'On behalf of', width: 30 },
  { header: 'Reason', width: 40 },
  { header: 'Status', width: 12 },
  { header: 'Decided on', width: 24 },
  { header: 'Decided by', width: 24 },
  { header: 'Note', width: 40 },
]

/** Acts read at a time. */
const CHUNK = 200

/** Of acts on more authorities than that, what was done to each is told for the first ones only. */
const ENTRIES_AT_MOST = 200

/** The carry-over list for whoever does the acts again in the central IMI (L7, P26). */
export const carryOverReports: WorkerPart<'carryOver'> = {
  'carryOver.export': async ({ status, format }, { store, file, progress }) => {
    const total = store.carriedCount(CENTRAL_ACTS, status)
    const names = namesOf(store)
    const written = await writeList(
      {
        format,
        sheet: 'Carry-over',
        columns: COLUMNS,
        found: everyAct(store, status),
        total,
        cells: (row: CarriedRow) => cellsOf(store, row, names),
      },
      { file, progress },
    )
    return ok(written)
  },
}

function* everyAct(store: ReadStore, status: CarriedRow['status'] | null): Generator<CarriedRow> {
  for (let offset = 0; ; offset += CHUNK) {
    const rows = store.carried(CENTRAL_ACTS, status, offset, CHUNK)
    yield* rows
    if (rows.length < CHUNK) return
  }
}

function namesOf(store: ReadStore): ActNames {
  return {
    catalogue: catalogueOf(store),
    authority: (id) => store.find('authority', id)?.row.officialName ?? id,
    moduleOfAccess: (id) => store.find('access', id)?.row.module ?? '',
  }
}

function cellsOf(store: ReadStore, row: CarriedRow, names: ActNames): string[] {
  const entries = []
  for (const entry of store.entriesOfUnit(row.unit)) {
    entries.unshift(entry)
    if (entries.length >= ENTRIES_AT_MOST) break
  }
  const first = store.mentions(row.about.first).map((each) => `${each.officialName} (${each.memberState})`)
  const more = row.about.count - first.length
  return [
    row.at,
    row.command,
    more > 0 ? `${first.join('; ')}; and ${String(more)} more` : first.join('; '),
    actInWords(entries, names),
    row.operator,
    row.actingFor ?? '',
    row.reason,
    row.status,
    row.decidedAt ?? '',
    row.decidedBy,
    row.note,
  ]
}
