import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIST_CAPS } from '../../../src-main/exchange/lists/list'
import type { Refusal } from '../../../src-shared/result'
import sentences from '../../../src-renderer/i18n/en/refusals.json'
import { openCore, type Core } from '../../support/core'
import { stateOf } from '../../support/story'
import { sheetRow, workbookFiles, zipOf } from '../../support/zip'

let core: Core
beforeAll(async () => {
  core = openCore()
  await core.start()
})
afterAll(() => {
  core.close()
})

const utf8 = (text: string) => new TextEncoder().encode(text)
const MEGABYTE = 1024 * 1024
const rows = sheetRow(1, 'Name', 'Country') + sheetRow(2, 'Amt Eins', 'DE')

/** A workbook with one sheet of these rows, and what stands before and after them. */
const workbook = (sheet: string, names = '') => zipOf(workbookFiles(sheet, names))

function placed(name: string, content: Uint8Array): string {
  const path = join(core.folder, name)
  writeFileSync(path, content)
  return path
}

/** Refused by code and parameters, with a sentence that says what to do, and nothing written. */
async function expectRefused(path: string, refusal: Refusal, sentence: RegExp): Promise<void> {
  const before = stateOf(core)
  expect(await core.request('lists.open', {}, { file: path })).toEqual({
    ok: false,
    error: { kind: 'refused', refusal },
  })
  expect(sentences[refusal.code as keyof typeof sentences]).toMatch(sentence)
  expect(stateOf(core)).toEqual(before)
}

const EMPTY = /^The list is empty: below the names of the columns there must be at least one row/
const NO_LIST = /^This is no list\. Choose a CSV or XLSX file/
const NOT_READABLE = /^The file cannot be read as a list\. Save it as CSV or XLSX/
const TOO_LARGE =
  /at most 64 MB, or 128 MB unpacked .* 200,000 rows, 200 columns and 32,000 characters in a cell/
const unreadable = (what: string, line = 0) => ({ code: 'list-not-readable', params: { line, what } })
const tooLarge = (what: string, max: number, more = {}) => ({
  code: 'list-too-large',
  params: { what, max, ...more },
})

describe('a file that is no list is refused with a sentence that says what to do', () => {
  it.each<[string, string, () => Uint8Array, Refusal, RegExp]>([
    ['an empty file', 'empty.csv', () => utf8(''), { code: 'list-empty', params: {} }, EMPTY],
    [
      'only a header',
      'header.csv',
      () => utf8('Name;Country\r\n'),
      { code: 'list-empty', params: {} },
      EMPTY,
    ],
    [
      'a picture with the ending of a list',
      'picture.csv',
      () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]),
      { code: 'list-wrong-kind', params: { kind: 'binary' } },
      NO_LIST,
    ],
    [
      'a zip file that is no workbook',
      'archive.xlsx',
      () => zipOf([{ name: 'readme.txt', content: 'no workbook' }]),
      { code: 'list-wrong-kind', params: { kind: 'zip' } },
      NO_LIST,
    ],
    [
      'a cell of a million characters',
      'cell.csv',
      () => utf8(`Name,Notes\nAmt Eins,${'x'.repeat(1_000_000)}`),
      tooLarge('cell', LIST_CAPS.cellLength, { line: 2 }),
      TOO_LARGE,
    ],
    [
      'a name of a column of a million characters',
      'column.csv',
      () => utf8(`Name,${'x'.repeat(1_000_000)}\nAmt Eins,x`),
      tooLarge('cell', LIST_CAPS.cellLength, { line: 1 }),
      TOO_LARGE,
    ],
    [
      'a workbook of 400 KB that unpacks to 400 MB',
      'bomb.xlsx',
      () => workbook(`<sheetData>${rows}</sheetData>${' '.repeat(400 * MEGABYTE)}`),
      tooLarge('bytes', 128 * MEGABYTE),
      TOO_LARGE,
    ],
    [
      'a workbook that unpacks to more than it claims',
      'lie.xlsx',
      () =>
        zipOf([
          ...workbookFiles(`<sheetData>${rows}</sheetData>`),
          { name: 'xl/sharedStrings.xml', content: ' '.repeat(200 * MEGABYTE), claims: 1000 },
        ]),
      unreadable('zip'),
      NOT_READABLE,
    ],
    [
      'a workbook of ten million rows in a file of a quarter megabyte',
      'rows.xlsx',
      () => workbook(`<sheetData>${rows}${'<row r="3"/>'.repeat(10_000_000)}</sheetData>`),
      unreadable('workbook'),
      NOT_READABLE,
    ],
    [
      'a workbook with a row at four thousand million',
      'far.xlsx',
      () => workbook(`<sheetData>${rows}${sheetRow(4_294_967_290, 'Amt Zwei')}</sheetData>`),
      unreadable('workbook'),
      NOT_READABLE,
    ],
    [
      'a workbook with texts of its own making',
      'entities.xlsx',
      () =>
        zipOf(
          workbookFiles(`<sheetData>${rows.replace('Amt Eins', '&a;')}</sheetData>`).map((file) => ({
            ...file,
            content: `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}">]>${String(file.content)}`,
          })),
        ),
      unreadable('workbook'),
      NOT_READABLE,
    ],
  ])('%s', async (_case, name, content, refusal, sentence) => {
    await expectRefused(placed(name, content()), refusal, sentence)
  })

  it('a folder', async () => {
    const folder = join(core.folder, 'Folder.csv')
    mkdirSync(folder)
    await expectRefused(folder, { code: 'list-wrong-kind', params: { kind: 'folder' } }, NO_LIST)
  })

  it('a file of 3 GB, before anything of it is read', async () => {
    const path = placed('huge.csv', utf8('Name,Country\nAmt Eins,DE\n'))
    // The file has its size, and takes no room on the disk.
    truncateSync(path, 3 * 1024 * MEGABYTE)
    await expectRefused(path, tooLarge('bytes', LIST_CAPS.bytes), TOO_LARGE)
  })
})

