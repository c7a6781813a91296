import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import forge from 'node-forge'
import { ok, refuse, type Result } from '../../../src-shared/result'
import type { CertificateRefusal } from '../../app/ports'

/** A key with its certificates, as the signature needs them. */
export interface Identity {
  readonly key: KeyObject
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
  const certificates = certificatesOf(file.value)
  if (certificates.length === 0) return refuse('certificate-not-readable')
  const key = keyOf(file.value)
  if (key === null) return refuse('certificate-without-key')
  if (!canSign(key)) return refuse('certificate-kind')
  const own = certificates.find((each) => each.checkPrivateKey(key))
  if (own === undefined) return refuse('certificate-without-key')
  const from = Date.parse(own.validFrom)
  const until = Date.parse(own.validTo)
  const moment = Date.parse(now)
  // A day that cannot be read would be neither before nor after any other.
  if (Number.isNaN(from) || Number.isNaN(until)) return refuse('certificate-not-readable')
  if (moment < from) return refuse('certificate-not-yet-valid', { from: new Date(from).toISOString() })
  if (moment > until) return refuse('certificate-expired', { until: new Date(until).toISOString() })
  return ok({
    key,
    certificates: [own, ...certificates.filter((each) => each !== own)].map((each) => each.raw),
    name: nameOf(own),
  })
}

/** Curves whose signatures are verified everywhere, by the names that the operating system's library gives them. */
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1']

/** RSA, or an elliptic curve of NIST: what the signature names as its algorithm (`cms.ts`). */
function canSign({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'ec') return CURVES.includes(asymmetricKeyDetails?.namedCurve)
  return asymmetricKeyType === 'rsa'
}

function unlock(
  bytes: Uint8Array,
  password: string,
): Result<forge.pkcs12.Pkcs12Pfx, 'certificate-not-readable' | 'certificate-password-wrong'> {
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
    const wrong = /MAC could not be verified|Invalid password/i.test(told)
    return refuse(wrong ? 'certificate-password-wrong' : 'certificate-not-readable')
  }
}

/** The bag holds an RSA key as the library's own, any other as it stands in the file. */
function keyOf(file: forge.pkcs12.Pkcs12Pfx): KeyObject | null {
  const { pkcs8ShroudedKeyBag = '', keyBag = '' } = pki.oids
  const bags = [pkcs8ShroudedKeyBag, keyBag].flatMap((type) => file.getBags({ bagType: type })[type] ?? [])
  for (const { key, asn1: other } of bags) {
    const info = key == null ? other : pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key))
    try {
      return createPrivateKey({ key: derOf(info), format: 'der', type: 'pkcs8' })
    } catch {
      // A key of a kind that nobody here knows.
    }
  }
  return null
}

function certificatesOf(file: forge.pkcs12.Pkcs12Pfx): X509Certificate[] {
  const { certBag = '' } = pki.oids
  return (file.getBags({ bagType: certBag })[certBag] ?? []).flatMap(({ cert, asn1: other }) => {
    try {
      return new X509Certificate(derOf(cert == null ? other : pki.certificateToAsn1(cert)))
    } catch {
      return []
    }
  })
}

function derOf(tree: forge.asn1.Asn1): Buffer {
  return Buffer.from(asn1.toDer(tree).getBytes(), 'binary')
}

function nameOf(certificate: X509Certificate): string {
  const { CN: name } = certificate.toLegacyObject().subject
  return (Array.isArray(name) ? name[0] : name) ?? ''
}
