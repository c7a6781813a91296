import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import forge from 'node-forge'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'

const { asn1, pki, pkcs12 } = forge

export interface MadeIdentity {
  readonly path: string
  readonly password: string
}

/** A P12 file of the fixtures: a key on an elliptic curve, or of a kind that nobody signs with here. */
export function identityOnCurve(curve: 'p256' | 'p384' | 'ed25519'): MadeIdentity {
  return { path: inRoot(`test/fixtures/certificates/${curve}.p12`), password: 'Geheim2026' }
}

/**
 * A key and a certificate that signs itself, in a P12 file, as a person brings one; valid around now unless told.
 * `rounds` is what the file says of how its password is tried; it was made with fewer.
 */
export function identityFile(
  folder: string,
  options: { from?: Date; until?: Date; withoutKey?: boolean; name?: string; rounds?: number } = {},
): MadeIdentity {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(2048)
  const certificate = pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.serialNumber = '01'
  certificate.validity.notBefore = options.from ?? new Date(Date.UTC(2020, 0, 1))
  certificate.validity.notAfter = options.until ?? new Date(Date.UTC(2099, 0, 1))
  const subject = [{ name: 'commonName', value: options.name ?? 'Maria Keller' }]
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  certificate.sign(privateKey, forge.md.sha256.create())
  const password = 'Geheim2026'
  const key = options.withoutKey === true ? (null as unknown as typeof privateKey) : privateKey
  const file = pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm: '3des' })
  if (options.rounds !== undefined) {
    const mac = (file.value as forge.asn1.Asn1[])[2]?.value as forge.asn1.Asn1[]
    const count = mac[2]
    if (count === undefined) throw new Error('The file says nothing of rounds')
    count.value = asn1.integerToDer(options.rounds).getBytes()
  }
  const path = join(folder, 'identity.p12')
  writeFileSync(path, Buffer.from(asn1.toDer(file).getBytes(), 'binary'))
  return { path, password }
}
