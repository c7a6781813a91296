import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import PostalMime from 'postal-mime'
import { picks, removeProfile } from '../support/desktop'
import { MINISTRY, REGIONAL, startMailWindow, type MailWindow } from '../support/mail-window'
import { holdPatience } from '../support/patience'
import { scanScreen } from '../support/scan'
import { refusing, startSmtp, type TestServer } from '../support/smtp'

/** What the server does with whatever comes. */
let mood: 'takes it' | 'refuses it' | 'hangs' | 'hangs with it' = 'takes it'
/** So many mails hang there, or hung. */
let hanging = 0
let server: TestServer
let shown: MailWindow
let patienceEnds: () => Promise<void>
const folder = mkdtempSync(join(tmpdir(), 'imi-mail-'))

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  shown = await startMailWindow()
  server = await startSmtp({
    onRcptTo: (_to, _session, done) => {
      if (mood === 'refuses it') done(refusing(550, 'No such mailbox'))
      else if (mood === 'hangs') hanging += 1
      else done()
    },
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (mood === 'hangs with it') hanging += 1
        else {
          server.mails.push(Buffer.concat(parts).toString('utf8'))
          done()
        }
      })
    },
  })
  await shown.useServer(server.port)
  await shown.queueBoth('Dear colleagues')
  patienceEnds = await holdPatience(shown.desktop.app)
  await shown.menu('Outbox').click()
})

test.afterAll(async () => {
  await shown.desktop.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
  removeProfile(shown.desktop.profile)
})

/** Selects the newest mail to somebody, and sends it. */
async function send(name: string): Promise<void> {
  await shown.row(name).first().click()
  await shown.button('Send').click()
  await shown.act('Send').click()
}

/** Waits until the dialog of sending says what became of it and has closed. */
async function told(text: string): Promise<void> {
  await shown.message(text)
  await expect(shown.dialog()).toHaveCount(0)
}

/** Saves the selected mail as a file, and reads whom it is to. */
async function savedTo(name: string): Promise<string | undefined> {
  const { desktop, button, act, dialog, message } = shown
  const path = join(folder, name)
  await picks(desktop.app, path)
  await button('Save as file (.eml)').click()
  await act('Save').click()
  await message(`Written to ${name}.`)
  await expect(dialog()).toHaveCount(0)
  return (await PostalMime.parse(readFileSync(path))).to?.[0]?.address
}

/** To whom the mails went that the server took. */
async function arrived(): Promise<(string | undefined)[]> {
  const mails = await Promise.all(server.mails.map((each) => PostalMime.parse(each)))
  return mails.map((each) => each.to?.[0]?.address)
}

test('a mail that the server refuses has failed, with what the server said; tried again it arrives, once', async () => {
  test.setTimeout(120_000)
  const { row, detail, button } = shown
  mood = 'refuses it'
  await send(MINISTRY)
  await told('1 mail was not sent: the reason stands beside it.')
  await expect(row(MINISTRY)).toContainText('Failed')
  await expect(detail()).toContainText(
    'The mail server does not deliver to this address. It said: 550 No such mailbox',
  )
  expect(await arrived()).toEqual([])

  mood = 'takes it'
  await send(MINISTRY)
  await told('1 mail was sent.')
  await expect(row(MINISTRY)).toContainText('Sent')
  await expect(detail()).not.toContainText('It said')
  expect(await arrived()).toEqual(['post@bund.example'])
  await expect(button('Send')).toHaveAttribute('aria-disabled', 'true')
  expect(await savedTo('sent.eml')).toBe('post@bund.example')
  await expect(row(MINISTRY)).toContainText('Sent')
})

test('while a server hangs the mail is being sent, which is said; given up it has failed, can be saved as a file, and is tried again', async () => {
  test.setTimeout(120_000)
  const { desktop, row, detail, button, act, dialog } = shown
  mood = 'hangs'
  await send(REGIONAL)
  await expect(dialog().getByRole('status')).toHaveText('0 of 1 done')
  await scanScreen(desktop, 'mail-hangs')
  await expect(dialog()).toContainText('given up after half a minute')
  await act('Stop').click()
  await expect(dialog()).toHaveCount(0)
  await expect(row(REGIONAL)).toContainText('Being sent')
  await expect(button('Save as file (.eml)')).toHaveAttribute('aria-disabled', 'true')

  await expect.poll(() => hanging).toBe(1)
  await patienceEnds()
  await told('1 mail was not sent: the reason stands beside it.')
  await expect(row(REGIONAL)).toContainText('Failed')
  await expect(detail()).toContainText('The mail server fell silent')
  expect(await savedTo('failed.eml')).toBe('umwelt@land.example')
  await expect(row(REGIONAL)).toContainText('Exported')

  mood = 'takes it'
  await send(REGIONAL)
  await told('1 mail was sent.')
  await expect(row(REGIONAL)).toContainText('Sent')
  expect(await arrived()).toEqual(['post@bund.example', 'umwelt@land.example'])
})

test('a server that hangs with the mail leaves it in doubt: nothing sends it again until a person has said what became of it', async () => {
  test.setTimeout(120_000)
  const { desktop, row, detail, message, button, act, dialog } = shown
  await shown.queueBoth('Dear colleagues, once more')
  await shown.menu('Outbox').click()
  mood = 'hangs with it'
  await send(MINISTRY)
  await expect.poll(() => hanging).toBe(2)
  await patienceEnds()
  await told('Of 1 mail it is not known whether it was sent: what to do stands beside it.')
  const doubted = row(MINISTRY).first()
  await expect(doubted).toContainText('Unknown whether sent')
  await expect(detail()).toContainText('It is not known whether this mail was sent')
  await scanScreen(desktop, 'mail-in-doubt')
  await button('Why not? Send').click()
  await expect(dialog()).toContainText('sent')
  await act('Close').click()
  await expect(dialog()).toHaveCount(0)
  expect(await savedTo('doubted.eml')).toBe('post@bund.example')
  await expect(doubted).toContainText('Unknown whether sent')

  mood = 'takes it'
  await button('It was not sent: queue it again').click()
  await message('The mail is queued again.')
  await send(MINISTRY)
  await told('1 mail was sent.')
  await expect(doubted).toContainText('Sent')
  expect(await arrived()).toEqual(['post@bund.example', 'umwelt@land.example', 'post@bund.example'])
})
