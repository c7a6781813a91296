// Draws the icon of the program into resources/icons. Run it by hand after changing the drawing:
// node resources/tooling/icons.mjs
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { inRoot } from './lib/paths.mjs'

const BLUE = [0x0b, 0x3d, 0x91]
const YELLOW = [0xff, 0xcc, 0x00]
const SAMPLES = 4

// The drawing, in a square from 0 to 1: a speech bubble with the letter i on a rounded square.
const inCircle = (x, y, cx, cy, r) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r
const inBox = (x, y, left, top, right, bottom) => x >= left && x <= right && y >= top && y <= bottom

function inRoundedSquare(x, y) {
  const r = 0.2
  const nearest = (v) => Math.min(Math.max(v, r), 1 - r)
  return inCircle(x, y, nearest(x), nearest(y), r)
}
const inTail = (x, y) => y >= 0.6 && y <= 0.88 && x >= 0.24 && x <= 0.24 + (0.88 - y) * 1.15
const inBubble = (x, y) => inCircle(x, y, 0.5, 0.46, 0.33) || inTail(x, y)
const inLetter = (x, y) => inCircle(x, y, 0.5, 0.3, 0.055) || inBox(x, y, 0.45, 0.4, 0.55, 0.65)

function colourAt(x, y) {
  if (!inRoundedSquare(x, y)) return undefined
  return inBubble(x, y) && !inLetter(x, y) ? YELLOW : BLUE
}

function pixel(column, line, size) {
  const sum = [0, 0, 0]
  let covered = 0
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = (column + ((i % SAMPLES) + 0.5) / SAMPLES) / size
    const y = (line + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size
    const colour = colourAt(x, y)
    if (colour === undefined) continue
    covered++
    colour.forEach((value, channel) => (sum[channel] += value))
  }
  if (covered === 0) return [0, 0, 0, 0]
  return [...sum.map((value) => Math.round(value / covered)), Math.round((255 * covered) / SAMPLES ** 2)]
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function png(size) {
  const lines = []
  for (let line = 0; line < size; line++) {
    const bytes = [0]
    for (let column = 0; column < size; column++) bytes.push(...pixel(column, line, size))
    lines.push(Buffer.from(bytes))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(({ size, data }, index) => {
    const at = 6 + 16 * index
    // 0 stands for 256.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(data.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += data.length
  })
  return Buffer.concat([header, ...images.map(({ data }) => data)])
}

function icns(images) {
  const entries = images.map(({ type, data }) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'ascii')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  })
  const body = Buffer.concat(entries)
  const head = Buffer.alloc(8)
  head.write('icns', 0, 'ascii')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

const drawn = new Map([16, 32, 48, 64, 128, 256, 512, 1024].map((size) => [size, png(size)]))
const images = (sizes) => sizes.map((size) => ({ size, data: drawn.get(size) }))

writeFileSync(inRoot('resources/icons/icon.png'), drawn.get(512))
writeFileSync(inRoot('resources/icons/icon.ico'), ico(images([16, 32, 48, 64, 128, 256])))
writeFileSync(
  inRoot('resources/icons/icon.icns'),
  icns([
    { type: 'ic07', data: drawn.get(128) },
    { type: 'ic08', data: drawn.get(256) },
    { type: 'ic09', data: drawn.get(512) },
    { type: 'ic10', data: drawn.get(1024) },
  ]),
)
