import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { ListMapping } from '../../../src-shared/contract/lists'
import { LIST_FIELDS } from '../../../src-shared/entities/authority-fields'

type Row = readonly string[]
type Table = readonly Row[]

/** A file as somebody could bring it, and how its columns are to be read. */
export interface SpoiledList {
  readonly bytes: Uint8Array
  readonly mapping: Partial<Omit<ListMapping, 'accessManager'>>
}

/** Header and first rows of a real list. */
function realList(name: string): { header: Row; rows: Table } {
  const path = fileURLToPath(new URL(`../../fixtures/lists/${name}`, import.meta.url))
  const [header = [], ...rows] = parse(readFileSync(path, 'utf8'), { to: 40 })
  return { header, rows }
}

const REAL = [realList('public-bodies-de.csv'), realList('public-bodies-se.csv')]
const HEADERS = ['Name', 'Country', 'id', 'E-mail', 'Address', 'Types', 'Languages', 'Notes', 'PLZ', 'Region']

/** Cells that are hard on whoever reads, keeps or shows them. */
const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '+49 228 1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  "'=1+1",
  '<img src=x onerror=alert(1)>',
  '</td><script>alert(1)</script>',
  '"',
  '""',
  'a;b,c|d\te',
  'first\nsecond',
  'first\r\nsecond',
  '\ufeff',
  '\ufeffName',
  'a\0b',
  '\ud83d',
  '\udc99x',
  '\u202egnp.exe',
  '\uffff',
  'e\u0301',
  '\u0085',
  '__proto__',
  'constructor',
  '{count} | @:refusals.stale',
  'x'.repeat(301),
  'ß'.repeat(4001),
  '2014-02-30',
  '99999999999999999999',
]

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Amt Eins', 'Amt Zwei', 'amt eins', 'Amt  Eins', 'Ämt Éins', '') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('DE', 'SE', 'GR', 'UK', 'Österreich', 'Nowhere', 'de, fr', 'a@b.example'),
  },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)

const realTable = fc
  .constantFrom(...REAL)
  .chain(({ header, rows }) =>
    fc.subarray([...rows], { minLength: 1, maxLength: 6 }).map((some): Table => [header, ...some]),
  )
const madeTable = fc
  .tuple(
    fc.subarray(HEADERS, { minLength: 1 }),
    fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 }),
    fc.array(fc.tuple(cell, fc.constantFrom('DE', 'SE', 'IT')), { maxLength: 4 }),
  )
  .map(([header, rows, plain]): Table => [header, ...plain, ...rows])

/** Rows that nearly speak of the same authority: with and without an id, under one name, with other values. */
const twinTable = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'a', 'b'),
      fc.constantFrom('Amt Eins', 'Amt Zwei', 'amt eins'),
      fc.constantFrom('DE', 'SE'),
      fc.constantFrom('', 'Köln', 'Bonn'),
    ),
    { minLength: 2, maxLength: 8 },
  )
  .map((rows): Table => [['id', 'Name', 'Country', 'City'], ...rows])

/** What happens to a table on its way through other programs. */
const tableFault = fc.oneof(
  fc.nat(20).map((at) => (table: Table) => table.map((row) => row.filter((_, index) => index !== at))),
  fc
    .nat(20)
    .map(
      (at) => (table: Table) => table.map((row) => row.flatMap((one, i) => (i === at ? [one, one] : [one]))),
    ),
  fc.tuple(fc.nat(8), fc.nat(20)).map(
    ([at, length]) =>
      (table: Table) =>
        table.map((row, index) => (index === at ? row.slice(0, length) : row)),
  ),
  fc.nat(8).map((at) => (table: Table) => table.flatMap((row, index) => (index === at ? [row, row] : [row]))),
  fc.tuple(fc.nat(8), fc.nat(20), cell).map(
    ([line, at, text]) =>
      (table: Table) =>
        table.map((row, index) =>
          index === line ? row.map((one, column) => (column === at % row.length ? text : one)) : row,
        ),
  ),
  fc.constant((table: Table) => table.slice(1)),
)

/** What happens to the text. */
const textFault = fc.oneof(
  fc.nat(40).map((nth) => (text: string) => {
    let seen = 0
    return text.replace(/"/g, (quote) => (seen++ === nth ? '' : quote))
  }),
  fc.constant((text: string) => text.replaceAll('"', '')),
  fc.tuple(fc.nat(40), fc.constantFrom(',', ';', '\t', '|')).map(([nth, other]) => (text: string) => {
    let seen = 0
    return text.replace(/[,;\t|]/g, (separator) => (seen++ % (nth + 1) === nth ? other : separator))
  }),
  fc.tuple(fc.nat(2000), fc.constantFrom(...HOSTILE)).map(
    ([at, piece]) =>
      (text: string) =>
        text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)),
  ),
  fc.nat(2000).map((length) => (text: string) => text.slice(0, length)),
)

/** What happens to the bytes. */
const byteFault = fc.oneof(
  fc
    .array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((flips) => (bytes: Uint8Array) => {
      const spoiled = bytes.slice()
      for (const [at, bits] of flips) {
        const place = at % bytes.length
        if (bytes.length > 0) spoiled[place] = (bytes[place] ?? 0) ^ bits
      }
      return spoiled
    }),
  fc.nat(2000).map((length) => (bytes: Uint8Array) => bytes.slice(0, length)),
)

const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes)
}
const ENCODINGS: readonly ((text: string) => Uint8Array)[] = [
  (text) => new TextEncoder().encode(text),
  (text) => new TextEncoder().encode(`\ufeff${text}`),
  (text) => utf16(`\ufeff${text}`, false),
  (text) => utf16(`\ufeff${text}`, true),
  (text) => utf16(text, false),
  (text) => utf16(text, true),
  (text) => new Uint8Array(Buffer.from(text, 'latin1')),
]

function written(table: Table, separator: string, lineEnd: string, quoteAll: boolean): string {
  const quoted = (one: string) =>
    quoteAll || /["\r\n]/.test(one) || one.includes(separator) ? `"${one.replaceAll('"', '""')}"` : one
  return table.map((row) => row.map(quoted).join(separator)).join(lineEnd)
}

const applyAll = <Value>(start: Value, faults: readonly ((value: Value) => Value)[]) =>
  faults.reduce((value, fault) => fault(value), start)

const columns = fc.array(fc.constantFrom(...LIST_FIELDS, null), { maxLength: 12 })
const mapping = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ memberState: fc.constantFrom('DE', 'SE', 'UK', '!!', '') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      columns: columns.map((some) => ['officialName' as const, ...some]),
      memberState: fc.constantFrom('DE', ''),
      source: fc.constantFrom('list', 'other', '-'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ columns }) },
)

/** Real and made-up lists, damaged as tables, as texts and as bytes. */
export const spoiledLists: fc.Arbitrary<SpoiledList> = fc
  .record({
    table: fc.oneof(realTable, madeTable, twinTable),
    tableFaults: fc.array(tableFault, { maxLength: 2 }),
    separator: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    textFaults: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(textFault, { maxLength: 2 }) },
    ),
    encode: fc.constantFrom(...ENCODINGS),
    byteFaults: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(byteFault, { maxLength: 2 }) },
    ),
    mapping,
  })
  .map((list) => {
    const table = applyAll(list.table, list.tableFaults)
    const text = applyAll(written(table, list.separator, list.lineEnd, list.quoteAll), list.textFaults)
    return { bytes: applyAll(list.encode(text), list.byteFaults), mapping: list.mapping }
  })
