import { describe, expect, it } from 'vitest'
import { duplicateGroups } from '../../../src-main/app/duplicate-groups'
import { isSlip, likeness, traitsOf } from '../../../src-main/domain/likeness'
import type { Authority } from '../../../src-shared/entities/authority'
import { authorityOf } from '../../support/samples'

type Fields = Partial<Authority>

const alike = (left: Fields, right: Fields) =>
  likeness(traitsOf(authorityOf(left)), traitsOf(authorityOf(right)))
const named = (officialName: string, more: Fields = {}): Fields => ({ officialName, ...more })

describe('two authorities of one Member State are likely one body (N5)', () => {
  it.each<[string, Fields, Fields, string[], number]>([
    ['with the same name', named('Stadt Ulm'), named('STADT ULM'), ['same-name'], 90],
    [
      'with the same name after folding only',
      named('Stadt Münster'),
      named('Stadt Munster'),
      ['same-name'],
      80,
    ],
    ['with the words in another order', named('Amt für Bau'), named('Bau-Amt'), ['same-words'], 80],
    ['with small words left out', named('Ministry of the Sea'), named('Sea Ministry'), ['same-words'], 80],
    [
      'with its abbreviation behind it',
      named('Bundesanstalt für Straßenwesen (BASt)'),
      named('Bundesanstalt für Straßenwesen'),
      ['same-words'],
      80,
    ],
    ['with a slip of the pen', named('Ministerium Bonn'), named('Minsterium Bonn'), ['near-name'], 70],
    ['with ue for ü', named('Stadt Muenster'), named('Stadt Münster'), ['near-name'], 70],
    [
      'with the same e-mail address, whatever its case',
      named('Amt', { email: 'A@x.example' }),
      named('Behörde', { email: 'a@X.example' }),
      ['same-email'],
      45,
    ],
    [
      'with the same name and e-mail address',
      named('Stadt Ulm', { email: 'a@x.example' }),
      named('Stadt Ulm', { email: 'a@x.example' }),
      ['same-name', 'same-email'],
      100,
    ],
    [
      'in one house with most words the same',
      named('Amt Bau Nord', { address: 'Weg 1', postcode: '53113' }),
      named('Amt Bau', { address: 'weg 1', postcode: '53113' }),
      ['same-address'],
      53,
    ],
    [
      'with the same name, less where the cities contradict',
      named('Finanzamt', { city: 'Bonn' }),
      named('Finanzamt', { city: 'Köln' }),
      ['same-name'],
      50,
    ],
    [
      'with the same name, less where their mail leads to different bodies',
      named('Habo kommun', { email: 'info@habokommun.example' }),
      named('Håbo kommun', { email: 'info@habo.example' }),
      ['same-name'],
      60,
    ],
  ])('%s', (_sentence, left, right, reasons, score) => {
    expect(alike(left, right)).toEqual({ reasons, score })
    expect(alike(right, left)).toEqual({ reasons, score })
  })

  it.each<[string, Fields, Fields]>([
    ['where one name only begins like the other', named('Stadt Münster'), named('Stadt Münster Nord')],
    ['where numbers differ', named('Panzerdivision 100001'), named('Panzerdivision 100002')],
    ['where short words differ', named('Stadt Bonn'), named('Stadt Born')],
    [
      'where nearly the same names are of two places',
      named('Stadt Lindau', { city: 'Lindau' }),
      named('Stadt Landau', { city: 'Landau' }),
    ],
    [
      'where many bodies sit in one house',
      named('Amt Bau', { address: 'Weg 1', postcode: '53113' }),
      named('Museum', { address: 'Weg 1', postcode: '53113' }),
    ],
    [
      'where nobody knows of which town the street is',
      named('Amt Bau Nord', { address: 'Stadshuset' }),
      named('Amt Bau', { address: 'Stadshuset' }),
    ],
    ['where neither has an e-mail address', named('Amt'), named('Museum')],
  ])('but not %s', (_sentence, left, right) => {
    expect(alike(left, right)).toBeNull()
  })

  it.each<[string, string, boolean]>([
    ['strasse', 'strase', true],
    ['kommune', 'kommunen', true],
    ['kommune', 'komnmue', false],
    ['kommune', 'komumne', true],
    ['kommune', 'kommune', true],
    ['kommune', 'gemeinde', false],
  ])('%s and %s are one slip apart: %s', (left, right, expected) => {
    expect(isSlip(left, right)).toBe(expected)
  })
})

describe('groups of likely duplicates', () => {
  const groupsOf = (all: readonly Fields[]) =>
    duplicateGroups(
      all.map((fields, index) => ({ ...traitsOf(authorityOf(fields)), id: String(index) })),
      () => undefined,
    ).map(({ members, reasons, score }) => [members.join(' '), reasons.join(' '), score])

  it('hold all that are alike by one or another of them, each group once', () => {
    const all = [
      named('Stadt Ulm'),
      named('Museum'),
      named('Ulm, Stadt', { email: 'a@ulm.example' }),
      named('Rathaus', { email: 'a@ulm.example' }),
    ]
    expect(groupsOf(all)).toEqual([['0 2 3', 'same-words same-email', 80]])
  })

  it('are not made of an e-mail address that many share', () => {
    const many = ['Amt', 'Museum', 'Archiv', 'Schule', 'Theater'].map((name) =>
      named(name, { email: 'post@town.example' }),
    )
    expect(groupsOf(many)).toEqual([])
    expect(groupsOf(many.slice(0, 2))).toHaveLength(1)
  })

  it('find every slip of the pen without comparing each with each', () => {
    const names = ['Ministerium', 'Minsterium', 'Ministeriums', 'Mimisterium', 'Misniterium', 'Gemeinde']
    expect(groupsOf(names.map((name) => named(`${name} Bonn`)))).toEqual([['0 1 2 3', 'near-name', 70]])
  })

  it('ask now and then whether to go on', () => {
    const told: number[] = []
    duplicateGroups([traitsOf(authorityOf()), traitsOf(authorityOf())], (done) => told.push(done))
    expect(told).toEqual([0, 1])
  })
})
