import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIdentity } from '../../../src-main/reports/signature/certificate'
import { signDetached } from '../../../src-main/reports/signature/cms'
import { identityFile, identityOnCurve, type MadeIdentity } from '../../support/identity'

const NOW = '2026-11-23T08:00:00.000Z'
let folder: string
let good: MadeIdentity

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imi-sign-'))
  good = identityFile(folder, { name: 'Maria Keller' })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (path: string, password: string, now = NOW): string | null => {
  const read = readIdentity(readFileSync(path), password, now)
  return read.ok ? null : read.refusal.code
}

describe('a certificate that is to sign', () => {
  it('is read with its password, and named', () => {
    const read = readIdentity(readFileSync(good.path), good.password, NOW)
    expect(read.ok && read.value.name).toBe('Maria Keller')
  })

  it.each(['p256', 'p384'] as const)('is read with a key on an elliptic curve as well: %s', (curve) => {
    const { path, password } = identityOnCurve(curve)
    const read = readIdentity(readFileSync(path), password, NOW)
    expect(read.ok && read.value.name).toBe('Jörg Weiß')
    expect(codeOf(path, 'wrong')).toBe('certificate-password-wrong')
    expect(codeOf(path, password, '2019-01-01T00:00:00.000Z')).toBe('certificate-not-yet-valid')
  })

  it('says what is wrong with it: password, time, key, or that it is none', () => {
    expect(codeOf(good.path, 'wrong')).toBe('certificate-password-wrong')
    expect(codeOf(good.path, good.password, '2019-01-01T00:00:00.000Z')).toBe('certificate-not-yet-valid')
    expect(codeOf(good.path, good.password, '2100-01-01T00:00:00.000Z')).toBe('certificate-expired')
    const none = join(folder, 'none.p12')
    writeFileSync(none, 'This is no certificate')
    expect(codeOf(none, '')).toBe('certificate-not-readable')
    const bare = identityFile(mkdtempSync(join(folder, 'bare-')), { withoutKey: true })
    expect(codeOf(bare.path, bare.password)).toBe('certificate-without-key')
    const strange = identityOnCurve('ed25519')
    expect(codeOf(strange.path, strange.password)).toBe('certificate-kind')
  })
})

describe('a signature', () => {
  it('names the content, its digest and the certificate, and no time of its own (PAdES baseline B)', () => {
    const read = readIdentity(readFileSync(good.path), good.password, NOW)
    if (!read.ok) throw new Error('The certificate is good')
    const der = signDetached(Buffer.from('A document'), read.value)
    const hex = der.toString('hex')
    const oid = (value: string): string =>
      Buffer.from(forge.asn1.oidToDer(value).getBytes(), 'binary').toString('hex')
    expect(hex).toContain(oid('1.2.840.113549.1.9.16.2.47'))
    expect(hex).toContain(oid('1.2.840.113549.1.9.4'))
    expect(hex).not.toContain(oid('1.2.840.113549.1.9.5'))
  })

  it('is another one for another document', () => {
    const read = readIdentity(readFileSync(good.path), good.password, NOW)
    if (!read.ok) throw new Error('The certificate is good')
    const [one, other] = ['A document', 'A documenT'].map((text) =>
      signDetached(Buffer.from(text), read.value),
    )
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
  })
})
