import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { phrases } from '../../../src-main/app/phrases'
import { translateKnown } from '../../../src-main/domain/translation/known'
import {
  bestEntry,
  forgetTranslation,
  isOffered,
  rememberTranslation,
} from '../../../src-main/domain/translation/memory'
import { framed, sentencesOf, soughtForm } from '../../../src-main/domain/translation/sentences'
import type { Translation } from '../../../src-shared/entities/translation'
import type { OperatorId } from '../../../src-shared/ids'
import { parsePhrases } from '../../../src-shared/phrases'
import { instantOf, type Instant } from '../../../src-shared/time'
import { contextFor } from '../../support/facts'
import { newId, NOW, translationOf } from '../../support/samples'

const { book, marks } = phrases()
const texts = (text: string, language = '') =>
  sentencesOf(text, language, marks).map((sentence) => sentence.text)

describe('a text', () => {
  it.each([
    ['The risk no longer exists. The alert can be closed.', 'en', 2],
    ['First line\nSecond line', 'en', 2],
    ['Dr. Müller antwortet. Vgl. Art. 5 Abs. 2 der Richtlinie.', 'de', 2],
    ['Die Frist endet am 31. Dezember. Danach nicht.', 'de', 2],
    ['It was number 31. Then it ended.', 'en', 2],
    ['Siehe z. B. den Anhang. Danke!', 'de', 2],
    ['Est-ce exact ? Oui.', 'fr', 2],
    ['Vă rugăm să confirmați nr. 5. Mulțumim.', 'ro', 2],
    ['', 'en', 0],
  ])('is split into its sentences: %s', (text, language, count) => {
    expect(texts(text, language)).toHaveLength(count)
  })

  it('is whole again when its sentences are put together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Ja. ', 'Dr. ', '\n', ' ', 'z. B. ', '1. ', 'Nein! ', 'Łódź', '…', '💙 ')),
        (parts) => {
          const text = parts.join('')
          const pieces = sentencesOf(text, 'de', marks)
          expect(pieces.map((piece) => piece.text + piece.after).join('')).toBe(text)
        },
      ),
    )
  })

  it.each([
    ['THE RISK no longer exists', 'The risk no longer exists.', true],
    ['L’activite a ete interdite', 'L’activité a été interdite.', true],
    ['The  risk\u00a0no longer exists!', 'The risk no longer exists.', true],
    ['Is it valid?', 'Is it valid.', false],
    ['-5 degrees', '5 degrees', false],
    ['1.5 million', '1 5 million', false],
    ['5 %', '5', false],
  ])('%s is compared with %s', (left, right, same) => {
    expect(soughtForm(left) === soughtForm(right)).toBe(same)
  })

  it('keeps its own bullet and ending in the translation', () => {
    const found = { original: 'The activity was prohibited.', translation: 'Die Tätigkeit wurde untersagt.' }
    expect(framed('- the activity was prohibited;', found)).toBe('- Die Tätigkeit wurde untersagt;')
    expect(framed('The activity was prohibited', found)).toBe('Die Tätigkeit wurde untersagt')
    expect(framed('The activity was prohibited.', found)).toBe('Die Tätigkeit wurde untersagt.')
  })
})

