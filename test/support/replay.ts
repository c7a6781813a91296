import { BaselineHash } from '../../src-main/store/history/baseline'
import { codecs, fromColumns, toColumns } from '../../src-main/store/codec'
import type { EntityName } from '../../src-shared/entities'
import type { SqlRow } from '../../src-main/store/sqlite/driver'
import type { Core } from './core'

type Fields = Record<string, unknown>
type Told = { before?: unknown; after?: unknown } & { added?: string[]; removed?: string[] }
type Salted = Record<string, { before?: [unknown, string]; after?: [unknown, string] }>

const ENTITIES = [
  'authority',
  'access',
  'user',
  'accessManager',
  'alert',
  'alertRecipient',
  'alertComment',
] as const

/** What undoing the whole history leads to: the rows it began with, and where history and rows do not agree. */
export interface Replayed {
  readonly baseline: { rows: number; hash: string }
  readonly disagreements: readonly string[]
}

/** Undoes the history entry by entry, newest first, from the rows as they are stored. */
export function undoEverything(core: Core): Replayed {
  const rows = new Map<string, Fields>()
  for (const entity of ENTITIES) {
    for (const row of core.raw(`SELECT * FROM "${entity}" ORDER BY row`)) {
      rows.set(`${entity} ${String(row['id'])}`, { ...fromColumns(entity, row) })
    }
  }
  const disagreements: string[] = []
  const entries = core.raw(
    `SELECT history.*, personalValue.data AS personal FROM history
     LEFT JOIN personalValue ON personalValue.entry = history.row ORDER BY history.row DESC`,
  )
  for (const entry of entries) {
    const entity = String(entry['entity']) as EntityName
    if (!(ENTITIES as readonly string[]).includes(entity)) continue
    const key = `${entity} ${String(entry['entityId'])}`
    const row = rows.get(key)
    if (row === undefined) disagreements.push(`${key} is missing`)
    else disagreements.push(...undone(entity, row, entry).map((field) => `${key} ${field}`))
    if (entry['op'] === 'create') rows.delete(key)
  }
  const baseline = new BaselineHash()
  for (const [key, row] of rows) baseline.add(key.split(' ')[0] as EntityName, row)
  return { baseline: baseline.end(), disagreements }
}

/** Takes an entry back in its row; names the fields whose value is not what the entry says it became. */
function undone(entity: EntityName, row: Fields, entry: SqlRow): string[] {
  const changes = JSON.parse(String(entry['changes'])) as Record<string, Told>
  const personal = JSON.parse(String(entry['personal'] ?? '{}')) as Salted
  const wrong: string[] = []
  const told = (field: string, side: 'before' | 'after'): unknown =>
    personal[field]?.[side] === undefined ? changes[field]?.[side] : personal[field][side][0]
  for (const [field, change] of Object.entries(changes)) {
    if (codecs[entity].setFields.has(field)) {
      const now = row[field] as string[]
      if (!(change.added ?? []).every((member) => now.includes(member))) wrong.push(field)
      const kept = now.filter((member) => !change.added?.includes(member))
      row[field] = [...kept, ...(change.removed ?? [])].sort()
    } else {
      if (row[field] !== told(field, 'after')) wrong.push(field)
      if (entry['op'] !== 'create') row[field] = told(field, 'before')
    }
  }
  if (entry['op'] === 'create' && Object.keys(changes).length !== toColumns(entity, row).length) {
    wrong.push('told in part only')
  }
  return wrong
}
