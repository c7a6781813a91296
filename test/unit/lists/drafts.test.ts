import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { takeAddressApart } from '../../../src-main/exchange/lists/address'
import { LIST_FIELDS } from '../../../src-shared/entities/authority-fields'
import { suggestMapping, type Mapping } from '../../../src-main/exchange/lists/mapping'
import { memberStateFrom } from '../../../src-main/exchange/lists/names'
import { rowToDraft } from '../../../src-main/exchange/lists/row-to-draft'
import { dayText } from '../../../src-main/exchange/lists/values'
import { authority } from '../../../src-shared/entities/authority'

const columns = [
  'id',
  'name',
  'country',
  'email',
  'address',
  'types',
  'languages',
  'registered',
  'remarks',
  'fax',
]
const mapping: Mapping = [
  'externalId',
  'officialName',
  'memberState',
  'email',
  'address',
  'types',
  'languages',
  'registeredAt',
  'notes',
  'fax',
]
const row = (fields: Partial<Record<string, string>>) => {
  const cells = columns.map((column) => fields[column] ?? '')
  const filled = { name: 'Gewerbeamt', country: 'DE', ...fields } as Record<string, string>
  cells[1] = filled['name'] ?? ''
  cells[2] = filled['country'] ?? ''
  return rowToDraft({ line: 7, cells }, mapping, catalogue, { columns, source: 'test', memberState: null })
}

describe('guessing what the columns hold', () => {
  it.each([
    ['English', ['Name', 'Country', 'E-mail', 'Phone number', 'Web site', 'Postal code', 'City', 'Street']],
    ['German', ['Behörde', 'Land', 'E-Mail-Adresse', 'Telefon', 'Webseite', 'PLZ', 'Ort', 'Straße']],
    ['French', ['Nom', 'Pays', 'Courriel', 'Téléphone', 'Site internet', 'Code postal', 'Ville', 'Rue']],
    [
      'Swedish',
      ['Myndighet', 'Landskod', 'E-post', 'Telefonnummer', 'Webbplats', 'Postnummer', 'Ort', 'Gatuadress'],
    ],
  ])('knows the usual %s names', (_language, names) => {
    expect(suggestMapping(names, [])).toEqual([
      'officialName',
      'memberState',
      'email',
      'phone',
      'website',
      'postcode',
      'city',
      'address',
    ])
  })

  it('looks at the values where the name says nothing, and leaves the rest to a person', () => {
    const rows = [
      ['a@b.example', 'https://b.example', '+49 228 123456', 'blue'],
      ['c@d.example', 'www.d.example', '0228 998877', 'green'],
    ]
    expect(suggestMapping(['x1', 'x2', 'x3', 'x4'], rows)).toEqual(['email', 'website', 'phone', null])
  })

  it('fills a field from one column only, but joins descriptions', () => {
    expect(suggestMapping(['name', 'nom', 'description', 'other_names'], [])).toEqual([
      'officialName',
      null,
      'description',
      'description',
    ])
  })
})

describe('the Member State of a row', () => {
  it.each([
    ['GR', 'EL'],
    ['el', 'EL'],
    ['gb', 'UK'],
    ['GREECE', 'EL'],
    ['Ελλάδα', 'EL'],
    ['ελλαδα', 'EL'],
    ['osterreich', 'AT'],
    ['Magyarország', 'HU'],
    ['Czechia', 'CZ'],
    ['Suomi', 'FI'],
    ['Belgique', 'BE'],
    ['България', 'BG'],
  ])('is recognised in %s', (written, code) => {
    expect(memberStateFrom(written, catalogue)).toBe(code)
  })

  it('is an error where it is none, or missing', () => {
    expect(row({ country: 'Atlantis' }).errors).toEqual([
      { code: 'member-state-unknown', field: 'memberState', column: 'country', value: 'Atlantis' },
    ])
    expect(row({ country: ' ' }).errors[0]?.code).toBe('member-state-missing')
  })
})

