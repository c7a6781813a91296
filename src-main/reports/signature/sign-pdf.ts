import { plainAddPlaceholder } from '@signpdf/placeholder-plain'
import { SignPdf } from '@signpdf/signpdf'
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import type { Identity } from './certificate'
import { lengthOf, signDetached } from './cms'

/** What a signature says beside who signed. */
export interface SignatureWords {
  readonly reason: string
  readonly place: string
  readonly contact: string
  /** When, in UTC. */
  readonly at: string
}

/** Signs with the key of an identity. */
class IdentitySigner extends Signer {
  private readonly identity: Identity

  constructor(identity: Identity) {
    super()
    this.identity = identity
  }

  override sign(bytes: Buffer): Promise<Buffer> {
    return Promise.resolve(signDetached(bytes, this.identity))
  }
}

/** A text as a PDF writes it whatever its letters: UTF-16 in hexadecimal digits. */
function hexOf(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return ['feff', ...units.map((unit) => unit.toString(16).padStart(4, '0'))].join('')
}

/**
 * The library writes letters outside ASCII wrongly. So it is given as many stars as the digits take, and these are
 * put in their place: nothing in the file moves.
 */
function withTexts(pdf: Buffer, texts: Readonly<Record<string, string>>): Buffer {
  const written = Buffer.from(pdf)
  for (const [key, text] of Object.entries(texts)) {
    const digits = hexOf(text)
    const stars = Buffer.from(`/${key} (${'*'.repeat(digits.length)})`)
    const at = written.lastIndexOf(stars)
    if (at === -1) throw new Error(`The room for ${key} is not in the document`)
    written.write(`/${key} <${digits}>`, at, 'latin1')
  }
  return written
}

/** Adds a digital signature to a PDF as its last revision (PAdES baseline B, K9); what was there stays as it is. */
export async function signPdf(pdf: Buffer, identity: Identity, words: SignatureWords): Promise<Buffer> {
  const signingTime = new Date(Date.parse(words.at))
  const texts = {
    Reason: words.reason,
    Location: words.place,
    ContactInfo: words.contact,
    Name: identity.name,
  }
  const room = (text: string): string => '*'.repeat(hexOf(text).length)
  const withRoom = plainAddPlaceholder({
    pdfBuffer: pdf,
    ...{ reason: room(texts.Reason), location: room(texts.Location) },
    ...{ contactInfo: room(texts.ContactInfo), name: room(texts.Name) },
    signingTime,
    signatureLength: lengthOf(identity),
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
    // The name of a PDF object: no blank.
    appName: 'IMIHelpdesk',
  })
  return new SignPdf().sign(withTexts(withRoom, texts), new IdentitySigner(identity), signingTime)
}
