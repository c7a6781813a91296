import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import PostalMime from 'postal-mime'
import { removeProfile, signIn } from '../support/desktop'
import { MINISTRY, REGIONAL, startMailWindow, type MailWindow } from '../support/mail-window'
import { scanScreen } from '../support/scan'
import { startSmtp, type TestServer } from '../support/smtp'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'imi-mail-'))
let shown: MailWindow

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  shown = await startMailWindow()
  server = await startSmtp()
  await shown.queueBoth('Dear colleagues')
})

test.afterAll(async () => {
  await shown.desktop.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
  removeProfile(shown.desktop.profile)
})

/** Where the next save dialog writes to. */
async function saveTo(name: string): Promise<string> {
  const path = join(folder, name)
  await shown.desktop.app.evaluate(({ dialog: native }, filePath) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  return path
}

test('a mail is saved as a file that another program reads, and says before that this cannot be taken back', async () => {
  const { dialog, button, act, row, message, desktop } = shown
  await row(MINISTRY).click()
  const path = await saveTo('mail.eml')
  await button('Save as file (.eml)').click()
  await expect(dialog()).toContainText('This cannot be taken back.')
  await expect(dialog().getByRole('listitem')).toHaveText([/post@bund\.example/])
  await scanScreen(desktop, 'mail-export')
  await act('Save').click()
  await message('Written to mail.eml.')
  await expect(row(MINISTRY)).toContainText('Exported')
  const read = await PostalMime.parse(readFileSync(path))
  expect(read).toMatchObject({
    subject: 'Message from your IMI Coordinator',
    from: { name: 'Maria Keller', address: 'maria.keller@helpdesk.example' },
    replyTo: [{ address: 'maria.keller@helpdesk.example' }],
    to: [{ name: 'Bundesministerium Łódź', address: 'post@bund.example' }],
  })
  expect(read.text).toContain('von Maria Keller, IMI-Helpdesk.')
  expect(read.text).toContain('Dear colleagues')
  expect(read.html).toContain('<p>Dear colleagues</p>')
})

test('a mail is opened in the mail program of the PC', async () => {
  const { act, row, detail, message, desktop } = shown
  await desktop.app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      ;(globalThis as unknown as { opened: string }).opened = path
      return Promise.resolve('')
    }
  })
  await row(MINISTRY).click()
  await detail().getByRole('button', { name: 'Open in the mail program' }).click()
  await act('Open').click()
  await message('The mail is open in the mail program.')
  await expect(row(MINISTRY)).toContainText('Handed over')
  const opened = await desktop.app.evaluate(() => (globalThis as unknown as { opened: string }).opened)
  expect(opened.startsWith(join(desktop.profile, 'handed-over'))).toBe(true)
  expect((await PostalMime.parse(readFileSync(opened))).to?.[0]?.address).toBe('post@bund.example')
})

test('without a mail server nothing is sent, and the button says so; with one the mail is sent once', async () => {
  const { page, dialog, button, act, menu, row, message, desktop } = shown
  test.setTimeout(120_000)
  await row(REGIONAL).click()
  await button('Why not? Send').click()
  await expect(dialog()).toContainText('No mail server is configured.')
  await act('Close').click()
  await shown.useServer(server.port)
  await button('Test the connection').click()
  await message('The connection to the mail server works.')
  await page.getByRole('heading', { name: 'Mail server' }).scrollIntoViewIfNeeded()
  await scanScreen(desktop, 'mail-server')
  await menu('Outbox').click()
  await row(REGIONAL).click()
  await button('Send').click()
  await expect(dialog()).toContainText('A mail that was sent cannot be called back.')
  await act('Send').click()
  await message('1 mail was sent.')
  await expect(row(REGIONAL)).toContainText('Sent')
  expect(server.mails).toHaveLength(1)
  expect((await PostalMime.parse(server.mails[0] ?? '')).to?.[0]?.address).toBe('umwelt@land.example')
  await expect(button('Send')).toHaveAttribute('aria-disabled', 'true')
})

test('a server that is gone leaves the mail failed, with the reason in a sentence; states are filtered', async () => {
  const { page, dialog, button, act, row, detail, message, filter, desktop } = shown
  test.setTimeout(120_000)
  await server.close()
  await row(MINISTRY).click()
  await button('Send').click()
  await expect(dialog().getByRole('note')).toContainText('it may have been sent in another way')
  await act('Send').click()
  await message('1 mail was not sent: the reason stands beside it.')
  await expect(row(MINISTRY)).toContainText('Failed')
  await expect(detail()).toContainText('The mail server cannot be reached.')
  await scanScreen(desktop, 'mail-failed')
  await filter('Status', 'Sent')
  await expect(row(REGIONAL)).toBeVisible()
  await expect(row(MINISTRY)).toHaveCount(0)
  await filter('Status', 'Any')
  await page.getByLabel('Recipient or subject').fill('bundesministerium lodz')
  await expect(row(REGIONAL)).toHaveCount(0)
  await page.getByLabel('Recipient or subject').fill('')
  await expect(row(REGIONAL)).toBeVisible()
})

test('Home says that a mail could not be sent, and leads to it in the outbox', async () => {
  const { page, menu, row, desktop } = shown
  await menu('Home').click()
  await scanScreen(desktop, 'mail-home')
  await page.getByRole('link', { name: /1\s*mail that could not be sent/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Outbox')
  await expect(row(MINISTRY)).toBeVisible()
  await expect(row(REGIONAL)).toHaveCount(0)
  await menu('Outbox').click()
  await expect(row(REGIONAL)).toBeVisible()
})

test('a mail that waited in a backup is in doubt after the restore, on Home and with the reason', async () => {
  const { page, act, button, menu, row, detail, message, desktop } = shown
  test.setTimeout(120_000)
  // Whoever leaves leaves a backup behind.
  await page.getByRole('button', { name: /Maria Keller/ }).click()
  await page.getByText('Sign out').click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await menu('Settings').click()
  await page.getByRole('button', { name: /Restore the backup of/ }).click()
  await act('Restore').click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await menu('Home').click()
  await page.getByRole('link', { name: /mail of which it is not known whether it was sent/ }).click()
  await row(MINISTRY).click()
  await expect(detail()).toContainText('it waited when the backup was made that was restored since')
  await scanScreen(desktop, 'mail-restored')
  await button('It was not sent: queue it again').click()
  await message('No mail matches.')
})