describe('the phrase sets', () => {
  const terms = [
    ...catalogue.modules.flatMap(({ name, shortName }) => [name, shortName]),
    ...catalogue.roles.map(({ name }) => name),
    ...catalogue.legalAreas.map(({ name }) => name),
    ...catalogue.authorityTypes.flatMap(({ label, parameters }) => [
      label,
      ...parameters.map((parameter) => parameter.label),
    ]),
    ...catalogue.professions.flatMap(({ label, professions }) => [
      label,
      ...professions.map((profession) => profession.label),
    ]),
    ...catalogue.keywords.baseLists.flatMap(({ items }) => items.map(({ label }) => label)),
    ...catalogue.keywords.moduleLists.flatMap(({ added }) => added.map(({ label }) => label)),
  ]

  it.each(['fr', 'de', 'ro'])('have every term of the catalogue: %s', (language) => {
    expect(terms.length).toBeGreaterThan(380)
    expect(terms.filter((term) => book.find('en', language, term) === null)).toEqual([])
  })

  it.each([
    ['en', 'de', 'Hotels', 'Hotels'],
    ['de', 'ro', 'architekt', 'Arhitect'],
    ['ro', 'fr', 'Hoteluri', 'Hôtels'],
    ['ro', 'en', 'AUTORIZATIA A FOST RETRASA', 'The authorisation was withdrawn'],
    ['', 'en', 'Boulanger', 'Baker'],
    ['', 'en', 'Baker', 'Baker'],
    ['fr', 'de', 'Le document est-il authentique ?', 'Ist das Dokument echt?'],
  ])('translate from %s to %s whatever the case, accents and ending: %s', (from, to, text, said) => {
    expect(book.find(from, to, text)).toBe(said)
  })

  it.each([
    ['en', 'el', 'Hotels'],
    ['el', 'en', 'Hotels'],
    ['en', 'de', 'Is the document authentic'],
    ['en', 'de', 'Nobody wrote this down'],
  ])('say nothing where they know nothing: from %s to %s: %s', (from, to, text) => {
    expect(book.find(from, to, text)).toBeNull()
  })

  it('are refused with the place that is wrong', () => {
    const phrase = { en: 'Yes', fr: 'Oui', de: 'Ja' }
    const refused = parsePhrases({ sets: [{ about: 'Words', phrases: [phrase] }], marks })
    expect(refused).toMatchObject({ ok: false, refusal: { params: { at: 'sets.0.phrases.0.ro' } } })
  })
})

const at = (day: string): Instant => `${day}T08:00:00.000Z` as Instant
const ME = newId() as OperatorId
const OTHER = newId() as OperatorId
const asHelpdesk = contextFor({ operatorId: ME, actsFor: null })
const asAuthority = contextFor({ operatorId: ME, actsFor: newId() })

const entryOf = (fields: Partial<Translation>): Translation => translationOf({ keptBy: OTHER, ...fields })

