import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCore, type Core } from '../../support/core'
import { workbookFiles, sheetRow, zipOf } from '../../support/zip'
import { importOf } from './importing'

let core: Core
let whole: readonly Uint8Array[]
beforeAll(async () => {
  core = openCore()
  await core.start()
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Authorities')
  sheet.addRow(['Name', 'Country', 'E-mail', 'Registered'])
  sheet.addRow([
    { richText: [{ text: 'Amt ' }, { font: { bold: true }, text: 'Köln' }] },
    'DE',
    '',
    new Date(0),
  ])
  sheet.addRow([
    { formula: 'A2', result: 'Amt Ulm' },
    'DE',
    { text: 'Post', hyperlink: 'mailto:a@b.example' },
  ])
  sheet.mergeCells('A5:C6')
  sheet.getCell('A5').note = 'A note'
  sheet.addTable({ name: 'T', ref: 'F1', columns: [{ name: 'x' }], rows: [['y']] })
  whole = [
    new Uint8Array(await book.xlsx.writeBuffer()),
    zipOf(
      workbookFiles(`<sheetData>${sheetRow(1, 'Name', 'Country')}${sheetRow(2, 'Amt', 'DE')}</sheetData>`),
    ),
  ]
})
afterAll(() => {
  core.close()
})

describe('a damaged workbook', () => {
  it('is refused with a reason or planned: 400 with other bits, or cut off', async () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 20 })
    const length = fc.option(fc.nat(), { nil: null })
    await fc.assert(
      fc.asyncProperty(fc.nat(1), flips, length, async (which, places, cut) => {
        const file = whole[which] ?? new Uint8Array()
        const bytes = file.slice(0, cut === null ? file.length : cut % file.length)
        for (const [place, bits] of places) {
          const at = place % file.length
          if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ bits
        }
        await importOf(core, { bytes, mapping: {} }, 'damaged.xlsx')
      }),
      { numRuns: 400 },
    )
    expect((await core.done('history.verify', {})).broken).toBeNull()
  })

  it('is refused with a reason or planned: 400 whose insides are other texts', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        '/',
        '&',
        ' r="',
        ' t="s"',
        ' t="e"',
        '<v>',
        '</c>',
        '<row r="0">',
        '<f>1/0</f>',
        ']]>',
      ),
      fc.constantFrom(
        '<c r="A0"/>',
        '<c/>',
        '<is><t>x</t></is>',
        '<c r="B2" t="d"><v>x</v></c>',
        '99999999999',
        '-1',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(4), piece), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.nat(3), edits, async (spoiled, changes) => {
        const files = workbookFiles(
          `<sheetData>${sheetRow(1, 'Name', 'Country')}${sheetRow(2, 'Amt', 'DE')}</sheetData>`,
        ).map((file, index) => ({
          ...file,
          content: changes.reduce((text, [at, gone, added]) => {
            const place = at % text.length
            return index === spoiled ? text.slice(0, place) + added + text.slice(place + gone) : text
          }, String(file.content)),
        }))
        await importOf(core, { bytes: zipOf(files), mapping: {} }, 'damaged.xlsx')
      }),
      { numRuns: 400 },
    )
    expect((await core.done('history.verify', {})).broken).toBeNull()
  })
})
