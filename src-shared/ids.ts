import { z } from 'zod'

/** Identifiers are 26 characters of Crockford's base 32: 48 bits of time, then 80 random bits (the ULID form). */
const ID_FORM = /^[0-9A-HJKMNP-TV-Z]{26}$/

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the brand is all that tells the ids apart
function id<Brand extends string>(of: string) {
  return z.string().regex(ID_FORM).meta({ refers: of }).brand<Brand>()
}

/** Returns what a field's ids are ids of, such as `authority`; null if it holds none. */
export function referredBy(schema: z.ZodType): string | null {
  if (schema instanceof z.ZodNullable) return referredBy(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) return referredBy(schema.element as z.ZodType)
  const refers = schema.meta()?.['refers']
  return typeof refers === 'string' ? refers : null
}

export const AuthorityId = id<'AuthorityId'>('authority')
export type AuthorityId = z.infer<typeof AuthorityId>

export const AccessId = id<'AccessId'>('access')
export type AccessId = z.infer<typeof AccessId>

export const UserId = id<'UserId'>('user')
export type UserId = z.infer<typeof UserId>

export const RelationId = id<'RelationId'>('accessManager')
export type RelationId = z.infer<typeof RelationId>

export const OperatorId = id<'OperatorId'>('operator')
export type OperatorId = z.infer<typeof OperatorId>

export const SavedSearchId = id<'SavedSearchId'>('savedSearch')
export type SavedSearchId = z.infer<typeof SavedSearchId>

export const RoleRequestId = id<'RoleRequestId'>('roleRequest')
export type RoleRequestId = z.infer<typeof RoleRequestId>

export const MailId = id<'MailId'>('mail')
export type MailId = z.infer<typeof MailId>

export const OpenDecisionId = id<'OpenDecisionId'>('openDecision')
export type OpenDecisionId = z.infer<typeof OpenDecisionId>

export const ClassificationItemId = id<'ClassificationItemId'>('classificationItem')
export type ClassificationItemId = z.infer<typeof ClassificationItemId>

export const AlertId = id<'AlertId'>('alert')
export type AlertId = z.infer<typeof AlertId>

export const AlertRecipientId = id<'AlertRecipientId'>('alertRecipient')
export type AlertRecipientId = z.infer<typeof AlertRecipientId>

export const AlertCommentId = id<'AlertCommentId'>('alertComment')
export type AlertCommentId = z.infer<typeof AlertCommentId>

export const AlertAttachmentId = id<'AlertAttachmentId'>('alertAttachment')
export type AlertAttachmentId = z.infer<typeof AlertAttachmentId>

export const TranslationId = id<'TranslationId'>('translation')
export type TranslationId = z.infer<typeof TranslationId>

export const UnitId = id<'UnitId'>('unit')
export type UnitId = z.infer<typeof UnitId>

export const EntryId = id<'EntryId'>('entry')
export type EntryId = z.infer<typeof EntryId>

/** The PC a history entry was made on. */
export const ReplicaId = id<'ReplicaId'>('replica')
export type ReplicaId = z.infer<typeof ReplicaId>

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Writes the identifier for a moment and 10 random bytes.
 * @param milliseconds UTC milliseconds since 1970, under 2^48
 * @param random at least 10 bytes; only the first 10 count
 */
export function formatId(milliseconds: number, random: Uint8Array): string {
  let time = ''
  for (let rest = milliseconds, place = 0; place < 10; place += 1) {
    time = ALPHABET.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  let tail = ''
  let bits = 0
  let held = 0
  for (let index = 0; index < 10; index += 1) {
    held = (held << 8) | (random[index] ?? 0)
    bits += 8
    while (bits >= 5) {
      bits -= 5
      tail += ALPHABET.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return time + tail
}
