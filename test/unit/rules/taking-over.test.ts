import { describe, expect, it } from 'vitest'
import {
  takeOver,
  type TakingFacts,
  type ToldTranslation,
} from '../../../src-main/domain/translation/taking-over'
import { LONGEST_TRANSLATED, type Translation } from '../../../src-shared/entities/translation'
import type { OperatorId } from '../../../src-shared/ids'
import { addMonths, type Instant } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { PLAIN } from '../../support/facts'
import { authorityOf, newId, NOW, translationOf } from '../../support/samples'

const ME = newId() as OperatorId
const BEFORE = '2026-10-01T08:00:00.000Z' as Instant
const LATER = '2026-11-01T08:00:00.000Z' as Instant

const told = (fields: Partial<ToldTranslation> = {}): ToldTranslation => ({
  id: newId(),
  from: 'de',
  to: 'en',
  original: 'Das gibt es nicht.',
  translation: 'There is no such thing.',
  ...{ keptBy: '', keptAt: LATER, alertId: '', authorityId: '' },
  ...fields,
})

function facts(entries: readonly Translation[] = [], more: Partial<TakingFacts> = {}): TakingFacts {
  return {
    languages: new Set(['de', 'en', 'fr']),
    alert: () => null,
    authority: () => null,
    isOperator: (id) => id === ME,
    byId: (id) => entries.find((entry) => entry.id === id) ?? null,
    byForm: (folded) => entries.filter((entry) => entry.folded === folded),
    now: NOW,
    newId,
    ...more,
  }
}

