import { crc32, deflateRawSync } from 'node:zlib'
import { open, type ZipFile } from 'yauzl'

/** A file inside a zip file. */
export interface ZipEntry {
  readonly name: string
  readonly content: string | Uint8Array
  /** The unpacked size that the zip file claims; the true one where it is not given. */
  readonly claims?: number
}

/** Numbers as zip files hold them, each with its width in bytes. */
function numbers(...fields: readonly (readonly [value: number, width: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, width]) => {
      const bytes = Buffer.alloc(width)
      if (width === 2) bytes.writeUInt16LE(value)
      else bytes.writeUInt32LE(value)
      return bytes
    }),
  )
}

/** A zip file built by hand, so that it can also lie about what it holds. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims } of entries) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const path = Buffer.from(name)
    const told = [
      numbers([20, 2], [0, 2], [8, 2], [0, 2], [33, 2], [crc32(bytes), 4]),
      numbers([packed.length, 4], [claims ?? bytes.length, 4], [path.length, 2], [0, 2]),
    ]
    const local = Buffer.concat([numbers([0x04034b50, 4]), ...told, path, packed])
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4])
    directory.push(Buffer.concat([numbers([0x02014b50, 4], [20, 2]), ...told, place, path]))
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = numbers(
    [0x06054b50, 4],
    [0, 4],
    [entries.length, 2],
    [entries.length, 2],
    [index.length, 4],
    [offset, 4],
    [0, 2],
  )
  return new Uint8Array(Buffer.concat([...parts, index, end]))
}

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A row of a sheet with texts in its cells. */
export const sheetRow = (number: number, ...cells: readonly string[]): string =>
  `<row r="${String(number)}">${cells
    .map(
      (text, column) =>
        `<c r="${String.fromCharCode(65 + column)}${String(number)}" t="str"><v>${text}</v></c>`,
    )
    .join('')}</row>`

/** The files of a workbook with one sheet of this content, for workbooks that no program would write. */
export function workbookFiles(sheet: string, names = ''): ZipEntry[] {
  return [
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${RELATIONS}"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets>${names}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${RELATIONS}"><Relationship Id="b" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet xmlns="${SPREADSHEET}">${sheet}</worksheet>` },
  ]
}

/** Everything in a zip file, by name, in its order. */
export async function filesIn(path: string): Promise<Map<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(path, { lazyEntries: true }, (error, opened) => (error === null ? resolve(opened) : reject(error)))
  })
  const files = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: { fileName: string }) => {
      zip.openReadStream(entry as never, (error, stream) => {
        if (error !== null) {
          reject(error)
          return
        }
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(parts))
          zip.readEntry()
        })
      })
    })
    zip.on('end', () => resolve(files))
    zip.on('error', reject)
    zip.readEntry()
  })
}