describe('the translation memory', () => {
  const wanted = { text: 'Das gibt es nicht.', from: 'de', to: 'en' }

  it('offers the very words first, then what I kept, then the newest', () => {
    const loud = entryOf({ original: 'DAS GIBT ES NICHT.' })
    const mine = entryOf({ original: 'DAS gibt es nicht.', keptBy: ME })
    const later = entryOf({ original: 'das GIBT es nicht.', keptAt: instantOf(4_000_000_000_000) })
    const exact = entryOf({})
    const actor = { operatorId: ME }
    expect(bestEntry([loud, later, mine, exact], wanted, actor)).toBe(exact)
    expect(bestEntry([loud, later, mine], wanted, actor)).toBe(mine)
    expect(bestEntry([loud, later], wanted, actor)).toBe(later)
    expect(bestEntry([], wanted, actor)).toBeNull()
  })

  it('does not mix languages, but one nobody knew fits each', () => {
    const actor = { operatorId: ME }
    expect(bestEntry([entryOf({ to: 'fr' })], wanted, actor)).toBeNull()
    expect(bestEntry([entryOf({ from: 'nl' })], wanted, actor)).toBeNull()
    expect(bestEntry([entryOf({ from: '' })], wanted, actor)).not.toBeNull()
    expect(bestEntry([entryOf({})], { ...wanted, from: '' }, actor)).not.toBeNull()
  })

  const data = {
    from: 'de',
    to: 'en',
    original: 'Das gibt es nicht.',
    translation: 'There is no such thing.',
    ...{ alertId: null, authorityId: null },
  }
  const [alertId, authorityId] = [newId(), newId()]

  it.each([
    ['what is new as a new entry', asHelpdesk, [], ['create']],
    ['a correction in the place of what I kept', asAuthority, [entryOf({ keptBy: ME })], ['update']],
    ['a correction of the Helpdesk in the place of what others kept', asHelpdesk, [entryOf({})], ['update']],
    ['a correction of an authority beside what others kept', asAuthority, [entryOf({})], ['create']],
    ['what was said of another alert beside it', asHelpdesk, [entryOf({ alertId })], ['create']],
    ['what was said of an authority beside it', asHelpdesk, [entryOf({ authorityId })], ['create']],
  ])('keeps %s', (_what, context, entries, ops) => {
    const kept = rememberTranslation(entries, data, context)
    expect(kept.ok && kept.value.changes.map(({ op, after }) => [op, after])).toEqual([
      [
        ops[0],
        expect.objectContaining({ translation: data.translation, keptBy: ME, folded: 'das gibt es nicht' }),
      ],
    ])
  })

  it.each([
    ['the same language', { ...data, to: 'de' }, [], 'translation-same-language'],
    ['a text without words', { ...data, original: '— !' }, [], 'translation-not-sought'],
    ['what stands there already', data, [entryOf({ translation: data.translation })], 'nothing-changed'],
  ])('refuses %s', (_what, input, entries, code) => {
    expect(rememberTranslation(entries, input, asHelpdesk)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('links what is kept to the alert or the authority whose text it translates, and corrects it there', () => {
    const kept = rememberTranslation([], { ...data, alertId }, asHelpdesk)
    expect(kept.ok && kept.value.changes[0]?.after).toMatchObject({ alertId, authorityId: null })
    const corrected = rememberTranslation([entryOf({ authorityId })], { ...data, authorityId }, asHelpdesk)
    expect(corrected).toMatchObject({ ok: true, value: { changes: [{ op: 'update' }] } })
  })

  it.each([
    ['of no alert', null, true],
    ['of an alert that runs', { closedAt: null, withdrawnAt: null, erasedAt: null }, true],
    ['a day before it is blocked', { closedAt: at('2026-05-24'), withdrawnAt: null, erasedAt: null }, true],
    ['six months after closure', { closedAt: at('2026-05-23'), withdrawnAt: null, erasedAt: null }, false],
    ['after withdrawal', { closedAt: null, withdrawnAt: at('2026-05-23'), erasedAt: null }, false],
    ['once erased', { closedAt: null, withdrawnAt: null, erasedAt: NOW }, false],
  ])('is offered and shown %s: while the data of its alert is not blocked', (_when, alert, offered) => {
    expect(isOffered(alert, NOW)).toBe(offered)
  })

  it('lets the Helpdesk remove each entry, and others what they kept', () => {
    expect(forgetTranslation(entryOf({}), asHelpdesk).ok).toBe(true)
    expect(forgetTranslation(entryOf({ keptBy: ME }), asAuthority).ok).toBe(true)
    expect(forgetTranslation(entryOf({}), asAuthority)).toMatchObject({ refusal: { code: 'helpdesk-only' } })
  })
})

describe('a text that is translated without a machine', () => {
  const entries = [
    entryOf({ original: 'Sehr geehrte Frau Ops.', translation: 'Dear Ms Ops.' }),
    entryOf({ original: 'Das Dokument ist echt.', translation: 'The deed is genuine.' }),
    entryOf({ original: 'Alles. In Ordnung.', translation: 'All is well.' }),
  ]
  const facts = {
    phrases: book,
    marks,
    memory: (folded: string) => entries.filter((entry) => entry.folded === folded),
  }
  const known = (text: string) =>
    translateKnown(facts, { text, from: 'de', to: 'en' }, { operatorId: ME }).map(({ translation, way }) => [
      translation,
      way,
    ])

  it('takes the first way that knows each sentence, and says which', () => {
    expect(
      known('Sehr geehrte Frau Ops. Die Gefahr besteht nicht mehr. Das Dokument ist echt. Na so was!'),
    ).toEqual([
      ['Dear Ms Ops.', 'memory'],
      ['The risk no longer exists.', 'phrase'],
      ['The deed is genuine.', 'memory'],
      ['Na so was!', 'none'],
    ])
  })

  it('is one sentence where it was corrected as a whole', () => {
    expect(known('ALLES. In Ordnung.')).toEqual([['All is well.', 'memory']])
  })

  it('leaves rows of dashes as they are', () => {
    expect(known('---\nJa')).toEqual([
      ['---', 'phrase'],
      ['Yes', 'phrase'],
    ])
  })
})
