import { createHash, createSign } from 'node:crypto'
import forge from 'node-forge'
import type { Identity } from './certificate'

const { asn1 } = forge
const { Class, Type } = asn1

type Node = forge.asn1.Asn1

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

const node = (type: forge.asn1.Type, constructed: boolean, value: string | Node[]): Node =>
  asn1.create(Class.UNIVERSAL, type, constructed, value)
const sequence = (...parts: Node[]): Node => node(Type.SEQUENCE, true, parts)
const set = (...parts: Node[]): Node => node(Type.SET, true, parts)
const oid = (value: string): Node => node(Type.OID, false, asn1.oidToDer(value).getBytes())
const octets = (bytes: Buffer): Node => node(Type.OCTETSTRING, false, bytes.toString('binary'))
const integer = (value: number): Node => node(Type.INTEGER, false, asn1.integerToDer(value).getBytes())
const parsed = (der: Buffer): Node => asn1.fromDer(forge.util.createBuffer(der.toString('binary')))
/** A part under the tag 0 of its surroundings: the only one that is needed here, which the library calls NONE. */
const tagged = (parts: Node[]): Node => asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, parts)
const derOf = (tree: Node): Buffer => Buffer.from(asn1.toDer(tree).getBytes(), 'binary')
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()
const algorithm = (value: string): Node => sequence(oid(value), node(Type.NULL, false, ''))

/** The parts of a certificate that name it: its issuer and serial number, as they stand in it. */
function issuerAndSerial(certificate: Buffer): { issuer: Node; serial: Node } {
  const fields = (parsed(certificate).value as Node[])[0]?.value as Node[]
  const first = fields[0]?.tagClass === Class.CONTEXT_SPECIFIC ? 1 : 0
  const [serial, issuer] = [fields[first], fields[first + 2]]
  if (serial === undefined || issuer === undefined) throw new Error('This is no certificate')
  return { issuer, serial }
}

/**
 * A detached signature over bytes as PAdES baseline B wants it (ETSI EN 319 142-1): SHA-256 with RSA or ECDSA, the content
 * type, the digest, and which certificate signed (ESS signing-certificate-v2); the time stands in the document, not here.
 * @returns DER of the CMS SignedData
 */
export function signDetached(bytes: Buffer, { key, certificates }: Identity): Buffer {
  const [own] = certificates
  if (own === undefined) throw new Error('A signature needs a certificate')
  const { issuer, serial } = issuerAndSerial(own)
  const attributes = [
    sequence(oid(OID.contentType), set(oid(OID.data))),
    sequence(oid(OID.messageDigest), set(octets(sha256(bytes)))),
    // The hash algorithm is left out: SHA-256 is the default of ESSCertIDv2.
    sequence(oid(OID.signingCertificateV2), set(sequence(sequence(sequence(octets(sha256(own))))))),
  ]
    .map((attribute) => ({ attribute, der: derOf(attribute) }))
    // A set in DER is sorted by its encoding.
    .sort((left, right) => Buffer.compare(left.der, right.der))
    .map((each) => each.attribute)
  const signature = createSign('sha256')
    .update(derOf(set(...attributes)))
    .sign(key)
  const signer = sequence(
    integer(1),
    sequence(issuer, serial),
    algorithm(OID.sha256),
    tagged(attributes),
    // ECDSA has no parameters, not even an empty one (RFC 5758).
    key.asymmetricKeyType === 'ec' ? sequence(oid(OID.ecdsaWithSha256)) : algorithm(OID.rsa),
    octets(signature),
  )
  const signedData = sequence(
    integer(1),
    set(algorithm(OID.sha256)),
    sequence(oid(OID.data)),
    tagged(certificates.map(parsed)),
    set(signer),
  )
  return derOf(sequence(oid(OID.signedData), tagged([signedData])))
}

/** How long such a signature becomes at most, in bytes: room for it is kept before it is made. */
export function lengthOf({ certificates }: Identity): number {
  return certificates.reduce((sum, each) => sum + each.length, 0) + 4096
}
