import { hash } from 'node:crypto'

/** What canonical JSON is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * Canonical JSON after RFC 8785: keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * @throws for a number that JSON cannot hold
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('JSON has no such number')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const parts: string[] = []
  for (const key of Object.keys(value).sort())
    parts.push(`${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`)
  return `{${parts.join(',')}}`
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value)
}

/** SHA-256 of a text in UTF-8, as base64url. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}
