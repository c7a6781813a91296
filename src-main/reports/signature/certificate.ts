import forge from 'node-forge'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { CertificateRefusal } from '../../app/ports'

/** A key with its certificates, as the signature needs them. */
export interface Identity {
  /** Private key, PKCS #8 in PEM. */
  readonly key: string
  /** The signer's certificate first, then those above it; DER. */
  readonly certificates: readonly Buffer[]
  readonly name: string
}

const { pki, asn1, pkcs12 } = forge

/**
 * Reads a key and its certificates out of a P12/PFX file (K9).
 * @param now when it is used; the certificate must be valid then
 */
export function readIdentity(
  bytes: Uint8Array,
  password: string,
  now: string,
): Result<Identity, CertificateRefusal> {
  const file = unlock(bytes, password)
  if (!file.ok) return file
  const key = keyOf(file.value)
  const certificates = certificatesOf(file.value)
  if (certificates.length === 0) return refuse('certificate-not-readable')
  if (key === null) return refuse('certificate-without-key')
  const own = certificates.find((each) => fits(each, key))
  if (own === undefined) return refuse('certificate-without-key')
  const { notBefore, notAfter } = own.validity
  const moment = Date.parse(now)
  if (moment < notBefore.getTime())
    return refuse('certificate-not-yet-valid', { from: notBefore.toISOString() })
  if (moment > notAfter.getTime()) return refuse('certificate-expired', { until: notAfter.toISOString() })
  return ok({
    key: pki.privateKeyInfoToPem(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key))),
    certificates: [own, ...certificates.filter((each) => each !== own)].map(derOf),
    name: nameOf(own),
  })
}

function unlock(
  bytes: Uint8Array,
  password: string,
): Result<
  forge.pkcs12.Pkcs12Pfx,
  'certificate-not-readable' | 'certificate-password-wrong' | 'certificate-kind'
> {
  let content: forge.asn1.Asn1
  try {
    content = asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')))
  } catch {
    return refuse('certificate-not-readable')
  }
  try {
    return ok(pkcs12.pkcs12FromAsn1(content, password))
  } catch (error) {
    const told = error instanceof Error ? error.message : ''
    if (/MAC could not be verified|Invalid password/i.test(told)) return refuse('certificate-password-wrong')
    // The library reads RSA keys only; a card's elliptic curve is another kind.
    return refuse(
      /public key|OID is not RSA|unsupported/i.test(told) ? 'certificate-kind' : 'certificate-not-readable',
    )
  }
}

function keyOf(file: forge.pkcs12.Pkcs12Pfx): forge.pki.rsa.PrivateKey | null {
  const { pkcs8ShroudedKeyBag = '', keyBag = '' } = pki.oids
  const bags = [pkcs8ShroudedKeyBag, keyBag].flatMap((type) => file.getBags({ bagType: type })[type] ?? [])
  return bags.find((bag) => bag.key != null)?.key ?? null
}

function certificatesOf(file: forge.pkcs12.Pkcs12Pfx): forge.pki.Certificate[] {
  const { certBag = '' } = pki.oids
  return (file.getBags({ bagType: certBag })[certBag] ?? []).flatMap((bag) => bag.cert ?? [])
}

function fits(certificate: forge.pki.Certificate, key: forge.pki.rsa.PrivateKey): boolean {
  const held = certificate.publicKey as forge.pki.rsa.PublicKey
  return held.n.compareTo(key.n) === 0
}

function derOf(certificate: forge.pki.Certificate): Buffer {
  return Buffer.from(asn1.toDer(pki.certificateToAsn1(certificate)).getBytes(), 'binary')
}

function nameOf(certificate: forge.pki.Certificate): string {
  const field = certificate.subject.getField('CN') as { value?: unknown } | null
  const value = typeof field?.value === 'string' ? field.value : ''
  // The library gives UTF-8 as it found it, byte by byte.
  return Buffer.from(value, 'binary').toString('utf8')
}
