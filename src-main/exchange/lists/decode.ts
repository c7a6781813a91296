/** How the bytes of a list were read. */
export type ListEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** What a file is by its first bytes. */
export type FileKind = 'text' | 'zip' | 'xls' | 'pdf' | 'rtf' | 'binary'

export interface Decoded {
  readonly text: string
  readonly encoding: ListEncoding
}

const startsWith = (bytes: Uint8Array, ...start: number[]) =>
  start.every((byte, index) => bytes[index] === byte)

/** What Windows-1252 has where Latin-1 has control characters, from 0x80 on; five of these bytes mean nothing. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Written out here, since decoders of some releases of Node take Windows-1252 for Latin-1. */
function windows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252.charAt(letter.charCodeAt(0) - 0x80))
}

/** UTF-16 without a mark shows as a zero in every second byte, as long as the text is mostly Latin. */
function silentUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 2000) & ~1
  if (length < 4 || bytes.length % 2 === 1) return undefined
  let even = 0
  let odd = 0
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1
    if (bytes[index + 1] === 0) odd += 1
  }
  const half = length / 2
  if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.7 && odd < half * 0.05) return 'utf-16be'
  return undefined
}

/**
 * Says what a file is by its content; the name of a file proves nothing. `binary` is anything with zero bytes that
 * is no UTF-16 text.
 */
export function kindOf(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, 0x50, 0x4b)) return 'zip'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'xls'
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) return 'rtf'
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff) || silentUtf16(bytes)) return 'text'
  return bytes.subarray(0, 8000).includes(0) ? 'binary' : 'text'
}

/**
 * Turns the bytes of a list into text: UTF-8 with or without mark, UTF-16 of both orders, and Windows-1252 for
 * whatever is no valid UTF-8. Never refuses: every byte means something in Windows-1252.
 */
export function decodeList(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
    const text = strictUtf8(bytes.subarray(3))
    if (text !== undefined) return { text, encoding: 'utf-8-bom' }
  }
  if (startsWith(bytes, 0xff, 0xfe)) return decode(bytes, 'utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return decode(bytes, 'utf-16be')
  const silent = silentUtf16(bytes)
  if (silent !== undefined) return decode(bytes, silent)
  const text = strictUtf8(bytes)
  return text === undefined
    ? { text: windows1252(bytes), encoding: 'windows-1252' }
    : { text, encoding: 'utf-8' }
}

function decode(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
