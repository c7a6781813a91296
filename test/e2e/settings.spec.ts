import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from '../support/accessibility'
import { removeProfile, setUpStore, signIn, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'
import { tamper } from '../support/tampering'

let desktop: Desktop
let page: Page

const settings = () => page.getByRole('button', { name: 'Settings', exact: true }).click()

test.beforeEach(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await settings()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('the history is verified, and the first entry changed from outside is named', async () => {
  await page.getByRole('button', { name: 'Verify history' }).click()
  await expect(page.getByText(/The history is whole: 1,0\d\d history entries/)).toBeVisible()

  const { profile } = desktop
  await desktop.close()
  await tamper(
    profile,
    `DROP TRIGGER historyKeepsEntries;
     UPDATE history SET changes = '{"forged":{"after":1}}' WHERE seq IN (700, 900)`,
  )
  desktop = await startDesktop(profile)
  page = desktop.page
  await signIn(page)
  await settings()
  await page.getByRole('button', { name: 'Verify history' }).click()
  await expect(page.getByRole('alert')).toContainText('The first entry that does not fit is number 700')
  await expect(page.getByRole('alert')).toContainText('its content was changed')
  await expectAccessible(page, 'a broken history')
})

test('an operator is added, locked out and let in again, each fault of the form beside its field', async () => {
  await page.getByRole('button', { name: 'Add operator' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('User name').fill('keller')
  await dialog.getByLabel('Registered e-mail address').fill('nonsense')
  await dialog.getByRole('button', { name: 'Add operator' }).click()
  await expect(dialog.getByText('3 fields need your attention')).toBeVisible()
  await expectAccessible(page, 'an operator with faults')
  await dialog.getByLabel('Name', { exact: true }).fill('Jan Novák')
  await dialog.getByLabel('Registered e-mail address').fill('jan.novak@helpdesk.example')
  await dialog.getByLabel('Password', { exact: true }).fill('Helpdesk2027')
  await dialog.getByRole('button', { name: 'Add operator' }).click()
  await expect(dialog.getByText('1 field needs your attention')).toBeVisible()
  await expect(dialog.getByLabel('User name')).toHaveAccessibleDescription(/keller/)
  await dialog.getByLabel('User name').fill('novak')
  await dialog.getByRole('button', { name: 'Add operator' }).click()
  await expect(page.getByText('Jan Novák may sign in now.')).toBeVisible()

  const row = page.getByRole('row', { name: /Jan Novák/ })
  await row.getByRole('button', { name: 'Lock out' }).click()
  await expect(dialog).toContainText('can no longer sign in on this PC')
  await dialog.getByRole('button', { name: 'Lock out' }).click()
  await expect(row).toContainText('May not sign in')

  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.getByText('Sign out and lock the store').click()
  const novak = { userName: 'novak', password: 'Helpdesk2027' }
  await signIn(page, novak)
  await expect(page.getByRole('alert')).toHaveText('User name or password is wrong.')
  await signIn(page)
  await settings()
  await row.getByRole('button', { name: 'Let in again' }).click()
  await dialog.getByRole('button', { name: 'Let in again' }).click()
  await expect(dialog.getByRole('heading')).toHaveText('Temporary password for Jan Novák')
  await scanScreen(desktop, 'operator-password')
  const temporary = (await dialog.locator('code').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(row).toContainText('May sign in')

  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.getByText('Sign out and lock the store').click()
  await signIn(page, { userName: 'novak', password: temporary })
  await expect(page.getByRole('alert')).toContainText('This password is temporary.')
  await scanScreen(desktop, 'sign-in-temporary')
  await page.getByLabel('New password').fill('Novak2028x')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Jan Novák' })).toBeVisible()
  await page.getByRole('button', { name: 'Jan Novák' }).click()
  await page.getByText('Sign out and lock the store').click()
  await signIn(page)
})

test('an operator is corrected, and the last sign-in is told', async () => {
  const row = page.getByRole('row', { name: /Maria Keller/ })
  await expect(row).not.toContainText('Never')
  await row.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Another operator of the IMI Helpdesk can change this.')
  await dialog.getByLabel('Name', { exact: true }).fill('Maria Keller-Roth')
  await dialog.getByLabel('User name').fill('keller.roth')
  await dialog.getByLabel('Registered e-mail address').fill('keller.roth@helpdesk.example')
  await scanScreen(desktop, 'operator-edited')
  await dialog.getByRole('button', { name: 'Save operator' }).click()
  await expect(page.getByText('Operator Maria Keller-Roth saved.')).toBeVisible()
  await expect(page.getByRole('row', { name: /keller.roth@helpdesk.example/ })).toBeVisible()
  await scanScreen(desktop, 'operators')
  await page.getByRole('button', { name: 'Maria Keller-Roth' }).click()
  await page.getByText('Sign out and lock the store').click()
  await signIn(page, { userName: 'keller.roth' })
  await expect(page.getByRole('button', { name: 'Maria Keller-Roth' })).toBeVisible()
})

test('the own password is changed; the look chosen stays after a restart', async () => {
  await page.getByLabel('Current password').fill('not it')
  await page.getByLabel('New password').fill('Helpdesk2030')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The current password is wrong.')).toBeVisible()
  await page.getByLabel('Current password').fill('Helpdesk2026')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The password was changed.')).toBeVisible()
  await page.getByLabel('Dark').check()
  await expect(page.locator('.v-theme--dark').first()).toBeVisible()

  const { profile } = desktop
  await desktop.close()
  desktop = await startDesktop(profile)
  page = desktop.page
  await expect(page.locator('.v-theme--dark').first()).toBeVisible()
  await signIn(page, { password: 'Helpdesk2030' })
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})
