import type { EntityName } from '../../../src-shared/entities'
import { sameValue } from '../../domain/change'
import { codecs, fromColumns } from '../codec'
import { fieldsAddedAfter } from '../migrations'
import type { ReadConnection, SqlRow } from '../sqlite/driver'
import { BaselineHash } from './baseline'
import type { Json } from './canonical'
import type { PersonalValues } from './changes'

type Fields = Record<string, unknown>
type Told = { before?: Json; after?: Json; added?: string[]; removed?: string[] }

const EVERY_NUMBER = 'SELECT row, entity, entityId FROM history WHERE entity <> ? ORDER BY row'
const ENTRY = `
SELECT history.op, history.changes, unit.schemaVersion, personalValue.data AS personal
FROM history JOIN unit ON unit.row = history.unit
LEFT JOIN personalValue ON personalValue.entry = history.row WHERE history.row = ?`

/** Stands for a value that only its digest is left of. */
const ERASED = Symbol('erased')

/**
 * Compares rows with what the history says they became: from the row as it is now back to the entry that made it, or to
 * the rows from before this program, whose hash is made again.
 */
export class Agreement {
  private readonly connection: ReadConnection
  /** Per row, the numbers of its entries, oldest first. */
  private readonly entries = new Map<string, number[]>()
  private readonly baseline: BaselineHash | null
  private readonly promised: { rows: number; hash: string } | null
  private baselineTold = true

  constructor(connection: ReadConnection) {
    this.connection = connection
    for (const each of connection.iterate(EVERY_NUMBER, ['store'])) {
      const key = keyOf(String(each['entity']), String(each['entityId']))
      const numbers = this.entries.get(key)
      if (numbers === undefined) this.entries.set(key, [Number(each['row'])])
      else numbers.push(Number(each['row']))
    }
    const [first, ...others] = connection.all(
      `SELECT changes, unit.schemaVersion FROM history JOIN unit ON unit.row = history.unit WHERE op = 'baseline'`,
    )
    this.promised =
      first === undefined ? null : (JSON.parse(String(first['changes'])) as typeof this.promised)
    this.baseline = first === undefined ? null : new BaselineHash(Number(first['schemaVersion']))
    // The rows of several cannot be told apart.
    if (others.length > 0) this.baselineTold = false
  }

  /** What of a stored row does not agree with its entries; null where all of it does. Rows come in their order. */
  disagreement(entity: EntityName, stored: SqlRow): string | null {
    const row: Fields = { ...fromColumns(entity, stored) }
    const key = keyOf(entity, String(row['id']))
    const numbers = this.entries.get(key) ?? []
    this.entries.delete(key)
    if (stored['lastEntry'] !== (numbers.at(-1) ?? null)) return 'lastEntry'
    let written = 0
    for (const number of numbers.reverse()) {
      const entry = this.connection.first(ENTRY, [number])
      if (entry === undefined || entry['op'] === 'remove') return 'history'
      written += 1
      const wrong = undo(entity, row, entry)
      if (wrong !== null) return wrong
      if (entry['op'] === 'create') {
        // Made again under its number: what it was in the beginning is told by what took it out.
        if (written < numbers.length) this.noteFirst(numbers.at(-1) ?? 0)
        return stored['rev'] === written ? null : 'rev'
      }
    }
    if (stored['rev'] !== written + 1) return 'rev'
    if (this.baseline === null) return 'history'
    if (Object.values(row).includes(ERASED)) this.baselineTold = false
    else this.baseline.add(entity, row)
    return null
  }

  /** After every row: a row the history knows of and that is gone, or the rows from before, where their hash differs. */
  leftOver(): { table: string; id: string } | null {
    for (const [key, numbers] of this.entries) {
      const newest = this.connection.first(ENTRY, [numbers.at(-1) ?? 0])
      const [table = '', id = ''] = key.split(' ')
      if (newest?.['op'] !== 'remove') return { table, id }
      this.noteFirst(numbers[0] ?? 0)
    }
    if (this.baseline === null || this.promised === null || !this.baselineTold) return null
    const { rows, hash } = this.baseline.end()
    return rows === this.promised.rows && hash === this.promised.hash ? null : { table: 'store', id: '' }
  }

  /** A row from before that was taken out has no place among the others any more: their hash cannot be made again. */
  private noteFirst(number: number): void {
    if (this.connection.first(ENTRY, [number])?.['op'] !== 'create') this.baselineTold = false
  }
}

function keyOf(entity: string, id: string): string {
  return `${entity} ${id}`
}

/** Takes an entry back in its row; names the first field whose value is not what the entry says it became. */
function undo(entity: EntityName, row: Fields, entry: SqlRow): string | null {
  const changes = JSON.parse(String(entry['changes'])) as Record<string, Told>
  const personal = JSON.parse(String(entry['personal'] ?? '{}')) as PersonalValues
  const isNew = entry['op'] === 'create'
  const { setFields, fieldNames } = codecs[entity]
  for (const [field, change] of Object.entries(changes)) {
    if (setFields.has(field)) {
      const now = row[field] as string[]
      const added = change.added ?? []
      if (!added.every((member) => now.includes(member))) return field
      row[field] = [...now.filter((member) => !added.includes(member)), ...(change.removed ?? [])].sort()
      if (isNew && !sameValue(row[field], [])) return field
    } else {
      const after = told(change.after, personal[field]?.after)
      if (after !== ERASED && row[field] !== ERASED && row[field] !== after) return field
      row[field] = told(change.before, personal[field]?.before)
    }
  }
  if (!isNew) return null
  const later = fieldsAddedAfter(Number(entry['schemaVersion']), entity)
  return fieldNames.find((field) => !(field in changes) && !later.has(field)) ?? null
}

function told(stored: Json | undefined, salted: readonly [Json, string] | undefined): unknown {
  if (stored === undefined || stored === null || typeof stored !== 'object') return stored ?? null
  return salted === undefined ? ERASED : salted[0]
}
