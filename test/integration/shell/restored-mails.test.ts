import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../src-shared/contract'
import type { MailRow } from '../../../src-shared/contract/mail'
import { documentOf } from '../../../src-shared/mail-document'
import { dataOf } from '../../support/samples'
import { must, newFolder, removeFolder } from '../../support/core'
import { steppingClock, type SteppingClock } from '../../support/ports'
import { KELLER, TestProgram } from '../../support/program'

let folder: string
let clock: SteppingClock
let program: TestProgram

beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  program = await TestProgram.start(folder, clock)
  must(await program.signIn.createStore(KELLER))
  for (const name of ['Waits', 'Sending', 'Failed', 'Handed over', 'Sent']) await queueTo(name)
  await settle('Handed over', 'handed-over')
  for (const name of ['Sending', 'Failed', 'Sent']) await start(name)
  await settle('Sent', 'sent')
  await settle('Failed', 'failed')
})
afterEach(async () => {
  await program.host.close()
  removeFolder(folder)
})

async function queueTo(officialName: string): Promise<void> {
  const data = dataOf({ officialName, email: 'office@authority.example' })
  const input = { data, accessManager: null, duplicatesSeen: true, reason: '' }
  const { id } = (await program.run('authorities.register', input, 'writer')) as { id: string }
  const recipients = [{ authorityId: id, userId: null }]
  const mail = { template: { kind: 'blank' }, language: 'en', recipients, document: documentOf('Dear all') }
  await program.run('mail.queue', mail, 'writer')
}

async function mails(): Promise<readonly MailRow[]> {
  const input = { status: null, text: '', page: { offset: 0, limit: 50 } }
  return ((await program.run('mail.list', input, 'reader')) as Output<'mail.list'>).rows
}

async function named(name: string): Promise<MailRow> {
  const found = (await mails()).find((each) => each.recipientName === name)
  if (found === undefined) throw new Error(`No mail to ${name}`)
  return found
}

async function start(name: string): Promise<void> {
  const { id, revision } = await named(name)
  await program.run('mail.startSending', { id, revision }, 'writer')
}

async function settle(name: string, status: MailRow['status']): Promise<void> {
  const { id } = await named(name)
  const failure = status === 'failed' ? 'smtp-login' : ''
  await program.run('mail.settle', { id, status, failure, answer: '' }, 'writer')
}

const standing = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await mails()).map(({ recipientName, status, failure }) => [
      recipientName,
      failure === '' ? status : `${status}, ${failure}`,
    ]),
  )

const IN_DOUBT = {
  Waits: 'unknown, restored',
  Sending: 'unknown, restored',
  Failed: 'unknown, restored',
  'Handed over': 'handed-over',
  Sent: 'sent',
}

describe('mails that a restored backup brings back', () => {
  it('are in doubt where they waited, failed or were being sent, with the reason; what had left is left alone', async () => {
    await program.backups.keep('leaving')
    await start('Waits')
    await settle('Waits', 'sent')
    await program.restore(await program.newest())
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await standing()).toEqual(IN_DOUBT)
    const { authority } = await named('Waits')
    const filter = { operator: '', field: '', from: null, to: null, text: '' }
    const asked = { authorityId: authority.id, filter, page: { offset: 0, limit: 9 } }
    const { units } = (await program.run('history.list', asked, 'reader')) as Output<'history.list'>
    expect(units[0]?.command).toBe('mail.restored')
  })

  it('stay as a person found them, and what is written afterwards waits as always', async () => {
    await program.backups.keep('leaving')
    await program.restore(await program.newest())
    must(await program.signIn.signIn('keller', KELLER.password))
    const { id, revision } = await named('Waits')
    await program.run('mail.resolve', { id, revision, was: 'not-sent' }, 'writer')
    await queueTo('Later')
    await program.signIn.signOut()
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await standing()).toEqual({ ...IN_DOUBT, Waits: 'queued', Later: 'queued' })
    expect(existsSync(`${program.paths.store}.restored`)).toBe(false)
  })

  it('are in doubt also where a crash ended the restore, or the first opening after it', async () => {
    await program.backups.keep('leaving')
    const key = program.signIn.heldKey() ?? ''
    const { kept } = await program.newest()
    must(await program.keeper.unpack(`${folder}/backups/${kept}`, key))
    await program.host.close()
    program = await TestProgram.start(folder, clock)
    expect(existsSync(`${program.paths.store}.restored`)).toBe(true)
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await standing()).toEqual(IN_DOUBT)
  })
})
