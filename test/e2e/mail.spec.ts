import { expect, test } from '@playwright/test'
import { removeProfile } from '../support/desktop'
import { MINISTRY, MODULE, REGIONAL, startMailWindow, type MailWindow } from '../support/mail-window'
import { scanScreen } from '../support/scan'

let shown: MailWindow

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  shown = await startMailWindow()
})

test.afterAll(async () => {
  await shown.desktop.close()
  removeProfile(shown.desktop.profile)
})

test('recipients are found by module and listed one by one; none of them is chosen by itself', async () => {
  const { dialog, button, act, menu, row, message, chooseCoordinators, desktop } = shown
  test.setTimeout(120_000)
  await menu('Send e-mail').click()
  await message('Choose first whom the mail may go to; then tick each recipient. Nobody is chosen by itself.')
  await scanScreen(desktop, 'mail-write-empty')
  await chooseCoordinators()
  await expect(row(MINISTRY)).toContainText('post@bund.example')
  await expect(row(MINISTRY)).toContainText('German')
  await expect(row('Gewerbeamt')).toContainText('No address')
  await message('0 of 2 chosen. 1 has no e-mail address and cannot be ticked.')
  await expect(row('Gewerbeamt').getByRole('checkbox')).toBeDisabled()
  await expect(button('Check and queue')).toHaveAttribute('aria-disabled', 'true')
  await button('Why not? Check and queue').click()
  await expect(dialog()).toContainText('No recipient is chosen, so nobody would get it.')
  await act('Close').click()
})

test('the one text box formats; the mail is shown with its header and every recipient before it is queued', async () => {
  const { page, dialog, button, act, editor, row, detail, message, desktop } = shown
  test.setTimeout(120_000)
  await row(MINISTRY).getByRole('checkbox').check()
  await row(REGIONAL).getByRole('checkbox').check()
  await message('2 of 2 chosen.')
  await expect(page.getByRole('button', { name: 'Language of the mail: German' })).toBeVisible()
  await editor().click()
  await page.keyboard.type('Dear colleagues,')
  await page.keyboard.press('Enter')
  await button('Bold (Ctrl B)').click()
  await page.keyboard.type('Σημαντικό')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' news:')
  await page.keyboard.press('Enter')
  await button('List').click()
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  await expect(editor().locator('strong')).toHaveText('Σημαντικό')
  await expect(button('List')).toHaveAttribute('aria-pressed', 'true')
  await scanScreen(desktop, 'mail-write')
  await button('Check and queue').click()
  await expect(dialog()).toContainText('Message from your IMI Coordinator')
  // Both recipients read German, so the words of the program are German by themselves.
  await expect(dialog()).toContainText('von Maria Keller, IMI-Helpdesk.')
  await expect(dialog()).toContainText('Registrierte E-Mail-Adresse: maria.keller@helpdesk.example')
  await expect(dialog().getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveText([
    /Bundesministerium Łódź.*Germany · post@bund\.example · reads German/,
    /Landesamt für Umwelt.*Germany · umwelt@land\.example · reads German/,
  ])
  await scanScreen(desktop, 'mail-check')
  await act('Put into the outbox').click()
  await message('2 mails are in the outbox.')
  await expect(row(MINISTRY)).toContainText('Queued')
  await expect(detail().locator('strong')).toHaveText('Σημαντικό')
  await scanScreen(desktop, 'mail-outbox')
})

test('queueing is taken back by the message, and what was typed is not pasted with anything that is no text', async () => {
  const { page, button, act, editor, row, message, chooseCoordinators } = shown
  await button('Undo').click()
  await message('The outbox is empty.')
  await chooseCoordinators()
  await row(MINISTRY).getByRole('checkbox').check()
  await row(REGIONAL).getByRole('checkbox').check()
  await editor().click()
  await editor().evaluate((element) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<p style="color:red" onclick="window.attacked=1">Pasted <b>words</b></p><img src="https://elsewhere.example/x.png" onerror="window.attacked=1"><script>window.attacked=1</script>',
    )
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(editor()).toContainText('Pasted words')
  await expect(editor().locator('img, script, [style], [onclick]')).toHaveCount(0)
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false)
  await button('Check and queue').click()
  await act('Put into the outbox').click()
  await message('2 mails are in the outbox.')
})

test('a mail is written to authorities that were selected in Managed authorities', async () => {
  const { page, dialog, button, act, menu, editor, row, message, filter, desktop } = shown
  await menu('Managed authorities').click()
  for (const name of [MINISTRY, 'Gewerbeamt']) await row(name).getByRole('checkbox').check()
  await button('With the selected ones').click()
  await page.getByText('Write an e-mail …').click()
  await message('1 of 1 chosen. 1 has no e-mail address and cannot be ticked.')
  await expect(row(MINISTRY).getByRole('checkbox')).toBeChecked()
  await filter('Language of the mail', 'English')
  await filter('Kind', 'Alert notice')
  await page.getByLabel('Alert number').fill('A-2026-7')
  await page.getByLabel('Initiated by').fill('France')
  await page.getByRole('option', { name: /France/ }).click()
  await page.getByLabel('Alert title').fill('Scaffolding')
  await page.getByLabel('Module', { exact: false }).last().fill('Services – Info')
  await page.getByRole('option', { name: MODULE }).click()
  await message('IMI alert A-2026-7: Scaffolding')
  await expect(editor()).toContainText('Initiated by: France')
  await scanScreen(desktop, 'mail-alert-notice')
  await filter('Language of the mail', 'French')
  await message('Alerte IMI A-2026-7 : Scaffolding')
  await expect(editor()).toContainText('À l’origine de l’alerte : France')
  await button('Check and queue').click()
  await expect(dialog()).toContainText('Adresse électronique enregistrée : maria.keller@helpdesk.example')
  await scanScreen(desktop, 'mail-check-french')
  await act('Cancel').click()
})