describe('a workbook that marks a whole sheet', () => {
  const whole = 'A3:XFD1048576'
  it.each([
    ['as merged', `<sheetData>${rows}</sheetData><mergeCells><mergeCell ref="${whole}"/></mergeCells>`, ''],
    [
      'with allowed values',
      `<sheetData>${rows}</sheetData><dataValidations><dataValidation type="whole" sqref="${whole}"><formula1>1</formula1></dataValidation></dataValidations>`,
      '',
    ],
    [
      'with a width for each column',
      `<cols><col min="1" max="4294967290" width="9"/></cols><sheetData>${rows}</sheetData>`,
      '',
    ],
    [
      'with a name',
      `<sheetData>${rows}</sheetData>`,
      '<definedNames><definedName name="all">A!$A$1:$XFD$1048576</definedName></definedNames>',
    ],
  ])('%s is read by its rows alone', async (_case, sheet, names) => {
    const path = placed('marked.xlsx', workbook(sheet, names))
    expect(await core.done('lists.open', {}, { file: path })).toMatchObject({
      columns: ['Name', 'Country'],
      rowCount: 1,
      sample: [['Amt Eins', 'DE']],
    })
  })
})

describe('a list of 50 MB', () => {
  it('with more rows than are read is refused with the cap', async () => {
    const path = placed('rows.csv', utf8(`Name,Country\n${`Amt ${'x'.repeat(93)},DE\n`.repeat(500_000)}`))
    await expectRefused(path, tooLarge('rows', LIST_CAPS.rows), TOO_LARGE)
  })

  it('with long rows is planned, row for row', async () => {
    const notes = 'x'.repeat(5_000)
    const lines = Array.from({ length: 10_000 }, (_, index) => `Amt ${String(index)},DE,${notes}`)
    const path = placed('long.csv', utf8(['Name,Country,Remarks', ...lines].join('\n')))
    const opened = await core.done('lists.open', {}, { file: path })
    const input = { file: opened.file, mapping: opened.suggested }
    expect((await core.done('lists.plan', input, { file: path })).counts).toMatchObject({
      new: 10_000,
      warnings: 10_000,
    })
  })
})
