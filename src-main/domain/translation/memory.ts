import type { Alert } from '../../../src-shared/entities/alert'
import type { Translation } from '../../../src-shared/entities/translation'
import type { TranslationId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { Instant } from '../../../src-shared/time'
import { isWithheld } from '../alerts/clocks'
import { created, removed, updated, type Change } from '../change'
import type { Actor, Context } from '../context'
import { soughtForm } from './sentences'

/** Whether the actor may correct and remove an entry of the memory: the Helpdesk each, others what they kept. */
export function mayChangeEntry(
  entry: Pick<Translation, 'keptBy'>,
  actor: Actor,
): Result<null, 'helpdesk-only'> {
  const own = actor.operatorId !== null && entry.keptBy === actor.operatorId
  return actor.actsFor === null || own ? ok(null) : refuse('helpdesk-only')
}

/**
 * Whether an entry is offered and shown to anybody: not while the personal data of the alert whose text it translates is
 * blocked (P21).
 * @param alert the alert it belongs to; null where it belongs to none
 */
export function isOffered(
  alert: Pick<Alert, 'closedAt' | 'withdrawnAt' | 'erasedAt'> | null,
  now: Instant,
): boolean {
  return alert === null || !isWithheld(alert, now)
}

/**
 * The entry that is offered for a text, of those with its compared form: the one in its very words first, then what the
 * operator at work kept, then the newest (K8). A language that one of the two does not know does not part them.
 */
export function bestEntry(
  entries: readonly Translation[],
  wanted: { readonly text: string; readonly from: string; readonly to: string },
  actor: Pick<Actor, 'operatorId'>,
): Translation | null {
  const fitting = entries.filter(
    (entry) =>
      entry.to === wanted.to && (entry.from === wanted.from || entry.from === '' || wanted.from === ''),
  )
  const rank = (entry: Translation): number =>
    Number(entry.original === wanted.text) * 4 +
    Number(entry.from === wanted.from) * 2 +
    Number(entry.keptBy === actor.operatorId)
  const [best] = fitting.sort(
    (left, right) => rank(right) - rank(left) || (left.keptAt < right.keptAt ? 1 : -1),
  )
  return best ?? null
}

type Words = Pick<Translation, 'from' | 'to' | 'original' | 'alertId' | 'authorityId'>

/** Whether two entries translate the same words of the same text: then one may take the other's place. */
export function sameWords(left: Words, right: Words): boolean {
  return (
    left.from === right.from &&
    left.to === right.to &&
    left.original === right.original &&
    left.alertId === right.alertId &&
    left.authorityId === right.authorityId
  )
}

/**
 * Keeps a translation (K8): in the place of the one kept before of the same words of the same alert or authority, where
 * the actor may change that; else beside it, so that each goes with what it belongs to (P21, B6).
 * @param entries those with the compared form of the original
 */
export function rememberTranslation(
  entries: readonly Translation[],
  data: Words & Pick<Translation, 'translation'>,
  context: Context,
): Result<
  { id: TranslationId; replaced: string | null; changes: Change[] },
  'translation-same-language' | 'translation-not-sought' | 'nothing-changed'
> {
  if (data.from === data.to) return refuse('translation-same-language')
  const folded = soughtForm(data.original)
  if (folded === '') return refuse('translation-not-sought')
  const same = entries.filter((entry) => sameWords(entry, data))
  const earlier =
    same.find((entry) => entry.keptBy === context.actor.operatorId) ??
    same.find((entry) => mayChangeEntry(entry, context.actor).ok)
  const kept = { keptBy: context.actor.operatorId, keptAt: context.now }
  if (earlier === undefined) {
    const id = context.newId() as TranslationId
    return ok({ id, replaced: null, changes: [created('translation', { id, ...data, folded, ...kept })] })
  }
  if (earlier.translation === data.translation) return refuse('nothing-changed')
  const change = updated('translation', earlier, { translation: data.translation, ...kept })
  return ok({ id: earlier.id, replaced: earlier.translation, changes: [change] })
}

/** Removes an entry of the memory; the history keeps what it was (K8). */
export function forgetTranslation(entry: Translation, context: Context): Result<Change[], 'helpdesk-only'> {
  const allowed = mayChangeEntry(entry, context.actor)
  return allowed.ok ? ok([removed('translation', entry)]) : allowed
}
