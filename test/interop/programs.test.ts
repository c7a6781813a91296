import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Authority } from '../../src-shared/entities/authority'
import type { Instant } from '../../src-shared/time'
import { openCore, type Core } from '../support/core'
import { exported } from '../support/exported'
import { accessOf, authorityOf } from '../support/samples'
import { place } from '../support/story'
import { sheetOf } from './programs'

const COLUMNS = [
  'Official name',
  'Informal title',
  'Member State',
  'Region',
  'Types',
  'Status',
  'Inactivated on',
  'Access manager role',
  'Active modules',
  'Suspended modules',
  'Address',
  'Postcode',
  'City',
  'Phone',
  'E-mail',
  'Website',
  'Identifier',
]

/** Names with letters of every alphabet and language of the Union, and what spreadsheets like to change or to run. */
const NAMES = [
  'Ábrahám Ügyfélszolgálat Őrbottyán, Tűzoltóság',
  'Ålands Ämbetsverk, Øresund, Læsø',
  'Bundesanstalt für Straßenwesen, Größe',
  'Dél-dunántúli „Hatóság”; Éire – Údarás',
  'Ħal Għaxaq, Żebbuġ, Ċirkewwa',
  'Îlot-de-l’Œuvre, Çà et là',
  'Łódź, Gdańsk, Ćwiklińska',
  'Ñuñoa ¿qué? España',
  'Šķēde, Ģikši, Žemaitija, Ąžuolų',
  'Škofja Loka, Đakovo, Čakovec',
  'Târgu Mureș, Iași, Țara',
  'Υπουργείο Ανάπτυξης, Αθήνα Ϊ',
  'Агенция по вписванията, Ъгъл',
  'Says "no" \\ and; or, | both',
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+49 228',
  '-2+3',
  '@SUM(A1)',
  '007',
  '1E5',
  '2026-11-23',
  '1/2',
  'TRUE',
  "'tHoff",
  '<b>&lt;no&gt;</b> &amp; more',
  '_x0041_ stays',
  '12345678901234567890',
]

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

/** Fills the store; gives the rows that every list of it should show, header first, by official name. */
function placeAll(): string[][] {
  const rows = NAMES.map((officialName, index) => {
    const inactivated = index % 3 === 1
    const fields: Partial<Authority> = {
      officialName,
      informalTitle: `  Straße ${String(index)}`.trim(),
      address: '=A1\nHaus "B"; Hof',
      postcode: '01067',
      city: '00',
      phone: '+49 228 99',
      email: 'info@authority.example',
      website: 'https://authority.example/?a=1&b=2',
      ...(inactivated && { status: 'inactivated', inactivatedAt: '2026-11-20T10:00:00.000Z' as Instant }),
    }
    const authority = authorityOf(fields)
    place(core, authority, accessOf(authority, { status: inactivated ? 'suspended' : 'active' }))
    return [
      officialName,
      authority.informalTitle,
      'DE',
      '',
      '',
      inactivated ? 'Inactivated' : 'Active',
      inactivated ? '2026-11-20' : '',
      'No',
      inactivated ? '' : 'Registers',
      inactivated ? 'Registers' : '',
      '=A1\nHaus "B"; Hof',
      '01067',
      '00',
      '+49 228 99',
      'info@authority.example',
      'https://authority.example/?a=1&b=2',
      authority.id,
    ]
  })
  return rows
}

/** What a list for spreadsheets shows of a cell that would be run there: the apostrophe stands in the file. */
const harmless = (cell: string) => (/^'*[=+\-@]/.test(cell) ? `'${cell}` : cell)

const byName = (rows: readonly (readonly string[])[]) =>
  [...rows].sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1))

describe('LibreOffice reads', () => {
  it('the workbook of all authorities cell by cell: no zero lost, no formula run', async () => {
    const expected = placeAll()
    const [header, ...rows] = await sheetOf(await exported(core, 'xlsx'))
    expect(header).toEqual(COLUMNS)
    expect(byName(rows)).toEqual(byName(expected))
  })

  it('the workbook to its end, whatever letters a name holds', async () => {
    place(core, authorityOf({ officialName: 'A \u0001\u000b\uffff\ufffe Z', city: 'x\u2028\u0085💙' }))
    place(core, authorityOf({ officialName: 'B' }))
    const rows = await sheetOf(await exported(core, 'xlsx'))
    expect(rows.map((row) => [row[0], row[12]])).toEqual([
      ['Official name', 'City'],
      ['A \ufffd\ufffd Z', 'x\u2028\u0085💙'],
      ['B', ''],
    ])
  })

  it('the CSV file of all authorities cell by cell, where its columns are taken as text', async () => {
    const expected = placeAll().map((row) => row.map(harmless))
    const answers = { separator: ';', columns: COLUMNS.length, as: 'text' } as const
    const [header, ...rows] = await sheetOf(await exported(core, 'csv'), answers)
    expect(header).toEqual(COLUMNS)
    expect(byName(rows)).toEqual(byName(expected))
  })

  it('no formula in the CSV file of all authorities, even where it may take cells for what they look like', async () => {
    placeAll()
    const answers = { separator: ';', columns: COLUMNS.length, as: 'standard' } as const
    const names = (await sheetOf(await exported(core, 'csv'), answers)).map((row) => row[0])
    expect(names).toEqual(
      expect.arrayContaining(["'=1+1", "'=cmd|' /C calc'!A0", "'+49 228", "'-2+3", "'@SUM(A1)"]),
    )
  })

  it('the CSV file of the rows to correct, with what is wrong in each', async () => {
    const list = join(core.folder, 'list.csv')
    writeFileSync(
      list,
      'Name,Country,PLZ,"=HYPERLINK(""http://x.example"")"\nŁódź,Nowhere,007,=1+1\n,DE,,"Υπ, „x”\nзапис"\n',
    )
    const opened = await core.done('lists.open', {}, { file: list })
    await core.done('lists.plan', { file: opened.file, mapping: opened.suggested }, { file: list })
    const file = join(core.folder, 'Zeilen (zu prüfen).csv')
    await core.done('lists.saveFailed', { plan: opened.file }, { file })
    expect(await sheetOf(file, { separator: ';', columns: 5, as: 'text' })).toEqual([
      ['Name', 'Country', 'PLZ', `'=HYPERLINK("http://x.example")`, 'What is wrong'],
      ['Łódź', 'Nowhere', '007', "'=1+1", 'Country: this is no Member State (Nowhere)'],
      ['', 'DE', '', 'Υπ, „x”\nзапис', 'Name: there is no official name'],
    ])
  })
})
