import { formatHybrid, instantOf, type Instant } from '../../../src-shared/time'
import { canonicalJson, sha256, type Json } from './canonical'

/** A history entry as it is hashed and as it travels. */
export interface Entry {
  readonly id: string
  readonly unit: string
  readonly replica: string
  readonly seq: number
  readonly wall: number
  readonly counter: number
  readonly parents: readonly string[]
  /** When it was done. The hybrid time above tells when it was written here, which for sample data is later. */
  readonly at: Instant
  readonly operator: string | null
  readonly actingFor: string | null
  readonly command: string
  readonly reason: string
  readonly origin: string
  readonly undoes: string | null
  readonly schemaVersion: number
  readonly entity: string
  readonly entityId: string
  /** The authority in whose Management Information the entry stands. */
  readonly about: string
  readonly op: string
  readonly changes: { readonly [field: string]: Json }
}

/** Stands before the first entry of a replica. */
export const CHAIN_START = ''

/**
 * SHA-256 over the canonical JSON of an entry and the hash of the one before it.
 * @param changes the entry's changes as canonical JSON: they are stored in that form, so it is made only once
 */
export function hashEntry(entry: Omit<Entry, 'changes'>, changes: string, prevHash: string): string {
  const hlc = formatHybrid(instantOf(entry.wall), entry.counter, entry.replica)
  // Canonical JSON sorts its keys; written out in that order, only `changes` need be sorted anew each time.
  const text = (value: string | number | null): string => JSON.stringify(value)
  return sha256(
    `{"about":${text(entry.about)},"actingFor":${text(entry.actingFor)},"at":${text(entry.at)},` +
      `"changes":${changes},"command":${text(entry.command)},` +
      `"entity":${text(entry.entity)},"entityId":${text(entry.entityId)},"hlc":${text(hlc)},"id":${text(entry.id)},` +
      `"op":${text(entry.op)},"operator":${text(entry.operator)},"origin":${text(entry.origin)},` +
      `"parents":${canonicalJson(entry.parents)},"prevHash":${text(prevHash)},"reason":${text(entry.reason)},` +
      `"replica":${text(entry.replica)},"schemaVersion":${text(entry.schemaVersion)},"seq":${text(entry.seq)},` +
      `"undoes":${text(entry.undoes)},"unit":${text(entry.unit)}}`,
  )
}