describe('a translation from another PC', () => {
  it('that is not here is new: under its own id, as old as it was, by whom it was kept where that person is known', () => {
    const { id, ...said } = told({ keptBy: ME })
    expect(takeOver({ id, ...said }, facts())).toMatchObject({
      outcome: 'new',
      after: { id, keptBy: ME, keptAt: LATER, folded: 'das gibt es nicht', alertId: null, authorityId: null },
    })
    expect(takeOver(told({ keptBy: newId() }), facts())).toMatchObject({ after: { keptBy: null } })
    expect(takeOver(told({ id: 'unit 7', from: '' }), facts())).toMatchObject({
      outcome: 'new',
      after: { from: '' },
    })
  })

  it('replaces the same entry where it is newer, and leaves it where it is older', () => {
    const here = translationOf({ keptAt: BEFORE, keptBy: ME })
    const newer = takeOver(told({ id: here.id }), facts([here]))
    expect(newer).toMatchObject({ outcome: 'update', here, after: { id: here.id, keptAt: LATER } })
    const older = takeOver(told({ id: here.id, keptAt: '2026-09-01T08:00:00.000Z' }), facts([here]))
    expect(older).toEqual({ outcome: 'unchanged', here, after: null })
  })

  it('replaces what the same person kept of the same words, never what somebody else kept: that stands beside it', () => {
    const mine = translationOf({ keptAt: BEFORE, keptBy: ME })
    expect(takeOver(told({ keptBy: ME }), facts([mine]))).toMatchObject({
      outcome: 'update',
      after: { id: mine.id },
    })
    const theirs = translationOf({ keptAt: BEFORE, keptBy: newId() })
    expect(takeOver(told({ keptBy: ME }), facts([theirs]))).toMatchObject({ outcome: 'new' })
  })

  it('that says what is here already changes nothing, whoever kept it and under whatever id', () => {
    const here = translationOf({ translation: 'There is no such thing.', keptBy: ME })
    expect(takeOver(told(), facts([here]))).toEqual({ outcome: 'unchanged', here, after: null })
  })

  it('of two PCs that correct the same entry, both hold the same in the end, even where both did in one moment', () => {
    const one = translationOf({ translation: 'Aaa.', keptAt: LATER, keptBy: null })
    const other = { ...one, translation: 'Bbb.' }
    const say = (entry: Translation) => told({ id: entry.id, translation: entry.translation })
    const toOne = takeOver(say(other), facts([one]))
    const toOther = takeOver(say(one), facts([other]))
    expect([toOne, toOther]).toMatchObject([
      { outcome: 'update', after: { translation: 'Bbb.' } },
      { outcome: 'unchanged', here: { translation: 'Bbb.' } },
    ])
  })

  it('from a clock that is ahead counts as kept now, so that it does not stand before all others for ever', () => {
    const future = takeOver(told({ keptAt: '2099-01-01T00:00:00.000Z' }), facts())
    expect(future).toMatchObject({ after: { keptAt: NOW } })
    expect(takeOver(told({ keptAt: '' }), facts())).toMatchObject({ after: { keptAt: NOW } })
  })

  it('under an id that other words have here gets an id of its own', () => {
    const here = translationOf({ original: 'Etwas anderes.' })
    const taken = takeOver(told({ id: here.id }), facts([here]))
    expect(taken.outcome === 'new' && taken.after.id).not.toBe(here.id)
  })

  it('of a text of an alert or authority that is known here stays with it', () => {
    const alert = alertOf(PLAIN)
    const known = facts([], { alert: () => alert, authority: () => PLAIN })
    expect(takeOver(told({ alertId: alert.id }), known)).toMatchObject({ after: { alertId: alert.id } })
    expect(takeOver(told({ authorityId: PLAIN.id }), known)).toMatchObject({
      after: { authorityId: PLAIN.id },
    })
  })

  it('that names an alert and an authority belongs to the alert: it cannot be of both', () => {
    const alert = alertOf(PLAIN)
    for (const authorityId of [PLAIN.id, 'no id at all']) {
      const taken = takeOver(told({ alertId: alert.id, authorityId }), facts([], { alert: () => alert }))
      expect(taken).toMatchObject({ outcome: 'new', after: { alertId: alert.id, authorityId: null } })
    }
  })

  const closedAt = addMonths(NOW, -6)
  const blocked = alertOf(PLAIN, { status: 'closed', createdAt: closedAt, broadcastAt: closedAt, closedAt })
  const erased = authorityOf({ status: 'removed', erasedAt: NOW })
  const long = 'x'.repeat(LONGEST_TRANSLATED + 1)

  it.each<[string, Partial<ToldTranslation>, Partial<TakingFacts>, string]>([
    ['of an alert that is not here', { alertId: newId() }, {}, 'alert-unknown'],
    ['of an alert whose data is blocked', { alertId: blocked.id }, { alert: () => blocked }, 'alert-blocked'],
    ['of an authority that is not here', { authorityId: newId() }, {}, 'authority-unknown'],
    [
      'of an authority that was removed',
      { authorityId: erased.id },
      { authority: () => erased },
      'authority-removed',
    ],
    ['from a language that is none of the Union', { from: 'zh' }, {}, 'language-unknown'],
    ['to a language that is none of the Union', { to: 'zh' }, {}, 'language-unknown'],
    ['to a language that nobody knows', { to: '' }, {}, 'language-unknown'],
    ['within one language', { to: 'de' }, {}, 'same-language'],
    ['without a word', { original: '— !' }, {}, 'no-word'],
    ['to nothing', { translation: '' }, {}, 'no-word'],
    ['of a text that is too long', { original: long }, {}, 'too-long'],
    ['into a text that is too long', { translation: long }, {}, 'too-long'],
  ])('%s is left out with its reason', (_what, fields, known, why) => {
    expect(takeOver(told(fields), facts([], known))).toEqual({ outcome: 'left-out', why })
  })

  it('never takes the place of an entry with other words, another language or another alert', () => {
    const alertId = alertOf(PLAIN).id
    const others = [
      translationOf({ original: 'DAS gibt es nicht.' }),
      translationOf({ to: 'fr' }),
      translationOf({ from: '' }),
      translationOf({ alertId }),
    ].map((each) => ({ ...each, keptAt: BEFORE, id: newId() }))
    expect(takeOver(told(), facts(others))).toMatchObject({ outcome: 'new' })
  })
})
