import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { factsOfPdf, textOfPdf } from './programs'

let desktop: Desktop
test.beforeEach(async () => {
  desktop = await startDesktop()
})
test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('poppler reads the letters with temporary passwords: one sheet each, and nothing else of the window', async () => {
  const { app, page, profile } = desktop
  await page.emulateMedia({ colorScheme: 'dark' })
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill('Υπουργείο Ανάπτυξης')
  await page.getByLabel('Member State').fill('Greece')
  await page.getByRole('option', { name: /Greece/ }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await page.getByRole('tab', { name: /^Users/ }).click()
  await page.getByRole('button', { name: 'Add new users' }).click()
  for (const [name, userName] of [
    ['Łucja Ørsted', 'lucja'],
    ['Αθηνά Παππά', 'athina'],
  ] as const) {
    await page.getByLabel('Name', { exact: false }).first().fill(name)
    await page.getByLabel('User name').fill(userName)
    await page.getByLabel('E-mail').fill(`${userName}@place.example`)
    await page.getByRole('button', { name: 'Add and next' }).click()
    await expect(page.getByText(new RegExp(`Added so far: .*${name}`))).toBeVisible()
  }
  await page.getByRole('button', { name: 'Close' }).first().click()
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Reset passwords' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset passwords' }).click()
  const told = page.getByRole('dialog', { name: 'New temporary passwords' })
  await expect(told.locator('code')).toHaveCount(2)
  const passwords = await told.locator('code').allInnerTexts()

  const file = join(profile, 'letters.pdf')
  await picks(app, file)
  await told.getByRole('button', { name: 'Print letter' }).click()
  await expect(page.getByText('The letter was written to letters.pdf.')).toBeVisible()
  mkdirSync(inRoot('.reports/screens'), { recursive: true })
  copyFileSync(file, inRoot('.reports/screens/letters.pdf'))

  const text = await textOfPdf(file)
  for (const shown of [
    'Dear Łucja Ørsted,',
    'Dear Αθηνά Παππά,',
    'Υπουργείο Ανάπτυξης',
    'at least 8',
    ...passwords,
  ])
    expect(text).toContain(shown)
  expect(text).not.toContain('Managed authorities')
  expect(await factsOfPdf(file)).toMatchObject({
    Pages: '2',
    Tagged: 'yes',
    'Page size': expect.stringMatching(/A4/),
  })
})
