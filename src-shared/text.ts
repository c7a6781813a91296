import { z } from 'zod'

/** True where the text holds a surrogate without its partner: such text cannot be written as UTF-8. */
function hasLoneSurrogate(value: string): boolean {
  return /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value)
}

/** True where the record store would not give the text back as it was: a NUL cuts it, a lone surrogate is replaced. */
export function isStorable(value: string): boolean {
  return !value.includes('\0') && !hasLoneSurrogate(value)
}

/**
 * The one schema every text passes at every entrance (window, file, bundle): composed form (NFC), trimmed,
 * without NUL and without lone surrogates, at most `max` characters.
 */
export function text(max: number) {
  return z
    .string()
    .max(max * 2)
    .refine(isStorable, { error: 'not-storable' })
    .overwrite((value) => value.normalize('NFC').trim())
    .max(max)
}

/** As `text`, and not empty after trimming. */
export function requiredText(max: number) {
  return text(max).min(1)
}

/** A set of texts: order and repetition carry no meaning, so both are normalised away (sorted by code unit, unique). */
export function textSet<Item extends z.ZodType<string>>(item: Item, max = 5000) {
  return z
    .array(item)
    .max(max)
    .overwrite((members) => [...new Set(members)].sort())
}
