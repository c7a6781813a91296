import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeList, kindOf } from '../../../src-main/exchange/lists/decode'
import { LIST_CAPS, uniqueColumns } from '../../../src-main/exchange/lists/list'
import { readList } from '../../../src-main/exchange/lists/read-list'
import { separatorOf } from '../../../src-main/exchange/lists/separator'

const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean, mark: boolean) => {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  if (mark) units.unshift(0xfeff)
  const view = new DataView(new ArrayBuffer(units.length * 2))
  units.forEach((unit, index) => view.setUint16(index * 2, unit, littleEndian))
  return new Uint8Array(view.buffer)
}

const sample = 'Name;Land\nGewerbeamt Köln;DE\nŁódź;PL\n'

describe('a list in any usual encoding', () => {
  it.each([
    ['utf-8', bytes(sample)],
    ['utf-8-bom', bytes(`\ufeff${sample}`)],
    ['utf-16le', utf16(sample, true, true)],
    ['utf-16be', utf16(sample, false, true)],
    ['utf-16le', utf16(sample, true, false)],
    ['utf-16be', utf16(sample, false, false)],
  ])('is read as %s without losing a letter', (encoding, file) => {
    expect(decodeList(file)).toEqual({ text: sample, encoding })
    expect(kindOf(file)).toBe('text')
  })

  it('is read as Windows-1252 when it is no valid UTF-8', () => {
    const file = Uint8Array.from([...bytes('K'), 0xf6, ...bytes('ln '), 0x80])
    expect(decodeList(file)).toEqual({ text: 'Köln €', encoding: 'windows-1252' })
  })
})

describe('the separator', () => {
  it.each([
    [',', 'a,b,c\n1,2,3'],
    [';', 'a;b;c\n"1,2,3,4";5,5;6,6'],
    ['\t', 'a\tb, c\n1\t2, 3'],
    ['|', 'a|b\n1|2'],
    [';', 'Name, official;Country\nAuthority, the;DE\nAnother one;FR'],
  ])('is found to be %j', (separator, text) => {
    expect(separatorOf(text)).toBe(separator)
  })

  it('is a comma where nothing speaks for another', () => {
    expect(separatorOf('name\nCologne')).toBe(',')
    expect(separatorOf('')).toBe(',')
  })
})

const read = async (text: string) => {
  const result = await readList(bytes(text))
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

describe('reading a list', () => {
  it('says on which line of the file each row starts, also behind cells of several lines', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const list = await read(['name,address', '', 'A,"Street', '', 'City"', 'B,x', '', '', 'C,y'].join(end))
      expect(list.rows.map((row) => row.line)).toEqual([3, 6, 9])
      expect(list.rows[0]?.cells[1]).toBe('Street\n\nCity')
    }
  })

  it('fills short rows and keeps cells beyond the header', async () => {
    const list = await read('name,country\nA\nB,DE,extra\nC,FR,,\n')
    expect(list.columns).toEqual(['name', 'country', 'Column 3'])
    expect(list.rows.map((row) => row.cells)).toEqual([
      ['A', '', ''],
      ['B', 'DE', 'extra'],
      ['C', 'FR', ''],
    ])
    expect(list.ragged).toBe(3)
  })

  it('gives every column a name of its own', () => {
    expect(uniqueColumns(['name', '', 'name', ' name ', 'Column 2'])).toEqual([
      'name',
      'Column 2',
      'name (2)',
      'name (3)',
      'Column 2 (2)',
    ])
  })

  it('takes quotes inside a cell as they are', async () => {
    const list = await read('name,note\nThe "old" office,5" pipe\n"Said ""no""",x')
    expect(list.rows.map((row) => row.cells[0])).toEqual(['The "old" office', 'Said "no"'])
  })
})

describe('a file that is no usable list', () => {
  it.each([
    ['list-empty', bytes('')],
    ['list-empty', bytes(' \n\n ')],
    ['list-empty', bytes('name,country\n')],
    ['list-empty', bytes(';;;\n;;\n')],
    ['list-no-header', bytes('12,info@authority.example\n13,other@authority.example')],
    ['list-wrong-kind', bytes('%PDF-1.7 and so on')],
    ['list-wrong-kind', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['list-wrong-kind', Uint8Array.from([1, 0, 0, 7, 0, 0, 9, 0, 0, 0, 1, 1])],
    ['list-not-readable', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9])],
    ['list-too-large', bytes(`name\n${'x'.repeat(LIST_CAPS.cellLength + 1)}`)],
    ['list-too-large', bytes(`name${',x'.repeat(LIST_CAPS.columns + 1)}\na`)],
    ['list-too-large', bytes(`name\n${'a\n'.repeat(LIST_CAPS.rows + 1)}`)],
  ])('is refused with %s', async (code, file) => {
    expect(await readList(file)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('is refused with the line where a quote was never closed', async () => {
    expect(await readList(bytes('name,country\nA,DE\n"B,DE\nC,DE'))).toMatchObject({
      ok: false,
      refusal: { code: 'list-not-readable', params: { what: 'CSV_QUOTE_NOT_CLOSED', line: 3 } },
    })
  })

  it('never brings the program down, whatever the bytes are', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        '""',
        ',',
        ';',
        '\t',
        '|',
        '\n',
        '\r\n',
        '\r',
        '\0',
        '\ufeff',
        'name',
        '%PDF',
        'PK\u0003\u0004',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => bytes(pieces.join(''))),
      fc.array(piece, { maxLength: 60 }).map((pieces) => utf16(pieces.join(''), true, true)),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (file) => {
        const result = await readList(file)
        if (!result.ok) return
        const { columns, rows } = result.value
        expect(new Set(columns).size).toBe(columns.length)
        for (const row of rows) expect(row.cells).toHaveLength(columns.length)
      }),
      { numRuns: 500 },
    )
  })
})