describe('a row with faulty cells', () => {
  it('keeps what is no e-mail as a note and warns', () => {
    const { draft, errors, warnings } = row({ email: 'a@b.example, c@d.example', remarks: 'call first' })
    expect(draft).not.toHaveProperty('email')
    expect(draft.notes).toBe('remarks: call first\nemail: a@b.example, c@d.example')
    expect(warnings).toMatchObject([{ code: 'kept-as-note', column: 'email' }])
    expect(errors).toEqual([])
  })

  it('takes a label away from an e-mail', () => {
    expect(row({ email: 'E-Mail: info@amt.example' }).draft.email).toBe('info@amt.example')
  })

  it('leaves an address alone that begins like a label', () => {
    expect(row({ email: 'email@archive.example' }).draft.email).toBe('email@archive.example')
    expect(row({ email: 'mailto:info@amt.example' }).draft.email).toBe('info@amt.example')
  })

  it('keeps what is no date as a note', () => {
    expect(row({ registered: '31.3.2014' }).draft.registeredAt).toBe('2014-03-31T00:00:00.000Z')
    expect(row({ registered: '30.2.2014' })).toMatchObject({ warnings: [{ code: 'kept-as-note' }] })
    expect(dayText('2016-02-29')).toBe('2016-02-29')
    expect(dayText('2015-02-29')).toBeUndefined()
    expect(dayText('soon')).toBeUndefined()
  })

  it('is in error without an official name, or with one that is too long', () => {
    expect(row({ name: ' ' }).errors[0]?.code).toBe('official-name-missing')
    expect(row({ name: 'x'.repeat(301) }).errors[0]?.code).toBe('official-name-too-long')
    expect(row({ name: 'x'.repeat(300) }).errors).toEqual([])
  })

  it('recognises types and languages, and notes those it does not know', () => {
    const { draft, warnings } = row({
      types: 'Competent Authority; area-coordinator:services; Castle',
      languages: 'de, French, Klingon',
    })
    expect(draft.types).toEqual(['area-coordinator:services', 'competent-authority'])
    expect(draft.languages).toEqual(['de', 'fr'])
    expect(warnings.map((warning) => warning.value)).toEqual(['Castle', 'Klingon'])
  })

  it('drops what cannot be stored and says so', () => {
    const { draft, warnings } = row({ name: 'Amt\0 \ud800' })
    expect(draft.officialName).toBe('Amt \ufffd')
    expect(warnings.map((warning) => warning.code)).toEqual(['characters-dropped'])
  })

  it('takes the Member State from outside where the list has no column for it', () => {
    const options = { columns: ['name'], source: 'test', memberState: 'SE' }
    expect(
      rowToDraft({ line: 2, cells: ['Ale'] }, ['officialName'], catalogue, options).draft.memberState,
    ).toBe('SE')
  })

  it('speaks only about the fields that have a column', () => {
    expect(Object.keys(row({}).draft)).not.toContain('website')
  })
})

describe('an address of several lines', () => {
  const german = [
    'Bingerstraße\u00a028',
    'Gebäude: Graf-Stauffenberg-Kaserne',
    '72488 Sigmaringen, Baden-Württemberg',
    'Deutschland',
    'Telefon:\u00a0',
    '+49 7571 76-1130',
    'Fax:\u00a0',
    '+49 7571 76-1138',
    '10pzdivpresse@bundeswehr.example',
  ].join('\n')

  it('is split into street, postcode, city, region, phone and fax', () => {
    expect(row({ address: german }).draft).toMatchObject({
      address: 'Bingerstraße 28\nGebäude: Graf-Stauffenberg-Kaserne',
      postcode: '72488',
      city: 'Sigmaringen',
      region: 'Baden-Württemberg',
      phone: '+49 7571 76-1130',
      fax: '+49 7571 76-1138',
    })
  })

  it('knows a region by its other names', () => {
    expect(row({ address: 'Weg 1\n01796 Pirna, Freistaat Sachsen' }).draft.region).toBe('Sachsen')
  })

  it('does not overwrite a column of its own', () => {
    expect(row({ address: german, fax: '123 456' }).draft.fax).toBe('123 456')
  })

  it('keeps further offices as a note instead of losing them', () => {
    const branch = 'Nebenstelle Bremen\nWeg 5\nTelefon:\n+49 421 16082-0\nbremen@amt.example'
    const { draft, warnings } = row({ address: `${german}\n\n${branch}` })
    expect(draft.notes).toContain(branch)
    expect(draft.phone).toBe('+49 7571 76-1130')
    expect(warnings).toMatchObject([{ code: 'kept-as-note', field: 'address' }])
  })

  it('stays whole where nothing is recognised', () => {
    expect(takeAddressApart('Postfach 20 01 16, 53131 Bonn', new Set())).toMatchObject({
      address: 'Postfach 20 01 16',
      postcode: '53131',
      city: 'Bonn',
    })
    expect(takeAddressApart('BOX 5553', new Set())).toMatchObject({
      address: 'BOX 5553',
      postcode: '',
      city: '',
    })
    expect(takeAddressApart('Telefonseelsorge Köln\nWeg 1', new Set()).address).toBe(
      'Telefonseelsorge Köln\nWeg 1',
    )
  })
})

describe('any row at all', () => {
  it('gives only values that an authority can hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 200, maxLength: 6000 }),
      fc.constantFrom('DE', 'GR', 'Telefon: 123', '12345 Köln, Bayern', 'a@b.example', 'nimic'),
    )
    const fields = fc.array(fc.constantFrom(...LIST_FIELDS, null), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fields, fc.array(cell, { maxLength: 20 }), (mapped, cells) => {
        const names = mapped.map((_, index) => `c${index}`)
        const options = { columns: names, source: 'x', memberState: 'DE' }
        const { draft } = rowToDraft({ line: 1, cells }, mapped, catalogue, options)
        const parsed = authority.schema.partial().safeParse(draft)
        expect(parsed.error?.issues ?? []).toEqual([])
        expect(parsed.data).toEqual(draft)
      }),
      { numRuns: 300 },
    )
  })
})
