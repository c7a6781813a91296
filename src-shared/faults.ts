import type { Refusal } from './result'

/** Why the store cannot be used just now. Each has a text in every locale. */
export const UNAVAILABLE_REASONS = [
  'signed-out',
  'viewing',
  'store-closed',
  'busy',
  'disk-full',
  'read-only',
  'corrupt',
  'acts-missing',
  'from-future',
  'file-gone',
  'not-permitted',
  'not-saved',
] as const
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number]

/** The closed list of what can go wrong with a call. */
export type Fault<Code extends string = string> =
  /** `field`: the field of the form that the refusal is about, where it is about one. */
  | { readonly kind: 'refused'; readonly refusal: Refusal<Code>; readonly field?: string }
  | { readonly kind: 'invalid-input'; readonly paths: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: UnavailableReason }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'internal'; readonly reference: string }

/**
 * What every call answers with: a value, or one fault. Nothing is thrown across the boundary. `unit` is the unit of the
 * history that an act wrote, by which it can be taken back; it is missing where nothing was written.
 */
export type ReplyOf<Value, Code extends string> =
  | { readonly ok: true; readonly value: Value; readonly unit?: string | undefined }
  | { readonly ok: false; readonly error: Fault<Code> }
