import { join } from 'node:path'
import { refuse, type Result } from '../../src-shared/result'
import type { CertificateRefusal, RunApart, Signing } from '../app/ports'
import type { SignatureWords } from '../reports/signature/sign-pdf'

/** What the process that signs is asked. */
export type SigningTask =
  | { readonly type: 'check'; readonly path: string; readonly password: string; readonly now: string }
  | {
      readonly type: 'sign'
      readonly path: string
      readonly password: string
      readonly words: SignatureWords
      readonly pdf: Uint8Array
    }

/**
 * Reads certificates and signs in a process of its own: a certificate is somebody else's file, unlocking it takes long on
 * purpose, and the key is gone with the process.
 * @param entries folder of the built entries
 */
export function createSigning(entries: string, runApart: RunApart): Signing {
  const entry = join(entries, 'signing-process.js')

  async function ask<Value>(task: SigningTask): Promise<Result<Value, CertificateRefusal>> {
    const answered = (await runApart(entry, task)) as Result<Value, CertificateRefusal> | null
    return answered ?? refuse('certificate-not-readable')
  }
  return {
    check: ({ path, password }, now) => ask({ type: 'check', path, password, now }),
    sign: ({ path, password }, words, pdf) => ask({ type: 'sign', path, password, words, pdf }),
  }
}
