import { readFile, stat } from 'node:fs/promises'
import { ok, refuse, type Result } from '../../src-shared/result'
import { readIdentity } from '../reports/signature/certificate'
import { signPdf } from '../reports/signature/sign-pdf'
import { CERTIFICATE_BYTES, type SigningTask } from './signing'

async function answer(task: SigningTask): Promise<Result<unknown, string>> {
  const about = await stat(task.path).catch(() => null)
  if (about?.isFile() !== true || about.size > CERTIFICATE_BYTES) return refuse('certificate-not-readable')
  const now = task.type === 'check' ? task.now : task.words.at
  const identity = readIdentity(await readFile(task.path), task.password, now)
  if (!identity.ok) return identity
  if (task.type === 'check') return ok({ name: identity.value.name })
  return ok(new Uint8Array(await signPdf(Buffer.from(task.pdf), identity.value, task.words)))
}

process.parentPort.once('message', ({ data }) => {
  void answer(data as SigningTask).then((reply) => {
    process.parentPort.postMessage(reply)
  })
})
