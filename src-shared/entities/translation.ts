import { z } from 'zod'
import { AlertId, AuthorityId, OperatorId, TranslationId } from '../ids'
import { requiredText } from '../text'
import { Instant } from '../time'
import { entity, personal } from './entity'

/** A language by its code in the catalogue. */
export const LanguageCode = z.string().regex(/^[a-z]{2,3}$/)

/** The longest text that is translated at once, and that the memory keeps. */
export const LONGEST_TRANSLATED = 20_000

/**
 * A translation an operator corrected and kept (K8): of a sentence, or of a whole text. What people write in free texts
 * may name persons, so both texts are personal; an entry goes with the alert or the authority whose text it translates.
 */
export const translation = entity(
  'translation',
  { about: 'id', owners: ['alertId', 'authorityId'], travels: 'shared', readers: 'elsewhere', unique: [] },
  {
    id: TranslationId,
    /** The language of the original; empty where nobody knew it. */
    from: LanguageCode.or(z.literal('')),
    to: LanguageCode,
    /** The original as it is compared: without case, accents and the kind of blanks. */
    folded: personal(z.string().min(1)),
    original: personal(requiredText(LONGEST_TRANSLATED)),
    translation: personal(requiredText(LONGEST_TRANSLATED)),
    keptBy: OperatorId.nullable(),
    keptAt: Instant,
    /** The alert or notification whose text it translates; null where it is none's. */
    alertId: AlertId.nullable(),
    /** The authority whose text it translates, or that sent it; null where it is none's. */
    authorityId: AuthorityId.nullable(),
  },
)

export type Translation = z.infer<typeof translation.schema>
