import { mkdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shell } from 'electron'
import type { Mail } from '../../src-shared/entities/mail'
import type { MailProgram } from '../app/ports'

/**
 * The PC's mail program, which gets each mail as a file. Outside the store nothing is encrypted, so these files go when
 * the program ends, and at the next start where it could not end properly. What is opened is always such a file, under a
 * name that the program made: never an address, and nothing that the window named.
 * @param folder where the files lie meanwhile; it holds nothing else
 */
export function createMailProgram(
  folder: string,
  build: (mail: Mail) => Promise<Uint8Array>,
): MailProgram & { forget: () => void } {
  const forget = (): void => {
    rmSync(folder, { recursive: true, force: true })
  }
  forget()
  return {
    forget,
    open: async (mail) => {
      const path = join(folder, `${mail.id}.eml`)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      await writeFile(path, await build(mail), { mode: 0o600 })
      // Electron answers with what went wrong; an empty text is that nothing did.
      return (await shell.openPath(path)) === ''
    },
  }
}
