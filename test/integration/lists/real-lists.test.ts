import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { suggestMapping } from '../../../src-main/exchange/lists/mapping'
import { readList } from '../../../src-main/exchange/lists/read-list'
import { rowToDraft } from '../../../src-main/exchange/lists/row-to-draft'
import { authority } from '../../../src-shared/entities/authority'

const fixture = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../../fixtures/lists/${name}`, import.meta.url))))

const drafted = async (name: string) => {
  const read = await readList(fixture(name))
  if (!read.ok) throw new Error(read.refusal.code)
  const { columns, rows } = read.value
  const mapping = suggestMapping(
    columns,
    rows.slice(0, 50).map((row) => row.cells),
  )
  const options = { columns, source: 'publicbodies', memberState: null }
  return {
    list: read.value,
    mapping,
    drafts: rows.map((row) => rowToDraft(row, mapping, catalogue, options)),
  }
}

const count = <Item>(items: readonly Item[], key: (item: Item) => string) => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

describe('the list of German federal bodies', () => {
  it('is read with its 1,003 rows and their lines', async () => {
    const { list } = await drafted('public-bodies-de.csv')
    expect(list.rows).toHaveLength(1003)
    expect(list).toMatchObject({ encoding: 'utf-8', separator: ',', ragged: 0 })
    expect(list.rows[0]?.line).toBe(2)
    expect(list.rows[1]?.line).toBe(20)
  })

  it('maps by itself what matters', async () => {
    const { list, mapping } = await drafted('public-bodies-de.csv')
    const byColumn = Object.fromEntries(list.columns.map((column, index) => [column, mapping[index]]))
    expect(byColumn).toMatchObject({
      id: 'externalId',
      name: 'officialName',
      other_names: 'description',
      description: 'description',
      url: 'website',
      jurisdiction_code: 'memberState',
      phone: 'phone',
      email: 'email',
      address: 'address',
      contact: null,
      parent_id: null,
    })
  })

  it('gives an authority for every row, without an error', async () => {
    const { drafts } = await drafted('public-bodies-de.csv')
    expect(drafts.flatMap((draft) => draft.errors)).toEqual([])
    expect(drafts.every(({ draft }) => draft.memberState === 'DE')).toBe(true)
    for (const { draft } of drafts) expect(authority.schema.partial().safeParse(draft).data).toEqual(draft)
  })

  it('finds postcode, city, region and phone in nearly every address', async () => {
    const { drafts } = await drafted('public-bodies-de.csv')
    const having = (field: 'postcode' | 'city' | 'region' | 'phone' | 'fax') =>
      drafts.filter(({ draft }) => (draft[field] ?? '') !== '').length
    expect(having('postcode')).toBeGreaterThan(950)
    expect(having('region')).toBeGreaterThan(900)
    expect(having('phone')).toBeGreaterThan(900)
    expect(drafts[0]?.draft).toMatchObject({ city: 'Sigmaringen', region: 'Baden-Württemberg' })
  })

  it('warns about each cell that could not stay as it was', async () => {
    const { drafts } = await drafted('public-bodies-de.csv')
    const warnings = drafts.flatMap((draft) => draft.warnings)
    expect(count(warnings, (warning) => `${warning.field} ${warning.code}`)).toMatchInlineSnapshot(`
      {
        "address kept-as-note": 225,
        "description text-cut": 31,
        "email kept-as-note": 2,
        "notes text-cut": 4,
      }
    `)
  })

  it('has one identifier twice', async () => {
    const { drafts } = await drafted('public-bodies-de.csv')
    const ids = count(drafts, ({ draft }) => draft.externalIds?.[0] ?? '')
    expect(Object.entries(ids).filter(([, times]) => times > 1)).toEqual([
      ['publicbodies:de/bundeswehr-dienstleistungszentrum-munster', 2],
    ])
  })
})

describe('the list of Swedish bodies', () => {
  it('gives an authority for each of its 652 rows', async () => {
    const { list, drafts } = await drafted('public-bodies-se.csv')
    expect(list.rows).toHaveLength(652)
    expect(drafts.flatMap((draft) => draft.errors)).toEqual([])
    expect(new Set(drafts.map(({ draft }) => draft.externalIds?.[0])).size).toBe(652)
  })

  it('takes cells of blanks as empty', async () => {
    const { drafts } = await drafted('public-bodies-se.csv')
    const court = drafts.find(({ draft }) => draft.officialName === 'Alingsås Tingsrätt')
    expect(court?.draft.phone).toBe('')
    expect(drafts.flatMap((draft) => draft.warnings)).toEqual([])
  })
})

const workbook = async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Empty')
  const sheet = book.addWorksheet('Authorities')
  sheet.addRow(['Name', 'Country', 'E-mail', 'Registered', 'Number'])
  sheet.addRow([])
  sheet.addRow([
    { richText: [{ text: 'Amt ' }, { font: { bold: true }, text: 'Köln' }] },
    'DE',
    { text: 'info@amt.example', hyperlink: 'mailto:info@amt.example' },
    new Date(Date.UTC(2014, 2, 31)),
    { formula: 'A1+1', result: 42 },
  ])
  book.addWorksheet('Second').addRows([['Name'], ['Ale kommun']])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe('a workbook', () => {
  it('is read from the first sheet that holds something', async () => {
    expect(await readList(await workbook())).toMatchObject({
      ok: true,
      value: {
        sheet: 'Authorities',
        sheets: ['Authorities', 'Second'],
        encoding: null,
        columns: ['Name', 'Country', 'E-mail', 'Registered', 'Number'],
        rows: [{ line: 3, cells: ['Amt Köln', 'DE', 'info@amt.example', '2014-03-31', '42'] }],
      },
    })
  })

  it('is read from the sheet that was chosen', async () => {
    expect(await readList(await workbook(), { sheet: 'Second' })).toMatchObject({
      ok: true,
      value: { rows: [{ line: 2, cells: ['Ale kommun'] }] },
    })
    expect(await readList(await workbook(), { sheet: 'None' })).toMatchObject({
      refusal: { code: 'list-empty' },
    })
  })

  it('never brings the program down when it is damaged', async () => {
    const whole = await workbook()
    const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(places, fc.nat(whole.length), async (damage, length) => {
        const file = whole.slice(0, damage.length % 2 === 0 ? length : whole.length)
        for (const [place, value] of damage) if (place < file.length) file[place] = value
        expect(typeof (await readList(file)).ok).toBe('boolean')
      }),
      { numRuns: 60 },
    )
  })
})
