import { ok, refuse } from '../../../src-shared/result'
import type { ShellPart } from '../handlers'
import { fileNameOf, type Clock, type Files, type Host, type Ids, type Printer, type Signing } from '../ports'
import { askStore } from './ask-store'
import type { SignIn } from './sign-in'

export interface PaperPorts {
  readonly printer: Printer
  readonly signing: Signing
  readonly files: Pick<Files, 'known'>
  readonly signIn: Pick<SignIn, 'current'>
  readonly clock: Clock
  readonly host: Host
  readonly ids: Ids
}

/** Printing into PDF files, and signing them (K9). */
export function createPaperHandlers(ports: PaperPorts): ShellPart<'paper'> {
  return {
    'paper.certificate': async (_input, { file }) => {
      if (file === null) throw new Error('The gateway asks for the file first')
      return (await ports.signing.mayBeCertificate(file.path))
        ? ok({ file: file.token, fileName: fileNameOf(file.path) })
        : refuse('certificate-not-readable')
    },

    'paper.check': ({ password }, { file, cancelled }) => {
      if (file === null) throw new Error('The gateway finds the file first')
      return ports.signing.check({ path: file.path, password }, ports.clock.now(), cancelled)
    },

    'paper.print': async ({ alert, signature }, { file, caller, cancelled }) => {
      if (file === null) throw new Error('The gateway asks for the file first')
      if (alert !== null) {
        const asked = await askStore(ports, 'alerts.mayPrint', alert, caller, 'reader')
        const obstacle = asked.ok ? asked.value.obstacle : null
        if (obstacle?.code === 'alert-printed-too-late')
          return refuse('alert-printed-too-late', obstacle.params)
        if (obstacle !== null) return refuse('alert-unknown')
      }
      if (signature === null) {
        await ports.printer.toPdf(file.path)
        return ok({ fileName: fileNameOf(file.path) })
      }
      const certificate = ports.files.known(signature.file)
      if (certificate === undefined) return refuse('file-unknown')
      const { reason, place, password } = signature
      const at = ports.clock.now()
      const words = { reason, place, contact: ports.signIn.current()?.email ?? '', at }
      const written = await ports.printer.toPdf(file.path, (pdf) =>
        ports.signing.sign({ path: certificate.path, password }, words, pdf, cancelled),
      )
      return written.ok ? ok({ fileName: fileNameOf(file.path) }) : written
    },
  }
}
