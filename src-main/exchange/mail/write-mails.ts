import { createWriteStream } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Mail } from '../../../src-shared/entities/mail'
import { buildMail, builtFrom } from './build-mail'

/** A name for the file of a mail that every system takes, and that says whom it is for. */
export function fileNameFor(mail: Pick<Mail, 'recipientName'>, number: number): string {
  const name = mail.recipientName
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 60)
    .replace(/[. ]+$/u, '')
  return `${String(number).padStart(3, '0')} ${name === '' ? 'mail' : name}.eml`
}

/** Writes one mail as a file, or several into a ZIP file; it appears under its name only when it is whole. */
export async function writeMails(path: string, mails: readonly Mail[], format: 'eml' | 'zip'): Promise<void> {
  const beside = `${path}.part`
  try {
    if (format === 'zip') await writeZip(beside, mails)
    else for (const mail of mails) await writeFile(beside, await buildMail(builtFrom(mail), 'draft'))
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

async function writeZip(path: string, mails: readonly Mail[]): Promise<void> {
  const zip = new ZipFile()
  for (const [index, mail] of mails.entries()) {
    zip.addBuffer(await buildMail(builtFrom(mail), 'draft'), fileNameFor(mail, index + 1))
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}
