import { z } from 'zod'
import { AlertId } from '../ids'
import { text } from '../text'
import { OnBehalf } from './alerts'
import { FileToken, Nothing } from './common'
import { task } from './define'

/** The password of a certificate: used at once, stored nowhere. */
const CertificatePassword = z.string().max(200)

/** With whose key a report is signed, and what the signature says (K9). */
const Signature = z.strictObject({
  file: FileToken,
  password: CertificatePassword,
  reason: text(200),
  place: text(200),
})

const CERTIFICATE = [
  'file-unknown',
  'certificate-not-readable',
  'certificate-password-wrong',
  'certificate-without-key',
  'certificate-not-yet-valid',
  'certificate-expired',
  'certificate-kind',
  'certificate-takes-too-long',
] as const

export const paper = {
  /** Picks a certificate with its key; only how it begins is read before its password is known. */
  'paper.certificate': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: Nothing,
    output: z.strictObject({ file: FileToken, fileName: z.string() }),
    refusals: ['certificate-not-readable'],
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'open', extensions: ['p12', 'pfx'] },
  }),
  /** Whether a certificate can sign now: so that a wrong password is told before a place for the file is chosen. */
  'paper.check': task({
    who: 'signed-in',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: z.strictObject({ file: FileToken, password: CertificatePassword }),
    output: z.strictObject({ name: z.string() }),
    refusals: CERTIFICATE,
    undo: { never: 'undo.never.reads-only' },
    file: { use: 'known' },
  }),
  /** Writes what the window shows on paper as a PDF, with a digital signature or without (K9). */
  'paper.print': task({
    who: 'rule',
    centralEffect: false,
    place: 'shell',
    readsOnly: true,
    input: z.strictObject({
      /** The alert that is printed, which has an end to that; null for everything else. */
      alert: z.strictObject({ id: AlertId, as: OnBehalf }).nullable(),
      signature: Signature.nullable(),
    }),
    output: z.strictObject({ fileName: z.string() }),
    refusals: [...CERTIFICATE, 'alert-unknown', 'alert-printed-too-late'],
    undo: { never: 'undo.never.file-written' },
    file: { use: 'save', extensions: ['pdf'], suggested: 'report' },
  }),
}
