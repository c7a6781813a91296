import { z } from 'zod'
import { LanguageCode } from '../../src-shared/entities/translation'
import { requiredText, text } from '../../src-shared/text'

/** The file that describes a pack. */
export const DESCRIPTION = 'pack.json'

/** More than all files of a pack together may have. */
export const PACK_BYTES_MAX = 400 * 1024 * 1024

/** A file of a pack: it lies beside the description, so its name is no path. */
const PackFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type PackFile = z.infer<typeof PackFile>

/** The files of a pack besides its description. */
export function filesOf(pack: {
  readonly model: PackFile
  readonly vocabularies: readonly PackFile[]
  readonly shortlist: PackFile | null
}): PackFile[] {
  return [pack.model, ...pack.vocabularies, ...(pack.shortlist === null ? [] : [pack.shortlist])]
}

/** How a pack describes itself: which languages, which files, and how the numbers in its model are written. */
export const PackDescription = z
  .strictObject({
    format: z.literal(1),
    name: requiredText(120),
    version: text(40),
    /** Under which licence its makers give it away. */
    licence: text(200),
    from: LanguageCode,
    to: LanguageCode,
    precision: z.enum(['int8shiftAlphaAll', 'int8shiftAll', 'float32']),
    model: PackFile,
    /** One for both languages, or one for each: that of the original first. */
    vocabularies: z.array(PackFile).min(1).max(2),
    shortlist: PackFile.nullable(),
  })
  .refine((pack) => pack.from !== pack.to, { error: 'same-language', path: ['to'] })
  .refine((pack) => new Set(filesOf(pack).map(({ name }) => name)).size === filesOf(pack).length, {
    error: 'name-twice',
    path: ['vocabularies'],
  })
export type PackDescription = z.infer<typeof PackDescription>
