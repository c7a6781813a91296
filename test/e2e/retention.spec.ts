import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, signIn, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')

test.beforeAll(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('what is due is removed by a person, proved, and stays erased when a backup from before is restored', async () => {
  test.setTimeout(180_000)
  const backup = join(desktop.profile, 'before.imibackup')
  await picks(desktop.app, backup)
  await button('Settings').click()
  await button('Back up now').click()
  await expect(page.getByText(/The backup was written/)).toBeVisible()

  await button('Home').click()
  await page.getByRole('link', { name: /to be removed within 30 days/ }).click()
  await page.getByRole('link', { name: 'Remove what is due' }).click()
  await expect(page.getByRole('heading', { name: 'Removals' })).toBeVisible()
  await expect(page.getByText('Nothing was erased yet.')).toBeVisible()
  const due = page.getByRole('table').getByRole('row')
  await expect(due).not.toHaveCount(0)
  const name = await due.nth(1).getByRole('link').innerText()
  await page.getByRole('button', { name: 'Why not? Remove …' }).click()
  await expect(dialog()).toContainText('Tick the authorities that are to be removed.')
  await dialog().getByRole('button', { name: 'Close' }).click()
  await due.nth(1).getByRole('checkbox').check()
  await scanScreen(desktop, 'removals')
  await button('Remove 1 authority …').click()
  await expect(dialog()).toContainText(name)
  await expect(dialog()).toContainText('This cannot be taken back.')
  await dialog().getByLabel('Reason').fill('Six months are over')
  // In a store that was made today nobody can have worked on three days.
  const today = await page.evaluate(() => new Date().toISOString().slice(0, 10))
  await dialog().getByLabel('Today’s date').fill(today)
  await scanScreen(desktop, 'removal-dialog')
  await dialog().getByRole('button', { name: 'Remove and erase' }).click()
  await expect(page.getByText('1 authority removed, and the data erased.')).toBeVisible()

  await page.getByRole('button', { name: /^Show the proof of/ }).click()
  const proof = page.getByRole('table').last()
  await expect(proof).toContainText(name)
  await expect(proof).toContainText('E-mail')
  await scanScreen(desktop, 'removal-proof')
  const file = join(desktop.profile, 'proof.csv')
  await picks(desktop.app, file)
  await button('Save the proof').click()
  await page.getByText('CSV').click()
  await expect(page.getByText(/The proof was written to proof.csv. The history verifies/)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain(name)

  await proof.getByRole('link', { name }).click()
  await expect(page.getByText(/^Removed on .*its data and its users were erased for good\.$/)).toBeVisible()
  await scanScreen(desktop, 'removed-authority')

  await picks(desktop.app, backup)
  await button('Settings').click()
  await button('Restore from a file').click()
  await dialog().getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await button('Removals').click()
  await expect(page.getByText('the program, after a backup was restored')).toBeVisible()
  await page.getByRole('button', { name: /^Show the proof of/ }).click()
  await page.getByRole('table').last().getByRole('link', { name }).click()
  await expect(page.getByText(/^Removed on .*its data and its users were erased for good\.$/)).toBeVisible()
})

test('where the acts do not prove that the clock is right, today’s date is typed before anything is erased', async () => {
  test.setTimeout(120_000)
  await desktop.close()
  desktop = await startDesktop(desktop.profile, { daysAhead: 100 })
  page = desktop.page
  await signIn(page)
  await button('Removals').click()
  await page.getByRole('table').getByRole('row').nth(1).getByRole('checkbox').check()
  await button('Remove 1 authority …').click()
  await expect(dialog()).toContainText('0 different days in the last 60 days')
  await dialog().getByLabel('Reason').fill('Six months are over')
  await dialog().getByRole('button', { name: 'Remove and erase' }).click()
  await expect(dialog().getByRole('alert')).toContainText('type today’s date')
  await scanScreen(desktop, 'removal-typed-time')
  // The page keeps its own clock, which is not moved.
  const dayIn = (days: number) =>
    page.evaluate((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10), days)
  await dialog()
    .getByLabel('Today’s date')
    .fill(await dayIn(50))
  await dialog().getByRole('button', { name: 'Remove and erase' }).click()
  await expect(dialog().getByRole('alert')).toContainText('Correct the clock, or the date you typed.')
  await dialog()
    .getByLabel('Today’s date')
    .fill(await dayIn(100))
  await dialog().getByRole('button', { name: 'Remove and erase' }).click()
  await expect(page.getByText('1 authority removed, and the data erased.')).toBeVisible()
})
