import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readIdentity } from '../../src-main/reports/signature/certificate'
import { signPdf } from '../../src-main/reports/signature/sign-pdf'
import { identityFile, identityOnCurve, type MadeIdentity } from '../support/identity'
import { signatureOfPdf } from './programs'

const AT = '2026-11-23T08:00:00.000Z'
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imi-signed-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The smallest document that a reader takes: one empty sheet. */
function emptyPdf(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>',
  ]
  const places: number[] = []
  let text = '%PDF-1.7\n'
  for (const [index, object] of objects.entries()) {
    places.push(text.length)
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  return Buffer.from(
    `${text}xref\n0 4\n0000000000 65535 f \n${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`,
  )
}

it.each<[string, string, () => MadeIdentity]>([
  ['RSA', 'Maria Keller', () => identityFile(folder, { name: 'Maria Keller' })],
  ['the curve P-256', 'Jörg Weiß', () => identityOnCurve('p256')],
  ['the curve P-384', 'Jörg Weiß', () => identityOnCurve('p384')],
])(
  'poppler verifies what was signed with a key on %s, and finds one changed byte',
  async (_kind, name, made) => {
    const { path, password } = made()
    const identity = readIdentity(readFileSync(path), password, AT)
    if (!identity.ok) throw new Error(identity.refusal.code)
    const words = { reason: 'Geprüft', place: 'Łódź', contact: 'maria.keller@helpdesk.example', at: AT }
    const signed = await signPdf(emptyPdf(), identity.value, words)
    const file = join(folder, 'signed.pdf')
    writeFileSync(file, signed)
    const told = await signatureOfPdf(file)
    expect(told).toContain('Signature is Valid.')
    expect(told).toContain('Total document signed')
    expect(told).toContain(name)
    const spoiled = Buffer.from(signed)
    const place = spoiled.indexOf('595')
    spoiled.write('596', place)
    writeFileSync(file, spoiled)
    expect(await signatureOfPdf(file)).not.toContain('Signature is Valid.')
  },
)
