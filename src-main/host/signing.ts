import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse, type Result } from '../../src-shared/result'
import { millisecondsOf } from '../../src-shared/time'
import { Cancelled } from '../app/cancelled'
import type { CertificateRefusal, Clock, Scheduler, Signing, StartApart } from '../app/ports'
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

interface Ports {
  readonly startApart: StartApart
  readonly scheduler: Scheduler
  readonly clock: Clock
}

/** A certificate is small: what is larger is another file. */
export const CERTIFICATE_BYTES = 1024 * 1024

/** How a P12 file begins: a sequence with its length in more than one byte, or without one (X.690). */
async function beginsLikeOne(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const about = await file.stat()
    if (!about.isFile() || about.size > CERTIFICATE_BYTES) return false
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x30 && (buffer[1] ?? 0) >= 0x80
  } finally {
    await file.close()
  }
}

/** A file can say that its key is derived in any number of rounds: what takes longer is given up (product decision). */
const LONGEST_MS = 60_000

/** So often it is looked whether the time is over, or the operator cancelled. */
const LOOK_MS = 200

/**
 * Reads certificates and signs in a process of its own: a certificate is somebody else's file, unlocking it takes long on
 * purpose, and the key is gone with the process. While it unlocks it hears nothing: who gives up ends it.
 * @param entries folder of the built entries
 */
export function createSigning(entries: string, { startApart, scheduler, clock }: Ports): Signing {
  const entry = join(entries, 'signing-process.js')

  function ask<Value>(
    task: SigningTask,
    cancelled: () => boolean,
  ): Promise<Result<Value, CertificateRefusal>> {
    return new Promise((resolve, reject) => {
      const begun = millisecondsOf(clock.now())
      const stopLooking = scheduler.every(LOOK_MS, () => {
        if (cancelled())
          finish(() => {
            reject(new Cancelled())
          })
        else if (millisecondsOf(clock.now()) - begun > LONGEST_MS)
          finish(() => {
            resolve(refuse('certificate-takes-too-long'))
          })
      })
      const child = startApart(entry, {
        message: (answer) => {
          finish(() => {
            resolve(answer as Result<Value, CertificateRefusal>)
          })
        },
        ended: () => {
          finish(() => {
            resolve(refuse('certificate-not-readable'))
          })
        },
      })
      /** The first end counts; the process is not needed any more. */
      function finish(end: () => void): void {
        stopLooking()
        end()
        child.kill()
      }
      child.post(task)
    })
  }

  return {
    mayBeCertificate: beginsLikeOne,
    check: ({ path, password }, now, cancelled) => ask({ type: 'check', path, password, now }, cancelled),
    sign: ({ path, password }, words, pdf, cancelled) =>
      ask({ type: 'sign', path, password, words, pdf }, cancelled),
  }
}
