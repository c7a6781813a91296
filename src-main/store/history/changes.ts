import { changedFields, type Change } from '../../domain/change'
import type { Random } from '../../app/ports'
import { codecs } from '../codec'
import { canonicalJson, sha256, type Json } from './canonical'

/** A value and the salt under which its digest stands in the history. */
export type Salted = readonly [value: Json, salt: string]

/** Per personal field, what `changes` holds only as digests. */
export type PersonalValues = Record<string, { before?: Salted; after?: Salted }>

export interface RecordedChanges {
  /** Canonical: scalars as before/after, sets as added/removed members, personal values as digests. */
  readonly changes: { readonly [field: string]: Json }
  readonly personal: PersonalValues
}

const SALT_BYTES = 12

/** The digest that stands in for a personal value. */
export function digestOf(value: Json, salt: string): string {
  return sha256(`${salt}\n${canonicalJson(value)}`)
}

/**
 * What a change of a row says in the history, personal values apart.
 * @param erasing what was there before is told by its digest alone: neither value nor salt is kept
 */
export function recordChanges(change: Change, random: Random, erasing = false): RecordedChanges {
  const codec = codecs[change.entity]
  const before = change.before as Record<string, Json> | null
  const after = change.after as unknown as Record<string, Json> | null
  const changes: Record<string, Json> = {}
  const personal: PersonalValues = {}

  function salted(value: Json): Salted {
    return [value, Buffer.from(random.bytes(SALT_BYTES)).toString('base64url')]
  }

  for (const field of changedFields(change.before, change.after)) {
    const earlier = before?.[field]
    const later = after?.[field] ?? null
    if (codec.personalFields.has(field)) {
      // An empty value tells nothing about anybody; leaving it open keeps the side table small.
      const sides: PersonalValues[string] = {}
      if (earlier !== undefined && earlier !== '') sides.before = salted(earlier)
      if (later !== '' && later !== null) sides.after = salted(later)
      if (Object.keys(sides).length > 0 && !erasing) personal[field] = sides
      changes[field] = {
        after: sides.after ? { digest: digestOf(...sides.after) } : later,
        ...(earlier === undefined
          ? {}
          : { before: sides.before ? { digest: digestOf(...sides.before) } : earlier }),
      }
    } else if (codec.setFields.has(field)) {
      const had = new Set((earlier ?? []) as string[])
      const has = new Set((later ?? []) as string[])
      changes[field] = {
        added: [...has].filter((member) => !had.has(member)),
        removed: [...had].filter((member) => !has.has(member)),
      }
    } else {
      changes[field] = { after: later, ...(earlier === undefined ? {} : { before: earlier }) }
    }
  }
  return { changes, personal }
}
